"""Names the registry knows are one phrase: trees that break them up are mended.

The reader sometimes hangs the parts of a name on one head side by side ("Emmanuel" and "Macron" both subjects of
"announces"). Whoever asks for a party of that verb would meet two people. In the same way the nationalities of
"U.S., British and French forces" may be read as parties of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from tocsin.actors.finder import NAMES, Match

__all__ = ["join_companions", "join_conjuncts", "join_gapped", "join_subjects", "mend"]

_GAPPED = frozenset(["advcl", "xcomp", "acl", "conj", "ccomp"])
_LOOSE = frozenset(["case", "punct", "cc", "det"])
_BETWEEN = frozenset([",", "and", "or", "&"])
_COMPANY = frozenset(["along", "together", "alongside"])  # "with"
_NOUNS = frozenset(["NOUN", "PROPN"])
_PARTS = frozenset(["flat", "conj", "nmod:desc"])
_DIVIDING = frozenset(["cc", "conj", "punct"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass"])
# Names of countries and bodies that stand before a noun as they are.
_SHORT = frozenset(["uk", "u.k.", "eu", "un", "u.n."])


def mend(doc: Doc, matches: Iterable[Match]) -> None:
    """Hang the stray parts of every known name on its head word. Changes heads and relations of `doc` in place."""
    run: list[Match] = []
    for match in matches:
        if match.end - match.start > 1 and match.kinds & NAMES:
            _mend(doc, match)
        if run and not _listed(doc, run[-1], match):
            run = []
        run = [*run, match] if _attributive(doc, match) else []
        if len(run) > 1 and "adjective" in match.kinds:
            _join(doc, run)


def join_subjects(doc: Doc) -> None:
    """Hang a name that stands right behind the noun of the same subject on it: "commentator Wang He said".

    The reader may take every word of it for a subject of its own. Changes heads and relations of `doc` in place.
    """
    for token in doc[1:]:
        before = token.nbor(-1)
        top = before.head if before.dep_ == "flat" else before
        twice = token.dep_ == "nsubj" and top.dep_ == "nsubj" and token.head.i == top.head.i and token.head.i > token.i
        if twice and token.text.istitle() and token.pos_ in ("PROPN", "PRON") and top.pos_ == "NOUN":
            token.head, token.dep_ = top, "flat"


def join_gapped(doc: Doc) -> None:
    """Hang the second half of "urged A to leave and B to stay" where the first hangs, and B beside A.

    Readers take "to stay" for a purpose of leaving, and B for anything. Changes heads and relations of `doc` in place.
    """
    for verb in doc[1:]:
        first, to = verb.head, verb.nbor(-1)
        if verb.tag_ != "VB" or to.lower_ != "to" or first.dep_ != "xcomp" or verb.dep_ not in _GAPPED or verb.i < 2:
            continue
        above = first.head
        asked = next((c for c in above.children if c.dep_ in ("obj", "iobj") and c.i < first.i), None)
        name = to.nbor(-1)
        while name.dep_ in ("flat", "compound") and name.head.i < name.i:
            name = name.head
        # Both named: "asked NATO to train soldiers and pilots to fly" asks no pilots.
        if asked is None or asked.pos_ != "PROPN" or name.pos_ != "PROPN" or name.i < first.i:
            continue
        edge = name.left_edge
        joined = edge.lower_ == "and" or (edge.i > 0 and doc[edge.i - 1].lower_ == "and")
        if not joined or _above(name, above) or _above(verb, above):
            continue
        verb.head, verb.dep_ = above, "xcomp"
        name.head, name.dep_ = asked, "conj"


def join_conjuncts(doc: Doc) -> None:
    """Make one phrase of the words of the second of two named: "envoy A and minister B C", "A and Islamic State men".

    The reader may hang each of them, and the rest of the name, on the first one's name. Words with nothing between
    them are joined by no "and". Changes heads and relations of `doc` in place.
    """
    for token in doc[1:]:
        first = token.head
        if token.dep_ not in _PARTS or token.pos_ not in _NOUNS or first.pos_ != "PROPN" or first.i >= token.i:
            continue
        beside = [c for c in first.children if c.dep_ == "conj" and first.i < c.i < token.i and c.pos_ in _NOUNS]
        last = beside[-1] if beside else None
        apart = last is not None and any(t.dep_ in _DIVIDING for t in doc[last.i + 1 : token.i])
        if last is not None and last.right_edge.i + 1 == token.i and not apart:
            if last.i + 1 == token.i and _common(token):  # "and Islamic State militants"
                token.dep_, last.head, last.dep_ = "conj", token, "compound"
            else:
                token.head, token.dep_ = last, "flat"
        elif last is None and _common(token) and any(t.dep_ == "cc" for t in doc[first.i : token.i]):
            token.dep_ = "conj"


def join_companions(doc: Doc) -> None:
    """Hang Y beside X in "X, along with Y, condemned Z". Changes heads and relations of `doc` in place."""
    for marker in doc[1:]:
        if marker.lower_ not in _COMPANY or marker.i + 2 >= len(doc):
            continue
        start = marker.i + 1 + (marker.nbor(1).lower_ == "with")
        if start == marker.i + 1 and marker.lower_ != "alongside":
            continue
        other = doc[start]
        while other.dep_ not in ("obl", "nmod") and other.head.i > other.i and other.head.pos_ in _NOUNS:
            other = other.head
        before = doc[marker.i - 2 if marker.nbor(-1).text == "," and marker.i > 1 else marker.i - 1]
        subject = before
        while subject.dep_ not in _SUBJECTS and subject.head.i < subject.i:
            subject = subject.head
        if subject.dep_ not in _SUBJECTS or subject.head.i < other.i or other.pos_ not in _NOUNS:
            continue
        if other.dep_ in ("obl", "nmod") and not _above(other, subject):
            other.head, other.dep_ = subject, "conj"


def _common(token: Token) -> bool:
    return token.pos_ == "NOUN" or token.text.islower()


def _mend(doc: Doc, match: Match) -> None:
    tops = [t for t in doc[match.start : match.end] if not match.start <= t.head.i < match.end or t.head.i == t.i]
    if len(tops) < 2 or tops[0].sent.start != tops[-1].sent.start:
        return
    named = [t for t in tops if t.dep_ not in _LOOSE]
    if len(named) < 2:
        return
    first = "person" in match.kinds or any(t.lower_ in ("of", "for") for t in doc[match.start : match.end])
    top = named[0] if first else named[-1]
    # The phrase stands where its best attached part stands: a subject is rarely a mistake, a bare modifier often.
    place = next((t for t in named if t.dep_.startswith(("nsubj", "obj", "iobj", "obl", "root"))), top)
    if place.i != top.i and not _above(top, place):
        if place.head.i == place.i:  # a name as root: leave the tree alone
            return
        top.head, top.dep_ = place.head, place.dep_
    for token in named:
        if token.i != top.i and not _above(token, top):
            token.head, token.dep_ = top, "flat" if "person" in match.kinds else "compound"


def _above(token: Token, below: Token) -> bool:
    """Is `token` an ancestor of `below`? Then hanging it there would make a circle."""
    return any(t.i == token.i for t in below.ancestors)


def _attributive(doc: Doc, match: Match) -> bool:
    """Can the match stand before a noun as its nationality?"""
    return "adjective" in match.kinds or doc[match.start : match.end].text.lower() in _SHORT


def _listed(doc: Doc, first: Match, second: Match) -> bool:
    """Do two matches follow each other in a list?"""
    between = [t.lower_ for t in doc[first.end : second.start]]
    return 1 <= len(between) <= 2 and set(between) <= _BETWEEN


def _join(doc: Doc, run: list[Match]) -> None:
    """Hang nationalities that stand in a list right before a plural noun on that noun, each once."""
    noun = doc[run[-1].end] if run[-1].end < len(doc) else None
    last = {t.lower_ for t in doc[run[-2].end : run[-1].start]}
    if noun is None or noun.tag_ != "NNS" or last == {","}:
        return
    parts = [doc[m.end - 1] for m in run]
    first = parts[0]
    inside = range(run[0].start, run[-1].end)
    if first.head.i == noun.i or first.sent.start != noun.sent.start:
        return
    place = next((t for t in parts if t.head.i not in inside and t.head.i != noun.i and t.head.i != t.i), None)
    if noun.head.i in inside:
        if place is None or _above(noun, place.head):
            return
        noun.head, noun.dep_ = place.head, place.dep_
    if noun.head.i == noun.i or any(_above(part, noun) for part in parts):
        return
    for child in list(first.children):
        if child.dep_ in ("det", "case") and child.i < first.i:
            child.head = noun
    first.head, first.dep_ = noun, "amod"
    for part in parts[1:]:
        part.head, part.dep_ = first, "conj"
