"""Whether it happened: negation, modality, plans, conditions and background around a predicate, each with its cue.

The effect of embedding predicates ("refused to", "urged ... to", "condemned the") comes from the table
data/stance/predicates.tsv.
Statuses are PLOVER's auxiliary modes: historical, future, hypothetical, negation.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Token

from tocsin.language.labels import STATUS
from tocsin.language.moods import CONDITIONS, MODALS, ROOT, asked, is_past, said_by_clause, subject_of
from tocsin.language.predicates import Embedding, Table, construction_of, effect_of, embeddings, preposition_of
from tocsin.language.quotes import saying_words

_PLANNED = frozenset(
    {"planned", "scheduled", "upcoming", "forthcoming", "proposed", "future", "next", "expected", "looming", "imminent"}
)
_POSSIBLE = frozenset(
    {"possible", "potential", "likely", "feared", "threatened", "hypothetical", "eventual", "inevitable", "unlikely"}
)
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
_PURPOSE = frozenset({"to", "for", "na"})
# What describes a thing, or stands as a preposition: "growing tension", "including".
_NOT_EMBEDDED = frozenset({"amod", "case", "discourse"})
_ORDER = frozenset({"first", "second", "third", "last", "latest"})
_TO_BE_DONE = frozenset({"thing", "way", "place", "time", "step", "chance", "option", "opportunity", "attempt"})
_SAYING = frozenset({"say", "admit", "mention", "confess", "ask", "note", "point", "stress", "warn", "concede"})
_FORMS = {"VBN": "VBD", "VBP": "VB"}  # forms that the tagger takes for each other
_NOT_NEGATION = frozenset(STATUS) - {"negation"}
_STOPPING = frozenset({"stop", "quit", "cease", "halt", "end", "finish"})
_USED = frozenset({"have", "take", "get", "find", "seize", "use", "spend"})  # "used the chance to leave"
_CONTRARY = frozenset({"wish", "doubt", "pretend", "suppose", "dream"})  # "wishes that they left": they did not
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


def status_of(token: Token, overlay: Path | None = None) -> Status:
    """Status of the act that ``token`` (a verb or an event noun) names, from its clause and what embeds it."""
    return _status(token, embeddings(overlay), _DEPTH)


def _status(token: Token, table: Table, depth: int) -> Status:
    status = Status()
    _own(token, status)
    if token.pos_ in ("NOUN", "PROPN"):
        _described(token, status, table)
    elif token.dep_ == "conj" and not any(c.dep_ == "mark" for c in token.children):  # "if he comes and she stays"
        marks = [c for c in token.head.children if c.dep_ == "mark" and c.lower_ in CONDITIONS]
        for mark in marks:
            status.add("hypothetical", mark)
    carrier = _carrier(token)
    if carrier is not None and (token.pos_ == "VERB" or effect_of(carrier, "noun", table) is None):
        shared = Status()
        _own(carrier, shared)
        but = token.pos_ == "VERB" and any(c.dep_ == "cc" and c.lower_ == "but" for c in token.children)
        status.take(shared, _NOT_NEGATION if but else STATUS)
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
        return head if shared and _same_form(token, head) else None
    light = head.pos_ == "VERB" and head.lemma_.lower() in _LIGHT
    return head if light and token.pos_ == "NOUN" and token.dep_ in ("obj", "nsubj:pass", "nsubj") else None


def _same_form(token: Token, head: Token) -> bool:
    """Can an auxiliary of ``head`` be that of ``token`` too? So it can in "may be away and miss it"."""
    modal = any(c.dep_ == "aux" and c.lower_ in MODALS for c in head.children)
    if modal and token.tag_ == "VB" and head.tag_ in ("VBG", "VBN"):  # "will be seen and go"
        return True
    if head.pos_ != "VERB":
        head = next((c for c in head.children if c.dep_ == "cop"), head)
    return _FORMS.get(token.tag_, token.tag_) == _FORMS.get(head.tag_, head.tag_)


def _is_new(token: Token) -> bool:
    """Does the noun bring its act up ("a raid", "talks"), rather than take up a known one ("the raid", "his visit")?"""
    if token.pos_ != "NOUN" or token.dep_ not in ("obj", "nsubj", "nsubj:pass"):
        return False
    return not any(
        c.dep_ == "nmod:poss" or c.lower_ in _ONCE_MORE or (c.dep_ == "det" and c.lower_ in _DEFINITE)
        for c in token.children
    )


def _own(token: Token, status: Status) -> None:
    for value, word in said_by_clause(token):
        status.add(value, word)
    mark = asked(token) if "hypothetical" not in status.values else None
    if mark is not None:
        status.add("hypothetical", mark)


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
    if token.dep_ in _NOT_EMBEDDED:
        return
    node = token
    for _ in range(4):
        head = node.head
        if head.i == node.i or node.dep_ in (*ROOT, "parataxis", "acl:relcl"):
            return
        construction = construction_of(node)
        if node.dep_ == "acl" and node.tag_ == "VBN" and construction != "to":
            return  # "rejected a plan accepted by others"
        if preposition_of(node) in _BESIDE:  # "suspended following protests": beside the verb, not embedded in it
            return
        if _is_told(node):
            return
        effect = effect_of(head, construction, table) if construction and not _set_off(node, construction) else None
        if effect is not None:
            if effect.positive != "not_done" or not _is_said(node):
                _apply(effect, node, status, _status(head, table, depth - 1))
            return
        if _is_new(node) and head.pos_ in ("VERB", "ADJ"):
            status.take(_status(head, table, depth - 1), ("future", "hypothetical"))
            return
        topic = next((c for c in node.children if c.dep_ == "mark" and c.lower_ == "about"), None)
        if construction == "ing" and topic is not None and not is_past(head):  # "how about meeting?"
            status.add("hypothetical", topic)
            return
        if _inherits(node, construction):
            outer = _status(head, table, depth - 1)
            status.take(outer, ("future", "hypothetical") if node.dep_ == "advcl" else STATUS)
            return
        if node.dep_ == "csubj" and construction == "ing" and not is_past(head):  # "raising taxes is unpopular"
            status.add("hypothetical", node)
            return
        if node.dep_ == "acl" and construction == "to" and _is_singled_out(head):
            status.take(_status(head, table, depth - 1), STATUS)
            return
        purpose = next((c for c in node.children if c.dep_ == "mark" and c.lower_ in _PURPOSE), None)
        if construction and purpose is not None:  # "money for building camps"
            _purpose(purpose, head, status, _status(head, table, depth - 1))
            return
        if preposition_of(node) in _GRANTED or node.dep_ == "advcl":
            return
        node = head


def _is_singled_out(noun: Token) -> bool:
    """ "The first leader to visit" did so, but "the first thing to do" may be left undone."""
    return noun.lemma_.lower() not in _TO_BE_DONE and any(
        c.dep_ == "amod" and c.lower_ in _ORDER for c in noun.children
    )


def _purpose(mark: Token, head: Token, status: Status, outer: Status) -> None:
    """ "Flies to Paris to meet him" leaves open whether he does; "flew to Paris to meet him" tells it as done."""
    if mark.lower_ == "to" and is_past(head) and "negation" not in outer.values:
        status.take(outer, ("historical", "future", "hypothetical"))
    else:
        status.add("hypothetical", mark)


def _set_off(node: Token, construction: str) -> bool:
    """A participle beside its governor, which does not embed it: "suspended aid, accusing ...", "called crying"."""
    if construction != "ing" or node.dep_ != "advcl":
        return False
    return not any(c.dep_ == "mark" for c in node.children)


def _is_told(node: Token) -> bool:
    """What is taken for granted, come what may: "after firing", "see what they found", "find him hurt"."""
    if node.tag_ == "VBN" and node.dep_ == "xcomp":
        return node.head.lemma_.lower() == "find"
    if node.tag_ == "VBG":
        return node.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("after", "since") for c in node.children)
    return node.dep_ == "ccomp" and is_past(node) and any(t.tag_ in ("WRB", "WP", "WDT") for t in node.children)


def _is_said(noun: Token) -> bool:
    """A claim, a demand, a promise: who rejects it, or breaks it, does so because it was made."""
    return noun.pos_ == "NOUN" and (noun.lemma_.lower(), "noun") in saying_words()


def _inherits(node: Token, construction: str) -> bool:
    """Does the act share the fate of a governor that says nothing of its own: "will help rebuild it"?"""
    if node.dep_ == "acl" and construction == "ing":  # "will be in Oslo meeting him"
        return any(c.dep_ == "cop" for c in node.head.children)
    return node.dep_ == "xcomp" or (node.dep_ == "advcl" and construction == "ing")


def _says_by_force(head: Token, act: Token) -> bool:
    """ "I have to say", "we have to admit": who says so does it."""
    subject = subject_of(head)
    first = subject is not None and subject.lower_ in ("i", "we")
    return first and head.lemma_ == "have" and act.lemma_.lower() in _SAYING


def _is_past(head: Token) -> bool:
    """Is a governor told in the past, a noun by the verb that carries it: "took the time to reply"?"""
    if head.pos_ == "NOUN" and head.dep_ == "obj":
        return head.head.lemma_.lower() in _USED and is_past(head.head)
    return is_past(head)


def _is_thanked(head: Token) -> bool:
    """ "Thanks for taking the trouble to write"."""
    verb = head.head
    used = head.dep_ == "obj" and verb.tag_ == "VBG" and verb.lemma_.lower() in _USED
    return (
        used
        and any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.children)
        and verb.head.lower_.startswith("thank")
    )


def _is_ongoing(act: Token, outer: Status) -> bool:
    """ "Must stop shelling the town", "cannot stop shelling it": it is being shelled."""
    return (
        act.head.lemma_.lower() in _STOPPING and act.tag_ == "VBG" and bool(outer.values & {"future", "hypothetical"})
    )


def _is_own_choice(head: Token) -> bool:
    """ "We decided to stay": who tells of a choice of his own has made it true."""
    subject = subject_of(head)
    first = subject is not None and subject.lower_ in ("i", "we")
    return first and head.lemma_ in ("decide", "choose", "opt") and is_past(head)


def _is_known(act: Token) -> bool:
    """What is past for who hopes, fears or supposes it now: "hopes that they arrived"."""
    head = act.head
    if act.dep_ != "ccomp" or head.pos_ != "VERB" or head.lemma_.lower() in _CONTRARY or is_past(head):
        return False
    return is_past(act) and not any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in act.children)


def _is_perfect(act: Token) -> bool:
    """ "To have left"."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in act.children)


def _apply(effect: Embedding, act: Token, status: Status, outer: Status) -> None:
    """What the governor of ``act``, which has the status ``outer``, does to it."""
    head = act.head
    too = any(c.lower_ == "too" and c.dep_ == "advmod" for c in head.children)  # "too weak to fight"
    value = effect.negated if "negation" in outer.values or too else effect.positive
    if value == "if_past":
        told = _says_by_force(head, act) or (_is_past(head) and not outer.values & {"future", "hypothetical"})
        told = told or (_is_thanked(head) and not outer.values)
        value = "done" if told else "hypothetical"
    if value == "future" and _is_own_choice(head):
        value = "done"
    if _is_ongoing(act, outer):
        return
    if value == "hypothetical" and _is_known(act):
        return
    if value == "done" and construction_of(act) == "to" and not effect.settles:  # "would be glad to host"
        status.take(outer, ("future", "hypothetical") if not _is_perfect(act) else ())
    if effect.settles:
        told = act.dep_ == "ccomp" and is_past(act)  # "may find that troops fired": they did
        status.take(outer, ("historical",) if told else ("historical", "future", "hypothetical"))
        status.settled = value == "done" and not outer.values and head.lemma_.lower() not in _LETTING
        if value == "not_done" and "hypothetical" not in outer.values:
            status.add("negation", head)
    elif value not in ("done", "none"):
        if value == "not_done" and effect.positive == "if_past" and not _is_past(head):  # "is not able to", as "cannot"
            status.add("hypothetical", head)
        status.add("negation" if value == "not_done" else value, head)
