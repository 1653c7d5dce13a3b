"""Places: which names are places, where they lie, and where an act took place."""

from __future__ import annotations

import pytest
import spacy

from handmade import parsed, word
from tocsin.errors import DataFileError
from tocsin.places.finder import find_places
from tocsin.places.gazetteer import KINDS, fold, gazetteer, read_places
from tocsin.places.locations import event_place
from tocsin.settings import DATA

NLP = spacy.blank("en")
OWN = read_places(DATA / "places" / "places.tsv")


@pytest.mark.parametrize(
    ("name", "resolved", "country"),
    [
        ("Kiev", "Kyiv", "UKR"),
        ("the Gaza Strip", "Gaza Strip", "PSE"),
        ("Strait of Hormuz", "Strait of Hormuz", ""),
        ("Georgia", "Georgia", "GEO"),
        ("Tripoli", "Tripoli", "LBY"),
        ("Alexandria", "Alexandria", "EGY"),
        ("Yongbyon", "Yongbyon", "PRK"),
        ("Washington D.C.", "Washington, D.C.", "USA"),
        ("Deir el-Balah", "Deir al-Balah", "PSE"),
    ],
)
def test_a_bare_name_means_its_likeliest_place(name: str, resolved: str, country: str) -> None:
    best = gazetteer().best(name)
    assert best is not None
    assert (best.name, best.country) == (resolved, country)


@pytest.mark.parametrize(
    ("name", "country"), [("Tripoli", "LBN"), ("Georgia", "USA"), ("Paris", "USA"), ("Valencia", "VEN")]
)
def test_a_country_in_sight_decides_between_namesakes(name: str, country: str) -> None:
    best = gazetteer().best(name, frozenset({country}))
    assert best is not None
    assert best.country == country


def test_every_row_of_our_table_can_be_found_again() -> None:
    lost = []
    for names, entry in OWN:
        assert entry.kind in KINDS
        for name in names:
            if not any(abs(e.lat - entry.lat) + abs(e.lon - entry.lon) < 0.8 for e in gazetteer().find(name)):
                lost.append(name)
    assert lost == []


def test_no_two_rows_of_our_table_share_a_name_but_georgia() -> None:
    seen: dict[str, int] = {}
    for names, _ in OWN:
        for key in {fold(name) for name in names}:
            seen[key] = seen.get(key, 0) + 1
    assert [name for name, n in seen.items() if n > 1] == ["georgia"]


def test_a_wrong_row_names_its_file_and_line(tmp_path: object) -> None:
    path = tmp_path / "places.tsv"  # type: ignore[operator]
    path.write_text("names\tkind\tcountry\tlat\tlon\tgeonameid\nNowhere\tcastle\t\t1\t2\t\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="places.tsv:2"):
        read_places(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells hit Garissa, Kenya.", [("Garissa, Kenya", "KEN"), ("Kenya", "KEN")]),
        ("A rally in Paris, Texas.", [("Paris, Texas", "USA"), ("Texas", "USA")]),
        ("They met in Nice, France.", [("Nice, France", "FRA"), ("France", "FRA")]),
        ("Clashes in Hypothetica, Darfur.", [("Hypothetica, Darfur", "SDN"), ("Darfur", "SDN")]),
        ("Ships left the Strait of Hormuz.", [("Strait of Hormuz", None)]),
        ("Nice people read of it.", []),
        ("Of all men he was best.", []),
        ("He was in hospital.", []),
    ],
)
def test_places_in_text(text: str, found: list[tuple[str, str | None]]) -> None:
    got = [(p.text, ((p.entry or p.inside).country or None)) for p in find_places(NLP(text))]  # type: ignore[union-attr]
    assert got == found


def test_a_person_is_no_place() -> None:
    doc = NLP("They met Houston in Doha.")
    doc.set_ents([spacy.tokens.Span(doc, 2, 3, "PER")])
    assert [p.text for p in find_places(doc)] == ["Doha"]


IN_DOHA = parsed(
    "Russia/PROPN/NNP/2/nsubj held/VERB/VBD/0/root/hold talks/NOUN/NNS/2/obj/talk with/ADP/IN/5/case "
    "Iran/PROPN/NNP/3/nmod in/ADP/IN/7/case Doha/PROPN/NNP/2/obl ./PUNCT/./2/punct"
)
BORDER = parsed(
    "Troops/NOUN/NNS/2/nsubj clashed/VERB/VBD/0/root/clash at/ADP/IN/5/case the/DET/DT/5/det border/NOUN/NN/2/obl "
    "with/ADP/IN/7/case Pakistan/PROPN/NNP/5/nmod ./PUNCT/./2/punct"
)
SANCTIONS = parsed(
    "Washington/PROPN/NNP/2/nsubj imposed/VERB/VBD/0/root/impose sanctions/NOUN/NNS/2/obj/sanction on/ADP/IN/5/case "
    "Iran/PROPN/NNP/3/nmod ./PUNCT/./2/punct"
)
VISITED = parsed("Xi/PROPN/NNP/2/nsubj visited/VERB/VBD/0/root/visit Serbia/PROPN/NNP/2/obj ./PUNCT/./2/punct")
ACCUSED = parsed("Israel/PROPN/NNP/2/nsubj accused/VERB/VBD/0/root/accuse Iran/PROPN/NNP/2/obj ./PUNCT/./2/punct")
STRUCK = parsed(
    "Drones/NOUN/NNS/2/nsubj struck/VERB/VBD/0/root/strike a/DET/DT/4/det market/NOUN/NN/2/obj in/ADP/IN/6/case "
    "Kharkiv/PROPN/NNP/4/nmod ./PUNCT/./2/punct"
)
ATTACK = parsed(
    "The/DET/DT/2/det attack/NOUN/NN/5/nsubj on/ADP/IN/4/case Kharkiv/PROPN/NNP/2/nmod killed/VERB/VBD/0/root/kill "
    "six/NUM/CD/5/obj ./PUNCT/./5/punct"
)

FIRED = parsed(
    "Laos/PROPN/NNP/2/nsubj accuses/VERB/VBZ/0/root/accuse Cambodia/PROPN/NNP/5/nsubj of/SCONJ/IN/5/mark "
    "attacking/VERB/VBG/2/ccomp/attack villagers/NOUN/NNS/5/obj ./PUNCT/./2/punct"
)
COAST = parsed(
    "Pirates/NOUN/NNS/2/nsubj seized/VERB/VBD/0/root/seize ships/NOUN/NNS/2/obj off/ADP/IN/6/case Omani/ADJ/JJ/6/amod "
    "waters/NOUN/NNS/2/obl ./PUNCT/./2/punct"
)
EMBASSY = parsed(
    "Crowds/NOUN/NNS/2/nsubj gathered/VERB/VBD/0/root/gather near/ADP/IN/6/case the/DET/DT/6/det Omani/ADJ/JJ/6/amod "
    "embassy/NOUN/NN/2/obl ./PUNCT/./2/punct"
)
for _doc, _at in ((COAST, 4), (EMBASSY, 4)):
    _doc.set_ents([spacy.tokens.Span(_doc, _at, _at + 1, "LOC")])


@pytest.mark.parametrize(
    ("doc", "act", "where"),
    [
        (FIRED, "attacking", None),
        (COAST, "seized", "Omani"),
        (EMBASSY, "gathered", None),
        (IN_DOHA, "talks", "Doha"),
        (IN_DOHA, "held", "Doha"),
        (BORDER, "clashed", "Pakistan"),
        (SANCTIONS, "imposed", None),
        (SANCTIONS, "sanctions", None),
        (VISITED, "visited", "Serbia"),
        (ACCUSED, "accused", None),
        (STRUCK, "struck", "Kharkiv"),
        (ATTACK, "attack", "Kharkiv"),
    ],
)
def test_the_place_of_an_act_comes_from_its_own_clause(doc: object, act: str, where: str | None) -> None:
    token = doc[word(doc, act)]  # type: ignore[index, arg-type]
    place = event_place(doc, token, find_places(doc))  # type: ignore[arg-type]
    assert (place["extracted_place"] if place else None) == where


def test_a_location_carries_what_plover_asks_for() -> None:
    place = event_place(IN_DOHA, IN_DOHA[word(IN_DOHA, "held")], find_places(IN_DOHA))
    assert place is not None
    assert place["span"] == (31, 35)
    assert IN_DOHA.text[slice(*place["span"])] == "Doha"
    assert {k: place[k] for k in ("geonameid", "country_code", "feature_class", "feature_code", "resolution")} == {
        "geonameid": "290030",
        "country_code": "QAT",
        "feature_class": "P",
        "feature_code": "PPLC",
        "resolution": 4,
    }
