"""What nobody did on purpose and what is only play: accidents without a doer, matches won and lost (codebook 1)."""

from __future__ import annotations

import re

from spacy.tokens import Token

from tocsin.events.clauses import is_passive, objects, subjects
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act

# How it happened, if not by anybody's hand.
_MISHAPS = frozenset(
    "explosion blast crash collapse derailment stampede crush fire blaze leak collision sinking capsizing avalanche "
    "landslide accident wildfire earthquake flood storm malfunction".split()
)
_VEHICLES = frozenset(
    "car truck lorry bus train tram van vehicle motorcycle airliner ferry driver motorist airbus boeing".split()
)
_PRIVATE = frozenset({"CVL", "BUS"})
_RUNS_INTO = frozenset("strike hit crash collide plough plow kill injure wound set".split())
# One such word, and it may have been meant: then the judge decides.
_MEANT = re.compile(
    r"\b(?:attack|assault|bomb|suicide|militant|terror|gunm[ae]n|shoot|shot|fire[ds]? (?:on|at|into)|IED|device|drone|"
    r"missile|rocket|projectile|shell|grenade|land ?mine|insurgent|rebel|sabot|deliberate|intentional|detonat|"
    r"explosives|assassin|arson|airstrike|air strike|strikes? on|artiller|mortar|hostil|raid|clash|protest|riot|mob|"
    r"murder|police|soldier|army|war\b|ramm|ceasefire|claim(?:s|ed)? responsib|perpetrat|suspect)",
    re.IGNORECASE,
)
_WINNING = frozenset("defeat beat overcome thrash edge eliminate win trounce rout".split())
_PLAYED = re.compile(
    r"^In (?:American |Canadian |association |Australian |Gaelic |ice |field |men's |women's |rugby |horse |auto )*"
    r"(?:football|soccer|baseball|basketball|hockey|cricket|rugby|tennis|golf|cycling|boxing|racing|league|union|"
    r"volleyball|handball|athletics|chess|esports|motorsport|softball|lacrosse)\b|"
    r"\b\d{1,3}[–-]\d{1,3}\b|\b(?:final|championships?|tournament|playoffs?|Super Bowl|World Series|Stanley Cup|"
    r"Grand Prix|innings|wickets|overtime|shootout|semi-?finals?|quarter-?finals?|World Cup|Olympics|league title|"
    r"knockout|medal)\b"
)
_TOLL = frozenset("kill injure wound hurt sink sinking crash burn".split())
_PLAY = frozenset({"ASSAULT", "REJECT", "CONCEDE", "COERCE", "ACCUSE"})


def is_mishap(act: Act) -> bool:
    """Is a toll told without a doer and by a mishap, or by a vehicle that runs into somebody, and no word of intent?"""
    token = act.trigger.token
    if _runs(token):
        private = all(set(e.sector) & _PRIVATE for e in act.actor.entities)
        return private and act.trigger.event in ("ASSAULT", "PROTEST") and not _MEANT.search(token.sent.text)
    if act.trigger.event != "ASSAULT" or act.actor.entities or not lemmas_of(token, _TOLL):
        return False
    return any(t.lemma_.lower() in _MISHAPS for t in token.sent) and not _MEANT.search(token.sent.text)


def is_match(act: Act) -> bool:
    """Is somebody beaten in a game?"""
    token = act.trigger.token
    return (
        act.trigger.event in _PLAY
        and token.pos_ == "VERB"
        and bool(lemmas_of(token, _WINNING))
        and bool(_PLAYED.search(token.sent.text.strip()))
    )


def _runs(token: Token) -> bool:
    """Does a vehicle run into somebody ("a truck struck pedestrians")?"""
    if token.pos_ != "VERB" or not lemmas_of(token, _RUNS_INTO) or is_passive(token):
        return False
    return bool(objects(token)) and any(s.lemma_.lower() in _VEHICLES for s in subjects(token))
