"""What a predicate says about the act it embeds ("refused to", "urged ... to", "condemned the"): the table
data/stance/predicates.tsv, and how an act hangs on its governor.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from tocsin.settings import DATA
from tocsin.tables import read_table

COLUMNS = ("predicate", "pos", "construction", "positive", "negated", "example")
PARTS = ("verb", "adj", "noun")
CONSTRUCTIONS = ("to", "that", "ing", "from", "noun")
EFFECTS = ("done", "not_done", "future", "hypothetical", "historical", "if_past", "none")
_PARTICLES = ("compound:prt", "obj", "obl", "advmod")  # "call off", "take part", "call on them to", "call for talks"


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a predicate does to the act it embeds, when affirmed and when negated."""

    positive: str
    negated: str

    @property
    def settles(self) -> bool:
        """Does the predicate decide about the act either way ("managed to", "refused to")? Then the act is as possible
        and as planned as the predicate itself; otherwise it is presupposed or left open whatever becomes of that."""
        return {self.positive, self.negated} == {"done", "not_done"}


Table = dict[tuple[str, str, str], Embedding]


@lru_cache(maxsize=4)
def embeddings(overlay: Path | None = None) -> Table:
    """(predicate lemma, verb adj or noun, construction) → effect. Raises DataFileError for what it does not know."""
    table: Table = {}
    for folder in (DATA, overlay):
        path = folder / "stance" / "predicates.tsv" if folder else None
        if path is None or not path.is_file():
            continue
        for line in read_table(path, COLUMNS):
            effect = Embedding(line.one_of("positive", EFFECTS), line.one_of("negated", EFFECTS))
            pos, construction = line.one_of("pos", PARTS), line.one_of("construction", CONSTRUCTIONS)
            table[line["predicate"], pos, construction] = effect
    return table


def effect_of(head: Token, construction: str, table: Table) -> Embedding | None:
    """The row of a governor; a participle may stand there as a verb or as an adjective ("determined to").

    A passive has its own row where it says something else: "is said to have left" beside "said to leave".
    """
    key = head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN"):
        return table.get((key, "noun", construction))
    adjective = table.get((head.lower_, "adj", construction)) or table.get((key, "adj", construction))
    passive = head.tag_ == "VBN" and any(c.dep_ == "aux:pass" for c in head.children)
    if adjective is not None and (head.pos_ == "ADJ" or passive):
        return adjective
    for child in head.children:
        if child.dep_ not in _PARTICLES:
            continue
        part = child.lemma_.lower() if child.dep_ == "obj" else preposition_of(child) or child.lower_
        if (f"{key} {part}", "verb", construction) in table:
            return table[f"{key} {part}", "verb", construction]
    return table.get((key, "verb", construction)) or adjective


def construction_of(token: Token) -> str:
    """How the token hangs on its governor: to, that, ing, from, noun or "" when it is not embedded."""
    dep = token.dep_
    if dep in ("xcomp", "advcl", "acl", "ccomp", "csubj"):
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        if "from" in marks:
            return "from"
        if marks & {"to", "na"}:
            return "to"
        if token.tag_ == "VBG":
            return "ing"
        if dep in ("xcomp", "ccomp") and not marks and (is_bare(token) if token.tag_ == "VB" else token.tag_ == "VBN"):
            if dep == "xcomp":
                return "ing" if token.head.lemma_ == "have" else "to"  # "let them leave", "want it done", "had it done"
            if token.tag_ == "VB":
                return "to"
        return "that" if dep == "ccomp" or (dep == "acl" and "that" in marks) else ""
    if dep in ("obj", "obl", "nmod", "nsubj:pass") and token.pos_ in ("NOUN", "PROPN"):
        return "noun"
    return ""


def preposition_of(node: Token) -> str:
    """The preposition of an oblique, "" for all else."""
    return next((c.lower_ for c in node.children if c.dep_ == "case"), "") if node.dep_ == "obl" else ""


def is_bare(token: Token) -> bool:
    """A verb in its plain form without auxiliary and "to"; the tagger takes some of them for the present."""
    if token.pos_ != "VERB" or token.tag_ not in ("VB", "VBP"):
        return False
    return not any(c.dep_ in ("aux", "aux:pass") or (c.dep_ == "mark" and c.lower_ == "to") for c in token.children)
