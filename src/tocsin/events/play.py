"""Sport and its own justice: matches won and lost, what leagues do to players and clubs (codebook 1)."""

from __future__ import annotations

import re

from tocsin.events.apolitical import Apolitical
from tocsin.events.crosswalk import load_crosswalk
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act
from tocsin.events.telling import sentence_before
from tocsin.records import Entity

_WINNING = frozenset("defeat beat overcome thrash edge eliminate win trounce rout".split())
_SCORE = re.compile(r"\b\d{1,3}[–-]\d{1,3}\b")
_HEAD_OF_STATE = re.compile(r"\b(?:U\.S\.|US|[A-Z]\w+(?:an|ese|ish|ch|i)) president\b")
_ACRONYM = re.compile(r"\b[A-Z]{3,5}$")
_POWERS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "PTY", "REB", "PRM", "UAF", "SPY", "REF", "OPP"})
_BEATING = frozenset({"ASSAULT", "REJECT", "CONCEDE", "COERCE", "ACCUSE"})
# Who is struck, and crowds, may matter whatever the place.
_BODILY = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "AID"})


def is_match(act: Act, words: Apolitical) -> bool:
    """Is somebody beaten in a game?"""
    token = act.trigger.token
    if act.trigger.event not in _BEATING or token.pos_ != "VERB" or not lemmas_of(token, _WINNING):
        return False
    told = token.sent.text.strip()
    return words.opens_with_game(told) or words.told(told, "matches") or bool(_SCORE.search(told))


def is_justice_of_sport(act: Act, words: Apolitical) -> bool:
    """Is it an act among players, clubs and those who rule their game, with no word of politics beside it?"""
    if act.trigger.event in _BODILY or any(_is_power(e, words) for e in (*act.actor.entities, *act.recipient.entities)):
        return False
    token = act.trigger.token
    before, told = sentence_before(token).strip(), token.sent.text.strip()
    if not (words.told(told, "sport") or words.opens_with_game(told) or words.opens_with_game(before)):
        return False
    both = f"{before} {told}"
    return not words.told(both, "politics") and not _HEAD_OF_STATE.search(both)


def _is_power(party: Entity, words: Apolitical) -> bool:
    """Is a party of the state, of an armed group, a country as such, or who knows who?"""
    power = bool(set(party.sector) & _POWERS) or not party.code
    country = None if party.sector else load_crosswalk().country(party.code)
    if country is not None:  # "the two Koreas", but not a club of its town
        power = any(word[:4] in party.text for word in country.name.split() if word[:1].isupper())
    return power and not words.told(party.text, "sport_bodies") and not _ACRONYM.search(party.text)
