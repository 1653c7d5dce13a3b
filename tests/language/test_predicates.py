"""Each signature of a predicate does to the act it embeds what its row says, on trees written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from handmade import parsed
from tocsin.errors import DataFileError
from tocsin.language.predicates import COLUMNS, EFFECTS, embeddings
from tocsin.language.stance import status_of
from tocsin.settings import DATA
from tocsin.tables import Line, read_table


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


ROWS = list(read_table(DATA / "stance" / "predicates.tsv", COLUMNS))
_PREPOSITIONS = {"for", "on", "to", "in"}
# The act that a predicate embeds, in each construction: words with their head, `P` the predicate, `E` the act.
_EMBEDDED = {
    "to": "to/PART/TO/E/mark attend/VERB/VB/P/xcomp",
    "that": "that/SCONJ/IN/E/mark Seoul/PROPN/NNP/E/nsubj attended/VERB/VBD/P/ccomp/attend",
    "ing": "attending/VERB/VBG/P/xcomp/attend",
    "from": "from/SCONJ/IN/E/mark attending/VERB/VBG/P/advcl/attend",
    "noun": "the/DET/DT/E/det raid/NOUN/NN/P/obj",
    "noun of": "of/ADP/IN/E/case the/DET/DT/E/det raid/NOUN/NN/P/nmod",
    "noun to": "to/PART/TO/E/mark attend/VERB/VB/P/acl",
    "noun that": "that/SCONJ/IN/E/mark Seoul/PROPN/NNP/E/nsubj attended/VERB/VBD/P/acl/attend",
    "noun ing": "of/SCONJ/IN/E/mark attending/VERB/VBG/P/acl/attend",
}


def sentence(predicate: str, pos: str, construction: str, negated: bool) -> tuple[str, str]:
    """A tree with this predicate over an act, and the act's form."""
    if pos == "adj" and construction == "noun":
        return f"The/DET/DT/3/det {predicate}/ADJ/JJ/3/amod raid/NOUN/NN/4/nsubj shook/VERB/VBD/0/root/shake", "raid"
    word, _, second = predicate.partition(" ")
    no = "not/PART/RB/P/advmod" if negated else ""
    inner = _EMBEDDED[construction]
    if pos == "verb":
        before = f"Kim/PROPN/NNP/P/nsubj {no} {word}/VERB/VBD/0/root/{word}"
        if second in _PREPOSITIONS and construction == "noun":
            inner = f"{second}/ADP/IN/E/case {inner.replace('/P/obj', '/P/obl')}"
        elif second in _PREPOSITIONS:
            before += f" {second}/ADP/IN/them/case them/PRON/PRP/P/obl"
        elif second == "part":
            before += " part/NOUN/NN/P/obj"
            inner = f"in/ADP/IN/E/case {inner.replace('/P/obj', '/P/obl')}"
        elif second:
            before += f" {second}/ADP/RP/P/compound:prt"
    elif pos == "adj":
        before = f"Kim/PROPN/NNP/P/nsubj is/AUX/VBZ/P/cop/be {no} {word}/ADJ/JJ/0/root/{word}"
    else:
        inner = _EMBEDDED["noun of" if construction == "noun" else f"noun {construction}"]
        det = "no/DET/DT/P/det" if negated else "the/DET/DT/P/det"
        before = f"Kim/PROPN/NNP/knew/nsubj knew/VERB/VBD/0/root/know {det} {word}/NOUN/NN/knew/obj/{word}"
    return _numbered(f"{before} {inner}", word)


def _numbered(tree: str, predicate: str) -> tuple[str, str]:
    """Heads given by letter or form as numbers."""
    cells = [cell.split("/") for cell in tree.split()]
    forms = [cell[0] for cell in cells]
    act = next(form for form in ("attend", "attended", "attending", "raid") if form in forms)
    at = {"P": forms.index(predicate) + 1, "E": len(forms) - forms[::-1].index(act), "0": 0}
    for cell in cells:
        cell[3] = str(at.get(cell[3], forms.index(cell[3]) + 1 if cell[3] in forms else 0))
    return " ".join("/".join(cell) for cell in cells), act


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['predicate']}-{row['pos']}-{row['construction']}")
def test_every_signature(row: Line) -> None:
    """Each row of the table does, affirmed and negated, what it says."""
    for negated, effect in ((False, row["positive"]), (True, row["negated"])):
        if negated and (row["pos"], row["construction"]) == ("adj", "noun"):
            continue  # an attribute is not negated
        tree, act = sentence(row["predicate"], row["pos"], row["construction"], negated)
        doc = parsed(tree)
        token = [t for t in doc if t.text == act][-1]
        told = set() if row["pos"] == "verb" else {"hypothetical"}  # the verbs stand in the past, "is" does not
        expected = {"done": set(), "none": set(), "not_done": {"negation"}, "if_past": told}.get(effect, {effect})
        if negated and effect == "not_done" and row["positive"] == "if_past" and told:
            expected |= told  # "is not able to", as "cannot"
        assert status_of(token).values == expected, f"{'not ' * negated}{doc.text}"


def test_the_table_is_large_and_shows_each_row() -> None:
    assert len({row["predicate"] for row in ROWS}) >= 400
    assert len({(row["predicate"], row["pos"], row["construction"]) for row in ROWS}) == len(ROWS) == len(embeddings())
    assert all(len(row["example"].split()) >= 3 and row["example"].endswith((".", "?")) for row in ROWS)
    assert {row["positive"] for row in ROWS} | {row["negated"] for row in ROWS} <= set(EFFECTS)
