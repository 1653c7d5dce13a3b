"""Explanations of hand-built readings and of the real reader's: every field has its reason, every rejected word too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest
from spacy.tokens import Doc

import tocsin
from handmade import parsed
from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver
from tocsin.errors import ArticleError
from tocsin.events.lexicon import Lexicon, load_lexicon
from tocsin.events.reading import Reading
from tocsin.explain import Explanation, explanation_of
from tocsin.explain.arcs import arcs
from tocsin.explain.text import tree
from tocsin.language.dates import TimeLine
from tocsin.language.labels import CONTEXTS, EVENTS, INNER, KINDS, LINKS, MODES, SECTORS, STATUS
from tocsin.language.quotes import find_speeches
from tocsin.language.signals import Signals
from tocsin.records import Article, Event

URGED = (
    "Seoul/PROPN/NNP/2/nsubj urged/VERB/VBD/0/root/urge Beijing/PROPN/NNP/2/obj on/ADP/IN/5/case "
    "Monday/PROPN/NNP/2/obl not/PART/RB/8/advmod to/PART/TO/8/mark veto/VERB/VB/2/xcomp the/DET/DT/10/det "
    "sanctions/NOUN/NNS/8/obj/sanction ./PUNCT/./2/punct"
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def resolver() -> ActorResolver:
    return ActorResolver(Registry.load())


def reading_of(
    doc: Doc, resolver: ActorResolver, heard: Signals | None = None, published: str | None = None
) -> Reading:
    article = Article(text=doc.text, published=published)
    times = TimeLine(doc, date.fromisoformat(published) if published else None)
    return Reading(article, doc, resolver.read(doc, published), times, find_speeches(doc), [], heard)


def judge(doc: Doc, types: dict[int, dict[str, float]], links: dict[tuple[str, int, int], float]) -> Signals:
    """Signals by hand: type probabilities by word, links (role, trigger, word) by log-odds, all else unheard."""
    n = len(doc)
    event = np.zeros((n, len(EVENTS)), np.float32)
    event[:, 0] = 1.0
    for i, row in types.items():
        event[i, 0] = 1.0 - sum(row.values())
        for name, p in row.items():
            event[i, EVENTS.index(name)] = p
    link = np.zeros((len(LINKS), n + 1, n + 1), np.float32)
    link[:, n, n] = -8.0
    for (role, trigger, word), odds in links.items():
        link[LINKS.index(role), trigger, word] = odds + 8.0
    flat = {"mode": MODES, "status": STATUS, "context": CONTEXTS, "sector": SECTORS}
    arrays = {key: np.full((n, len(names)), 0.01, np.float32) for key, names in flat.items()}
    even = {"inner": INNER, "kind": KINDS}
    arrays |= {key: np.full((n, len(names)), 1 / len(names), np.float32) for key, names in even.items()}
    one_by_one = np.eye(n, dtype=np.float32)
    arrays |= {"event": event, "link": link, "link_trigger": one_by_one, "link_word": one_by_one.copy()}
    return Signals({**arrays, "pack": np.zeros(n, np.int32)})


@pytest.fixture(scope="module")
def seen(lexicon: Lexicon, resolver: ActorResolver) -> Explanation:
    """A request with a refused veto inside, heard by a judge."""
    doc = parsed(URGED)
    heard = judge(
        doc,
        {1: {"REQUEST": 0.9, "ACCUSE": 0.05}, 7: {"REJECT": 0.7}, 9: {"SANCTION": 0.2, "COERCE": 0.05}},
        {
            ("actor", 1, 0): 4.0,
            ("recipient", 1, 2): 3.0,
            ("actor", 7, 2): 3.0,
            ("parent", 7, 1): 3.0,
            ("date", 1, 4): 3.0,
        },
    )
    heard.arrays["inner"][7, INNER.index("content")] = 0.9
    heard.arrays["status"][7, STATUS.index("hypothetical")] = 0.8
    return explanation_of(reading_of(doc, resolver, heard, "2022-11-30"), lexicon, "test")


def test_the_gist_draws_inner_acts(seen: Explanation) -> None:
    (gist,) = seen.gists()
    assert re.fullmatch(r"KOR/GOV → CHN/GOV REQUEST.* \[content: CHN/GOV REJECT.*\(hypothetical.*\)\]", gist)


def test_each_field_of_an_event_has_its_reason(seen: Explanation) -> None:
    found = seen.roots()[0]
    assert found.predicate.model[0] == ("REQUEST", pytest.approx(0.9))
    assert found.predicate.model[1][0] == "ACCUSE"
    assert found.predicate.none == pytest.approx(0.05)
    assert found.used is not None
    assert re.fullmatch(r"request\.tsv:\d+", found.used.source)
    assert "urge" in found.used.pattern
    assert [(p.role, p.text, p.label) for p in found.parties] == [
        ("actor", "Seoul", "KOR/GOV"), ("recipient", "Beijing", "CHN/GOV"),
    ]  # fmt: skip
    assert all(re.fullmatch(r"judged (1\.00|0\.9\d)", p.how) for p in found.parties)
    assert "countries.tsv" in found.parties[0].why
    assert found.date is not None
    assert (found.date.text, found.date.start, found.date.precision) == ("on Monday", "2022-11-28", "day")
    (inner,) = seen.inner(found)
    assert inner.event.role == "content"
    assert inner.role_heard[0] == ("content", pytest.approx(0.9))
    told = {s.value: s for s in inner.status}
    assert told["hypothetical"].given
    assert told["hypothetical"].model == pytest.approx(0.8)


def test_what_is_considered_and_not_coded_is_told_with_its_scores(seen: Explanation) -> None:
    rejected = {r.predicate.text: r for r in seen.rejected}
    assert "sanctions" in rejected
    assert re.search(r"0\.\d\d < 0\.\d\d", rejected["sanctions"].reason)
    assert rejected["sanctions"].predicate.model[0][0] == "SANCTION"
    assert not {r.predicate.span for r in seen.rejected} & {e.predicate.span for e in seen.events}


def test_without_the_judge_the_lexicon_is_the_reason(lexicon: Lexicon, resolver: ActorResolver) -> None:
    seen = explanation_of(reading_of(parsed(URGED), resolver), lexicon, "test")
    assert not seen.judge
    assert {e.made_by for e in seen.events} == {"lexicon"}
    assert all(e.used is not None and e.predicate.model == () for e in seen.events)
    assert all(p.how for e in seen.events for p in e.parties)


def test_a_predicate_without_parties_is_told(lexicon: Lexicon, resolver: ActorResolver) -> None:
    doc = parsed("Someone/PRON/NN/2/nsubj urged/VERB/VBD/0/root/urge restraint/NOUN/NN/2/obj ./PUNCT/./2/punct")
    heard = judge(doc, {1: {"REQUEST": 0.5}}, {})
    seen = explanation_of(reading_of(doc, resolver, heard), lexicon, "test")
    if not seen.events:
        assert any("no party is named" in r.reason or "<" in r.reason for r in seen.rejected)
    assert {"urged"} == {x.predicate.text for x in (*seen.events, *seen.rejected)} - {"restraint"}


def test_least_confidence_moves_events_to_the_rejected(lexicon: Lexicon, resolver: ActorResolver) -> None:
    reading = reading_of(parsed(URGED), resolver)
    assert explanation_of(reading, lexicon, "test").events
    strict = explanation_of(reading, lexicon, "test", min_confidence=1.0)
    assert strict.events == ()
    assert any("below the 1.00 asked for" in r.reason for r in strict.rejected)


def test_json_holds_the_records_and_comes_back(seen: Explanation) -> None:
    told = json.loads(json.dumps(seen.to_dict()))
    assert [Event.from_dict(e["event"]) for e in told["events"]] == [e.event for e in seen.events]
    assert told["sentences"][0]["words"][1]["relation"] == "root"
    assert told["gist"] == list(seen.gists())


@pytest.mark.parametrize("width", [60, 100])
def test_text_keeps_to_its_width(seen: Explanation, width: int) -> None:
    told = seen.to_text(width=width)
    assert max(len(line) for line in told.splitlines()) <= width
    for part in ("EVENTS", "ACTORS FOUND", "NOT CODED", "WORDS AND RELATIONS", "request.tsv:", "2022-11-28"):
        assert part in told
    assert "\x1b" not in told
    colored = seen.to_text(width=width, color=True)
    assert re.search(r"\x1b\[1;33murged\x1b\[0m", colored)


class _Page(HTMLParser):
    """Checks that elements close in order, and collects what would need a network."""

    VOID = frozenset({"meta", "br", "link", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("script", "link", "img", "iframe"):
            self.outside.append(tag)
        self.outside += [f"{key}={value}" for key, value in attrs if key in ("src", "href")]
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_needs_nothing(seen: Explanation) -> None:
    html = seen.to_html()
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert page.outside == []
    assert "@import" not in html
    assert "url(" not in html
    assert "prefers-color-scheme:dark" in html
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(b - a <= 1 for a, b in steps), "no heading level is skipped"
    assert 'lang="en"' in html
    assert "request.tsv:" in html


def test_the_notebook_form_is_a_fragment(seen: Explanation) -> None:
    html = seen._repr_html_()
    assert html.startswith('<div class="tocsin">')
    assert "<html" not in html


def test_text_is_escaped_in_the_page(lexicon: Lexicon, resolver: ActorResolver) -> None:
    doc = parsed("<script>/X/FW/2/dep urged/VERB/VBD/0/root/urge &amp;/X/FW/2/dep")
    assert "<script>" not in explanation_of(reading_of(doc, resolver), lexicon, "test").to_html()


def test_the_tree_holds_each_word_once_below_its_head(seen: Explanation) -> None:
    (sentence,) = seen.sentences
    walked = list(tree(sentence))
    assert sorted(w.number for w, _ in walked) == [w.number for w in sentence.words]
    depth = {w.number: d for w, d in walked}
    assert all(depth[w.number] == depth[w.head] + 1 for w in sentence.words if w.head != w.number)
    assert arcs(sentence).count('<path class="tip"') == len(sentence.words) - 1


@pytest.mark.model
def test_the_real_line_explains_what_it_codes() -> None:
    text = "Seoul urged Beijing on Monday not to veto the sanctions. Hundreds of protesters marched in Tbilisi."
    seen = tocsin.explain(text, "2022-11-30")
    assert [e.event for e in seen.events] == list(tocsin.code(text, published="2022-11-30"))[: len(seen.events)]
    assert {e.event.event for e in seen.events} >= {"REQUEST", "PROTEST"}
    assert list(_lines_without_reason(seen)) == []


def _lines_without_reason(seen: Explanation) -> Iterator[str]:
    for found in seen.events:
        if found.used is None and not found.predicate.model:
            yield f"{found.predicate.text}: neither lexicon nor model"
        yield from (f"{p.text}: no reason" for p in found.parties if not p.how or not p.why)
    yield from (f"{r.predicate.text}: rejected without reason" for r in seen.rejected if not r.reason)


@pytest.mark.model
def test_nothing_to_explain_is_said() -> None:
    with pytest.raises(ArticleError, match="nothing to explain"):
        tocsin.explain("  \n")


@pytest.mark.model
def test_two_acts_told_by_one_word_are_both_explained() -> None:
    told = tocsin.explain(
        "Macron announced on Thursday that France will recognize Palestine in September.", "2025-07-24"
    )
    assert [e.event.event for e in told.events] == ["AGREE", "SUPPORT"]
