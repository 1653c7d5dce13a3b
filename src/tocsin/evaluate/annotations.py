"""The compact annotation format of corpus/: texts with their event records, one readable line for each.

    # vc-001  published 2016-11-15
    > South Korean President Park on Monday urged China to stop North Korea's tests.
    [urged] | REQUEST change | KOR/GOV=South Korean President Park | CHN=China | - | - | 2016-11-14=Monday | diplomatic
    to [stop] | RETREAT | CHN=China | PRK=North Korea | hypothetical | - | - | in urged content

corpus/README.md explains the eight fields. ``read_corpus`` gives articles with readings as the training needs them;
``problems`` lists what a file says wrong, by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tocsin.events.ontology import load_ontology

STATUS = frozenset({"historical", "future", "hypothetical", "negation"})
ROLES = frozenset({"content", "condition", "consequence", "cause", "purpose"})
FIELDS = 8
_HEADER = re.compile(r"^# (\S+)\s+published (\d{4}-\d\d-\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


@dataclass
class Item:
    """One text with its records; ``records`` are readings as ../shared/gold has them (offsets in ``text``)."""

    name: str
    published: str
    text: str = ""
    records: list[dict[str, Any]] = field(default_factory=list)
    none: bool = False


@dataclass
class File:
    items: list[Item]
    problems: list[str]


def read_corpus(folder: Path) -> list[Item]:
    """All items of a folder's files, in order."""
    return [item for path in sorted(folder.glob("*.txt")) for item in parse(path).items]


def parse(path: Path) -> File:
    """The items of one file, and what is wrong with it (line by line)."""
    return parse_lines(path.read_text(encoding="utf-8").splitlines(), path.name)


def parse_lines(lines: Iterable[str], name: str, texts: dict[str, str] | None = None) -> File:
    """As `parse`; ``texts`` gives the text of items that stand in another file."""
    file = File([], [])
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        header = _HEADER.match(line)
        if header:
            file.items.append(Item(header[1], header[2], (texts or {}).get(header[1], "")))
        elif line.startswith("# "):
            file.problems.append(f"{where}: header without 'published YYYY-MM-DD': {line!r}")
        elif not line.strip() or line.startswith("%"):
            continue
        elif not file.items:
            file.problems.append(f"{where}: a line before the first header")
        elif line.startswith("> "):
            item = file.items[-1]
            item.text = f"{item.text}\n{line[2:]}" if item.text else line[2:]
        elif line.startswith("!none"):
            file.items[-1].none = True
        else:
            file.items[-1].records += _record(line, file.items[-1], where, file.problems)
    for item in file.items:
        file.problems += _item_problems(item, name)
    return file


def _item_problems(item: Item, name: str) -> Iterator[str]:
    if not item.text:
        yield f"{name}: {item.name}: no text"
    if item.none == bool(item.records):
        yield f"{name}: {item.name}: either records or !none"
    triggers = {r["trigger"] for r in item.records}
    for record in item.records:
        if record["parent"] and record["parent"] not in triggers:
            yield f"{name}: {item.name}: no record with trigger {record['parent']!r}"


def _record(line: str, item: Item, where: str, problems: list[str]) -> list[dict[str, Any]]:
    cells = [cell.strip() for cell in line.split(" | ")]
    if len(cells) != FIELDS:
        problems.append(f"{where}: {len(cells)} fields, not {FIELDS}: {line!r}")
        return []
    span = _trigger(cells[0], item.text)
    if isinstance(span, str):
        problems.append(f"{where}: {span}")
        return []
    found: list[str] = []
    event, modes = _type(cells[1], found)
    actor, recipient = (_entities(cells[k], " ; ", item.text, found) for k in (2, 3))
    chain = [] if cells[5] == "-" else [_entities(x, " & ", item.text, found) for x in cells[5].split(" > ")]
    date, date_text = _date(cells[6], item.text, found)
    record = {
        "article": item.name, "trigger": item.text[slice(*span)], "trigger_start": span[0], "trigger_end": span[1],
        "event": event, "mode": modes,
        "actor": [c for c, _ in actor], "actor_text": [w for _, w in actor],
        "recipient": [c for c, _ in recipient], "recipient_text": [w for _, w in recipient],
        "auxiliary": _status(cells[4], found),
        "speakers": [[c for c, _ in link] for link in chain], "speakers_text": [w for link in chain for _, w in link],
        "date": date, "date_text": date_text,
    }  # fmt: skip
    record |= _rest(cells[7], found)
    problems += [f"{where}: {x}" for x in found]
    return [record]


def _trigger(cell: str, text: str) -> tuple[int, int] | str:
    """Offsets of the bracketed words of a snippet, or what is wrong."""
    marked = re.search(r"\[([^\]]+)\]", cell)
    if not marked:
        return f"no [trigger] in {cell!r}"
    plain = cell.replace("[", "").replace("]", "")
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text)]
    if len(places) != 1:
        return f"the snippet {plain!r} stands {len(places)} times in the text: give the words around it"
    start = places[0] + cell.index("[")
    return start, start + len(marked[1])


def _type(cell: str, problems: list[str]) -> tuple[str, list[str]]:
    event, *modes = cell.split()
    known = load_ontology().types
    if event not in known:
        problems.append(f"unknown type {event!r}")
    every = {m for t in known.values() for m in t.modes}
    problems += [f"unknown mode {m!r}" for m in modes if m not in every]
    return event, modes


def _entities(cell: str, between: str, text: str, problems: list[str]) -> list[tuple[str, str]]:
    """(code, words) of each party."""
    made = []
    for part in [] if cell == "-" else cell.split(between):
        code, equals, words = part.strip().partition("=")
        if not equals or (words and words not in text):
            problems.append(f"not CODE=words of the text: {part!r}")
        made.append((code.strip().strip("/"), words.strip()))
    return made


def _date(cell: str, text: str, problems: list[str]) -> tuple[list[str] | None, str | None]:
    if cell == "-":
        return None, None
    days, _, words = cell.partition("=")
    first, _, last = days.strip().partition("..")
    if not (_DAY.match(first) and _DAY.match(last or first)) or words.strip() not in text:
        problems.append(f"not YYYY-MM-DD=words or FROM..TO=words: {cell!r}")
    return [first, last or first], words.strip() or None


def _status(cell: str, problems: list[str]) -> list[str]:
    words = [] if cell == "-" else cell.split()
    problems += [f"unknown status {w!r}" for w in words if w not in STATUS]
    return words


def _rest(cell: str, problems: list[str]) -> dict[str, Any]:
    known = load_ontology()
    made: dict[str, Any] = {"core": True, "accept": [], "context": [], "parent": None, "role": None}
    words = iter([] if cell == "-" else cell.split())
    for word in words:
        if word == "debatable":
            made["core"] = False
        elif word.startswith("or:"):
            made["accept"].append(word[3:])
            if word[3:] not in known.types:
                problems.append(f"unknown type {word!r}")
        elif word == "in":
            made["parent"], made["role"] = next(words, None), next(words, None)
            if made["role"] not in ROLES:
                problems.append(f"'in TRIGGER ROLE' expected: {cell!r}")
        elif word in known.contexts:
            made["context"].append(word)
        else:
            problems.append(f"unknown word {word!r} in the last field")
    return made
