"""Where the text is: the countries of its place phrases and cities, and which of them it names most."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from tocsin.actors import cities
from tocsin.actors.finder import GEO, Match
from tocsin.actors.nominals import CORE, PLACE_WORDS, complements
from tocsin.actors.scene import Scene
from tocsin.actors.vocabulary import CALENDAR, PLACES, STRIKES

Place = tuple[int, str, bool]  # token index, country code, whether the text says that something is *there*


def place_code(scene: Scene, token: Token) -> str:
    """Country of a place phrase: a country, region, city, or an area described by one ("a mosque in Kano")."""
    spelled = _spelled_out(scene, token)
    if spelled:
        return spelled
    match = scene.match(token)
    if match is not None:
        entry = match.of(GEO)
        if entry is not None and "person" not in match.kinds and entry.detail != "pipeline":
            return entry.code if entry.code in scene.registry.countries else ""
        organised = match.of({"institution"})
        if organised is not None:
            return organised.code
    for _, phrase in complements(token):
        code = place_code(scene, phrase)
        if code:
            return code
    for word in token.children:
        if word.dep_ in CORE:
            match = scene.match(word)
            entry = match.of(GEO) if match is not None and not match.foreign else None
            # "in a Russian drone attack" does not say that it was in Russia, "in the Russian city" does.
            if entry is not None and (entry.kind != "adjective" or token.lower_ in PLACES):
                return entry.code
    for child in token.children:
        if child.dep_ in ("appos", "nmod:poss", "conj"):
            code = place_code(scene, child)
            if code:
                return code
    return city_code(scene, token)


def _spelled_out(scene: Scene, token: Token) -> str:
    """The last known place in a chain of names after a comma: "Maru, Zamfara State, [Nigeria]"."""
    doc, i, code = scene.doc, token.i + 1, ""
    if token.pos_ != "PROPN":
        return ""
    while i + 1 < len(doc) and (doc[i].pos_ == "PROPN" or (doc[i].text == "," and doc[i + 1].pos_ == "PROPN")):
        match = scene.match(doc[i])
        entry = match.of(_NAMED_PLACES) if match is not None and doc[i - 1].text == "," else None
        if entry is not None and entry.code in scene.registry.countries:
            code = entry.code
        i += 1
    return code


# Bodies that many countries have under one name: the bearer best known says nothing about where a text plays.
SHARED = frozenset(
    ["national assembly", "parliament", "senate", "congress", "supreme court", "constitutional court", "high court"]
    + ["house of representatives", "house of commons", "labour party", "republicans", "democrats", "federal court"]
)
_NAMED_PLACES = frozenset(["country", "region"])


def city_code(scene: Scene, token: Token, least: int = 0) -> str:
    """Country of an otherwise unknown proper name that is a city's, of at least `least` inhabitants."""
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or token.ent_type_ in ("PER", "PERSON"):
        return ""
    if token.lower_ in CALENDAR:
        return ""
    cluster = scene.cluster(token)
    return cities.country_of(cluster.name if cluster is not None else token.text, least, _said(scene))


def _said(scene: Scene) -> set[str]:
    """The countries that the document names by themselves, by their people or by places known by name."""
    entries = (m.of(GEO) for m in scene.matches.all if not m.foreign)
    return {e.code for e in entries if e is not None}


def sentence_places(scene: Scene) -> dict[int, list[Place]]:
    """Places and nations named in each sentence, in order."""
    if scene.places is not None:
        return scene.places
    known: dict[int, list[Place]] = {}
    for match in scene.matches.all:
        entry = match.of(GEO) or match.of({"person", "institution", "armed", "party"})
        if entry is None or match.foreign or entry.code not in scene.registry.countries:
            continue
        if entry.detail == "pipeline":  # runs through several countries
            continue
        if entry.detail == "namesake" or scene.doc[match.start : match.end].text.lower() in SHARED:
            continue
        known.setdefault(scene.sentence_of[match.start], []).append(_place(scene, match, entry.code))
    for cluster in scene.names.clusters:
        token = scene.doc[cluster.mentions[0]]
        if scene.match(token) is None and _there(scene, token.i):
            code = place_code(scene, token)
            if code:
                known.setdefault(scene.sentence_of[token.i], []).append((token.i, code, True))
    scene.places = known
    return known


def _place(scene: Scene, match: Match, code: str) -> Place:
    token = scene.doc[match.end - 1]
    head = token
    while head.dep_ in CORE | {"flat"} and head.head.i != head.i and match.start <= head.head.i < match.end:
        head = head.head
    there = bool(match.of({"country", "region", "capital"})) and _there(scene, match.start)
    return (head.i, code, there)


_AT = frozenset(["on", "against", "upon", "targeting"])


def _there(scene: Scene, start: int) -> bool:
    """Whether a place phrase stands right before token `start`: "in Adloun, Sidon District, [Lebanon]"."""
    for i in range(start - 1, max(-1, start - 12), -1):
        token = scene.doc[i]
        if token.lower_ in PLACE_WORDS and token.pos_ in ("ADP", "SCONJ", "ADV"):
            return True
        if token.lower_ in _AT and i and scene.doc[i - 1].lemma_.lower() in STRIKES:  # "strikes on Gaza"
            return True
        if not (
            token.pos_ in ("PROPN", "ADJ")
            or token.text in (",", "and", "the", "of", "-", "'s")
            or token.lower_ in PLACES
        ):
            return False
    return False


def ranked(scene: Scene) -> list[str]:
    """The countries of the document, the most named first."""
    if scene.ranked is None:
        counts = Counter(code for places in sentence_places(scene).values() for _, code, _ in places)
        scene.ranked = [code for code, _ in counts.most_common()]
    return scene.ranked
