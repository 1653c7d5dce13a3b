"""Gold event mentions of ECB+ and MEANTIME, each with what tocsin's reader makes of the words around it.

A gold mention that tocsin codes gets the record's type and parties, any other the parties that syntax gives.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from tocsin.coder import Coder
from tocsin.events.arguments import frame_roles
from tocsin.events.reading import Reading
from tocsin.events.triggers import Trigger
from tocsin.records import Article, Entity, Event, Evidence

SENTENCES = "ECBplus_coreference_sentences.csv"  # those that its authors checked


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold mention: its topic, its chain, and the record that stands for it."""

    topic: str
    chain: str
    sentence: str
    event: Event


@dataclass(slots=True)
class Text:
    """An article put together from tokens; `starts[sentence][token]` are offsets."""

    article: Article
    topic: str
    starts: dict[int, list[int]]


def ecbplus(folder: Path) -> Iterator[tuple[Text, list[dict[str, Any]]]]:
    """Articles with their event mentions, only the sentences that were checked. Topics are its 43 topics."""
    checked = defaultdict(set)
    with (folder / SENTENCES).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            checked[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
    mentions = defaultdict(list)
    for row in _lines(folder / "event_mentions.jsonl"):
        if row["sent_id"] in checked[row["doc_id"]]:
            mentions[row["doc_id"]].append(row)
    for doc in _lines(folder / "ecbplus_docs.jsonl"):
        kept = [
            (i, words) for i, words in zip(doc["sent_ids"], doc["sentences"], strict=True) if i in checked[doc["id"]]
        ]
        if kept and mentions[doc["id"]]:
            yield _text(doc["id"], doc["topic"], None, kept), mentions[doc["id"]]


def meantime(folder: Path) -> Iterator[tuple[Text, list[dict[str, Any]]]]:
    """The articles with their event mentions. Topics are its four corpora."""
    days = {row["id"]: row["date"] for row in _lines(folder / "meantime_docs.jsonl")}
    mentions = defaultdict(list)
    for row in json.loads((folder / "event_mentions.json").read_text(encoding="utf-8")):
        mentions[row["doc_id"].split("_")[0]].append(row)
    for name, sentences in _conll(folder / "meantime.conll").items():
        number = name.split("/")[1].split("_")[0]
        if mentions[number]:
            topic = name.split("/")[0]
            yield _text(number, topic, days.get(number), sorted(sentences.items())), mentions[number]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _conll(path: Path) -> dict[str, dict[int, list[str]]]:
    """Words by document (`topic/subtopic/doc`) and sentence."""
    found: dict[str, dict[int, list[str]]] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            cells = line.split()
            if len(cells) < 5 or line.startswith("#"):
                continue
            found.setdefault(cells[0], {}).setdefault(int(cells[1]), []).append(cells[3])
    return found


def _text(name: str, topic: str, day: str | None, sentences: Iterable[tuple[int, list[str]]]) -> Text:
    """Tokens joined by spaces, each sentence a paragraph of its own."""
    parts: list[str] = []
    starts: dict[int, list[int]] = {}
    at = 0
    for number, words in sentences:
        starts[number] = []
        for word in words:
            starts[number].append(at)
            parts.append(word)
            at += len(word) + 1
        parts[-1] += "\n"
        at += 1
    return Text(Article(id=name, text=" ".join(parts), published=day), topic, starts)


def read(texts: Iterable[tuple[Text, list[dict[str, Any]]]], coder: Coder) -> Iterator[Gold]:
    """Every gold mention with its record."""
    pairs = list(texts)
    docs = coder.nlp.pipe([text.article.text for text, _ in pairs], batch_size=32)
    for (text, mentions), doc in zip(pairs, docs, strict=True):
        article = text.article
        reading = coder.reading(article, doc)
        outer_last = sorted(coder.events(reading), key=lambda event: not event.parent)  # of two told by one word
        coded = {event.evidence.trigger[0]: event for event in outer_last}
        for row in mentions:
            token = _token(doc, text.starts, row)
            if token is not None:
                event = coded.get(token.idx) or uncoded(token, reading)
                yield Gold(text.topic, str(row["coref_chain"]), f"{article.id}:{row['sent_id']}", event)


def _token(doc: Doc, starts: dict[int, list[int]], row: dict[str, Any]) -> Token | None:
    """The word that heads a gold mention."""
    places = starts.get(row["sent_id"])
    number = row["mention_head_id"]
    if number is None:
        number = row["tokens_number"][-1]
    if places is None or number >= len(places):
        return None
    start = places[number]
    found = doc.char_span(start, start + 1, alignment_mode="expand")
    return found[0] if found is not None and len(found) else None


def uncoded(token: Token, reading: Reading) -> Event:
    """A record without a type for a word that tocsin does not code; parties by syntax, unknown ones by their words."""
    trigger = Trigger(token, "", 0.0, 0.0, "gold", None)
    sides = {role: _parties(words, reading) for role, words in frame_roles(trigger).items()}
    dated = reading.times.date_of(token)
    days = dated[1].iso() if dated and dated[1] is not None else (None, None)
    words = [t for t in token.sent if not t.is_space]
    return Event(
        article=reading.article.id,
        published=reading.article.published,
        event="",
        quad_code=0,
        event_scale=0.0,
        actor=sides["actor"],
        recipient=sides["recipient"],
        date=days[0],
        enddate=days[1],
        evidence=Evidence((words[0].idx, words[-1].idx + len(words[-1])), (token.idx, token.idx + len(token))),
    )


def _parties(words: Iterable[Token], reading: Reading) -> tuple[Entity, ...]:
    found: list[Entity] = []
    for word in words:
        known = reading.actors.entities(word)
        if known:
            found += known
        elif word.pos_ in ("NOUN", "PROPN"):
            start, end = reading.actors.span(word)
            text = reading.doc.text[start:end]
            found.append(Entity(text=text, name=text, span=(start, end)))
    return tuple(found)
