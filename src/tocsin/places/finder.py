"""The places a text names: known ones from the gazetteer, others where the words around say that they are places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.places.gazetteer import Entry, Gazetteer, country_of_adjective, gazetteer, is_common_word

if TYPE_CHECKING:
    from spacy.tokens import Doc

_words = str.split  # a list of words, written as a line of text

# A bare name of a town smaller than this, outside "in" and "near", is more often a person or a word.
_BARE_PEOPLE = 200_000
_SMALL = frozenset(_words("of de la el al and the del du des le les da do dos das bin en ez es az ash as"))
_IN = frozenset(
    _words(
        "in at near on outside off inside within across around along over throughout beside between amid "
        "above beyond under among toward towards via through into onto to from against nearby"
    )
)
AT = frozenset(
    _words("in at near on outside off inside within across around along over throughout beside between nearby")
)


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
        if ent.label_ in ("LOC", "GPE") and before in AT and not taken.intersection(range(ent.start, ent.end)):
            spans.append((ent.start, ent.end))
    spans = sorted(span for span in spans if not _is_mere_adjective(doc, *span))
    named = Counter(e.country for a, b in spans for e in places.find(doc[a:b].text)[:1] if e.kind == "country")
    return _resolve(doc, spans, places, frozenset(named))


# What lies within a country, so that its adjective tells where: "in Omani waters".
GROUND = frozenset(_words("territory territories soil waters airspace coast mainland border side land"))


def _is_mere_adjective(doc: Doc, start: int, end: int) -> bool:
    """Whether the words are the adjective of a country that tells no place: "near the Omani embassy"."""
    ground = end < len(doc) and doc[end].lower_ in GROUND
    return not ground and country_of_adjective(doc[start:end].text) is not None


def _unknown_names(doc: Doc, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Capitalised names the gazetteer lacks, where the words around say that they are places.

    "in Sumisip, Basilan, Philippines": a preposition before, a known place after the comma; "Kidal Airport": its last
    word.
    """
    starts = dict(known)
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
        led = begin > 0 and doc[begin - 1 - (doc[begin - 1].lower_ == "the")].lower_ in AT | {"of", "from", "to"}
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
    _words(
        "Airport Airbase Airfield Prison Province District County Oblast Governorate Municipality Department "
        "Island Islands Valley Camp River Square Bridge Hospital Prefecture Raion Shoal Reef Port Mosque "
        "Cathedral Palace"
    )
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
    _words(
        "region province state border crossing corridor headquarters palace camp prison peninsula plant "
        "facility site valley congo base governorate district refugee department temple field mosque"
    )
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
    whole_text = doc.text
    for start, end in reversed(spans):
        text = doc[start:end].text
        text = country_of_adjective(text) or text
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
        out.append(Place(start, end, (begin, last), whole_text[begin:last], entry, whole))
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
