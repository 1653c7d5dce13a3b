"""Names the text itself introduces: every longer or shorter form of one name is one cluster."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from tocsin.actors.finder import Matches
from tocsin.actors.nominals import FLAT
from tocsin.actors.phrases import pieces
from tocsin.actors.vocabulary import TITLES

_ACRONYM = re.compile(r"\((?:the |or |hereafter )?[\"“']?([A-Z][\w-]*[A-Z]\w*)[\"”']?\)")


@dataclass(slots=True)
class Cluster:
    """One name of the text: the head tokens of its mentions in order, and its fullest form."""

    name: str
    words: tuple[str, ...]
    mentions: list[int] = field(default_factory=list)


class Names:
    """Which proper names of a document are forms of the same name.

    "Asaad al-Shaibani" and a later "al-Shaibani" share a cluster; so do "Syrian Democratic Forces" and "SDF", once the
    text has put the letters in brackets behind the name.
    """

    def __init__(self, doc: Doc, matches: Matches) -> None:
        self._by_head: dict[int, Cluster] = {}
        self._by_word: dict[str, list[Cluster]] = {}
        self.acronyms: dict[str, int] = _acronyms(doc)
        persons = _person_spans(doc) | _known_people(doc, matches)
        persons |= _behind_a_role(doc, matches, persons)
        inner = {i for root, (start, end) in persons.items() for i in range(start, end) if i != root}
        for token in doc:
            if token.pos_ == "PROPN" and (token.dep_ not in FLAT or token.i in persons) and token.i not in inner:
                words = name_words(token, persons)
                if words and any(w.text[:1].isupper() for w in words):
                    self._add(token, words)

    def _add(self, token: Token, words: list[Token]) -> None:
        text = token.doc[words[0].i : words[-1].i + 1].text
        keys = tuple(p.key for p in pieces(text) if len(p.key) > 1)
        if not keys:
            return
        cluster = self._known(keys)
        if cluster is None:
            cluster = Cluster(text, keys)
            for key in {keys[0], keys[-1]} if len(keys) > 1 else {keys[0]}:
                self._by_word.setdefault(key, []).append(cluster)
        elif len(keys) > len(cluster.words):
            cluster.name, cluster.words = text, keys
            self._by_word.setdefault(keys[-1], [])
            for key in {keys[0], keys[-1]}:
                here = self._by_word.setdefault(key, [])
                if cluster not in here:
                    here.append(cluster)
        cluster.mentions.append(token.i)
        self._by_head[token.i] = cluster

    def _known(self, keys: tuple[str, ...]) -> Cluster | None:
        for key in (keys[-1], keys[0]):
            for cluster in reversed(self._by_word.get(key, [])):
                if _same(keys, cluster.words):
                    return cluster
        return None

    def of(self, token: Token) -> Cluster | None:
        """The cluster of the name headed by `token`."""
        return self._by_head.get(token.i)

    @property
    def clusters(self) -> list[Cluster]:
        """All clusters in order of first mention."""
        seen: dict[int, Cluster] = {}
        for cluster in self._by_head.values():
            seen.setdefault(id(cluster), cluster)
        return list(seen.values())


def name_words(token: Token, persons: dict[int, tuple[int, int]]) -> list[Token]:
    """The words of the name headed by `token`, titles left out."""
    if token.i in persons:
        start, end = persons[token.i]
        words = list(token.doc[start:end])
    else:
        words = [token, *_flat(token)]
        words += [c for c in token.children if c.dep_ == "compound" and c.pos_ == "PROPN" and c.text[:1].isupper()]
        words = _run(token, words)
    while len(words) > 1 and words[0].lower_ in TITLES:
        words = words[1:]
    return [w for w in words if w.lower_ not in ("'s", "’s")]


def _run(token: Token, words: list[Token]) -> list[Token]:
    """The unbroken run of words around the head, in order: a tree may hang a second name on the first ("X and Y")."""
    inside = {w.i for w in words if w.dep_ != "cc" and w.lower_ not in ("and", "&")}
    start = end = token.i
    while start - 1 in inside:
        start -= 1
    while end + 1 in inside:
        end += 1
    return list(token.doc[start : end + 1])


def _flat(token: Token) -> list[Token]:
    out = []
    for child in token.children:
        if child.dep_ in FLAT:
            out += [child, *_flat(child)]
    return out


def _person_spans(doc: Doc) -> dict[int, tuple[int, int]]:
    """Span of each PER entity by the index of its root."""
    return {ent.root.i: (ent.start, ent.end) for ent in doc.ents if ent.label_ in ("PER", "PERSON") and len(ent) > 1}


def _known_people(doc: Doc, matches: Matches) -> dict[int, tuple[int, int]]:
    """Spans of registered people named in full, by their root: trusted over a tree that hangs them on another name."""
    spans = {}
    for match in matches.all:
        if match.end - match.start > 1 and "person" in match.kinds:
            spans[doc[match.start : match.end].root.i] = (match.start, match.end)
    return spans


def _behind_a_role(doc: Doc, matches: Matches, known: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Spans of names hung word by word on the role before them ("commentator Wang He"), by their first word."""
    taken = {i for start, end in known.values() for i in range(start, end)}
    spans, end = {}, 0
    for token in doc:
        if token.i < end or token.i in taken or token.pos_ != "PROPN" or token.dep_ not in FLAT:
            continue
        role = matches.on(token.head.i)
        if token.head.pos_ != "NOUN" or token.head.i + 1 != token.i or role is None or "role" not in role.kinds:
            continue
        end = token.i + 1
        while end < len(doc) and end not in taken and doc[end].head.i == token.head.i and doc[end].dep_ in FLAT:
            end += 1
        spans[token.i] = (token.i, end)
    return spans


def _same(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) > len(long):
        short, long = long, short
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    return set(short) <= set(long) or (short[0] == long[0] and short[-1] == long[-1])


def _acronyms(doc: Doc) -> dict[str, int]:
    """Letters defined in brackets, with the index of the last word before the bracket."""
    out: dict[str, int] = {}
    if "(" not in doc.text:
        return out
    starts = {token.idx: token.i for token in doc}
    for match in _ACRONYM.finditer(doc.text):
        at = starts.get(match.start())
        if at:
            out.setdefault(match.group(1), at - 1)
    return out
