"""The countries a phrase is said to belong to: by adjective, possessor, complement or the person it is named after."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from tocsin.actors import context
from tocsin.actors.finder import GEO, ORGANISED, Match
from tocsin.actors.nominals import complements, conjuncts, core, is_plural, possessor
from tocsin.actors.registry import Entry
from tocsin.actors.scene import Party, Scene
from tocsin.actors.vocabulary import STRIKES

# "Gdansk residents" needs no preposition to be a place, but smaller towns share their names with people.
KNOWN = 200_000
# Said right behind things, and behind people who live there; acts and meetings in a place are not the place's.
_INSIDE = frozenset({"in", "inside", "near"})
_LIVING = frozenset([("CVL",), ("BUS",), ("EDU",), ("MED",), ("REL",), ("LAB",), ("AGR",), ("REF",)])
_GATHERINGS = frozenset("talk meeting visit summit conference vote election protest war conflict mission work".split())
# "the ambassador to Iraq" and "the war on Yemen" are not Iraq's or Yemen's.
HOME = frozenset(["of", "from", "in", "at", "within", "near", "across", "for", "inside", "around", "throughout"])

_LISTING = frozenset({",", "and", "&"})
# Whoever a country has for one is another: "its neighbours". A person's allies and foes are mostly of his country, and
# so are a country's own rivals ("Sudan's rivals met").
_OTHERS = frozenset({"neighbour", "neighbor", "counterpart"})
_BESIDE_STATES = frozenset({"ally", "foe", "adversary", "enemy"})


def person_party(scene: Scene, entries: Iterable[Entry], text: str) -> Party:
    """The office of the person on the article's date; of several people of one name, the one then in office."""
    rows = []
    for entry in entries:
        if entry.kind == "person":
            row = scene.registry.office(entry.name, scene.date)
            if row is not None:
                rows.append(row)
    best = max(rows, key=lambda row: (bool(row.sector) and row.sector != ("ELI",), row.start))
    return Party(best.code, best.sector, best.name, f"{text}: {best.name}, {best.detail or 'person'} ({best.where})")


def not_meant(scene: Scene, token: Token) -> frozenset[str]:
    """The countries that a phrase like "its neighbours" or "his counterpart" cannot mean: whose they are."""
    word = token.lemma_.lower()
    owner = possessor(token) if word in _OTHERS or word in _BESIDE_STATES else None
    if owner is None:
        return frozenset()
    return frozenset(p.code for p in scene.parties(owner) if p.code and (word in _OTHERS or not p.sector))


def nations(scene: Scene, token: Token, words: list[Token]) -> list[str]:
    """Codes of the countries a phrase is said to belong to, by adjective, possessor or complement."""
    owner = possessor(token) if not not_meant(scene, token) else None
    match = scene.match(owner) if owner is not None else None
    stated = any(m is not None and m.kinds & {"adjective", "country"} for m in map(scene.match, words))
    if owner is not None and match is not None and match.kinds & GEO and not stated:
        return codes_of(scene.parties(owner))  # "Iran's corvette Shahid Soleimani", whoever bore that name
    codes = _adjectives(scene, token, words)
    if codes:
        return codes
    if owner is not None:
        codes = codes_of(scene.parties(owner))
        if codes:
            return codes
    for case, head in complements(token):
        if case in HOME or head.dep_ == "nmod:unmarked":
            codes = []
            for item in _list_from(scene, head) if is_plural(token) else [head]:
                match = scene.match(item)
                if match is not None and match.kinds & (GEO | ORGANISED):
                    codes += [c for c in codes_of(scene.parties(item)) if c not in codes]
            codes = codes or listed(context.place_code(scene, head))
            if codes:
                return codes
    return listed(_right_there(scene, token)) or _like_its_fellow(scene, token, words)


def _like_its_fellow(scene: Scene, token: Token, words: list[Token]) -> list[str]:
    """The nation of the phrase before it in a list about the same: "Kurdish clan fighters and clan elders"."""
    first = token.head
    if token.dep_ != "conj" or first.i > token.i:
        return []
    told = core(first)
    named = {w.lemma_.lower() for w in told}
    own = [w for w in words if w.i != token.i and w.pos_ not in ("DET", "NUM", "CCONJ", "PUNCT")]
    same = bool(own) and all(w.pos_ == "NOUN" and w.lemma_.lower() in named for w in own)  # not "rebel troops"
    return _adjectives(scene, first, told) if same else []


def _right_there(scene: Scene, token: Token) -> str:
    """The country of the place said right behind things and people who live there, however the parser hung it:
    "an attack on oil plants *in Kuwait*"; officials and soldiers may be from anywhere."""
    role = scene.role(token)
    act = token.lemma_.lower() in STRIKES | _GATHERINGS
    if token.pos_ != "NOUN" or act or (role is not None and role.sector[:1] not in _LIVING):
        return ""
    after = scene.doc[token.i + 1 : token.i + 4]
    if len(after) < 2 or after[0].lower_ not in _INSIDE:
        return ""
    match = scene.match(after[2] if len(after) > 2 and after[1].lower_ == "the" else after[1])
    if match is None or match.foreign:
        return ""
    entry = match.of({"country", "region", "capital"})
    return entry.code if entry is not None else ""


def _list_from(scene: Scene, head: Token) -> list[Token]:
    """A name and those listed behind it, whatever the tree: "the ministers of *Egypt*, *Sudan* and *Ethiopia*"."""
    doc, match = scene.doc, scene.match(head)
    own = conjuncts(head) if head.dep_ != "conj" else [head]
    at, before = (match.end, match.start - 1) if match is not None else (head.i + 1, head.i - 1)
    further: list[Token] = []
    closed = False
    while not closed and at < len(doc) and doc[at].lower_ in _LISTING:
        closed = doc[at].lower_ != ","
        at += 1
        if at < len(doc) and doc[at].lower_ in _LISTING:  # ", and"
            closed, at = True, at + 1
        following = scene.matches.on(at) if at < len(doc) else None
        if following is None or following.start != at or not following.kinds & GEO:
            return own
        further.append(doc[following.start : following.end].root)
        at = following.end
    while before > 0 and doc[before].text == ",":
        previous = scene.matches.on(before - 1)
        if previous is None or previous.end != before or not previous.kinds & GEO:
            break
        further.insert(0, doc[previous.start : previous.end].root)
        before = previous.start - 1
    owns = at < len(doc) and doc[at].tag_ == "POS"
    return list(dict.fromkeys([*own, *(further if closed and not owns else [])]))


def _adjectives(scene: Scene, token: Token, words: list[Token]) -> list[str]:
    found: list[tuple[Match, Entry]] = []
    for word in words:
        if word.i == token.i:
            continue
        for match in scene.matches.at.get(word.i, ()):
            entry = match.of(GEO) or match.of({"person"} if word.i < token.i else set())
            if entry is not None and not match.foreign and all(match is not m for m, _ in found):
                found.append((match, entry))
    head = scene.match(token)
    found = [(m, e) for m, e in found if m is not head]
    if not found:
        return _named_after(scene, token, words)
    if len(found) > 1 and not _joined(scene, found):
        found = [next((f for f in found if f[1].kind in ("adjective", "country")), found[0])]
    out: list[str] = []
    for match, entry in found:
        code = person_party(scene, match.entries, entry.name).code if entry.kind == "person" else entry.code
        if code not in out:
            out.append(code)
    return out


def _named_after(scene: Scene, token: Token, words: list[Token]) -> list[str]:
    """The country of a name before the noun that only the text or its family name explains: "Yoon government"."""
    for word in words:
        if word.i < token.i and word.pos_ == "PROPN" and word.dep_ == "compound" and scene.match(word) is None:
            codes = codes_of(scene.parties(word)) or listed(context.city_code(scene, word, KNOWN))
            if codes:
                return codes[:1]
    return []


def _joined(scene: Scene, found: list[tuple[Match, Entry]]) -> bool:
    """Whether nationalities are a list ("Israeli and Lebanese", "US-Israel"), not nested ("American Gaza envoy")."""
    text = scene.doc.text
    for (left, _), (right, _) in zip(found, found[1:], strict=False):
        end = scene.doc[left.end - 1]
        gap = text[end.idx + len(end) : scene.doc[right.start].idx].strip().lower()
        if left.end <= right.start and gap not in ("and", ",", "-", "–", "/", ", and", "or", "&"):
            return False
    return True


def codes_of(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(p.code for p in parties if p.code))


def listed(code: str) -> list[str]:
    return [code] if code else []


def text_of(words: list[Token]) -> str:
    return " ".join(w.text for w in words if w.dep_ != "det")
