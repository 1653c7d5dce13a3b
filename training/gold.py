"""Event readings as training packs: labels at triggers, links from triggers to the words that name their parties."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from tocsin.evaluate.annotations import read_corpus
from tocsin.language.labels import CONTEXTS, EVENTS, KINDS, MODES, SECTORS, STATUS
from tocsin.language.words import hard_starts, make_doc

DEBATABLE = 0.5
KEPT_OUT = "kept out"


@dataclass
class Act:
    """One reading; positions are word indices into the article's words."""

    trigger: int
    event: dict[str, float]
    modes: list[str]
    contexts: list[str]
    status: list[str]
    inner: str
    weight: float
    links: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Text:
    """A text with its readings by hand (dicts as in the shared gold) and the batch it belongs to."""

    name: str
    batch: str
    text: str
    published: str | None
    readings: list[dict]


@dataclass
class GoldArticle:
    name: str
    batch: str
    words: list[str]
    starts: set[int]
    acts: list[Act]
    parties: dict[int, tuple[str, frozenset[str]]]


def load_gold(texts: list[Text]) -> list[GoldArticle]:
    """Texts with their readings aligned to words."""
    return [align(t.name, t.batch, t.text, t.readings) for t in texts]


def read_folder(folder: Path) -> list[Text]:
    """The articles of ``folder`` (articles.jsonl, readings.jsonl), each with its readings and its batch."""
    by_article = defaultdict(list)
    for line in (folder / "readings.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        by_article[row["article"]].append(row)
    made = []
    last = "none"
    for line in (folder / "articles.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        readings = by_article[row["id"]]
        last = readings[0].get("coder", last) if readings else last
        made.append(Text(row["id"], last, row["text"], row.get("published"), readings))
    return made


def all_texts(gold: Path, data: Path, folders: list[str]) -> list[Text]:
    """Every text to train on: ``folders`` of the gold, our corpus, our readings of news; never what is kept out."""
    here = Path(__file__).parent
    made = [t for name in folders for t in read_folder(gold / name)]
    read = {t.name: t for t in made}
    made += [t for t in read_own_corpus(here.parent / "corpus") if t.batch != KEPT_OUT]
    for text in read_standoff(here / "readings" / "news.jsonl", data / "news"):
        if text.name in read:
            add_readings(read[text.name], text)
        else:
            made.append(text)
    return made


def add_readings(text: Text, more: Text) -> None:
    """Give ``text`` the readings of another copy of it, which may lack its title or have other blanks and words.

    What ``text`` has at the same word already, or lacks, is left out.
    """
    mine, theirs = ([k for k, c in enumerate(t.text) if not c.isspace()] for t in (text, more))
    same = SequenceMatcher(None, [text.text[k] for k in mine], [more.text[k] for k in theirs], autojunk=False)
    to = {theirs[b + k]: mine[a + k] for a, b, n in same.get_matching_blocks() for k in range(n)}
    known = {row["trigger_start"] for row in text.readings}
    for row in text.readings:
        row.setdefault("key", str(row["trigger_start"]))
    for row in more.readings:
        start, last = to.get(row["trigger_start"]), to.get(row["trigger_end"] - 1)
        words = more.text[row["trigger_start"] : row["trigger_end"]]
        if start is None or last is None or start in known or text.text[start : last + 1] != words:
            continue
        parent = to.get(int(row["parent"])) if row.get("parent") else None
        moved = {"trigger_start": start, "trigger_end": last + 1, "key": str(start)}
        text.readings.append(row | moved | {"parent": None if parent is None else str(parent)})


def read_own_corpus(folder: Path) -> list[Text]:
    """corpus/: batch "kept out" for items whose number ends in 9, which no model learns from."""
    return [
        Text(i.name, KEPT_OUT if i.name.endswith("9") else "corpus", i.text, i.published, i.records)
        for i in read_corpus(folder)
    ]


def read_standoff(path: Path, news: Path) -> list[Text]:
    """Our readings of news whose text stays where it is: offsets into the articles of ``news`` (a folder)."""
    texts = {}
    for file in sorted(news.glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            texts[row["id"]] = row["text"].strip(), row["date"]
    made = []
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        text, published = texts[row["article"]]
        made.append(Text(row["article"], "news", text, published, [_reading(r, text) for r in row["readings"]]))
    return made


def _reading(row: dict, text: str) -> dict:
    """A stand-off reading in the form of the others: words in place of spans."""

    def words(span: list[int] | None) -> str:
        return text[slice(*span)] if span else ""

    made = {
        "trigger_start": row["trigger"][0], "trigger_end": row["trigger"][1], "event": row["event"],
        "mode": row.get("mode", []), "context": row.get("context", []), "auxiliary": row.get("auxiliary", []),
        "speakers": row.get("speakers", []), "speakers_text": [words(s) for s in row.get("speaker_spans", [])],
        "date": row.get("date"), "date_text": words(row.get("date_span")),
        "core": not row.get("debatable"), "accept": row.get("accept", []),
        "key": str(row["trigger"][0]), "parent": str(row["in"]) if "in" in row else None, "role": row.get("role"),
    }  # fmt: skip
    for role in ("actor", "recipient"):
        made[role] = [code for code, _ in row.get(role, [])]
        made[f"{role}_text"] = [words(span) for _, span in row.get(role, [])]
    return made


def align(name: str, batch: str, text: str, readings: list[dict]) -> GoldArticle:
    doc = make_doc(text)
    tokens = [t for t in doc if not t.is_space]
    hard = hard_starts(doc)
    starts = {k for k, t in enumerate(tokens) if t.i in hard}
    at_char = {}
    for k, t in enumerate(tokens):
        for c in range(t.idx, t.idx + len(t.text)):
            at_char[c] = k

    def words_of(start: int, end: int) -> list[int]:
        return sorted({at_char[c] for c in range(start, end) if c in at_char})

    acts, parties = [], {}
    aligned: list[tuple[dict, Act]] = []
    for row in readings:
        covered = words_of(row["trigger_start"], row["trigger_end"])
        if not covered:
            continue
        act = Act(
            trigger=covered[0],
            event=type_target(row["event"], row.get("accept") or []),
            modes=[m for m in row.get("mode") or [] if m in MODES],
            contexts=[c for c in row.get("context") or [] if c in CONTEXTS],
            status=[s for s in row["auxiliary"] if s in STATUS],
            inner=row.get("role") or "none",
            weight=1.0 if row["core"] else DEBATABLE,
        )
        acts.append(act)
        aligned.append((row, act))
        for role in ("actor", "recipient"):
            for code, words in zip(row[role], row.get(f"{role}_text") or [], strict=False):
                found = words_of(*nearest(text, words, row["trigger_start"]))
                act.links[role].update(found)
                for k in found:
                    parties[k] = split_code(code)
        for words in row.get("speakers_text") or []:
            act.links["speaker"].update(words_of(*nearest(text, words, row["trigger_start"])))
        if row.get("date_text"):
            act.links["date"].update(words_of(*nearest(text, row["date_text"], row["trigger_start"])))
        if row.get("place"):
            act.links["place"].update(words_of(*nearest(text, row["place"], row["trigger_start"])))
    for row, act in aligned:
        parent = parent_of(row, [r for r, _ in aligned])
        if parent is not None:
            act.links["parent"].add(next(a.trigger for r, a in aligned if r is parent))
    return GoldArticle(name, batch, [t.text for t in tokens], starts, acts, parties)


def parent_of(row: dict, rows: list[dict]) -> dict | None:
    """The reading of whose act this one's is an inner act: named by its key or by its trigger word."""
    name = row.get("parent")
    named = [r for r in rows if r is not row and name and name in (r.get("key"), r.get("trigger"))]
    return min(named, key=lambda r: abs(r["trigger_start"] - row["trigger_start"]), default=None)


def type_target(event: str, accept: list[str]) -> dict[str, float]:
    """The reading's type, a quarter of the mass shared by the types a second coder could have chosen."""
    others = [a for a in accept if a in EVENTS and a != event]
    if not others:
        return {event: 1.0}
    return {event: 0.75} | {a: 0.25 / len(others) for a in others}


def nearest(text: str, words: str, position: int) -> tuple[int, int]:
    """The occurrence of ``words`` nearest to ``position``; (0, 0) when absent or empty."""
    best, found = (0, 0), 10**9
    at = text.find(words) if words else -1
    while at >= 0:
        if _whole(text, at, at + len(words)) and abs(at - position) < found:
            best, found = (at, at + len(words)), abs(at - position)
        at = text.find(words, at + 1)
    return best


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (after.isalnum() and text[end - 1].isalnum())


def split_code(code: str) -> tuple[str, frozenset[str]]:
    """("KOR/GOV") → kind of code (state, IGO, ...) and sectors."""
    parts = code.split("/")
    sectors = frozenset(p for p in parts if p in SECTORS)
    head = parts[0]
    kind = "none" if head in SECTORS or not head else head if head in KINDS else "state"
    return kind, sectors
