"""Words given: when what somebody "will" do is a promise, and when only a forecast."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from handmade import parsed, word
from tocsin.events.arguments import Parties
from tocsin.events.promises import give_word
from tocsin.events.reading import Act
from tocsin.events.triggers import Trigger
from tocsin.records import Entity

FUNDS = "Norway/PROPN/NNP/3/nsubj {}/AUX/MD/3/aux fund/VERB/VB/0/root ships/NOUN/NNS/3/obj ./PUNCT/./3/punct"


def told(doc: Doc, event: str = "AID", said_by: str = "") -> Act:
    """Norway's act at "fund", told as planned, and by whom."""

    def parties(code: str) -> Parties:
        return Parties(entities=[Entity(code=code, sector=(), text="", name=code, span=(0, 6))])

    at = word(doc, "fund")
    trigger = Trigger(doc[at], event, 0.9, 0.9, "model", None)
    speakers = [parties(said_by)] if said_by else []
    cues = [("future", at - 1, at)]
    return Act(trigger, parties("NOR"), Parties(), status=("future",), cues=cues, speakers=speakers)


@pytest.mark.parametrize("said_by", ["", "NOR"])
def test_what_one_will_do_for_others_is_a_word_given(said_by: str) -> None:
    act = told(parsed(FUNDS.format("will")), said_by=said_by)
    give_word(act)
    assert (act.trigger.event, act.status, act.speakers, act.cues) == ("AGREE", (), [], [])


@pytest.mark.parametrize(
    ("modal", "event", "said_by"), [("may", "AID", ""), ("will", "COERCE", ""), ("will", "AID", "UNO")]
)
def test_what_may_be_what_harms_and_what_others_foresee_is_not(modal: str, event: str, said_by: str) -> None:
    act = told(parsed(FUNDS.format(modal)), event, said_by)
    give_word(act)
    assert (act.trigger.event, act.status) == (event, ("future",))


def test_what_an_outer_act_promises_stays_its_content() -> None:
    doc = parsed(FUNDS.format("will"))
    act = told(doc)
    act.parent = told(doc, "AGREE")
    give_word(act)
    assert act.trigger.event == "AID"
