"""Who a noun phrase means by its own words: names, nationalities, roles and what goes with them."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from tocsin.actors import context, coreference, homeland
from tocsin.actors.belonging import KNOWN, listed, nations, person_party, text_of
from tocsin.actors.counted import TOLD, counted_again, part_of
from tocsin.actors.finder import GEO, ORGANISED, Match
from tocsin.actors.named import geographic_named, nested, organisation_named, person_named
from tocsin.actors.nominals import (
    CORE,
    PLACE_WORDS,
    case_of,
    clause_of,
    complements,
    core,
    is_bare,
    is_definite,
    is_plural,
    role_of,
)
from tocsin.actors.phrases import fold, pieces
from tocsin.actors.registry import OFFICIAL, Entry
from tocsin.actors.roles import affiliation, modified, role_parties
from tocsin.actors.scene import Party, Scene
from tocsin.actors.vocabulary import COUNTS

_OFFICES = frozenset([(sector,) for sector in OFFICIAL])
_HALVES = frozenset(["North", "South", "East", "West"])
_FINDING = frozenset(
    "find found discover recover retrieve exhume unearth dump bury wash pull identify return remove collect".split()
    + ["exchange"]
)
_TREATIES = frozenset(["Treaty", "Convention", "Protocol", "Statute", "Agreement", "Accord", "Accords", "Pact"])
_PAIRED = frozenset(["ally", "neighbour", "neighbor", "partner", "rival", "foe", "adversary", "power", "enemy"])


def describe(scene: Scene, token: Token) -> tuple[Party, ...]:
    """The parties named or described by the phrase headed by `token`."""
    words = core(token)
    ship = _ship(scene, words)
    if ship:
        return ship
    person = person_named(scene, token, words)
    if person:
        return person
    match = scene.match(token)
    if _is_treaty(scene, token):
        return (Party("IGO", (), text_of(words), "treaty named after a place"),)
    if match is not None and match.end - match.start > 1 and match.kinds & ORGANISED:
        inner = nested(scene, token, match)
        if inner:
            return inner
    if match is not None and match.kinds <= GEO and token.dep_ not in CORE:
        after = _glued(scene, match)
        if after is not None:
            found = describe(scene, after)
            return tuple(p.because("nation and title") for p in found)
        torn_off = match.end < len(scene.doc) and role_of(token) in ("nsubj", "nsubj:pass")
        behind = [scene.doc[match.end]] if torn_off else []
        for word in (*words, *behind):
            role = scene.role(word) if word.i > token.i and word.pos_ in ("NOUN", "PROPN") else None
            torn = role is not None and word in behind and role.detail == "body"  # "an Israeli drone" is Israel's
            if role is not None and role.sector and not torn:
                return titled_nation(scene, token, words, match, role)
    if token.lemma_.lower() in _PAIRED and any(c.lower_ in ("two", "both", "three") for c in token.children):
        together = coreference.pair(scene, token)
        if together and not nations(scene, token, words):
            return together
    if match is not None and match.kinds <= GEO and match.end - match.start == 1 and _family_name(scene, token):
        found = _name(scene, token, words)
        if found:
            return found
    if match is not None:
        for rule in (organisation_named, geographic_named, role_named, _anaphor):
            found = rule(scene, token, words, match)
            if found:
                return found
    for unknown in (_half, _acronym, _name, _quantity, _city, _person, _thing):
        found = unknown(scene, token, words)
        if found:
            return found
    return ()


def _is_treaty(scene: Scene, token: Token) -> bool:
    """Is it a treaty that bears a place's name ("the Ottawa Treaty")? It is none of that place's country."""
    at = token.i if token.text in _TREATIES else token.i + 1
    if not 0 < at < len(scene.doc) or scene.doc[at].text not in _TREATIES or scene.match(scene.doc[at]) is not None:
        return False
    place = scene.match(scene.doc[at - 1])
    return place is not None and place.kinds <= GEO and "adjective" not in place.kinds


def _family_name(scene: Scene, token: Token) -> bool:
    """Is a nationality by itself the family name of a person of the text ("Anna French ... French said")?"""
    cluster = scene.cluster(token) if token.pos_ == "PROPN" and token.dep_ not in CORE else None
    if cluster is None or len(cluster.words) < 2 or fold(token.text) != cluster.words[-1]:
        return False
    return any(scene.names_person(scene.doc[i]) or scene.has_person(scene.doc[i]) for i in cluster.mentions)


def _ship(scene: Scene, words: list[Token]) -> tuple[Party, ...]:
    """A warship by the letters before its name: "the USS Harry S. Truman"; not those who bombed it."""
    first = next((w for w in words if w.pos_ != "DET"), None)
    if first is not None and "class" in (before := [w.lower_ for w in words]):  # "the Nimitz-class USS ..."
        first = next((w for w in words[before.index("class") + 1 :]), first)
    known = scene.registry.ships.get(first.text) if first is not None else None
    if first is None or known is None or first.i + 1 >= len(scene.doc) or scene.match(first) is not None:
        return ()
    named = [w for w in words if w.i > first.i]
    if not first.nbor(1).text[:1].isupper() or scene.role(first.nbor(1)) is not None:
        return ()
    if any(w.text[:1].islower() for w in named):
        return ()
    code, where = known
    return (Party(code, ("MIL",), text_of([first, *named]), f"ship {first.text} ({where})"),)


def _glued(scene: Scene, match: Match) -> Token | None:
    """The head of a title and name that stand right behind a nation, however the parser took them."""
    doc, at = scene.doc, match.end
    title = scene.matches.on(at) if at < len(doc) else None
    if title is None or title.of({"role"}) is None or title.end >= len(doc) or match.entries[0].kind == "capital":
        return None
    name = doc[title.end]
    known = scene.matches.on(name.i)
    if known is not None and "person" in known.kinds:
        return scene.doc[known.start]
    return None


def titled_nation(scene: Scene, token: Token, words: list[Token], match: Match, role: Entry) -> tuple[Party, ...]:
    """A nationality that the parser took for the head of what follows: "Congolese Foreign Minister X"."""
    sector = modified(scene, token, words, role)
    why = f"role {role.name} ({role.where})"
    return tuple(
        Party(p.code, sector, p.name, f"{why}, nation ← {p.why}") for p in geographic_named(scene, token, words, match)
    )


def role_named(scene: Scene, token: Token, words: list[Token], match: Match) -> tuple[Party, ...]:
    role = scene.role(token)
    if role is None:
        return ()
    anaphor = scene.registry.anaphors.get(token.lower_)
    if anaphor is not None and not role.code:
        if not role.sector:
            return _anaphor(scene, token, words, match)
        if anaphor.detail == "organisation" and is_bare(token):
            back = coreference.noun(scene, token, anaphor, words)
            if back:
                return back
    return role_parties(scene, token, words, role)


def _anaphor(scene: Scene, token: Token, words: list[Token], match: Match) -> tuple[Party, ...]:
    entry = match.of({"anaphor"}) or scene.registry.anaphors.get(token.lower_)
    if entry is None:
        return ()
    if entry.detail == "pair":
        return coreference.pair(scene, token)
    if token.lower_ in COUNTS and is_definite(token) and not list(complements(token)):  # "the two agree"
        together = coreference.pair(scene, token)
        if together:
            return together
    if entry.detail in ("quantity", "partitive"):
        return _quantity(scene, token, words)
    if entry.detail == "document":
        return coreference.issuer(scene, token, words)
    if entry.detail == "country":
        return coreference.noun(scene, token, entry, words)
    if entry.detail == "place":
        codes = nations(scene, token, words) or listed(homeland.home(scene, token))
        return tuple(Party(c, (), text_of(words), f"{entry.name} in {c}") for c in codes)
    part = part_of(scene, token)
    if part:
        return part
    dead = entry.name == "body" and is_plural(token) and clause_of(token).lemma_.lower() in _FINDING
    if dead and not nations(scene, token, words):
        codes = listed(homeland.home(scene, token))
        return tuple(Party(c, ("CVL",), text_of(words), f"bodies in {c or '?'}") for c in codes or [""])
    if _several_states(scene, token):
        return ()
    sector = _sort(scene, token, words, entry)
    codes = nations(scene, token, words)
    if codes:
        return tuple(Party(c, sector, text_of(words), f"{entry.name} of {c}") for c in codes)
    found = coreference.noun(scene, token, entry, words)
    if found:
        return found
    code = homeland.home(scene, token)
    return (Party(code, sector, text_of(words), f"{entry.name}, in the context of {code or 'nowhere'}"),)


def _sort(scene: Scene, token: Token, words: list[Token], entry: Entry) -> tuple[str, ...]:
    """What sort a group is by the words before it ("opposition groups", "a student movement"), else the usual one."""
    before = scene.role(token.nbor(-1)) if token.i > token.sent.start else None
    named = before.sector if before is not None and token.nbor(-1) in words else ()
    return modified(scene, token, words, replace(entry, sector=named)) or entry.sector[:1]


def _several_states(scene: Scene, token: Token) -> bool:
    """Is it a group of states that the text does not name ("a group of 22 countries")?"""
    for case, head in complements(token):
        match = scene.match(head) if case == "of" else None
        entry = match.of({"anaphor"}) if match is not None else None
        if entry is not None and entry.detail == "country" and is_plural(head) and not scene.parties(head):
            return True
    return False


def _half(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """ "The North", "the South": of the two countries of that name the one meant, where the text names either."""
    if token.text not in _HALVES or [w.lower_ for w in words] not in (["the", token.lower_], [token.lower_]):
        return ()
    if any(True for _ in complements(token)):  # "the South of Lebanon"
        return ()
    halves = scene.registry.halves
    after = (m for m in scene.matches.all if m.start > token.i)
    for match in (*scene.matches.before(token.i), *after):
        entry = match.of(GEO)
        if entry is None or match.foreign or entry.code not in halves:
            continue
        for code in halves[entry.code]:
            name = scene.registry.countries[code].name
            if name.split()[0] == token.text:
                return (Party(code, (), name, f"the {token.text} beside {entry.name} ({entry.where})"),)
    return ()


def _acronym(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    at = scene.names.acronyms.get(token.text)
    if at is None or token.i <= at + 2:
        return ()
    head = scene.doc[at]
    while head.dep_ in ("compound", "flat", "amod") and head.head.i != head.i:
        head = head.head
    return tuple(p.because(f"{token.text} as defined") for p in scene.parties(head))


def _name(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """A proper name: by its title or apposition here, at another mention of it, or by a family name of the registry."""
    if token.pos_ != "PROPN":
        return ()
    here = titled(scene, token, words)
    cluster = scene.cluster(token)
    if here and (not here[0].code or here[0].sector == ("ELI",)) and cluster is not None:
        here = _registered(scene, cluster.words, token) or here
    if here:
        return here
    if cluster is not None:
        for i in cluster.mentions:
            other = scene.doc[i]
            if i == token.i:
                continue
            match = scene.match(other)
            words_there = core(other)
            found = person_named(scene, other, words_there) or titled(scene, other, words_there)
            if not found and match is not None and match.kinds & ORGANISED:
                found = scene.parties(other)
            if found:
                return tuple(p.because(f"{token.text} is {cluster.name}") for p in found)
        known = _registered(scene, cluster.words, token)
        if known:
            return known
    return ()


def _registered(scene: Scene, words: tuple[str, ...], token: Token) -> tuple[Party, ...]:
    entries = scene.registry.surnames.get(words[-1]) or scene.registry.surnames.get(words[0]) or ()
    if len(words) > 1:
        entries = tuple(e for e in entries if _may_be(words, e.name))
    if not entries or token.ent_type_ in ("LOC", "GPE", "ORG"):
        return ()
    party = person_party(scene, entries, token.text)
    return (party,) if party.sector and (len(entries) == 1 or party.sector != ("ELI",)) else ()


def _may_be(words: tuple[str, ...], name: str) -> bool:
    """Does a name of the text have this name's family name and a form of another part ("Vlad Putin")?"""
    parts = [p.key for p in pieces(name)]
    return words[-1] in parts and any(p.startswith(words[0]) for p in parts if p != words[-1])


def titled(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """What a title or an apposition says about a name: "Foreign Minister X", "X, the head of Y"."""
    for word in reversed(words):
        if word.i < token.i:
            match = scene.match(word)
            role = match.of({"role"}) if match is not None else None
            if role is not None and role.sector:
                return role_parties(scene, token, words, role)
    for other in [c for c in token.children if c.dep_ == "appos"] + (
        [token.head] if token.dep_ in ("appos", "flat") else []
    ):
        role = scene.role(other)
        if role is not None:
            return tuple(p.because(f"{token.text} in apposition") for p in scene.parties(other))
    return ()


def _quantity(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """ "Thousands of protesters", "one of the ministers", "members of parliament": those they are part of."""
    again = counted_again(scene, token)
    if again:
        return again
    before = [t.lower_ for t in scene.doc[max(0, token.i - 3) : token.i]]
    if token.lower_ in ("old", "olds") and before == ["-", "year", "-"]:  # "a 21-year-old"
        codes = nations(scene, token, words) or listed(homeland.home(scene, token))
        return tuple(Party(c, ("CVL",), text_of(words), f"{token.text}: somebody in {c}") for c in codes[:1])
    if token.pos_ == "NUM" and not token.text[:1].isalpha() and not list(complements(token)):
        return ()
    part = part_of(scene, token)
    if part:
        return part
    match = scene.match(token)
    anaphor = match.of({"anaphor"}) if match is not None else None
    if anaphor is not None and (anaphor.detail == "country" or _several_states(scene, token)):
        return ()  # "several countries", "dozens of countries" are nobody's people
    if token.pos_ == "NUM" or anaphor is not None:
        codes = nations(scene, token, words) or listed(homeland.home(scene, token))
        return tuple(Party(c, ("CVL",), text_of(words), f"{token.text}: people in {c}") for c in codes or [""])
    return ()


def _city(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    there = case_of(token) in PLACE_WORDS or token.ent_type_ in ("LOC", "GPE")
    code = context.city_code(scene, token, 0 if there else KNOWN)
    return (Party(code, (), token.text, f"city {token.text} in {code}"),) if code else ()


def _person(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """Somebody of whom the text says nothing but a nation or a body: a member of it, else one of the people there."""
    if not scene.names_person(token):
        return ()
    body = affiliation(scene, token, words, ("CVL",))
    if body:
        return tuple(p.because(f"{token.text} belongs to") for p in body)
    office = _office_taken_or_left(scene, token)
    if office:
        return tuple(replace(p, name=text_of(words)) for p in office[:1])
    codes = nations(scene, token, words) or listed(homeland.home(scene, token))
    return tuple(Party(c, ("CVL",), text_of(words), f"{token.text}: a person in {c}") for c in codes[:1] or [""])


def _office_taken_or_left(scene: Scene, token: Token) -> tuple[Party, ...]:
    """The office that the clause says somebody takes, holds or leaves: "Abe resigned as minister of health"."""
    if role_of(token) not in TOLD:
        return ()
    for child in clause_of(token).children:
        if child.dep_ in ("obl", "advcl", "xcomp") and any(c.lower_ == "as" for c in child.children):
            role = scene.role(child)
            if role is not None and role.detail in ("office", "person") and role.sector[:1] in _OFFICES:
                return scene.parties(child)
    return ()


def _thing(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """A thing or act with an owner: the body named before it ("Hamas depots"), else the country ("Russian vessels")."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return ()
    for word in words if token.pos_ == "NOUN" else ():
        match = scene.match(word) if word.i < token.i else None
        if match is not None and match.kinds & ORGANISED and not match.foreign:
            return tuple(p.because(f"{token.text} of") for p in organisation_named(scene, word, [word], match))
    return tuple(Party(c, (), text_of(words), f"{token.text} of {c}") for c in nations(scene, token, words))
