"""Who a role noun means: "South Korean officials", "the ministry", "members of the ELN"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from tocsin.actors import coreference, homeland
from tocsin.actors.belonging import nations, text_of
from tocsin.actors.finder import GEO, ORGANISED
from tocsin.actors.named import organisation_named
from tocsin.actors.nominals import case_of, complements, is_definite, is_plural, possessor
from tocsin.actors.registry import OFFICIAL, Entry
from tocsin.actors.scene import Party, Scene

_OF_ABROAD = frozenset(["national", "citizen", "tourist", "worker", "student", "journalist", "fighter", "visitor"])
_CRAFT = frozenset("ship ships vessel vessels tanker tankers freighter freighters carrier carriers boat boats".split())
_SEAS = frozenset("strait sea gulf ocean pacific atlantic caribbean waters hormuz offshore coast".split())
_SPEAKERS = frozenset({"spokesperson", "spokesman", "spokeswoman"})
# What a body of several countries is where one is stated: "Norwegian aid groups", "Chinese tech giants".
_AT_HOME = {"NGO": "SOC", "MNC": "BUS"}
_ANYBODY = frozenset({"woman", "women", "man", "men", "youth", "youths", "people", "person", "local", "locals"})
_EMPLOYED = (("CVL",), ("LAB",), ("MED",), ("BUS",))
_STAFF = frozenset({"employee", "staff", "staff member", "staffer"})  # of a body: its own, not labour
_EMPLOYERS = frozenset({"NGO", "UNO", "IGO", "EUR", "MNC"})
_LEADERS = frozenset({"leader", "chief", "boss", "head", "figure"})
_DELEGATES = frozenset({"representative", "delegate", "delegation", "member", "official", "head of delegation"})
_KIN = frozenset(
    "family families relatives wife wives husband widow son sons daughter daughters child children brother brothers "
    "sister sisters mother mothers father fathers parents".split()
)
_COMMENTATORS = frozenset({"analyst", "commentator", "expert", "observer", "pundit"})


def role_parties(scene: Scene, token: Token, words: list[Token], role: Entry) -> tuple[Party, ...]:
    """Country and sector of a role noun: of the body it belongs to, of its nationality, of whom it refers back to."""
    sector = modified(scene, token, words, role)
    why = f"role {role.name} {'/'.join(sector)} ({role.where})"
    belongs = affiliation(scene, token, words, () if role.name in _STAFF else sector)
    if belongs and all(p.code in _EMPLOYERS for p in belongs) and sector[:1] in _EMPLOYED:
        people = _adjectival(scene, words)  # "four Kenyan UNHCR workers" are Kenyans
        if people:
            return tuple(Party(c, sector or ("CVL",), text_of(words), f"{why}, nation {c}") for c in people)
    if belongs:
        kin = _KIN & set(role.name.split())  # the families of policemen are civilians
        governed = role.detail == "body" and sector == ("GOV",)  # so did the government of former President X
        out = [replace(p, sector=sector) if kin or (governed and p.sector == ("ELI",)) else p for p in belongs]
        return tuple(p.because(why) for p in out)
    if role.detail == "person" and sector and sector[0] not in OFFICIAL and _resides(words):
        return (Party("", sector, text_of(words), f"{why}, where somebody is based is not whose he is"),)
    codes = nations(scene, token, words)
    owner = possessor(token)
    if role.name == "counterpart" and not sector and owner is not None:  # "his counterpart" holds the same office
        sector = next((p.sector for p in scene.parties(owner) if p.sector), ("GOV",))
    if role.code:
        kind = _AT_HOME.get(role.code)
        stated = [Party(c, (kind,), text_of(words), f"{why}, nation {c}") for c in codes if kind]
        return tuple(stated) or (Party(role.code, sector, text_of(words), why),)
    codes = codes or _right_after(scene, token)
    if not codes and role.detail in ("office", "body") or sector == ("GOV",):
        codes = codes or _of_both(scene, token)
    if codes and not sector and _breakaway(scene, token):
        sector = ("PRE",)
    if codes:
        sector = sector or (("GOV",) if role.detail == "person" else ())
        return tuple(Party(c, sector, text_of(words), f"{why}, nation {c}") for c in codes)
    named = _by_apposition(scene, token)
    if named:
        own = sector if role.detail == "body" else ()  # "the government of former President X" governed
        return tuple(replace(p, sector=own or p.sector or sector).because(f"{why}, apposition") for p in named)
    titles = token.pos_ == "PROPN" and scene.role(token) is None or scene.has_person(token)
    again = role.detail in ("office", "body", "group") and sector != ("CVL",)
    if not titles and (is_definite(token) or again):
        back = coreference.same_role(scene, token, role)
        if back:
            return back
    alone = all(w.i == token.i or w.dep_ == "det" for w in words)
    if role.name in _SPEAKERS and alone and not sector and not scene.has_person(token):
        body = coreference.spoken_for(scene, token)
        if body:
            return tuple(p.because(why) for p in body)
    if any(_abroad(w) for w in words):  # whose they are the text does not say
        code = "IGO" if sector[:1] in ((), ("GOV",), ("MIL",)) else ""
        return (Party(code, sector, text_of(words), f"{why}, international"),)
    if role.name.split()[-1] in _CRAFT and sector == ("BUS",) and _at_sea(token):
        return (Party("", sector, text_of(words), f"{why}, a ship of no flag told"),)
    if sector in (("UAF",), ("REF",)) or _from_abroad(words) or _comments(token, role):
        return (Party("", sector, text_of(words), why),)
    code = homeland.home(scene, token, official=bool(sector) and sector[0] in OFFICIAL)
    return (Party(code, sector, text_of(words), f"{why}, in the context of {code or 'nowhere'}"),)


def _abroad(word: Token) -> bool:
    """ "International", not as part of a name ("Lungi International Airport")."""
    return word.text == "international" or (word.text == "International" and word.i == word.sent.start)


def _adjectival(scene: Scene, words: list[Token]) -> list[str]:
    """Codes of the nationalities among a phrase's own words."""
    matches = (scene.match(w) for w in words)
    entries = [m.of({"adjective"}) for m in matches if m is not None and not m.foreign]
    return list(dict.fromkeys(e.code for e in entries if e is not None and e.code))


def _at_sea(token: Token) -> bool:
    """Does the sentence play at sea, where ships of every country sail?"""
    return any(t.lower_ in _SEAS for t in token.sent)


def _comments(token: Token, role: Entry) -> bool:
    """Is it one who speaks of countries that are seldom his own, rather than a body of experts that acts?"""
    return role.name.rsplit(" ", 1)[-1] in _COMMENTATORS and role.sector == ("CVL",) and not is_plural(token)


def _resides(words: list[Token]) -> bool:
    """Is only the place told from where somebody works: "a London-based analyst"?"""
    return any(w.lower_ == "based" or w.lower_.endswith(("-based", "‑based")) for w in words)


def _from_abroad(words: list[Token]) -> bool:
    """Are they said to be of some other country: "thirteen foreigners", "foreign citizens", not "foreign ministers"?"""
    return any(
        w.lower_.startswith(("foreigner", "non-citizen", "noncitizen", "expatriate"))
        or (w.lower_ == "foreign" and w.i + 1 < len(w.doc) and w.nbor().lemma_.lower() in _OF_ABROAD)
        for w in words
    )


def _breakaway(scene: Scene, token: Token) -> bool:
    """Whether the phrase belongs to an area that broke away ("head of the ... People's Republic")."""
    heads = [head for _, head in complements(token)]
    return any(match is not None and any("PRE" in e.sector for e in match.entries) for match in map(scene.match, heads))


def _of_both(scene: Scene, token: Token) -> list[str]:
    """The nations of "both governments", "the two presidents"."""
    number = {c.lower_ for c in token.children}
    if "both" in number or (is_definite(token) and "two" in number):
        return [p.code for p in coreference.pair(scene, token)]
    return []


def _right_after(scene: Scene, token: Token) -> list[str]:
    """The nation behind "of", should the parser have hung it elsewhere: "President of [the] Ukraine"."""
    after = scene.doc[token.i + 1 : token.i + 4]
    if len(after) and after[0].lower_ == "of":
        for word in after[1:]:
            match = scene.match(word)
            entry = match.of({"country", "region"}) if match is not None else None
            if entry is not None:
                return [entry.code] if entry.code else []
            if word.lower_ != "the":
                break
    return []


# Modifiers that leave a role what it is: "pro-government protesters" stay civilians, "opposition fighters" rebels.
_NOT_OVER = {
    "GOV": ("PTY", "LEG", "CVL", "REL"),
    "CVL": ("GOV", "PRM", "COP", "MIL", "REB", "CVL"),
    "REB": ("OPP", "REL", "CVL"),
    "PRM": ("OPP", "REL", "CVL"),
    "MIL": ("OPP", "REL", "CVL", "GOV"),
    "JUD": ("CVL", "GOV", "REL"),
    "COP": ("CVL", "GOV", "REL"),
    "LEG": ("CVL", "GOV", "REL"),
    "JRN": ("OPP", "CVL", "GOV"),
}


_STILL = frozenset(["current", "serving", "sitting", "incumbent"])
_REGIMES = frozenset(["junta", "government", "regime"])  # military ones govern all the same


def modified(scene: Scene, token: Token, words: list[Token], role: Entry) -> tuple[str, ...]:
    """The role's sector after "former", "opposition" and the like."""
    sector = _led(scene, token, role) or role.sector
    for word in words:
        match = scene.match(word)
        entry = match.of({"modifier"}) if match is not None else None
        if entry is None or word.i == token.i:
            continue
        if entry.sector == ("ELI",):
            still = any(w.lower_ in _STILL for w in words)  # "current and former officials"
            if sector and sector[0] in OFFICIAL and not still:
                return entry.sector
        elif entry.sector == ("MIL",) and role.name.split()[-1] in _REGIMES:
            continue
        elif entry.sector and not (sector and entry.sector[0] in _NOT_OVER.get(sector[0], ("CVL",))):
            sector = entry.sector
    return sector


def _led(scene: Scene, token: Token, role: Entry) -> tuple[str, ...]:
    """The sector of those whom a leader leads: "farmer leaders", "gang bosses", "representatives of the church"."""
    if role.name not in _LEADERS | _DELEGATES:
        return ()
    before = [scene.role(token.nbor(-1))] if token.i > token.sent.start and role.name in _LEADERS else []
    behind = [scene.role(head) for case, head in complements(token) if case == "of"]
    for led in [*before, *behind]:
        if led is not None and led.name not in _ANYBODY and led.sector and led.sector[0] not in OFFICIAL:
            return led.sector  # not "women leaders", "local leaders"
    return ()


def affiliation(scene: Scene, token: Token, words: list[Token], sector: tuple[str, ...]) -> tuple[Party, ...]:
    """The organisation a person or group belongs to: "Hamas official", "members of the ELN", "its leader"."""
    for word in words:
        if word.i < token.i:
            match = scene.match(word)
            if match is not None and match.kinds & ORGANISED and not match.foreign:
                party = organisation_named(scene, word, [word], match)
                return tuple(_member(p, sector) for p in party)
    heads = [h for case, h in complements(token) if case in ("of", "from", "for", "with", "at", "in")]
    heads += [
        h for c in token.children if c.dep_ == "acl" and c.lower_ in _BELONGING for h in c.children if h.dep_ == "obl"
    ]
    owner = possessor(token)
    for head in [*([owner] if owner is not None else []), *heads]:
        match = scene.match(head)
        if match is not None and match.kinds & ORGANISED:
            return tuple(_member(p, sector) for p in scene.parties(head))
        if match is not None and match.of({"role"}) and case_of(head) == "of" and not sector:
            return scene.parties(head)
        if match is None and (head is owner or case_of(head) == "of"):
            parties = scene.parties(head)
            if parties and all(
                p.sector and p.sector[0] not in ("GOV", "ELI", "CVL") or p.code in ("IGO", "UNO", "EUR")
                for p in parties
            ):
                return tuple(_member(p, sector) for p in parties)
    return ()


def _member(party: Party, sector: tuple[str, ...]) -> Party:
    """A member of a party, with the body's own sector unless the role's is the more telling."""
    own = party.sector
    if party.code in ("IMG", "ISM", "MNC", "NGO"):
        return party
    if not own:
        own = sector if party.code not in ("IGO", "UNO") or (sector and sector[0] in ("MIL", "JUD", "COP")) else ()
    elif (
        sector
        and sector[0] in _TELLING
        and own[0] in ("PTY", "GOV", "BUS", "EDU", "JRN", "LEG", "PRE")
        or sector == ("ELI",)
        and own[0] in OFFICIAL
    ):
        own = sector
    return Party(party.code, own, party.name, party.why)


# "Militants linked to ISIS", "a mob belonging to the party": of it, as members are.
_BELONGING = frozenset(["linked", "tied", "belonging", "affiliated", "loyal", "connected"])
_TELLING = frozenset(["LEG", "JUD", "MIL", "COP", "LAB", "JRN", "MED"])


def _by_apposition(scene: Scene, token: Token) -> tuple[Party, ...]:
    """The named one beside it: "the prime minister, Antonio Costa", "the company Uber"."""
    beside = [
        c for c in token.children if c.dep_ == "appos" or (c.dep_ == "flat" and c.i > token.i and c.pos_ == "PROPN")
    ]
    if token.dep_ == "appos":
        beside.append(token.head)
    for other in beside:
        match = scene.match(other)
        if match is not None and match.kinds & (ORGANISED | {"person"} | GEO):
            return scene.parties(other)
    return ()
