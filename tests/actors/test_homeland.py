"""The country of phrases without nationality, and the two sides that somebody addresses."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tocsin.actors import antecedents, homeland
from tocsin.settings import DATA

STORY = (
    "Lebanese/ADJ/amod/2 protesters/NOUN:NNS/nsubj/3 marched/VERB/root/0 in/ADP/case/5 Beirut/PROPN/obl/3",
    "Lebanon/PROPN/nsubj/2 closed/VERB/root/0 its/PRON/nmod:poss/4 banks/NOUN:NNS/obj/2",
    "China/PROPN/nsubj/2 called/VERB/root/0 for/ADP/case/4 calm/NOUN/obl/2",
)


def test_the_country_a_text_is_about_outweighs_one_named_in_passing(read):
    r = read(*STORY, "The/DET/det/2 police/NOUN:NNS/nsubj/3 arrested/VERB/root/0 students/NOUN:NNS/obj/3")
    assert r.who("police") == ["LBN/COP"]


def test_a_place_of_the_clause_decides(read):
    r = read(
        "Talks/NOUN:NNS/nsubj/2 ended/VERB/root/0",
        "Envoys/NOUN:NNS/nsubj/2 left/VERB/root/0 for/ADP/case/4 China/PROPN/obl/2",
        "Police/NOUN:NNS/nsubj/2 arrested/VERB/root/0 students/NOUN:NNS/obj/2 in/ADP/case/5 Moscow/PROPN/obl/2",
    )
    assert r.who("Police") == ["RUS/COP"]


def test_nothing_is_said_where_no_country_is_named(read):
    r = read("The/DET/det/2 police/NOUN:NNS/nsubj/3 arrested/VERB/root/0 students/NOUN:NNS/obj/3")
    assert r.who("police") == ["COP"]


def test_who_asks_both_sides_is_none_of_them(read):
    r = read(
        "Israel/PROPN/nsubj/4 and/CCONJ/cc/3 Lebanon/PROPN/conj/1 traded/VERB/root/0 fire/NOUN/obj/4",
        "China/PROPN/nsubj/2 asked/VERB/root/0 both/DET/det/4 countries/NOUN:NNS/obj/2 to/PART/mark/6 "
        "stop/VERB/xcomp/2",
    )
    assert r.who("countries") == ["ISR", "LBN"]


def test_both_governments_are_those_of_the_two_countries(read):
    r = read(
        "Israel/PROPN/nsubj/4 and/CCONJ/cc/3 Lebanon/PROPN/conj/1 traded/VERB/root/0 fire/NOUN/obj/4",
        "Both/DET/det/2 governments/NOUN:NNS/nsubj/3 denied/VERB/root/0 it/PRON/obj/3",
    )
    assert r.who("governments") == ["ISR/GOV", "LBN/GOV"]


@pytest.mark.parametrize(
    ("name", "features", "tables"),
    [("homeland", homeland.FEATURES, 1), ("antecedents", antecedents.FEATURES, len(antecedents.KINDS))],
)
def test_weights_fit_the_features(name: str, features: tuple[str, ...], tables: int) -> None:
    table = json.loads((DATA / "model" / f"{name}.json").read_text(encoding="utf-8"))
    each = [table] if tables == 1 else list(table.values())
    assert len(each) == tables and all(set(t) == set(features) for t in each)
    assert all(np.isfinite(list(t.values())).all() for t in each)


def test_names_people_and_cities_bear_their_country(read):
    r = read(*STORY)
    words = {code: {r.doc[i].text for i in places} for code, places in homeland.bearers(r.actors.scene).items()}
    assert words["LBN"] >= {"Lebanese", "Lebanon", "Beirut"}
    assert words["CHN"] == {"China"}


def test_an_anaphor_shares_itself_out_among_those_it_can_take_up(read):
    r = read(
        "China/PROPN/nsubj/2 warned/VERB/root/0 Russia/PROPN/obj/2",
        "It/PRON/nsubj/2 closed/VERB/root/0 a/DET/det/4 port/NOUN/obj/2",
    )
    token = r.token("It")
    assert antecedents.shares(r.actors.scene, token) == {}  # nobody asked yet whom it takes up
    r.who("It")
    r.actors.scene.shares.clear()
    told = antecedents.shares(r.actors.scene, token)
    assert set(told) == {"CHN", "RUS"}
    assert sum(told.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [("rebels/NOUN:NNS/nsubj/3", ["COD/REB"]), ("police/NOUN/nsubj/3", ["PSE/REB"])],
)
def test_the_group_of_a_groups_speaker_is_his_own_and_of_the_police_another(read, speaker, expected):
    r = read(
        "Hamas/PROPN/nsubj/2 attacked/VERB/root/0 Kinshasa/PROPN/obj/2",
        f"Congolese/ADJ/amod/2 {speaker} say/VERB/root/0 that/SCONJ/mark/7 the/DET/det/6 group/NOUN/nsubj/7 "
        "withdrew/VERB/ccomp/3",
    )
    assert r.who("group") == expected


def test_where_somebody_is_based_is_not_whose_he_is(read):
    r = read("A/DET/det/3 Moscow-based/ADJ/amod/3 protester/NOUN/nsubj/4 left/VERB/root/0 Beirut/PROPN/obj/4")
    assert r.who("protester") == ["CVL"]
