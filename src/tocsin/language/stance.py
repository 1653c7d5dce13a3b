"""Whether it happened: negation, modality, plans, conditions and background around a predicate, each with its cue.

The effect of embedding predicates ("refused to", "urged ... to", "condemned the") comes from the table
data/stance/predicates.tsv.
Statuses are PLOVER's auxiliary modes: historical, future, hypothetical, negation.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from spacy.tokens import Token

from tocsin.language.labels import STATUS
from tocsin.language.quotes import saying_words
from tocsin.settings import DATA
from tocsin.tables import read_table

COLUMNS = ("predicate", "pos", "construction", "positive", "negated", "example")
PARTS = ("verb", "adj", "noun")
CONSTRUCTIONS = ("to", "that", "ing", "from", "noun")
EFFECTS = ("done", "not_done", "future", "hypothetical", "historical", "none")
_NEGATORS = frozenset({
    "not", "never", "no", "neither", "nor", "nobody", "none", "without", "nothing", "hardly", "nowhere",
    "nearly", "almost", "scarcely", "barely",
})  # fmt: skip
_ROOT = ("root", "ROOT")
_ONLY = frozenset({"only", "just", "merely", "simply", "necessarily", "least"})
_MODALS = {
    "will": "future",
    "shall": "future",
    "'ll": "future",
    "’ll": "future",
    "wo": "future",
    "would": "hypothetical",
    "could": "hypothetical",
    "may": "hypothetical",
    "might": "hypothetical",
    "should": "hypothetical",
    "must": "hypothetical",
    "can": "hypothetical",
    "ca": "hypothetical",
    "ought": "hypothetical",
    "need": "hypothetical",
}
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "assuming"})
# "Once the troops leave", "until it disarms": open, but "until it collapsed" is told.
_OPEN_WHEN_PRESENT = frozenset({"once", "until", "till", "before", "when", "whenever"})
_PRESENT = frozenset({"VBP", "VBZ", "VB"})
_INSTEAD = frozenset({"instead", "rather"})
_BACKGROUND = frozenset({"previously", "formerly", "once", "earlier", "historically", "originally"})
_PLANNED = frozenset(
    {"planned", "scheduled", "upcoming", "forthcoming", "proposed", "future", "next", "expected", "looming", "imminent"}
)
_POSSIBLE = frozenset(
    {"possible", "potential", "likely", "feared", "threatened", "hypothetical", "eventual", "inevitable", "unlikely"}
)
_HYPHENS = frozenset({"-", "‑", "–"})
# Prepositions whose noun is taken for granted whatever becomes of the clause: "will meet after the raid".
_GRANTED = frozenset({"after", "since", "during", "amid", "following", "over", "despite", "before", "because", "of"})
_BESIDE = _GRANTED - {"of", "over"} | {"due", "amidst"}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ONCE_MORE = frozenset({"such", "same", "latest", "recent", "last"})
# Verbs that carry an event noun without adding to it, as object or as subject.
_LIGHT = frozenset({
    "make", "take", "have", "hold", "launch", "conduct", "stage", "mount", "do", "give", "pay", "perform", "carry",
    "commit", "wage", "start", "begin", "open", "continue", "resume", "see", "face", "receive", "suffer", "offer",
    "happen", "occur", "come", "follow", "erupt", "break", "proceed", "go", "be", "issue", "impose", "sign", "reach",
})  # fmt: skip
_LETTING = frozenset({"allow", "permit", "let", "enable", "authorize", "authorise"})  # what may be done need not be
_DEPTH = 6  # governors asked, from the inside out


@dataclass(slots=True)
class Status:
    """Auxiliary modes of an act, and the tokens that say so: (kind, first token, last token + 1).

    ``settled``: a verb says that the act was done ("forced them to leave").
    """

    values: set[str] = field(default_factory=set)
    cues: list[tuple[str, int, int]] = field(default_factory=list)
    settled: bool = False

    def add(self, value: str, token: Token) -> None:
        self.values.add(value)
        if (value, token.i, token.i + 1) not in self.cues:
            self.cues.append((value, token.i, token.i + 1))

    def take(self, other: Status, values: Container[str]) -> None:
        """Take over those of another's statuses that are among ``values``, with their cues."""
        self.values |= {value for value in other.values if value in values}
        self.cues += [cue for cue in other.cues if cue[0] in values and cue not in self.cues]


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


def status_of(token: Token, overlay: Path | None = None) -> Status:
    """Status of the act that ``token`` (a verb or an event noun) names, from its clause and what embeds it."""
    return _status(token, embeddings(overlay), _DEPTH)


def _status(token: Token, table: Table, depth: int) -> Status:
    status = Status()
    _own(token, status)
    if token.pos_ in ("NOUN", "PROPN"):
        _described(token, status, table)
    elif token.dep_ == "conj" and not any(c.dep_ == "mark" for c in token.children):  # "if he comes and she stays"
        marks = [c for c in token.head.children if c.dep_ == "mark" and c.lower_ in _CONDITIONS]
        for mark in marks:
            status.add("hypothetical", mark)
    carrier = _carrier(token)
    if carrier is not None and (token.pos_ == "VERB" or _effect(carrier, "noun", table) is None):
        _own(carrier, status)
    if depth:
        _embedded(token, status, table, depth)
    if "future" in status.values and (_conditional(token) or "hypothetical" in status.values):
        kept = "hypothetical" if _conditional(token) or not _says_will(status, token) else "future"
        status.values -= {"future", "hypothetical"}
        status.values.add(kept)
    return status


def _says_will(status: Status, token: Token) -> bool:
    """Is the future told by an auxiliary of the clause itself?"""
    return any(kind == "future" and token.doc[first].head.i == token.i for kind, first, _ in status.cues)


def _carrier(token: Token) -> Token | None:
    """The verb whose tense and negation are the act's own: a light verb, or the first of coordinated verbs."""
    head = token.head
    if head.i == token.i:
        return None
    if token.pos_ == "VERB":
        shared = token.dep_ == "conj" and not any(c.dep_ in ("aux", "nsubj") for c in token.children)
        return head if shared else None
    light = head.pos_ == "VERB" and head.lemma_.lower() in _LIGHT
    return head if light and token.pos_ == "NOUN" and token.dep_ in ("obj", "nsubj:pass", "nsubj") else None


def _is_new(token: Token) -> bool:
    """Does the noun bring its act up ("a raid", "talks"), rather than take up a known one ("the raid", "his visit")?"""
    if token.pos_ != "NOUN" or token.dep_ not in ("obj", "nsubj", "nsubj:pass"):
        return False
    return not any(
        c.dep_ == "nmod:poss" or c.lower_ in _ONCE_MORE or (c.dep_ == "det" and c.lower_ in _DEFINITE)
        for c in token.children
    )


def _own(token: Token, status: Status) -> None:
    for child in token.children:
        if value := _function_word(token, child):
            status.add(value, child)
        if child.dep_ in ("nsubj", "nsubj:pass", "obj", "obl") and token.pos_ != "NOUN":
            none = [g for g in child.children if g.lower_ in ("no", "neither") and g.dep_ in ("det", "advmod")]
            none = [g for g in none if not _is_compounded(g)]
            if none or (child.lower_ in _NEGATORS and child.dep_ != "obl"):
                status.add("negation", child)
    had = [c for c in token.children if c.dep_ == "aux" and c.lower_ in ("had", "'d")]
    if had and token.tag_ == "VBN" and token.dep_ not in ("ccomp", "parataxis"):
        status.add("historical", had[0])
    infinitive = any(c.lower_ == "to" and c.dep_ == "mark" for c in token.children)
    if infinitive and token.dep_ in _ROOT and token.tag_ == "VB":  # "Kim to visit Seoul", in headlines
        status.add("future", token)
    elif _is_bare(token) and _is_demand(token):
        status.add("hypothetical", token)
    _asked(token, status)


def _is_bare(token: Token) -> bool:
    """A verb in its plain form without auxiliary and "to"; the tagger takes some of them for the present."""
    if token.pos_ != "VERB" or token.tag_ not in ("VB", "VBP"):
        return False
    return not any(c.dep_ in ("aux", "aux:pass") or (c.dep_ == "mark" and c.lower_ == "to") for c in token.children)


def _is_demand(token: Token) -> bool:
    """ "Stop the war!", "Call and ask!", "asked that he leave": nobody says that it is done."""
    subject = any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in token.children)
    if subject:
        return token.tag_ == "VB" and token.dep_ == "ccomp" and any(c.dep_ == "mark" for c in token.children)
    if token.dep_ == "conj":
        return _is_bare(token.head) and _is_demand(token.head)
    return token.dep_ in (*_ROOT, "parataxis")


def _is_compounded(word: Token) -> bool:
    """Does a hyphen tie the word to the next one: a "no-confidence vote" is held?"""
    return word.i + 1 < len(word.doc) and not word.whitespace_ and word.nbor().text in _HYPHENS


def _function_word(token: Token, child: Token) -> str:
    """What a small word of the clause says of it: "not", "may", "if", "previously"; "" when nothing."""
    word, dep = child.lower_, child.dep_
    if word.endswith(("n't", "n’t")):
        return "negation"
    if word in _NEGATORS and dep in ("advmod", "det", "cc:preconj", "case", "mark"):
        following = child.nbor() if child.i + 1 < len(child.doc) else child
        return "" if _is_compounded(child) or following.lower_ in _ONLY else "negation"
    if dep == "aux":
        planned = child.lemma_ == "be" and any(g.lower_ == "to" for g in token.children)  # "is to visit"
        return "future" if planned else _MODALS.get(word, "")
    if dep == "mark" and word in _CONDITIONS or dep == "det" and word == "any":
        return "hypothetical"
    if dep in ("mark", "advmod") and word in _OPEN_WHEN_PRESENT and _opens(token):
        return "hypothetical"
    longer = dep == "advmod" and word == "longer" and any(g.lower_ in ("no", "any") for g in child.children)
    if longer or (dep in ("mark", "case", "cc") and word in _INSTEAD):
        return "negation"
    return "historical" if dep == "advmod" and word in _BACKGROUND else ""


def _opens(token: Token) -> bool:
    """A clause in the present that hangs on one about the future or the possible: "once the troops leave"."""
    if token.dep_ != "advcl" or token.tag_ not in _PRESENT:
        return False
    if any(c.dep_ in ("aux", "aux:pass") and c.tag_ in ("VBD", "MD") for c in token.children):
        return False
    return any(c.dep_ == "aux" and c.lower_ in _MODALS for c in token.head.children) or token.head.tag_ == "VB"


def _asked(token: Token, status: Status) -> None:
    """A question that can be answered with no: "Will they fight?", "Did he sign?", but not "Why did he sign?"."""
    if token.dep_ not in _ROOT or token.pos_ not in ("VERB", "ADJ", "NOUN") or "hypothetical" in status.values:
        return
    last = next((t for t in reversed(list(token.sent)) if not t.is_space and t.text not in "\"'”’)"), token)
    if last.text != "?" or any(t.tag_ in ("WRB", "WP", "WDT", "WP$") and t.i < token.i for t in token.subtree):
        return
    subject = next((c for c in token.children if c.dep_.startswith("nsubj")), None)
    first = next((c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop")), None)
    if subject is not None and first is not None and first.i < subject.i:
        status.add("hypothetical", last)


def _described(token: Token, status: Status, table: Table) -> None:
    """What an adjective says about an event noun: "planned talks", "a failed coup", "war is likely"."""
    words = [c for c in token.children if c.dep_ == "amod"]
    if token.dep_ == "nsubj" and token.head.pos_ == "ADJ":
        words.append(token.head)
    for word in words:
        effect = table.get((word.lower_, "adj", "noun")) if word.dep_ == "amod" else None
        if effect is not None:
            if effect.positive not in ("done", "none"):
                status.add("negation" if effect.positive == "not_done" else effect.positive, word)
        elif word.lower_ in _PLANNED:
            status.add("future", word)
        elif word.lower_ in _POSSIBLE:
            status.add("hypothetical", word)


def _conditional(token: Token) -> bool:
    return any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in token.children)


def _embedded(token: Token, status: Status, table: Table, depth: int) -> None:
    """The effect of the nearest governing predicate that is known, itself under what governs it."""
    node = token
    for _ in range(4):
        head = node.head
        told_of = node.dep_ == "acl" and node.tag_ == "VBN"  # "rejected a plan accepted by others"
        if head.i == node.i or told_of or node.dep_ in (*_ROOT, "parataxis", "acl:relcl"):
            return
        if _case(node) in _BESIDE:  # "suspended following protests": what stands beside the verb is not embedded in it
            return
        construction = _construction(node)
        effect = _effect(head, construction, table) if construction and not _set_off(node, construction) else None
        if effect is not None:
            if effect.positive != "not_done" or not _is_said(node):
                _apply(effect, head, status, _status(head, table, depth - 1))
            return
        if _is_new(node) and head.pos_ in ("VERB", "ADJ"):
            status.take(_status(head, table, depth - 1), ("future", "hypothetical"))
            return
        if _inherits(node, construction):
            outer = _status(head, table, depth - 1)
            status.take(outer, ("future", "hypothetical") if node.dep_ == "advcl" else STATUS)
            return
        purpose = next((c for c in node.children if c.dep_ == "mark" and c.lower_ in ("to", "for")), None)
        if construction and purpose is not None:  # "flew to Paris to meet him", "money for building camps"
            status.add("hypothetical", purpose)
            return
        if _case(node) in _GRANTED or node.dep_ == "advcl":
            return
        node = head


def _set_off(node: Token, construction: str) -> bool:
    """A participle behind a comma goes with its governor, which does not embed it: "suspended aid, accusing ..."."""
    first = node.left_edge.i  # the comma itself, where the parser hangs it on the participle
    near = {t.text for t in node.doc[max(0, first - 1) : first + 1]}
    return construction == "ing" and node.dep_ == "advcl" and "," in near


def _is_said(noun: Token) -> bool:
    """A claim, a demand, a promise: who rejects it, or breaks it, does so because it was made."""
    return noun.pos_ == "NOUN" and (noun.lemma_.lower(), "noun") in saying_words()


def _case(node: Token) -> str:
    return next((c.lower_ for c in node.children if c.dep_ == "case"), "") if node.dep_ == "obl" else ""


def _inherits(node: Token, construction: str) -> bool:
    """Does the act share the fate of a governor that says nothing of its own: "will help rebuild it"?"""
    return node.dep_ == "xcomp" or (node.dep_ == "advcl" and construction == "ing")


def _apply(effect: Embedding, head: Token, status: Status, outer: Status) -> None:
    """What a predicate, which has the status ``outer``, does to the act it embeds."""
    too = any(c.lower_ == "too" and c.dep_ == "advmod" for c in head.children)  # "too weak to fight"
    value = effect.negated if "negation" in outer.values or too else effect.positive
    if effect.settles:
        status.take(outer, ("historical", "future", "hypothetical"))
        status.settled = value == "done" and not outer.values and head.lemma_.lower() not in _LETTING
        if value == "not_done" and "hypothetical" not in outer.values:
            status.add("negation", head)
    elif value not in ("done", "none"):
        status.add("negation" if value == "not_done" else value, head)


def _effect(head: Token, construction: str, table: Table) -> Embedding | None:
    """The row of a governor; a participle may stand there as a verb or as an adjective ("determined to")."""
    key = head.lemma_.lower()
    if head.pos_ in ("NOUN", "PROPN"):
        return table.get((key, "noun", construction))
    parts = ("compound:prt", "obj", "obl", "advmod")  # "call off", "take part", "call on them to", "call for talks"
    longer = [c.lemma_.lower() if c.dep_ == "obj" else _case(c) or c.lower_ for c in head.children if c.dep_ in parts]
    adjective = table.get((head.lower_, "adj", construction)) or table.get((key, "adj", construction))
    if head.pos_ == "ADJ" and adjective is not None:
        return adjective
    for word in (*(f"{key} {part}" for part in longer), key):
        if (word, "verb", construction) in table:
            return table[word, "verb", construction]
    return adjective


def _construction(token: Token) -> str:
    """How the token hangs on its governor: to, that, ing, from, noun or "" when it is not embedded."""
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    if token.dep_ in ("xcomp", "advcl", "acl", "ccomp", "csubj"):
        if "from" in marks:
            return "from"
        if "to" in marks:
            return "to"
        if token.tag_ == "VBG":
            return "ing"
        if token.tag_ == "VB" and token.dep_ in ("xcomp", "ccomp") and _is_bare(token) and not marks:
            return "to"  # "let them leave"
        return "that" if token.dep_ == "ccomp" or (token.dep_ == "acl" and "that" in marks) else ""
    if token.dep_ in ("obj", "obl", "nmod", "nsubj:pass") and token.pos_ in ("NOUN", "PROPN"):
        return "noun"
    return ""
