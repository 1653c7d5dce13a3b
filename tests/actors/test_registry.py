"""Loading, dating and overlaying the actor tables."""

from __future__ import annotations

import shutil

import pytest

from tocsin.actors.finder import _overtaken
from tocsin.actors.phrases import PhraseTable, pieces
from tocsin.actors.registry import Registry, plurals
from tocsin.errors import DataFileError


def test_packaged_data_is_valid():
    registry = Registry.load()
    assert len(registry.countries) > 190
    assert {e.code for e in registry.phrases.get("United States")} == {"USA"}


def test_office_on_a_date(registry):
    assert registry.office("Donald Trump", "2017-02-01").sector == ("GOV",)
    assert registry.office("Donald Trump", "2022-01-01").sector == ("ELI",)
    assert registry.office("Donald Trump", "2016-01-01").sector == ()
    assert registry.office("Donald Trump", None).start == "2025-01-20"
    assert registry.office("Nobody Here", "2016-01-01") is None


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("people.tsv", "A B\t\tUSA\tKING\tx\t\t", "sector 'KING'"),
        ("people.tsv", "A B\t\tUSA\tGOV\tx\t2020\t2010", "comes after"),
        ("people.tsv", "A B\t\tUSA\tGOV\tx\tlast May\t", "is not a date"),
        ("people.tsv", "A B\t\tUSA\tGOV\tx\t2022-13-45\t", "is not a date"),
        ("armed_groups.tsv", "A\t\tusa\tREB\t\t\tgroup\t", "code 'usa'"),
        ("roles.tsv", "wizard\tGOV\tmage\t", "kind 'mage'"),
        ("countries.tsv", "XXX\tX\tY [1990\t\t\t\t\t\t", "period of validity"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(folder, tmp_path, name, row, message):
    shutil.copytree(folder, tmp_path / "data")
    path = tmp_path / "data" / name
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    path.write_text("\n".join([*lines, row]) + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=message) as error:
        Registry([tmp_path / "data"])
    assert error.value.line == len(lines) + 1
    assert error.value.path.endswith(name)


def test_overlay_replaces_and_adds(folder, tmp_path):
    (tmp_path / "people.tsv").write_text(
        "name\taliases\tcode\tsector\toffice\tfrom\tto\n"
        "Donald Trump\t\tUSA\tPTY\tcandidate\t2015\t\n"
        "New Person\t\tFRA\tGOV\tprime minister\t2020\t\n",
        encoding="utf-8",
    )
    registry = Registry([folder, tmp_path])
    assert registry.office("Donald Trump", "2018-01-01").sector == ("PTY",)
    assert registry.office("New Person", "2021-01-01").code == "FRA"
    assert registry.office("Xi Jinping", "2021-01-01").code == "CHN"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the US agreed", True),
        ("the U.S. agreed", True),
        ("told us that", False),
        ("in Us", False),
    ],
)
def test_short_acronyms_need_their_capitals(text, found):
    table = PhraseTable()
    table.add("US", "USA")
    parts = pieces(text)
    assert any(table.longest(parts, i) for i in range(len(parts))) is found


def test_letters_make_an_abbreviation_only_with_full_stops_between() -> None:
    table = PhraseTable[str]()
    table.add("A.U.", "IGO")
    assert table.longest(pieces("the A.U. base"), 1) == (2, ("IGO",))
    assert table.longest(pieces("A U.S. base"), 0) is None


def test_longest_name_wins_and_sentences_divide():
    table = PhraseTable()
    table.add("Iran", 1)
    table.add("Iran Air", 2)
    assert table.longest(pieces("Iran Air flew"), 0) == (2, (2,))
    assert table.longest(pieces("in Iran. Air strikes"), 1) == (1, (1,))


def test_names_are_found_without_diacritics():
    table = PhraseTable()
    table.add("Recep Tayyip Erdoğan", "TUR")
    assert table.longest(pieces("Recep Tayyip Erdogan"), 0) == (3, ("TUR",))


def test_plurals():
    assert "heads of state" in plurals("head of state")
    assert plurals("gunman") == {"gunmen"}
    assert plurals("ministry") == {"ministries"}


def test_a_longer_name_wins_over_one_that_begins_before_it():
    text = "The Islamic Republic of Iran"
    table = PhraseTable[str]()
    table.add("The Islamic", "paper")
    table.add("Islamic Republic of Iran", "IRN")
    longest = table.longest
    assert _overtaken(longest, pieces(text), 0, 2)
    assert not _overtaken(longest, pieces("The Islamic world"), 0, 2)
