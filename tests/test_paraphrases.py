"""corpus/paraphrases.tsv: the same fact told in other forms must give the same record.

The shares are asserted, not every wording; ``pytest -m model -s tests/test_paraphrases.py`` shows what fails, by group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.actors.registry import Registry
from tocsin.coder import Coder
from tocsin.events.ontology import load_ontology
from tocsin.records import Article, Entity, Event
from tocsin.tables import Line, read_table

FILE = Path(__file__).parent.parent / "corpus" / "paraphrases.tsv"
COLUMNS = "group form text event actor recipient".split()
FORMS = frozenset(
    "active passive nominal headline caps typographic plain british american cleft relative quotation".split()
)
PUBLISHED = "2020-06-15"
# What the shipped coder reaches, less two points: groups whose wordings agree with each other, wordings that are right.
FLOOR_GROUPS = 0.88
FLOOR_WORDINGS = 0.95


@dataclass(frozen=True, slots=True)
class Key:
    """What all wordings must share: the type and the countries on both sides."""

    event: str
    actor: frozenset[str]
    recipient: frozenset[str]

    def __str__(self) -> str:
        sides = (" ".join(sorted(side)) or "-" for side in (self.actor, self.recipient))
        return f"{self.event} {' > '.join(sides)}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of the file; ``codes`` are the codes of both sides as written."""

    group: str
    form: str
    text: str
    key: Key
    codes: tuple[str, ...]


Found = Mapping[Wording, frozenset[Key]]


def load() -> list[Wording]:
    return [_wording(line) for line in read_table(FILE, COLUMNS)]


def _wording(line: Line) -> Wording:
    actor, recipient = (() if line[side] == "-" else line.values(side) for side in ("actor", "recipient"))
    key = Key(line["event"], _countries(actor), _countries(recipient))
    return Wording(line["group"], line["form"], line["text"], key, (*actor, *recipient))


def _countries(codes: Iterable[str]) -> frozenset[str]:
    """Countries of codes such as `KOR/GOV`; a party without a country says nothing here."""
    return frozenset(code.split("/")[0] for code in codes) - {""}


def key_of(event: Event) -> Key:
    return Key(event.event, _codes(event.actor), _codes(event.recipient))


def _codes(side: Iterable[Entity]) -> frozenset[str]:
    return frozenset(entity.code for entity in side) - {""}


def by_group(wordings: Iterable[Wording]) -> dict[str, list[Wording]]:
    groups: dict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        groups[wording.group].append(wording)
    return groups


def agrees(group: list[Wording], found: Found) -> bool:
    """Whether there is a record, right or wrong, that every wording of the group gives."""
    return bool(frozenset.intersection(*(found[wording] for wording in group)))


def is_right(wording: Wording, found: Found) -> bool:
    return wording.key in found[wording]


def failures(group: list[Wording], found: Found) -> list[str]:
    """Lines about the wordings of a group that do not give its record, under the record wanted."""
    lines = [
        f"  {wording.form:<11} {wording.text}\n{'':14}got {', '.join(map(str, found[wording])) or 'nothing'}"
        for wording in group
        if not is_right(wording, found)
    ]
    return [f"{group[0].group}: {group[0].key}", *lines] if lines else []


def shares(wordings: list[Wording], found: Found, what: str) -> list[str]:
    """Lines with the share of right wordings by ``form`` or by ``event``, the worst first."""
    total, right = Counter[str](), Counter[str]()
    for wording in wordings:
        name = wording.form if what == "form" else wording.key.event
        total[name] += 1
        right[name] += is_right(wording, found)
    names = sorted(total, key=lambda name: right[name] / total[name])
    return [f"  {name:<11} {right[name]:3} of {total[name]:3}  {right[name] / total[name]:.2f}" for name in names]


def report(wordings: list[Wording], found: Found) -> str:
    groups = by_group(wordings).values()
    parts = [line for group in groups for line in failures(group, found)]
    return "\n".join([*parts, *shares(wordings, found, "form"), *shares(wordings, found, "event")])


@pytest.fixture(scope="module")
def wordings() -> list[Wording]:
    return load()


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def found(wordings: list[Wording], coder: Coder) -> Found:
    """The keys of the records that each wording gives."""
    articles = [Article(text=wording.text, published=PUBLISHED) for wording in wordings]
    coded = coder.code(articles)
    return {wording: frozenset(map(key_of, events)) for wording, (_, events, _) in zip(wordings, coded, strict=True)}


@pytest.mark.model
def test_wordings_of_a_group_give_the_same_record(wordings: list[Wording], found: Found) -> None:
    groups = by_group(wordings)
    agreeing = sum(agrees(group, found) for group in groups.values()) / len(groups)
    right = sum(is_right(wording, found) for wording in wordings) / len(wordings)
    print(f"\n{report(wordings, found)}\n{agreeing:.3f} of the groups agree, {right:.3f} of the wordings are right")
    assert agreeing >= FLOOR_GROUPS
    assert right >= FLOOR_WORDINGS


def test_there_are_groups_of_every_type(wordings: list[Wording]) -> None:
    types = Counter(group[0].key.event for group in by_group(wordings).values())
    assert types.total() >= 100
    assert min(types[name] for name in load_ontology().types) >= 5, types


def test_groups_have_four_to_seven_wordings_of_one_record(wordings: list[Wording]) -> None:
    groups = by_group(wordings)
    assert {name: len(group) for name, group in groups.items() if not 4 <= len(group) <= 7} == {}
    assert [name for name, group in groups.items() if len({wording.key for wording in group}) > 1] == []


def test_no_text_and_no_form_of_a_group_stands_twice(wordings: list[Wording]) -> None:
    texts = Counter(wording.text for wording in wordings)
    assert [text for text, n in texts.items() if n > 1] == []
    forms = Counter((wording.group, wording.form) for wording in wordings)
    assert [form for form, n in forms.items() if n > 1] == []


def test_forms_and_types_are_known(wordings: list[Wording]) -> None:
    assert {wording.form for wording in wordings} == FORMS
    assert {wording.key.event for wording in wordings} <= set(load_ontology().types)


def test_codes_are_known(wordings: list[Wording]) -> None:
    ontology = load_ontology()
    countries = {*Registry.load().countries, *ontology.nonstates}
    codes = {tuple(code.split("/")) for wording in wordings for code in wording.codes}
    assert [code for code in codes if code[0] not in countries | {""}] == []
    assert [code for code in codes if set(code[1:]) - set(ontology.sectors)] == []


def test_forms_are_what_they_say(wordings: list[Wording]) -> None:
    texts: dict[str, list[str]] = defaultdict(list)
    for wording in wordings:
        texts[wording.form].append(wording.text)
    assert [text for text in texts["caps"] if text != text.upper()] == []
    assert [text for text in texts["plain"] if not text.isascii()] == []
    assert [text for text in texts["typographic"] if text.isascii()] == []
    assert [text for text in texts["quotation"] if text.count('"') != 2] == []
