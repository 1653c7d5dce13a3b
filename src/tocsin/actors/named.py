"""Known names: a person of the registry, an organisation, a country, people or place."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from tocsin.actors import context, homeland
from tocsin.actors.belonging import listed, nations, person_party
from tocsin.actors.finder import GEO, ORGANISED, Match
from tocsin.actors.nominals import SUBJECTS, case_of, core, is_plural, role_of
from tocsin.actors.phrases import fold, pieces
from tocsin.actors.registry import OFFICIAL, Entry
from tocsin.actors.scene import Party, Scene


def person_named(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """A person of the registry, named by the head or by the name that follows a title."""
    here = [w for w in words if w.i >= token.i]
    role = scene.role(token)
    if role is not None and role.detail in ("person", "office"):
        here += [w for c in token.children if c.dep_ == "appos" and not is_plural(token) for w in core(c)]
    for word in here:
        match = scene.match(word)
        named = word.i == token.i or role is not None or word.dep_ in _NAME
        if named and match is not None and "person" in match.kinds:
            party = person_party(scene, match.entries, scene.doc[match.start : match.end].text)
            return (_with_title(scene, party, words, match),)
    return _in_office(scene, words)


def _in_office(scene: Scene, words: list[Token]) -> tuple[Party, ...]:
    """Who of a family name that several bear holds the office of the title on that day: "President Clinton"."""
    for title, name in pairwise(words):
        match = scene.match(title)
        role = match.of({"role"}) if match is not None else None
        alone = name.i + 1 >= len(scene.doc) or scene.doc[name.i + 1].pos_ != "PROPN"
        if role is None or scene.date is None or name.pos_ != "PROPN" or not alone or name.i != title.i + 1:
            continue
        if words[-1].i != name.i or any(_is_former(scene, w) for w in words if w.i < title.i):
            continue
        bearers = scene.registry.surnames.get(fold(name.text), ())
        rows = [scene.registry.office(entry.name, scene.date) for entry in bearers]
        held = {row.name: row for row in rows if row is not None and _one_office(role.name, row.detail)}
        stated = {e.code for w in words if w.i < title.i for m in scene.matches.at.get(w.i, ()) for e in m.entries}
        if len(held) == 1 and ({row.code for row in held.values()} & stated or not stated):
            (row,) = held.values()
            return (Party(row.code, row.sector, row.name, f"{row.name}, then {row.detail} ({row.where})"),)
    return ()


def _one_office(title: str, office: str) -> bool:
    """Do two names mean the same office ("Premier" and "Prime Minister")?"""
    one, other = title.lower(), office.lower()
    return one == other or any({one, other} <= names for names in _OFFICES)


_OFFICES = (
    frozenset(["prime minister", "premier", "chancellor", "taoiseach"]),
    frozenset(["foreign minister", "foreign secretary", "secretary of state", "external affairs minister"]),
    frozenset(["defence minister", "defense minister", "defence secretary", "defense secretary",
               "secretary of defense", "secretary of defence"]),
    frozenset(["finance minister", "treasury secretary", "chancellor of the exchequer"]),
    frozenset(["interior minister", "home secretary", "home minister"]),
)  # fmt: skip


def _with_title(scene: Scene, party: Party, words: list[Token], match: Match) -> Party:
    """Out of office by the registry, the person has the sector of the title the text gives: "President-elect X"."""
    before = [w for w in words if w.i < match.start]
    former = any(_is_former(scene, w) for w in before)
    if former and party.sector and party.sector[0] in _LEFT and _held_before(scene, before):
        return replace(party, sector=("ELI",)).because("called former")
    if former or (party.sector and party.sector != ("ELI",)):
        return party
    for word in reversed(before):
        role = scene.role(word)
        if role is not None and role.sector:
            return Party(party.code, role.sector, party.name, f"title {role.name} ({role.where}) ← {party.why}")
    return party


def _is_former(scene: Scene, word: Token) -> bool:
    match = scene.match(word)
    return match is not None and any("ELI" in e.sector for e in match.entries if e.kind in ("modifier", "role"))


def _held_before(scene: Scene, before: list[Token]) -> bool:
    """Is it the office before the name that is former ("former president X", not "former comedian President X")?"""
    matches = (scene.match(word) for word in reversed(before))
    office = next((m for m in matches if m is not None and m.of({"role"}) is not None), None)
    held = office.of({"role"}) if office is not None else None
    if office is None or held is None or held.sector == ("PTY",):  # who ran for an office did not hold it
        return False
    roles = (scene.role(word) for word in before)
    if any(r is not None and r.detail == "body" and r.sector[:1] == ("GOV",) for r in roles):
        return False  # the government of a former president governed
    words = scene.doc[max(0, office.start - 1) : office.end]
    return any(_is_former(scene, word) or word.lower_ in ("former", "ex") for word in words)


_NAME = frozenset(["flat", "compound", "appos"])
_LEFT = OFFICIAL | {"OPP"}  # what former officials may be since: lawmakers, candidates, opposition figures


def organisation_named(scene: Scene, token: Token, words: list[Token], match: Match) -> tuple[Party, ...]:
    entries = [e for e in match.entries if e.kind in ORGANISED]
    if not entries:
        return ()
    shared = any(e.detail == "namesake" for e in entries)
    codes = nations(scene, token, words) if shared or len(entries) > 1 or not entries[0].code else []
    if all(e.detail == "namesake" for e in entries):
        # A name that is also a role ("supreme court") is resolved as one, unless its country is stated and listed.
        known = not match.of({"role"}) or any(e.code in codes for e in entries)
        return _namesake(scene, token, entries, codes) if known else ()
    entry = _choose(scene, entries, codes)
    if entry.code:
        alone = len(entries) == 1 and scene.doc[match.start : match.end].text.lower() not in context.SHARED
        if match.of({"role"}) and not alone and not _meant(scene, entry, codes or nations(scene, token, words)):
            return ()
        return (Party(entry.code, entry.sector, entry.name, f"{entry.name} ({entry.where})"),)
    if match.of({"role"}):
        return ()
    codes = codes or listed(homeland.home(scene, token))
    return tuple(
        Party(c, entry.sector, entry.name, f"{entry.name} ({entry.where}) in {c or '?'}") for c in codes or [""]
    )


def _namesake(scene: Scene, token: Token, entries: list[Entry], codes: list[str]) -> tuple[Party, ...]:
    """A name that several countries have ("National Assembly"): the body of the country stated, or in force here."""
    code = next(iter(codes), "") or homeland.home(scene, token)
    entry = next((e for e in entries if e.code == code), None)
    if entry is not None:
        return (Party(entry.code, entry.sector, entry.name, f"{entry.name} ({entry.where})"),)
    name = entries[0].name.rpartition(" (")[0]
    return (Party(code, entries[0].sector, name, f"{name}, a body of {code or '?'} not listed"),)


def _meant(scene: Scene, entry: Entry, codes: list[str]) -> bool:
    """Whether a name that other countries use too ("House of Representatives") is this country's here."""
    named = context.ranked(scene)
    return entry.code in codes if codes else not named or entry.code in named[:2]


def _choose(scene: Scene, entries: list[Entry], codes: list[str]) -> Entry:
    """The one of the country stated, or of one the text names; else the one that bears the name alone."""
    if len(entries) == 1:
        return entries[0]
    for code in [*codes, *context.ranked(scene)]:
        for entry in entries:
            if entry.code == code:
                return entry
    return next((entry for entry in entries if entry.detail != "namesake"), entries[0])


def nested(scene: Scene, token: Token, match: Match) -> tuple[Party, ...]:
    """The country inside an organisation's name, where only that word is asked for: "[Israeli] Air Force"."""
    if not match.start <= token.head.i < match.end or token.head.i == token.i:
        return ()
    text = pieces(scene.doc[match.start : match.end].text)
    offset = token.idx - scene.doc[match.start].idx
    for at in range(len(text)):
        hit = scene.registry.phrases.longest(text, at, len(text) - 1)
        if hit is None:
            continue
        n, entries = hit
        geo = next((e for e in entries if e.kind in GEO), None)
        if geo is not None and text[at].start <= offset < text[at + n - 1].end:
            return (Party(geo.code, (), geo.name, f"{geo.kind} {geo.name} ({geo.where})"),)
    return ()


def geographic_named(scene: Scene, token: Token, words: list[Token], match: Match) -> tuple[Party, ...]:
    out: list[Party] = []
    for here in [*_hyphened(scene, match), *scene.matches.at.get(token.i, [match])]:
        geo = [e for e in here.entries if e.kind in GEO]
        if not geo:
            continue
        sector: tuple[str, ...] = geo[0].sector
        kinds = {e.kind for e in geo}
        if "country" in kinds:
            sector = _held_by(scene, here)
            if kinds == {"country"} and len({e.code for e in geo}) > 1:  # "the Baltic states"
                out += [Party(e.code, (), e.name, f"country {e.name} ({e.where})") for e in geo]
                continue
        elif "region" in kinds:
            ruled = geo[0].detail in _RULED and role_of(token) in SUBJECTS
            own = ruled or geo[0].detail in _OWNED or "PRE" in sector
            sector = sector if own else _held_by(scene, here)
        elif "capital" in kinds:
            sector = ("GOV",) if _acts(token) else ()
        elif (
            "people" in kinds
            and token.pos_ != "ADJ"
            and token.dep_ not in ("amod", "compound", "nmod:desc")
            and _some_people(token, kinds)
        ):
            sector = ("CVL",)
        entry = geo[0] if len({e.code for e in geo}) == 1 else _supported(scene, geo, here)
        if all(p.code != entry.code for p in out):
            out.append(Party(entry.code, sector, entry.name, f"{entry.kind} {entry.name} ({entry.where})"))
    return tuple(out)


def _hyphened(scene: Scene, match: Match) -> list[Match]:
    """Nations joined to the front of this one: the first of "US-Israel"."""
    if match.start < 2 or scene.doc[match.start - 1].text not in ("-", "–"):
        return []
    before = scene.matches.on(match.start - 2)
    if before is None or before.end != match.start - 1 or not before.kinds & GEO or before.foreign:
        return []
    return [*_hyphened(scene, before), before]


_HOLDING = frozenset(["controlled", "held", "run", "ruled", "administered"])


def _held_by(scene: Scene, match: Match) -> tuple[str, ...]:
    """The sector of the rebels who hold what is named: "Houthi-controlled Yemen"."""
    doc, at = scene.doc, match.start
    if at < 3 or doc[at - 1].lower_ not in _HOLDING or doc[at - 2].text not in ("-", "–", "‑"):
        return ()
    holder = scene.matches.on(at - 3)
    entry = holder.of({"armed", "role"}) if holder is not None else None
    return ("REB",) if entry is not None and entry.sector[:1] == ("REB",) else ()


_OWNED = frozenset(["people", "installation", "pipeline"])
# Regions with a government of their own, which is meant where the region acts.
_RULED = frozenset(["state", "province", "territory"])


def _supported(scene: Scene, entries: list[Entry], here: Match) -> Entry:
    """Of places of one name (Georgia), the one whose country the rest of the document names most."""
    others = [e for m in scene.matches.all if m.entries != here.entries for e in m.entries[:1]]

    def support(entry: Entry) -> int:
        return sum(e.code == entry.code and (entry.kind != "region" or e.kind == "region") for e in others)

    return max(entries, key=support)


def _acts(token: Token) -> bool:
    """Whether a capital stands for its government: as subject, possessor, partner or one addressed, not as a place."""
    if token.dep_ in ("appos", "nmod:unmarked", "obl:unmarked", "compound", "flat"):
        return False
    role = role_of(token)
    case = case_of(token)
    if role in ("obl", "nmod"):
        return case in ("by", "with", "between", "against", "from", "to", "for", "among", "of", "")
    return True


def _some_people(token: Token, kinds: set[str]) -> bool:
    """Ordinary people ("two Palestinians"), not the nation as a whole ("the Russians")."""
    if token.tag_ not in ("NNS", "NNPS") and not is_plural(token) and not token.lower_.endswith("s"):
        return (
            any(c.dep_ == "det" and c.lower_ in ("a", "an", "one") for c in token.children) or "adjective" not in kinds
        )
    bare_the = any(c.dep_ == "det" and c.lower_ == "the" for c in token.children)
    counted = any(c.dep_ in ("nummod", "amod", "acl:relcl", "acl", "nmod") for c in token.children)
    return not bare_the or counted
