"""Marked text: nothing lost, nothing altered, overlaps shown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import RecordError
from tocsin.highlight import KINDS, Mark, as_ansi, as_html, as_text, highlight, marks_of, pieces
from tocsin.records import Article, Cue, Entity, Event, Evidence

TEXT = "Chen said that Seoul's troops struck Busan & left on Monday."


def _event(**values: object) -> Event:
    seoul = Entity("KOR", ("MIL",), "Seoul's troops", "troops", "", (15, 29))
    chen = Entity("CHN", ("GOV",), "Chen", "Chen", "", (0, 4))
    fields = {
        "article": "a", "event": "ASSAULT", "quad_code": 4, "event_scale": -9.0, "actor": (seoul,),
        "attribution": ((chen,),), "date": "2022-11-28", "enddate": "2022-11-28",
        "event_loc": {"extracted_place": "Busan", "span": [37, 42]},
        "evidence": Evidence((0, 60), (30, 36), ((15, 29),), (), (50, 59), (Cue("speech", (5, 9)),), "by <hand>"),
    }  # fmt: skip
    return Event(**{**fields, **values})  # type: ignore[arg-type]


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(lambda s: s[0] < s[1])
labels = st.sampled_from(("", "KOR", "a<b"))
marks_in_text = st.lists(st.builds(Mark, spans, st.sampled_from(KINDS), labels), max_size=8)


@given(marks_in_text)
def test_pieces_give_the_text_again(marks: list[Mark]) -> None:
    cut = list(pieces(TEXT, marks))
    assert "".join(piece.text for piece in cut) == TEXT
    assert all(piece.text for piece in cut)


@given(marks_in_text)
def test_every_mark_covers_exactly_its_words_and_ends_once(marks: list[Mark]) -> None:
    cut = list(pieces(TEXT, marks))
    for mark in set(marks):
        assert "".join(piece.text for piece in cut if mark in piece.marks) == TEXT[slice(*mark.span)]
        assert sum(piece.ends.count(mark) for piece in cut) == 1


@given(marks_in_text)
def test_all_forms_keep_the_words(marks: list[Mark]) -> None:
    bare = [Mark(m.span, m.kind) for m in marks]
    assert re.sub(r"\x1b\[[0-9;]*m", "", as_ansi(TEXT, marks)) == TEXT
    assert unescape(re.sub(r"<[^>]*>", "", as_html(TEXT, bare))) == TEXT
    assert re.sub(r"\[([^|\]]*)\|[^\]]*\]", r"\1", as_text(TEXT, marks)) == TEXT


@given(marks_in_text, spans)
def test_a_part_is_cut_out(marks: list[Mark], span: tuple[int, int]) -> None:
    assert "".join(piece.text for piece in pieces(TEXT, marks, span)) == TEXT[slice(*span)]


def test_the_most_telling_kind_gives_the_colour_and_the_others_stay_visible() -> None:
    shown = as_html("Seoul agreed", [Mark((0, 12), "cue"), Mark((6, 12), "trigger", "AGREE"), Mark((0, 5), "actor")])
    assert re.findall(r'<mark class="([^"]*)"', shown) == ["actor also-cue", "cue", "trigger also-cue"]
    colored = as_ansi("Seoul agreed", [Mark((0, 12), "cue"), Mark((6, 12), "trigger")])
    assert colored.endswith("\x1b[1;33;4magreed\x1b[0m")


def test_html_is_escaped_everywhere() -> None:
    shown = as_html('<b> & "x"', [Mark((0, 3), "actor", "<i>", '"<u>')])
    assert "<b>" not in shown
    assert "<i>" not in shown
    assert "<u>" not in shown
    assert "&lt;b&gt;" in shown


def test_a_record_shows_all_of_its_evidence() -> None:
    found = {(m.kind, TEXT[slice(*m.span)], m.label) for m in marks_of(_event(), "2")}
    assert found == {
        ("trigger", "struck", "2 ASSAULT"),
        ("actor", "Seoul's troops", "2 KOR/MIL"),
        ("speaker", "Chen", "2 CHN/GOV"),
        ("date", "on Monday", "2 2022-11-28"),
        ("place", "Busan", "2"),
        ("cue", "said", "2 speech"),
    }


def test_highlighted_articles_show_only_their_own_events() -> None:
    shown = highlight(Article(text=TEXT, id="a"), [_event(), _event(article="b")])
    assert len(shown.events) == 1
    assert "ASSAULT" in shown._repr_html_()
    assert "1 ASSAULT" not in shown.to_html()
    assert "1 ASSAULT" in highlight(TEXT, [_event(), _event(event="COERCE")]).to_html()


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(RecordError, match="known are trigger"):
        Mark((0, 1), "verb")
    with pytest.raises(RecordError, match="start < end"):
        Mark((3, 3), "actor")
    with pytest.raises(RecordError, match="ends after the text"):
        list(pieces("short", [Mark((0, 9), "actor")]))
