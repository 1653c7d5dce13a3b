"""Sport and its own justice: matches won and lost, what leagues do to players and clubs (codebook 1)."""

from __future__ import annotations

import re

from tocsin.events.crosswalk import load_crosswalk
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act
from tocsin.events.telling import sentence_before
from tocsin.records import Entity

_WINNING = frozenset("defeat beat overcome thrash edge eliminate win trounce rout".split())
_GAMES = (
    "football|soccer|futsal|baseball|basketball|netball|hockey|cricket|rugby|tennis|badminton|golf|cycling|boxing|kickboxing|"
    "racing|volleyball|handball|water polo|athletics|gymnastics|swimming|skiing|skating|biathlon|bobsleigh|luge|"
    "snowboarding|curling|wrestling|judo|karate|taekwondo|fencing|weightlifting|rowing|sailing|surfing|triathlon|"
    "darts|snooker|chess|esports|motorsport|softball|lacrosse|mixed martial arts"
)
_OPENING = (
    rf"^In (?:American |Canadian |association |Australian |Gaelic |ice |field |men's |women's |rugby |horse |auto |"
    rf"motorcycle |professional |college |track and field |artistic |figure )*(?:{_GAMES}|league|union)\b"
)
_PLAYED = re.compile(
    rf"{_OPENING}|"
    r"\b\d{1,3}[–-]\d{1,3}\b|\b(?:final|championships?|tournament|playoffs?|Super Bowl|World Series|Stanley Cup|"
    r"Grand Prix|innings|wickets|overtime|shootout|semi-?finals?|quarter-?finals?|World Cup|Olympics|league title|"
    r"knockout|medal)\b"
)
_SPORT = re.compile(
    rf"{_OPENING}|\b(?:athletes?|(?:foot|basket|volley|hand|base|soft)ball(?:ers?)?|cricketers?|boxers?|wrestlers?|gymnasts?|"
    r"sprinters?|swimmers?|skiers?|skaters?|cyclists?|jockeys?|goalkeepers?|midfielders?|defenders?|strikers?|"
    r"quarterbacks?|pitchers?|batsm[ae]n|bowlers?|head coach|referees?|umpires?|teammates?|tennis player|"
    r"match-?fixing|doping|red[- ]cards?|play-?offs?|semi-?finals?|quarter-?finals?|Grand Prix|Formula One|NASCAR|"
    r"Olympics?|Paralympics?|World Cup|Super Bowl|Premier League|Champions League|FIFA|UEFA|NFL|NBA|WNBA|NHL|MLB|"
    r"NCAA|rugby|cricket|tennis|athletics|basketball|ice hockey|gymnastics|weightlifting|the league title)\b"
)
_GAME = re.compile(_OPENING)
# One such word, and it is more than a game.
_POLITICS = re.compile(
    r"\b(?:wars?|invasion|occupation|neutral|flags?|anthems?|national symbols|government(?:al)?|minister|ministry|"
    r"(?-i:(?:U\.S\.|US|[A-Z]\w+(?:an|ese|ish|ch|i)) president)|"
    r"prime minister|lawmakers?|parliament|senators?|visas?|borders?|boycott\w*|protest\w*|"
    r"rac(?:ist|ism|ial)\w*|"
    r"discriminat\w*|gender|transgender|women's rights|human rights|politic\w*|antisemit\w*|genocid\w*|Nazi|hijab|"
    r"Russia\w*|Belarus\w*|Israel\w*|Palestin\w*|Taiwan\w*|Taliban|militar\w*|soldiers?|kill\w*|attack\w*|terror\w*|"
    r"sanctions?|sportswashing|state-(?:run|sponsored|backed)|deport\w*|asylum|arrest\w*|detain\w*|jail\w*|"
    r"prison\w*|custody|espionage|migrants?|workers|generals?|dictator\w*|opposition|slogans?|banners?|salute)\b",
    re.IGNORECASE,
)
_POWERS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "PTY", "REB", "PRM", "UAF", "SPY", "REF", "OPP"})
# What sport calls by the names of bodies of state.
_BODIES = re.compile(
    r"\b(?i:disciplinary|integrity|anti-doping|independent|federation|association|confederation|league|union|club|team|"
    r"committee|board|tribunal|tour|captain|coach|player|players|athlete|athletes|his|her)\b|\b[A-Z]{3,5}$"
)
_BEATING = frozenset({"ASSAULT", "REJECT", "CONCEDE", "COERCE", "ACCUSE"})
# Who is struck, and crowds, may matter whatever the place.
_BODILY = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "AID"})


def is_match(act: Act) -> bool:
    """Is somebody beaten in a game?"""
    token = act.trigger.token
    return (
        act.trigger.event in _BEATING
        and token.pos_ == "VERB"
        and bool(lemmas_of(token, _WINNING))
        and bool(_PLAYED.search(token.sent.text.strip()))
    )


def is_justice_of_sport(act: Act) -> bool:
    """Is it an act among players, clubs and those who rule their game, with no word of politics beside it?"""
    if act.trigger.event in _BODILY or any(_is_power(e) for e in (*act.actor.entities, *act.recipient.entities)):
        return False
    token = act.trigger.token
    before, sentence = sentence_before(token).strip(), token.sent.text.strip()
    play = _SPORT.search(sentence) or _GAME.search(before)
    return bool(play) and not _POLITICS.search(f"{before} {sentence}")


def _is_power(party: Entity) -> bool:
    """Is a party of the state, of an armed group, a country as such, or who knows who?"""
    power = bool(set(party.sector) & _POWERS) or not party.code
    country = None if party.sector else load_crosswalk().country(party.code)
    if country is not None:  # "the two Koreas", but not a club of its town
        power = any(word[:4] in party.text for word in country.name.split() if word[:1].isupper())
    return power and not _BODIES.search(party.text)
