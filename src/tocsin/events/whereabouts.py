"""Places that forces go to or leave: something is done to a country there only if the words name it."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors.finder import GEO, ORGANISED
from tocsin.actors.nominals import core, possessor
from tocsin.actors.resolver import DocActors
from tocsin.events.clauses import case_of
from tocsin.events.lemmas import lemmas_of
from tocsin.events.triggers import Trigger

_LEAVING = frozenset("withdraw withdrawal pull pullout pullback leave retreat evacuate exit depart departure".split())
_GOING = frozenset("deploy deployment redeploy send dispatch station move transfer arrive arrival reinforce".split())
_THERE = frozenset({"to", "in", "at"})  # forces near a country are a show to it
_COUNTRIES = frozenset({"country", "region", "adjective", "people"})


def is_mere_place(word: Token, trigger: Trigger, actors: DocActors) -> bool:
    """Is it where forces go, or a town or base that they leave?

    Of the readings' withdrawals those from a country named as such have it as recipient (nine in nine), those from
    towns, bases and areas none (eleven in eleven); of deployments to a place two in 22 do.
    """
    if trigger.event == "MOBILIZE":
        return case_of(word) in _THERE and bool(lemmas_of(trigger.token, _GOING)) and _is_place(word, actors)
    if trigger.event != "RETREAT" or case_of(word) not in ("from", "out") or not lemmas_of(trigger.token, _LEAVING):
        return False
    owner = possessor(word)
    named = [*core(word), *([owner] if owner is not None else [])]
    kinds = [match.kinds for t in named if (match := actors.scene.match(t)) is not None]
    return not any(k & (_COUNTRIES | ORGANISED) for k in kinds)


def _is_place(word: Token, actors: DocActors) -> bool:
    match = actors.scene.match(word)
    return bool(match.kinds <= GEO) if match is not None else word.pos_ == "PROPN"
