"""`tocsin relation`: marked pairs get a type, every one of them."""

from __future__ import annotations

import pytest

from tocsin.errors import SourceError
from tocsin.events.ontology import load_ontology
from tocsin.relation import relate

PAIRS = [
    ("Iran", "Israel", "Iran condemned Israel for the strike on Damascus.", "ACCUSE"),
    ("Poland", "Ukraine", "Poland sent Ukraine forty tons of medical supplies on Friday.", "AID"),
    ("Merkel", "Putin", "Angela Merkel met Vladimir Putin in Moscow.", "CONSULT"),
    ("The army", "protesters", "The army opened fire on protesters in Yangon, killing nine.", "ASSAULT"),
    ("Seoul", "Beijing", "Seoul urged Beijing to cut off oil supplies to Pyongyang.", "REQUEST"),
    ("Washington", "Caracas", "Washington broke off relations with Caracas.", "SANCTION"),
]

# What is only announced is an agreement or a threat (codebook 2); forces that keep a peace are a benefit (CAMEO 074).
ANNOUNCED = [
    ("Oslo", "Lima", "The foreign minister of Oslo will meet his colleague from Lima next week.", "AGREE"),
    ("Oslo", "Lima", "The foreign minister of Oslo met his colleague from Lima last week.", "CONSULT"),
    ("Hanoi", "Manila", "Hanoi is willing to withdraw its ships from the shoal that Manila claims.", "AGREE"),
    ("Teachers", "the ministry", "Teachers will march on the ministry on Monday, their union said.", "THREATEN"),
    ("Teachers", "the ministry", "Teachers marched on the ministry on Monday, their union said.", "PROTEST"),
    ("Fiji", "Lebanon", "Fiji has sent 200 peacekeepers to Lebanon.", "AID"),
    ("Poland", "Belarus", "Poland has moved 40 tanks to its border with Belarus.", "MOBILIZE"),
]

# What is refused or not done is a refusal; what is decided, or brought about by its name, is no plan; what is said to
# come counts by what it is.
STATUS = [
    ("Fiji", "Tonga", "Fiji will not end its embargo against Tonga.", "REJECT"),
    ("Hungary", "Serbia", "Hungary said it would not release Serbia's prisoners.", "REJECT"),
    ("Moldova", "Georgia", "Moldova said it will ban Georgia's state broadcaster.", "THREATEN"),
    ("The governor", "the island", "The governor said he will prolong the curfew on the island.", "THREATEN"),
    ("Moldova", "Georgia", "Moldova will impose a curfew on visitors from Georgia.", "THREATEN"),
    ("Chad", "Mali", "Chad has decided to close its border with Mali.", "COERCE"),
    ("Chad", "Mali", "Chad decided to withdraw its soldiers from Mali.", "RETREAT"),
    ("Norway", "Malawi", "Norway announced a freeze of grants for Malawi from next month.", "SANCTION"),
]


def row(number: int, source: str, target: str, text: str) -> dict[str, object]:
    a, b = text.index(source), text.index(target)
    return {"id": f"p{number}", "text": text, "source": [a, a + len(source)], "target": [b, b + len(target)]}


@pytest.mark.model
def test_plain_pairs_get_their_type_in_order() -> None:
    rows = [row(k, *pair[:3]) for k, pair in enumerate(PAIRS)]
    answers = list(relate(rows))
    assert [a["id"] for a in answers] == [r["id"] for r in rows]
    assert [a["event"] for a in answers] == [pair[3] for pair in PAIRS]
    for answer in answers:
        assert answer["quad_code"] == load_ontology().quad(answer["event"])
        assert 0.0 <= answer["confidence"] <= 1.0


@pytest.mark.model
@pytest.mark.parametrize(("source", "target", "text", "event"), ANNOUNCED)
def test_what_is_only_announced_is_told_from_what_was_done(source: str, target: str, text: str, event: str) -> None:
    (answer,) = relate([row(0, source, target, text)])
    assert answer["event"] == event


@pytest.mark.model
@pytest.mark.parametrize(("source", "target", "text", "event"), STATUS)
def test_refusals_decisions_and_what_is_to_come(source: str, target: str, text: str, event: str) -> None:
    (answer,) = relate([row(0, source, target, text)])
    assert answer["event"] == event


@pytest.mark.model
def test_a_pair_without_marks_is_answered_too() -> None:
    (answer,) = relate([{"id": 1, "text": "Troops shelled the town.", "source": None, "target": None}])
    assert answer["event"] == "ASSAULT"


@pytest.mark.model
def test_the_same_words_in_both_directions_may_differ() -> None:
    text = "Protesters pelted police with stones after police arrested a dozen of them."
    answers = list(relate([row(0, "Protesters", "police", text), row(1, "police", "Protesters", text)]))
    assert len(answers) == 2


@pytest.mark.model
def test_a_range_outside_the_text_is_named() -> None:
    with pytest.raises(SourceError, match=r"pair 'x'.*\[5, 99\]"):
        list(relate([{"id": "x", "text": "Short text.", "source": [5, 99], "target": None}]))
