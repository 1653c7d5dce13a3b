"""Whether it happened, where another clause tells: what was brought about was done; reasons of old acts are old."""

from __future__ import annotations

import pytest

import tocsin
from tocsin.records import Event


def told(text: str, kind: str) -> list[Event]:
    return [e for e in tocsin.code(text, published="2022-11-21") if e.event == kind]


@pytest.mark.model
def test_what_was_brought_about_was_done() -> None:
    text = "The blockade forced Zambia to buy fuel abroad and Kenya to deploy soldiers at the bridge."
    (event,) = told(text, "MOBILIZE")
    assert [e.code for e in event.actor] == ["KEN"]
    assert event.auxiliary == ()


@pytest.mark.model
def test_who_is_made_to_act_did_not_do_what_made_him() -> None:
    text = "The attacks prompted Kenya to send troops to Somalia."
    assert [[e.code for e in event.actor] for event in told(text, "ASSAULT")] == [[]]


@pytest.mark.model
def test_the_reason_of_an_old_act_is_as_old() -> None:
    text = "The talks between Cyprus and Turkey collapsed in July 2017, because Ankara refused to withdraw its troops."
    refused = next(e for e in told(text, "REJECT") if text[slice(*e.evidence.trigger)] == "refused")
    assert refused.auxiliary == ("historical",)
    text = "The talks between Cyprus and Turkey collapsed on Sunday, because Ankara refused to withdraw its troops."
    refused = next(e for e in told(text, "REJECT") if text[slice(*e.evidence.trigger)] == "refused")
    assert refused.auxiliary == ()
