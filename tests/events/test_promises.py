"""Words given: when what somebody "will" do is a promise, and when only a forecast."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc

from handmade import parsed, word
from tocsin.events.parties import Parties
from tocsin.events.promises import give_word, name_by_promise
from tocsin.events.reading import Act
from tocsin.events.triggers import Trigger
from tocsin.language.labels import MODES
from tocsin.language.signals import Signals
from tocsin.records import Entity

FUNDS = "Norway/PROPN/NNP/3/nsubj {}/AUX/MD/3/aux fund/VERB/VB/0/root ships/NOUN/NNS/3/obj ./PUNCT/./3/punct"


def told(doc: Doc, event: str = "AID", said_by: str = "") -> Act:
    """Norway's act at "fund", told as planned, and by whom."""

    def parties(label: str) -> Parties:
        code, *sector = label.split("/")
        return Parties(entities=[Entity(code=code, sector=tuple(sector), text="", name=code, span=(0, 6))])

    at = word(doc, "fund")
    trigger = Trigger(doc[at], event, 0.9, 0.9, "model", None)
    speakers = [parties(said_by)] if said_by else []
    cues = [("future", at - 1, at)]
    return Act(trigger, parties("NOR"), Parties(), status=("future",), cues=cues, speakers=speakers)


@pytest.mark.parametrize("said_by", ["", "NOR", "NOR/GOV"])
def test_what_one_will_do_for_others_is_a_word_given(said_by: str) -> None:
    act = told(parsed(FUNDS.format("will")), said_by=said_by)
    give_word(act)
    assert (act.trigger.event, act.status, act.speakers, act.cues) == ("AGREE", (), [], [])


@pytest.mark.parametrize(
    ("modal", "event", "said_by"),
    [
        ("may", "AID", ""),
        ("will", "COERCE", ""),
        ("will", "AID", "UNO"),
        ("will", "AID", "NOR/JRN"),
        ("will", "AID", "NOR/OPP"),
    ],
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


def test_a_question_promises_nothing() -> None:
    act = told(parsed(FUNDS.format("will").replace("./PUNCT/.", "?/PUNCT/.")))
    give_word(act)
    assert act.trigger.event == "AID"


def test_the_evidence_names_what_was_read() -> None:
    act = told(parsed(FUNDS.format("will")))
    give_word(act)
    assert act.trigger.rule == "model AID 0.90; the promise is AGREE"


@pytest.mark.parametrize(
    ("event", "mode", "word_given", "expected"),
    [
        ("RETREAT", 0.0, "promised", "CONCEDE"),
        ("RETREAT", 0.9, "promised", "AGREE"),  # a truce
        ("RETREAT", 0.0, "accepted", "AGREE"),
        ("AID", 0.0, "promised", "AGREE"),
    ],
)
def test_who_promises_to_give_up_concedes(event: str, mode: float, word_given: str, expected: str) -> None:
    text = "Norway/PROPN/NNP/2/nsubj {}/VERB/VBD/0/root/{} to/PART/TO/4/mark leave/VERB/VB/2/xcomp ./PUNCT/./2/punct"
    doc = parsed(text.format(word_given, {"promised": "promise", "accepted": "accept"}[word_given]))
    norway = Parties(entities=[Entity(code="NOR", sector=(), text="Norway", name="Norway", span=(0, 6))])
    outer = Act(Trigger(doc[word(doc, word_given)], "AGREE", 0.9, 0.9, "model", None), norway, Parties())
    inner = Act(Trigger(doc[word(doc, "leave")], event, 0.9, 0.9, "model", None), norway, Parties())
    inner.parent, inner.role = outer, "content"
    modes = np.zeros((len(doc), len(MODES)), np.float32)
    modes[:, MODES.index("ceasefire")] = mode
    name_by_promise([outer, inner], Signals({"mode": modes}))
    assert outer.trigger.event == expected
