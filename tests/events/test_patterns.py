"""Skeletons of the lexicon, compiled."""

from __future__ import annotations

import pytest

from tocsin.events.lexicon import specificity
from tocsin.events.patterns import Item, compile_pattern


def shape(pattern: str, predicate: str, pos: str = "verb") -> list[tuple[str, str]]:
    form = compile_pattern(pattern, predicate, pos)
    return [(phrase.place, " ".join(i.value for i in phrase.items)) for phrase in form.phrases]


def test_a_preposition_belongs_to_what_follows_it() -> None:
    assert shape("ACTOR call for @talks with RECIPIENT", "call") == [("for", "talks"), ("with", "RECIPIENT")]


def test_a_preposition_right_after_a_verb_is_required_even_before_a_role() -> None:
    assert compile_pattern("ACTOR call on RECIPIENT to CONTENT", "call", "verb").particles == ("on",)
    assert compile_pattern("ACTOR attack on RECIPIENT", "attack", "noun").particles == ()


def test_prepositions_without_a_phrase_are_particles() -> None:
    form = compile_pattern("ACTOR pull @forces out of RECIPIENT", "pull", "verb")
    assert form.particles == ("out",)
    assert [p.place for p in form.phrases] == ["after", "of"]
    assert compile_pattern("ACTOR shoot @warplanes down", "shoot", "verb").particles == ("down",)


def test_clauses_name_their_subject() -> None:
    assert shape("ACTOR say that RECIPIENT must CONTENT", "say") == [("that", "RECIPIENT must CONTENT")]
    assert shape("ACTOR threaten to attack RECIPIENT", "threaten") == [("to", "attack RECIPIENT")]


def test_marks_of_roles() -> None:
    form = compile_pattern("ACTOR vow to CONTENT!-", "vow", "verb")
    assert form.phrases[0].items == (Item("role", "CONTENT", required=True, tone="-"),)
    (objects,) = compile_pattern("ACTOR reject RECIPIENT! 's @proposals", "reject", "verb").phrases
    assert objects.items[0].owner
    assert objects.items[0].required


def test_articles_are_left_out() -> None:
    assert shape("ACTOR strike a deal with ACTOR", "strike") == [("after", "deal"), ("with", "ACTOR")]


@pytest.mark.parametrize(
    ("pattern", "predicate", "says"),
    [
        ("ACTOR urge RECIPIENT", "ask", "does not contain its predicate 'ask'"),
        ("ACTOR urge VICTIM", "urge", "unknown role 'VICTIM'"),
    ],
)
def test_wrong_skeletons_are_refused(pattern: str, predicate: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        compile_pattern(pattern, predicate, "verb")


def test_asking_for_more_is_more_specific() -> None:
    plain, literal, demanding = (
        specificity(compile_pattern(p, "offer", "verb"))
        for p in ("ACTOR offer TARGET", "ACTOR offer aid to RECIPIENT", "ACTOR offer aid to RECIPIENT!")
    )
    assert plain < literal < demanding
