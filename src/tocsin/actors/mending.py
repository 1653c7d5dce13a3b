"""Names the registry knows are one phrase: trees that break them up are mended.

The reader sometimes hangs the parts of a name on one head side by side ("Emmanuel" and "Macron" both subjects of
"announces"). Whoever asks for a party of that verb would meet two people.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from tocsin.actors.finder import NAMES, Match

__all__ = ["mend"]

_LOOSE = frozenset(["case", "punct", "cc", "det"])


def mend(doc: Doc, matches: Iterable[Match]) -> None:
    """Hang the stray parts of every known name on its head word. Changes heads and relations of `doc` in place."""
    for match in matches:
        if match.end - match.start > 1 and match.kinds & NAMES:
            _mend(doc, match)


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
