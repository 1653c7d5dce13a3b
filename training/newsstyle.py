"""Treebank sentences retold as the news tells: in the historical present, with titled people, numbers and bodies.

The treebanks hold few sentences like "Lebanese prime minister Najib Mikati meets ..." or "At least 21 people are
killed ...", and a parser trained on them alone loses the verb there. A retold sentence keeps its tree: finite past
forms become present ones, and noun phrases without complements give way to phrases of known structure (the treebanks'
own conventions) made of our actor tables' names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tocsin.settings import DATA
from tocsin.tables import read_table
from treebanks import Sentence

Row = tuple[
    str, str, str, str, int, str
]  # form, UPOS, XPOS, lemma, head (index in the phrase, -1: its own head), relation

PRESENT = 0.7  # share of retold sentences put into the present
REPLACED = 0.45  # share of simple noun phrases replaced
LONGEST = 60

_SIMPLE = {"det", "amod", "compound", "flat", "nmod:poss", "nummod", "nmod:desc", "case", "punct"}
_PLACES = {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "iobj"}
_TITLES = (
    "president/NN prime/JJ_minister/NN foreign/JJ_minister/NN defence/NN_minister/NN interior/NN_minister/NN "
    "finance/NN_minister/NN vice/NN_president/NN opposition/NN_leader/NN party/NN_leader/NN senator/NN chancellor/NN "
    "king/NN general/NN spokesman/NN ambassador/NN lawmaker/NN governor/NN mayor/NN deputy/NN_minister/NN rebel/NN_"
    "leader/NN supreme/JJ_leader/NN justice/NN_minister/NN journalist/NN activist/NN commander/NN "
    "former/JJ_president/NN acting/JJ_president/NN "
    "attorney/NN_general/JJ secretary/NN chief/JJ_justice/NN national/JJ_security/NN_adviser/NN"
).split()
_PEOPLE = (
    "people civilians soldiers protesters children migrants officers militants fighters workers students journalists "
    "policemen women lawmakers prisoners hostages diplomats activists demonstrators miners citizens sailors suspects"
).split()
_BODIES = (
    "government/NN military/NN army/NN foreign/JJ_ministry/NN defence/NN_ministry/NN parliament/NN police/NNS "
    "forces/NNS security/NN_forces/NNS authorities/NNS troops/NNS officials/NNS air/NN_force/NN navy/NN rebels/NNS "
    "supreme/JJ_court/NN coast/NN_guard/NN cabinet/NN opposition/NN militants/NNS fighters/NNS airstrikes/NNS "
    "drones/NNS media/NNS embassy/NN delegation/NN negotiators/NNS lawmakers/NNS"
).split()
_NUMBERS = "Two Three Four Five Six Seven Ten Twelve 13 15 21 40 58 100 200 1,500".split()
_QUANTITIES = "Dozens Hundreds Thousands Scores".split()
_COUNTRY = "code name names adjectives people capitals seats neighbours region".split()
_PERSON = "name aliases code sector office from to".split()
_IRREGULAR = {"be": "is", "have": "has", "do": "does", "go": "goes"}
_UPOS = {"NN": "NOUN", "NNS": "NOUN", "JJ": "ADJ", "NNP": "PROPN", "NNPS": "PROPN", "CD": "NUM"}


@dataclass
class Phrase:
    """Words of a noun phrase with their relations; ``plural`` decides the verb's form."""

    rows: list[Row] = field(default_factory=list)
    head: int = 0
    plural: bool = False


class Teller:
    """Retells sentences; ``rng`` decides everything, so that one seed gives one training set."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        countries = list(read_table(DATA / "actors" / "countries.tsv", _COUNTRY))
        self.countries = [c["name"] for c in countries if c["name"].replace(" ", "").isalpha()]
        self.adjectives = [c.values("adjectives")[0] for c in countries if c.values("adjectives")]
        people = read_table(DATA / "actors" / "people.tsv", _PERSON)
        self.people = sorted({row["name"] for row in people if " " in row["name"]})

    def retell(self, sentences: list[Sentence]) -> Iterator[Sentence]:
        """The sentences, those that can be retold changed; names are not annotated in what is changed."""
        for s in sentences:
            if len(s.words) > LONGEST or not s.heads:
                yield s
                continue
            made = self._replaced(s)
            if self.rng.random() < PRESENT:
                made = present(made)
            yield made

    def _replaced(self, s: Sentence) -> Sentence:
        """Some of the simple noun phrases give way to others."""
        children: dict[int, list[int]] = {}
        for i, h in enumerate(s.heads):
            if h != i:
                children.setdefault(h, []).append(i)
        rows = [list(r) for r in zip(s.words, s.upos, s.xpos, s.lemmas, s.heads, s.deps, s.spaces, strict=True)]
        swaps: list[tuple[int, int, Phrase, int]] = []
        last = 0
        for i, dep in enumerate(s.deps):
            if dep not in _PLACES or s.upos[i] not in ("NOUN", "PROPN", "PRON") or self.rng.random() > REPLACED:
                continue
            if s.xpos[i] in ("WP", "WDT", "EX") or s.words[i].lower() in ("it", "that", "this", "which", "who"):
                continue
            span = self._span(s, i, children)
            dated = any(s.words[c].lower() in ("on", "in", "at") for c in children.get(i, ()))
            if span is None or span[0] < last or (dep in ("obl", "nmod") and (s.upos[i] != "PROPN" or dated)):
                continue
            swaps.append((*span, self._phrase(span[0] == 0), i))
            last = span[1]
        return _swapped(s, rows, swaps, children) if swaps else s

    def _span(self, s: Sentence, i: int, children: dict[int, list[int]]) -> tuple[int, int] | None:
        """The words of a phrase without complements, prepositions left out; None if it holds more."""
        own, todo = [i], [i]
        while todo:
            for c in children.get(todo.pop(), ()):
                if s.deps[c] not in _SIMPLE:
                    return None
                if s.deps[c] in ("case", "punct") and s.heads[c] == i:
                    if s.words[c].lower() in ("'s", "’s", "-"):
                        return None
                    continue
                own.append(c)
                todo.append(c)
        a, b = min(own), max(own) + 1
        return (a, b) if len(own) == b - a else None

    def _phrase(self, opens: bool) -> Phrase:
        made = self.rng.choices(
            (self._titled, self._numbered, self._body, self._country, self._pair), (4, 3, 3, 1.5, 1.2)
        )[0]()
        form, *rest = made.rows[0]
        if opens:
            made.rows[0] = (form[:1].upper() + form[1:], *rest)
        elif form in ("The", "At", "More", *_QUANTITIES) or form in _NUMBERS:
            made.rows[0] = (form.lower(), *rest)
        return made

    def _nation(self, at: int) -> list[Row]:
        """A nationality before the word at ``at``."""
        if self.rng.random() < 0.12:
            body = self.rng.choice(("U.S.", "UN", "EU", "US"))
            return [(body, "PROPN", "NNP", body, at, "compound")]
        *first, last = self.rng.choice(self.adjectives).split()
        rows: list[Row] = [(w, "PROPN", "NNP", w, len(first), "compound") for w in first]
        return [*rows, (last, "ADJ", "JJ", last, at, "amod")]

    def _noun(self, words: str, capital: bool) -> list[Row]:
        """Words of a noun as in _TITLES and _BODIES, its last the head (head index -1)."""
        parts = [w.split("/") for w in words.split("_")]
        made: list[Row] = []
        for k, (word, tag) in enumerate(parts):
            if k == len(parts) - 1:
                tags = {"NN": "NNP", "NNS": "NNPS"}
                tag = tags.get(tag, tag) if capital else "NN" if tag == "JJ" else tag
                made.append((word, _UPOS[tag], tag, _lemma(word, tag), -1, ""))
            else:
                relation = "amod" if tag == "JJ" else "compound"
                made.append((word, _UPOS[tag], "NNP" if capital else tag, word, len(parts) - 1, relation))
        return [(r[0].capitalize(), *r[1:]) for r in made] if capital else made

    def _titled(self) -> Phrase:
        rows: list[Row] = []
        title = self._noun(self.rng.choice(_TITLES), self.rng.random() < 0.4)
        if self.rng.random() < 0.85:
            nation = self._nation(0)
            base = len(nation)
            rows += [
                (*r[:4], base + len(title) - 1 if r[5] != "compound" or len(nation) == 1 else r[4], r[5])
                for r in nation
            ]
        base = len(rows)
        head = base + len(title)
        rows += [(*r[:4], head if r[4] < 0 else base + r[4], r[5] or "nmod:desc") for r in title]
        rows += _name(self.rng.choice(self.people), head)
        return Phrase(rows, head)

    def _numbered(self) -> Phrase:
        noun = self.rng.choice(_PEOPLE)
        kind = self.rng.random()
        if kind < 0.15:
            quantity = self.rng.choice(_QUANTITIES)
            rows: list[Row] = [
                (quantity, "NOUN", "NNS", quantity.lower()[:-1], -1, ""),
                ("of", "ADP", "IN", "of", 2, "case"),
            ]
            return Phrase([*rows, (noun, "NOUN", "NNS", _lemma(noun, "NNS"), 0, "nmod")], 0, True)
        rows = []
        if kind < 0.45:
            rows = [("At", "ADP", "IN", "at", 1, "case"), ("least", "ADJ", "JJS", "least", 2, "nmod")]
        elif kind < 0.6:
            rows = [("More", "ADJ", "JJR", "more", 2, "advmod"), ("than", "ADP", "IN", "than", 0, "fixed")]
        number = self.rng.choice(_NUMBERS)
        nation = self._nation(0) if self.rng.random() < 0.35 else []
        head = len(rows) + 1 + len(nation)
        rows.append((number.lower() if rows else number, "NUM", "CD", number.lower(), head, "nummod"))
        base = len(rows)
        rows += [(*r[:4], head if r[5] != "compound" or len(nation) == 1 else base + r[4], r[5]) for r in nation]
        return Phrase([*rows, (noun, "NOUN", "NNS", _lemma(noun, "NNS"), -1, "")], head, True)

    def _body(self) -> Phrase:
        fixed = self.rng.random()
        if fixed < 0.1:
            union: list[Row] = [
                ("The", "DET", "DT", "the", 2, "det"),
                ("European", "ADJ", "NNP", "European", 2, "amod"),
            ]
            return Phrase([*union, ("Union", "PROPN", "NNP", "Union", -1, "")], 2)
        if fixed < 0.2:
            nation = self._nation(0)[-1]
            rows: list[Row] = [("The", "DET", "DT", "the", 3, "det"), (*nation[:4], 3, nation[5])]
            rows.append(("Armed", "ADJ", "NNP", "Armed", 3, "amod"))
            return Phrase([*rows, ("Forces", "PROPN", "NNPS", "Forces", -1, "")], 3, True)
        noun = self._noun(self.rng.choice(_BODIES), False)
        nation = self._nation(0) if self.rng.random() < 0.8 else []
        plural = noun[-1][2] == "NNS"
        the = not plural or self.rng.random() < 0.2
        base = int(the) + len(nation)
        head = base + len(noun) - 1
        rows = [("The", "DET", "DT", "the", head, "det")] if the else []
        rows += [(*r[:4], head if r[5] != "compound" or len(nation) == 1 else int(the) + r[4], r[5]) for r in nation]
        rows += [(*r[:4], base + r[4] if r[4] >= 0 else -1, r[5]) for r in noun]
        return Phrase(rows, head, plural)

    def _country(self) -> Phrase:
        if self.rng.random() < 0.2:
            rows: list[Row] = [("The", "DET", "DT", "the", 2, "det"), ("United", "ADJ", "NNP", "United", 2, "amod")]
            return Phrase([*rows, ("States", "PROPN", "NNPS", "States", -1, "")], 2)
        *first, last = self.rng.choice(self.countries).split()
        rows = [(w, "PROPN", "NNP", w, len(first), "compound") for w in first]
        return Phrase([*rows, (last, "PROPN", "NNP", last, -1, "")], len(first))

    def _pair(self) -> Phrase:
        one, two = (self.rng.choice((self._titled, self._country))() for _ in range(2))
        base = len(one.rows) + 1
        second = [(*r[:4], base + r[4] if r[4] >= 0 else one.head, r[5] or "conj") for r in two.rows]
        return Phrase([*one.rows, ("and", "CCONJ", "CC", "and", base + two.head, "cc"), *second], one.head, True)


def _name(name: str, head: int) -> list[Row]:
    """The words of a person's name; the first is the head."""
    rows: list[Row] = []
    for word in name.split():
        parts = word.split("-")
        for k, part in enumerate(p for p in parts if p):
            if k:
                rows.append(("-", "PUNCT", "HYPH", "-", head + len(rows) + 1, "punct"))
            rows.append((part, "PROPN", "NNP", part, head if rows else -1, "flat" if rows else ""))
    return rows


def _lemma(word: str, tag: str) -> str:
    if tag not in ("NNS", "NNPS") or word in ("police", "media"):
        return word
    known = {"people": "person", "children": "child", "women": "woman", "policemen": "policeman"}
    ending = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return known.get(word, ending)


def _swapped(
    s: Sentence, rows: list[list], swaps: list[tuple[int, int, Phrase, int]], children: dict[int, list[int]]
) -> Sentence:
    """The sentence with phrases [start, end) exchanged, heads renumbered and their finite verbs agreeing."""
    for _, _, phrase, i in swaps:
        if s.deps[i] in ("nsubj", "nsubj:pass"):
            k = _finite(rows, s.heads[i], children)
            if k is not None:
                _agree(rows[k], phrase.plural)
    at: dict[int, int] = {}  # old index → new index; of an exchanged phrase only its head lives on
    out: list[list] = []
    fresh: list[tuple[int, Phrase, int]] = []
    starts = {a: (b, phrase, i) for a, b, phrase, i in swaps}
    k = 0
    while k < len(rows):
        if k not in starts:
            at[k] = len(out)
            out.append(rows[k])
            k += 1
            continue
        end, phrase, i = starts[k]
        base = len(out)
        at[i] = base + phrase.head
        for n, (form, upos, xpos, lemma, head, dep) in enumerate(phrase.rows):
            space = rows[end - 1][6] if n == len(phrase.rows) - 1 else form != "-" and phrase.rows[n + 1][0] != "-"
            out.append(
                [form, upos, xpos, lemma, ("in", base + head) if head >= 0 else rows[i][4], dep or rows[i][5], space]
            )
        fresh.append((base, phrase, i))
        k = end
    for n, row in enumerate(out):
        row[4] = row[4][1] if isinstance(row[4], tuple) else at[row[4]]
        if row[5] == "root":
            row[4] = n
    words, upos, xpos, lemmas, heads, deps, spaces = (list(column) for column in zip(*out, strict=True))
    return replace(s, words=words, spaces=spaces, upos=upos, xpos=xpos, lemmas=lemmas, heads=heads, deps=deps, ner=None)


def _finite(rows: list[list], verb: int, children: dict[int, list[int]]) -> int | None:
    """The finite word of a clause: its first auxiliary or copula, else the verb itself."""
    for c in sorted(children.get(verb, ())):
        if rows[c][5] in ("aux", "aux:pass", "cop"):
            return c if rows[c][2] in ("VBD", "VBZ", "VBP") else None
    return verb if rows[verb][2] in ("VBD", "VBZ", "VBP") else None


def _agree(row: list, plural: bool) -> None:
    """Give a finite form its number."""
    form, tag, lemma = row[0].lower(), row[2], row[3].lower()
    if tag == "VBD":
        if form in ("was", "were"):
            row[0] = "were" if plural else "was"
    elif form not in ("'s", "’s", "'re", "’re", "'ve", "’ve", "'m", "’m"):
        row[0], row[2] = (_plural(lemma), "VBP") if plural else (third(lemma), "VBZ")


def present(s: Sentence) -> Sentence:
    """A sentence whose finite past forms stand in the present."""
    words, xpos = list(s.words), list(s.xpos)
    for i, tag in enumerate(s.xpos):
        lemma = s.lemmas[i].lower()
        if tag != "VBD" or not lemma.isalpha() or s.words[i].lower() in ("'d", "’d"):
            continue
        plural = _plural_subject(s, i)
        form = _plural(lemma) if plural else third(lemma)
        words[i] = form.capitalize() if s.words[i][:1].isupper() else form
        xpos[i] = "VBP" if plural else "VBZ"
    return replace(s, words=words, xpos=xpos)


def _plural_subject(s: Sentence, i: int) -> bool:
    """Is the subject of the finite word at ``i`` (or of the verb it stands beside) several, or I or you?"""
    verb = s.heads[i] if s.deps[i] in ("aux", "aux:pass", "cop") else i
    for _ in range(4):
        for k, dep in enumerate(s.deps):
            if s.heads[k] == verb and dep in ("nsubj", "nsubj:pass") and k != verb:
                joined = any(s.heads[j] == k and s.deps[j] == "conj" for j in range(len(s.heads)))
                return (
                    joined
                    or s.xpos[k] in ("NNS", "NNPS")
                    or s.words[k].lower() in ("they", "we", "you", "i", "these", "those")
                )
        if s.deps[verb] not in ("conj", "xcomp", "advcl"):
            break
        verb = s.heads[verb]
    return False


def third(lemma: str) -> str:
    """The third person singular present: "carries", "is"."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _plural(lemma: str) -> str:
    return "are" if lemma == "be" else lemma
