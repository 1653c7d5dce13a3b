"""Status of an act from its clause and from what embeds it, on trees written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from handmade import parsed, word
from tocsin.errors import DataFileError
from tocsin.language.stance import COLUMNS, EFFECTS, embeddings, status_of

# name, tree, act, statuses, the words that say so
CASES = [
    (
        "plain past",
        "Troops/NOUN/NNS/2/nsubj attacked/VERB/VBD/0/root/attack towns/NOUN/NNS/2/obj/town",
        "attacked",
        set(),
        [],
    ),
    (
        "not",
        "Troops/NOUN/NNS/4/nsubj did/AUX/VBD/4/aux/do not/PART/RB/4/advmod attack/VERB/VB/0/root",
        "attack",
        {"negation"},
        ["not"],
    ),
    (
        "no subject",
        "No/DET/DT/2/det troops/NOUN/NNS/3/nsubj attacked/VERB/VBD/0/root/attack",
        "attacked",
        {"negation"},
        ["troops"],
    ),
    ("will", "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux visit/VERB/VB/0/root", "visit", {"future"}, ["will"]),
    ("might", "Kim/PROPN/NNP/3/nsubj might/AUX/MD/3/aux visit/VERB/VB/0/root", "visit", {"hypothetical"}, ["might"]),
    (
        "if clause",
        "If/SCONJ/IN/3/mark Kim/PROPN/NNP/3/nsubj attacks/VERB/VBZ/6/advcl/attack Seoul/PROPN/NNP/6/nsubj "
        "will/AUX/MD/6/aux answer/VERB/VB/0/root",
        "attacks",
        {"hypothetical"},
        ["If"],
    ),
    (
        "what an if clause conditions",
        "If/SCONJ/IN/3/mark Kim/PROPN/NNP/3/nsubj attacks/VERB/VBZ/6/advcl/attack Seoul/PROPN/NNP/6/nsubj "
        "would/AUX/MD/6/aux answer/VERB/VB/0/root",
        "answer",
        {"hypothetical"},
        ["would"],
    ),
    (
        "pluperfect",
        "Kim/PROPN/NNP/3/nsubj had/AUX/VBD/3/aux/have visited/VERB/VBN/0/root/visit",
        "visited",
        {"historical"},
        ["had"],
    ),
    (
        "refused to",
        "Kim/PROPN/NNP/2/nsubj refused/VERB/VBD/0/root/refuse to/PART/TO/4/mark attend/VERB/VB/2/xcomp",
        "attend",
        {"negation"},
        ["refused"],
    ),
    (
        "planned to",
        "Kim/PROPN/NNP/2/nsubj planned/VERB/VBD/0/root/plan to/PART/TO/4/mark attend/VERB/VB/2/xcomp",
        "attend",
        {"future"},
        ["planned"],
    ),
    (
        "did not manage to",
        "Kim/PROPN/NNP/4/nsubj did/AUX/VBD/4/aux/do not/PART/RB/4/advmod manage/VERB/VB/0/root to/PART/TO/6/mark "
        "attend/VERB/VB/4/xcomp",
        "attend",
        {"negation"},
        ["manage"],
    ),
    (
        "condemned the noun",
        "Seoul/PROPN/NNP/2/nsubj condemned/VERB/VBD/0/root/condemn the/DET/DT/4/det attack/NOUN/NN/2/obj",
        "attack",
        set(),
        [],
    ),
    (
        "planned noun",
        "Seoul/PROPN/NNP/2/nsubj condemned/VERB/VBD/0/root/condemn the/DET/DT/5/det planned/ADJ/JJ/5/amod "
        "attack/NOUN/NN/2/obj",
        "attack",
        {"future"},
        ["planned"],
    ),
]


@pytest.mark.parametrize(("tree", "act", "values", "cues"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_status(tree: str, act: str, values: set[str], cues: list[str]) -> None:
    doc = parsed(tree)
    status = status_of(doc[word(doc, act)])
    assert status.values == values
    assert [doc[a:b].text for _, a, b in status.cues] == cues


def overlay(folder: Path, *rows: str) -> Path:
    (folder / "stance").mkdir()
    text = "\n".join(["\t".join(COLUMNS), *rows])
    (folder / "stance" / "predicates.tsv").write_text(text + "\n", encoding="utf-8")
    return folder


def test_a_user_row_wins(tmp_path: Path) -> None:
    mine = overlay(tmp_path, "refuse\tverb\tto\tdone\tnone\tKim refused to attend.")
    doc = parsed("Kim/PROPN/NNP/2/nsubj refused/VERB/VBD/0/root/refuse to/PART/TO/4/mark attend/VERB/VB/2/xcomp")
    assert status_of(doc[3], mine).values == set()
    assert status_of(doc[3]).values == {"negation"}


def test_an_unknown_effect_stops_at_load(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="perhaps"):
        embeddings(overlay(tmp_path, "refuse\tverb\tto\tperhaps\tnone\tKim refused to attend."))


def test_the_bundled_table_knows_only_the_six_effects() -> None:
    table = embeddings()
    assert len(table) > 200
    assert {e.positive for e in table.values()} | {e.negated for e in table.values()} <= set(EFFECTS)
