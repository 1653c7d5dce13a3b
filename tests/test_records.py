"""Records: lossless dicts, Arrow, ids from content, cutting at offsets."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import RecordError
from tocsin.records import AUXILIARIES, ROLES, Article, Cue, Drop, Entity, Event, Events, Evidence, cut, events_to_arrow

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=0, max_size=20)
words = st.lists(texts, max_size=3).map(tuple)
TEXT = "Seoul condemned the test on Monday, and “Tokyo” did too. \U0001f514"
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(0, len(TEXT) - 1)).map(lambda p: (min(p), max(p) + 1))
entities = st.builds(Entity, texts, words, texts, texts, texts, spans)
cues = st.builds(Cue, texts, spans)
evidence = st.builds(
    Evidence,
    spans,
    spans,
    st.lists(spans, max_size=2).map(tuple),
    st.lists(spans, max_size=2).map(tuple),
    st.none() | spans,
    st.lists(cues, max_size=2).map(tuple),
    texts,
)
places = st.none() | st.fixed_dictionaries(
    {"resolved_place": texts}, optional={"lat": st.floats(-90, 90), "span": spans, "country_code": st.none() | texts}
)
finite = st.floats(-10, 10)
parties = st.lists(entities, max_size=3).map(tuple)
events = st.builds(
    Event,
    article=texts,
    event=texts,
    quad_code=st.integers(1, 4),
    event_scale=finite,
    evidence=evidence,
    published=st.none() | texts,
    mode=words,
    context=words,
    cameo=texts,
    actor=parties,
    recipient=parties,
    date=st.none() | texts,
    enddate=st.none() | texts,
    date_precision=texts,
    auxiliary=st.lists(st.sampled_from(AUXILIARIES), unique=True).map(tuple),
    attribution=st.lists(parties, max_size=2).map(tuple),
    parent=st.none() | texts,
    role=st.none() | st.sampled_from(ROLES),
    event_loc=places,
    confidence=st.floats(0, 1),
    coder=texts,
)


@given(events)
def test_event_survives_json(event: Event) -> None:
    assert Event.from_dict(json.loads(json.dumps(event.to_dict()))) == event


@given(st.lists(events, max_size=4))
def test_events_survive_arrow(found: list[Event]) -> None:
    assert [Event.from_dict(row) for row in events_to_arrow(found).to_pylist()] == found


@given(events)
def test_events_survive_pickle(event: Event) -> None:
    kept = Events([event], [Drop("a.txt", None, "empty")])
    again = pickle.loads(pickle.dumps(kept))
    assert list(again) == [event]
    assert again.drops == kept.drops


@given(events)
def test_cutting_at_the_offsets_gives_the_words(event: Event) -> None:
    found = event.words(TEXT)
    start, end = event.evidence.trigger
    assert found["trigger"] == [TEXT[start:end]]
    assert len(found["actor"]) == len(event.evidence.actor)
    assert all(cut(TEXT, span) for span in event.evidence.spans())


@given(events, events)
def test_id_depends_on_content_only(one: Event, other: Event) -> None:
    assert Event.from_dict({**one.to_dict(), "id": ""}).id == one.id
    assert one.changed(confidence=0.1, coder="x").id == one.id
    assert one.changed(event=one.event + "X").id != one.id
    same = (one.article, one.event, one.role, one.evidence.trigger, one.actor, one.recipient) == (
        other.article,
        other.event,
        other.role,
        other.evidence.trigger,
        other.actor,
        other.recipient,
    )
    assert same <= (one.id == other.id)


@given(texts, st.none() | texts)
def test_article_survives_json(text: str, title: str | None) -> None:
    article = Article(text=text, title=title, source="a.txt:1")
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article
    assert article.id == Article(text=text).id


@pytest.mark.parametrize("span", [(0, 0), (-1, 2), (3, 99), (5, 4)])
def test_cutting_outside_the_text_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(RecordError, match="does not lie"):
        cut("Seoul", span)


def row(**changed: Any) -> dict[str, Any]:
    event = Event(article="a", event="ACCUSE", quad_code=3, event_scale=-2.0, evidence=Evidence((0, 5), (0, 5)))
    return {**event.to_dict(), **changed}


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"event": None}, "event"),
        ({"mode": "visit"}, "mode"),
        ({"quad_code": "x"}, "quad_code"),
        ({"evidence": {"sentence": [0], "trigger": [0, 1]}}, "sentence"),
        ({"actor": [{"code": "KOR", "span": ["0", 2]}]}, "span"),
        ({"event_loc": {"town": "Seoul"}}, "town"),
        ({"article": 7}, "article"),
    ],
)
def test_errors_name_the_field(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(RecordError, match=named):
        Event.from_dict(row(**changed))


def test_html_shows_the_parties_and_escapes() -> None:
    event = Event.from_dict(row(actor=[Entity("KOR", ("GOV",), "<b>Park</b>", span=(0, 5)).to_dict()]))
    shown = Events([event], [Drop("a", None, "empty")])._repr_html_()
    assert "KOR/GOV" in shown
    assert "&lt;b&gt;Park" in shown
    assert "1 inputs dropped" in shown
    assert "Seoul" in Article(text="Seoul", title="<T>")._repr_html_()
