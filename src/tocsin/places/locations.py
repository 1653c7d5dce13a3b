"""Where an act took place, from the words of its own clause.

Codebook 7: `place` is where the act took place if the text says so, never merely a country that acts or suffers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tocsin.places.finder import AT, GROUND, Place
from tocsin.places.gazetteer import KINDS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_words = str.split  # a list of words, written as a line of text

_MOVES = frozenset(
    _words(
        "visit travel arrive go deploy enter fly move send withdraw flee return advance march push cross "
        "invade evacuate pull dispatch retreat leave depart expel deport extradite transfer head sail trip "
        "journey tour withdrawal deployment arrival departure incursion invasion evacuation entry pullout "
        "raid mission"
    )
)
_GOES_TO = frozenset(_words("visit tour enter invade leave flee reach storm evacuate host"))
_HARM = frozenset(
    _words(
        "attack strike airstrike bomb bombing bombardment shell shelling raid assault shooting massacre "
        "explosion blast clash protest demonstration riot rally fire launch hit target siege blockade missile "
        "operation offensive killing murder stabbing ambush incursion seize capture storm close besiege "
        "bombard retake recapture liberate occupy overrun burn destroy reopen violate surround secure fall "
        "evacuate loot sink intrusion"
    )
)
_ON_PEOPLE = _HARM | frozenset(
    _words("kill injure wound arrest detain execute abduct kidnap hit target shoot stab hack")
)
_CARRIERS = frozenset(
    _words(
        "hold conduct launch carry stage make take begin start host attend join open end break continue erupt "
        "occur happen report sign kill injure wound perform organize organise participate gather give deliver "
        "place mount hit lead"
    )
)


def event_place(doc: Doc, token: Token, places: Sequence[Place]) -> dict[str, Any] | None:
    """PLOVER's location fields for the act headed by `token`, or None where its clause names no place.

    Keys: extracted_place, resolved_place, geonameid, lat, lon, country_code, feature_class, feature_code, resolution,
    span. An unknown name keeps the words and the larger place it lies in.
    """
    by_token = {i: place for place in reversed(places) for i in range(place.start, place.end)}
    if not by_token:
        return None
    for node, shared in _hosts(token):
        found = list(_told_at(node, by_token, shared))
        if found:
            # "in Doha" before "to Israel"; a city before a country
            best = min(found, key=lambda f: (f[0], -_detail(f[1]), abs(f[1].start - token.i)))[1]
            return as_location(_outermost(best, places))
    return None


def _detail(place: Place) -> int:
    return place.entry.resolution if place.entry else 4


def _outermost(place: Place, places: Sequence[Place]) -> Place:
    """The place that `place` qualifies: of "Garissa, Kenya" the town, even if the tree hangs the act on Kenya."""
    for other in places:
        if other.start < place.start and other.span[1] == place.span[1] and other.span[0] < place.span[0]:
            return other
    return place


def as_location(place: Place) -> dict[str, Any]:
    """A place as PLOVER writes it; fields the gazetteer does not know are left out."""
    entry = place.entry or place.inside
    out: dict[str, Any] = {"extracted_place": place.text, "span": place.span}
    if entry is None:
        return out
    feature, code, resolution = KINDS[entry.kind]
    if entry.kind == "city" and entry.capital:
        code = "PPLC"
    out |= {
        "resolved_place": entry.name, "geonameid": entry.geonameid or None, "lat": entry.lat, "lon": entry.lon,
        "country_code": entry.country or None, "feature_class": feature, "feature_code": code, "resolution": resolution,
    }  # fmt: skip
    return {name: value for name, value in out.items() if value is not None}


def _hosts(token: Token) -> Iterator[tuple[Token, bool]]:
    """The act itself, then what shares its place: (host, whether the place is only shared)."""
    yield token, False
    for child in token.children:  # "killed in a strike on Gaza", "opens fire at a checkpoint"
        if (
            child.dep_ in ("obl", "nmod")
            and _case(child) & {"in", "during", "at", "amid", "amidst", "by", "following"}
            or child.dep_ == "obj"
            and token.lemma_ in _CARRIERS
            or child.dep_ in ("advcl", "xcomp")
            and child.tag_ == "VBG"
            and not _marked(child)
        ):
            yield child, True
    yield from _governors(token)


def _governors(token: Token) -> Iterator[tuple[Token, bool]]:
    node = token
    for _ in range(3):
        head, relation = node.head, node.dep_.split(":")[0]
        if head.i == node.i:
            return
        noun = node.pos_ in ("NOUN", "PROPN")
        together = (
            (relation in ("obj", "nsubj", "obl", "xcomp") and noun and head.lemma_ in _CARRIERS)
            or (relation == "obl" and noun and _case(node) & {"in", "during", "to", "with"} and head.pos_ == "VERB")
            or (relation in ("xcomp", "advcl") and _same_deed(node, head))
            or (relation == "conj" and head.pos_ == node.pos_)
            or (relation == "nmod" and noun and _case(node) <= {"of", "by"} and head.pos_ == "NOUN")
        )
        if not together:
            if node.dep_ == "acl:relcl" and any(c.lower_ == "where" for c in node.subtree if c.i < node.i):
                yield head, True
            return
        yield head, True
        node = head


# A verbal act told as part or aim of a deed has no place of its own: "marched in Rome to demand".
_VERBAL = frozenset(
    _words(
        "agree accuse call demand urge deny condemn say tell ask request promise pledge vow threaten warn "
        "criticize denounce reject refuse support back praise upgrade improve discuss seek end ease lower "
        "raise lift stop"
    )
)


def _same_deed(node: Token, head: Token) -> bool:
    """Whether an infinitive or participle tells the same deed as its governor, so that the place is theirs together."""
    if node.lemma_ in _VERBAL or head.lemma_ in ("say", "tell", "announce", "order", "urge", "ask"):
        return False
    return node.dep_ == "xcomp" or (node.tag_ == "VBG" and not _marked(node))


def _case(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ == "case"}


def _marked(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ == "mark"}


def _told_at(node: Token, by_token: dict[int, Place], shared: bool) -> Iterator[tuple[int, Place]]:
    """Places that depend on `node` as its place: (rank, place), rank 0 the surest."""
    for child in node.children:
        relation = child.dep_.split(":")[0]
        cases = _case(child)
        place, plain = _place_under(child, by_token)
        if place is None:
            continue
        country = place.entry is not None and place.entry.kind == "country"
        if relation in ("obl", "nmod") and cases & AT:
            if country and ((plain and "on" in cases) or "between" in cases):
                continue  # "sanctions on Iran", "talks between Russia and Iran"
            yield (0 if not cases & {"on", "over", "around"} or not plain else 1), place
        elif relation in ("obl", "nmod") and cases & {
            "to",
            "into",
            "from",
            "through",
            "toward",
            "towards",
            "against",
            "onto",
        }:
            if node.lemma_.lower() in _MOVES and not ("against" in cases and country):
                yield 2 if "from" in cases else 1, place
        elif relation == "obj" and not shared and plain:
            if node.lemma_ in _GOES_TO or (node.lemma_ in _HARM and not country):
                yield 1, place
        elif relation in ("obj", "nsubj") and not plain and not shared and node.lemma_ in _ON_PEOPLE:
            yield 2, place  # "killed ten people in Garowe"; a bare "Togo fired" names who acts
        elif child.dep_ == "nsubj:pass" and not shared and plain and not country and node.lemma_ in _HARM:
            yield 1, place
        elif relation in ("compound", "nmod") and not cases and plain and not country and node.lemma_.lower() in _HARM:
            yield 2, place
        elif (
            relation == "nmod"
            and "of" in cases
            and plain
            and not country
            and node.lemma_.lower() in _HARM
            or relation == "advmod"
            and child.i in by_token
        ):
            yield 1, place


def _place_under(child: Token, by_token: dict[int, Place]) -> tuple[Place | None, bool]:
    """The place that `child` is, or that its noun phrase lies in ("the palace in Garowe"), and whether it is plain."""
    if child.i in by_token:
        return by_token[child.i], True
    for part in child.children:
        relation = part.dep_.split(":")[0]
        if relation in ("compound", "amod", "nmod") and part.i in by_token and child.lower_ in GROUND:
            return by_token[part.i], False  # "off the Omani coast", "in Togo's airspace"
        if relation in ("compound", "flat", "appos") and part.i in by_token:
            entry = by_token[part.i].entry
            if relation == "compound" and entry is not None and entry.kind == "country":
                continue  # "in the United States economy"
            return by_token[part.i], relation == "appos"
        if relation == "nmod" and part.i in by_token and (_case(part) & (AT | {"of", "with", "to"}) or not _case(part)):
            return by_token[part.i], False
    for part in child.children:
        if part.dep_.split(":")[0] in ("nmod", "appos") and _case(part) & (AT | {"of"}):
            place, _ = _place_under(part, by_token)
            if place is not None:
                return place, False
    return None, False
