"""Where: the places a text names, and the one where an act took place if the text says so.

Codebook 7: `place` is where the act took place if the text says so, never merely a country that acts or suffers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tocsin.places.gazetteer import KINDS, Entry, Gazetteer, gazetteer, is_common_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A bare name of a town smaller than this, outside "in" and "near", is more often a person or a word.
_BARE_PEOPLE = 200_000
_SMALL = frozenset("of de la el al and the del du des le les da do dos das bin en ez es az ash as".split())
_IN = frozenset(
    "in at near on outside off inside within across around along over throughout beside between amid above beyond "
    "under among toward towards via through into onto to from against nearby".split()
)
_AT = frozenset(
    "in at near on outside off inside within across around along over throughout beside between nearby".split()
)
_MOVES = frozenset(
    "visit travel arrive go deploy enter fly move send withdraw flee return advance march push cross invade evacuate pull "
    "dispatch retreat leave depart expel deport extradite transfer head sail trip journey tour withdrawal deployment "
    "arrival departure incursion invasion evacuation entry advance pullout return retreat raid mission".split()
)  # fmt: skip
_GOES_TO = frozenset("visit tour enter invade leave flee reach storm evacuate host".split())
_HARM = frozenset(
    "attack strike airstrike bomb bombing bombardment shell shelling raid assault shooting massacre explosion blast clash "
    "protest demonstration riot rally fire launch hit target siege blockade missile operation offensive killing murder "
    "stabbing ambush incursion seize capture storm close besiege bombard retake recapture "
    "liberate occupy overrun burn destroy reopen violate surround secure fall evacuate loot sink intrusion".split()
)  # fmt: skip
_ON_PEOPLE = _HARM | frozenset("kill injure wound arrest detain execute abduct kidnap hit target shoot stab hack".split())
_CARRIERS = frozenset(
    "hold conduct launch carry stage make take begin start host attend join open end break continue erupt occur happen "
    "report sign kill injure wound perform organize organise participate gather give deliver place mount hit lead".split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text. `start`, `end` count tokens, `span` characters, both half-open.

    `entry`: what the gazetteer says, or None for a name it does not know. `inside`: the larger place told with it
    ("Garissa, Kenya"). `text`: the words of both.
    """

    start: int
    end: int
    span: tuple[int, int]
    text: str
    entry: Entry | None
    inside: Entry | None = None


def find_places(doc: Doc, places: Gazetteer | None = None) -> list[Place]:
    """All places `doc` names, in order, none overlapping another; unknown names only where the model calls them LOC."""
    places = places or gazetteer()
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(doc):
        end = _longest(doc, i, places)
        if end:
            spans.append((i, end))
        i = end or i + 1
    spans += _unknown_names(doc, spans)
    taken = {k for a, b in spans for k in range(a, b)}
    for ent in doc.ents:
        before = doc[ent.start - 1].lower_ if ent.start else ""
        before = doc[ent.start - 2].lower_ if before == "the" and ent.start > 1 else before
        if ent.label_ in ("LOC", "GPE") and before in _AT and not taken.intersection(range(ent.start, ent.end)):
            spans.append((ent.start, ent.end))
    spans.sort()
    named = Counter(e.country for a, b in spans for e in places.find(doc[a:b].text)[:1] if e.kind == "country")
    return _resolve(doc, spans, places, frozenset(named))


def _unknown_names(doc: Doc, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Capitalised names the gazetteer lacks, where the words around say that they are places.

    "in Sumisip, Basilan, Philippines": a preposition before, a known place after the comma; "Kidal Airport": its last word.
    """
    starts = {a: b for a, b in known}
    inside = {k for a, b in known for k in range(a, b)}
    found: list[tuple[int, int]] = []
    for i in range(len(doc) - 1, -1, -1):
        if i in inside or not doc[i].text[0].isupper() or doc[i].ent_type_ == "PER":
            continue
        begin = i
        while begin > 0 and begin - 1 not in inside and _goes_on(doc, begin - 1):
            begin -= 1
        while not doc[begin].text[0].isupper():
            begin += 1
        led = begin > 0 and doc[begin - 1 - (doc[begin - 1].lower_ == "the")].lower_ in _AT | {"of", "from", "to"}
        after = i + 2 if i + 2 < len(doc) and doc[i + 1].text == "," else None
        if (led and after in starts) or (i > begin and doc[i].text in _ENDINGS):
            found.append((begin, i + 1))
            starts[begin] = i + 1
            inside.update(range(begin, i + 1))
    return found


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether the word at `i` can belong to the name that goes on after it."""
    token = doc[i]
    return token.ent_type_ != "PER" and (
        (token.text[0].isupper() and token.is_alpha and (i == 0 or not token.is_sent_start or token.pos_ == "PROPN"))
        or token.text == "-"
        or token.lower_ in ("al", "el", "de", "la")
    )


_ENDINGS = frozenset(
    "Airport Airbase Airfield Prison Province District County Oblast Governorate Municipality Department Island Islands "
    "Valley Camp River Square Bridge Hospital Prefecture Raion Shoal Reef Port Mosque Cathedral Palace".split()
)


def _longest(doc: Doc, i: int, places: Gazetteer) -> int:
    """The end of the longest known name that begins at token `i`, 0 if none does."""
    first = doc[i]
    starts = first.text[0].isupper() or (
        first.lower_ in ("southern", "eastern", "northern", "northeastern", "upstate", "al")
    )
    if not starts or first.is_space:
        return 0
    for end in range(min(len(doc), i + places.longest + 3), i, -1):
        last = doc[end - 1]
        if not (last.text[0].isupper() or last.text[0].isdigit() or last.lower_ in _TAILS) or last.lower_ in _SMALL - {
            "al"
        }:
            continue
        text = doc[i:end].text
        if "\n" in text or text not in places:
            continue
        if _is_name(doc, i, end, places.find(text)[0]):
            return end
    return 0


_TAILS = frozenset(
    "region province state border crossing corridor headquarters palace camp prison peninsula plant facility site valley "
    "congo base governorate district refugee department temple field mosque".split()
)


def _is_name(doc: Doc, start: int, end: int, entry: Entry) -> bool:
    """Whether a known name is a place here, and not a person, a firm, or part of a longer name."""
    span = doc[start:end]
    labels = {t.ent_type_ for t in span}
    if labels <= {"PER"} or (labels == {"ORG"} and entry.kind not in ("site", "base")):
        return False
    if span.text.isupper() and len(span.text) > 4:
        return False
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if before is not None and before.ent_type_ == "PER" and before.whitespace_ and "LOC" not in labels:
        return False
    if entry.kind in ("country", "sea", "strait", "gulf", "ocean", "disputed") or entry.capital or "LOC" in labels:
        return True
    led = before is not None and before.lower_ in _IN
    told = after is not None and after.text == "," and end + 1 < len(doc) and doc[end + 1].text[0].isupper()
    if is_common_word(span.text):
        return led and told
    if led or told:
        return True
    # "Lincoln said": a name that goes on, or follows a first name, is a person
    if after is not None and after.text[0].isupper() and after.pos_ == "PROPN" and not entry.own:
        return False
    if before is not None and before.text[0].isupper() and before.pos_ == "PROPN" and not entry.own:
        return False
    return entry.own or entry.people >= _BARE_PEOPLE


def _resolve(doc: Doc, spans: list[tuple[int, int]], places: Gazetteer, named: frozenset[str]) -> list[Place]:
    """Choose among places of one name, by the larger place told after a comma, then by the countries in sight."""
    out: list[Place] = []
    for start, end in reversed(spans):
        text = doc[start:end].text
        outer = out[-1] if out and _is_apposed(doc, start, end, out[-1], places) else None
        whole = outer.inside or outer.entry if outer else None
        if (
            outer
            and outer.entry
            and whole
            and whole.kind not in ("country", "state", "territory", "disputed", "region")
        ):
            whole = outer.entry
        here = frozenset({whole.country}) if whole and whole.country else named
        admin = whole.name if whole and whole.kind == "state" and whole.country == "USA" else ""
        if outer and outer.entry and outer.entry.kind == "state" and outer.entry.country == "USA":
            admin = outer.entry.name
        entry = places.best(text, here, admin)
        if entry and whole and whole.country and entry.country not in ("", whole.country):
            entry = next((e for e in places.find(text) if e.country == whole.country), None)
        last = outer.span[1] if outer else doc[end - 1].idx + len(doc[end - 1])
        begin = doc[start].idx
        out.append(Place(start, end, (begin, last), doc.text[begin:last], entry, whole))
    return out[::-1]


def _is_apposed(doc: Doc, start: int, end: int, outer: Place, places: Gazetteer) -> bool:
    """Whether the next place says where the one at `start` lies ("Paris, Texas"), and is not one more of a list."""
    gap = [t.lower_ for t in doc[end : outer.start]]
    if gap not in ([","], [",", "the"], ["in"], ["in", "the"], [",", "in"], ["("]):
        return False
    if outer.entry is None:
        return outer.inside is not None
    likely = places.best(doc[start:end].text)
    return outer.entry.resolution <= 3 and (likely is None or likely.resolution > outer.entry.resolution)


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
        if child.dep_ in ("obl", "nmod") and _case(child) & {"in", "during", "at", "amid", "amidst", "by", "following"}:
            yield child, True
        elif child.dep_ == "obj" and token.lemma_ in _CARRIERS:
            yield child, True
        elif child.dep_ in ("advcl", "xcomp") and child.tag_ == "VBG" and not _marked(child):
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


# A verbal act told as part or aim of a deed has no place of its own: "marched in Rome to demand", "met in Rome, agreeing".
_VERBAL = frozenset(
    "agree accuse call demand urge deny condemn say tell ask request promise pledge vow threaten warn criticize denounce "
    "reject refuse support back praise upgrade improve discuss seek end ease lower raise lift stop".split()
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
        if relation in ("obl", "nmod") and cases & _AT:
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
        elif relation in ("obj", "nsubj") and not shared and node.lemma_ in _ON_PEOPLE:
            yield 2, place  # "killed ten people in Garowe"
        elif child.dep_ == "nsubj:pass" and not shared and plain and not country and node.lemma_ in _HARM:
            yield 1, place
        elif relation in ("compound", "nmod") and not cases and plain and not country and node.lemma_.lower() in _HARM:
            yield 2, place
        elif relation == "nmod" and "of" in cases and plain and not country and node.lemma_.lower() in _HARM:
            yield 1, place
        elif relation == "advmod" and child.i in by_token:
            yield 1, place


def _place_under(child: Token, by_token: dict[int, Place]) -> tuple[Place | None, bool]:
    """The place that `child` is, or that its noun phrase lies in ("the palace in Garowe"), and whether it is plain."""
    if child.i in by_token:
        return by_token[child.i], True
    for part in child.children:
        relation = part.dep_.split(":")[0]
        if relation in ("compound", "flat", "appos") and part.i in by_token:
            entry = by_token[part.i].entry
            if relation == "compound" and entry is not None and entry.kind == "country":
                continue  # "in the United States economy"
            return by_token[part.i], relation == "appos"
        if (
            relation == "nmod"
            and part.i in by_token
            and (_case(part) & (_AT | {"of", "with", "to"}) or not _case(part))
        ):
            return by_token[part.i], False
    for part in child.children:
        if part.dep_.split(":")[0] in ("nmod", "appos") and _case(part) & (_AT | {"of"}):
            place, _ = _place_under(part, by_token)
            if place is not None:
                return place, False
    return None, False

