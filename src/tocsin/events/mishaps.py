"""What nobody did on purpose to anybody: accidents, beasts, faults, inquiries into them (codebook 1 and 2)."""

from __future__ import annotations

import re

from spacy.tokens import Token

from tocsin.actors.vocabulary import REFLEXIVE
from tocsin.events.clauses import case_of, doers, is_passive, objects, owners, subjects
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act
from tocsin.events.telling import sentence_before

# How it happened, if not by anybody's hand.
_MISHAPS = frozenset(
    "explosion blast crash collapse derailment stampede crush fire blaze leak collision sinking capsizing avalanche "
    "landslide accident wildfire earthquake flood storm malfunction lightning hurricane cyclone typhoon tornado "
    "tsunami mudslide heatwave electrocution".split()
)
_VEHICLES = frozenset(
    "car truck lorry bus train tram van vehicle motorcycle airliner ferry driver motorist airbus boeing".split()
)
_PRIVATE = frozenset({"CVL", "BUS"})
_RUNS_INTO = frozenset("strike hit crash collide plough plow kill injure wound set".split())
_BEASTS = frozenset(
    "elephant tiger lion leopard cheetah jaguar puma cougar bear wolf hyena crocodile alligator shark hippopotamus "
    "hippo rhinoceros buffalo bison bull boar snake python cobra monkey chimpanzee dog pitbull bee wasp hornet "
    "jellyfish stingray whale orca kangaroo moose dingo coyote fox rat animal".split()
)
# What is to blame when nobody is.
_FAULTS = _MISHAPS | frozenset(
    "fault failure error outage blackout defect glitch overload weather rain rainfall drought heat heatwave wind "
    "snow ice fog lightning cyclone hurricane typhoon tornado tsunami landslip erosion pandemic epidemic virus "
    "bacterium disease infection shortage delay turbulence age wear corrosion circuit switch battery engine bug".split()
)
# What is inquired into as well.
_BREAKDOWNS = frozenset({"outage", "blackout", "breakdown"})
_INQUIRING = frozenset("investigate investigation inquiry probe inquest examine inspect".split())
_UNMEANT = frozenset({"accidentally", "inadvertently", "unintentionally"})
_HARMING = frozenset("kill shoot stab hang injure wound harm hurt drown poison".split())
_VIOLENCE = (
    r"attack|assault|bomb|suicide|militant|terror|gunm[ae]n|shoot|shot|gunfire|open(?:s|ed|ing)? fire|"
    r"fire[ds] (?:on|at|into)|(?:police|troops|soldiers|forces|guards|men|who) fire (?:on|at|into)|IED|device|drone|"
    r"missile|rocket|projectile|shell|grenade|land ?mine|insurgent|rebel|sabot|deliberate|intentional|detonat|"
    r"explosives|assassin|arson|airstrike|air strike|strikes? on|artiller|mortar|hostil|raid|clash|protest|riot|mob|"
    r"murder|war\b|ramm|ceasefire|torpedo|set (?:on fire|fire|ablaze|alight)"
)
_VIOLENT = re.compile(rf"\b(?:{_VIOLENCE})", re.IGNORECASE)
# Whose inquiries are into guilt.
_INQUIRERS = frozenset({"JUD", "LEG", "COP", "MIL", "OPP"})
# Of somebody's guilt rather than of causes.
_GUILT = re.compile(
    r"\b(?:arrest|detain|charge[sd]|suspect|criminal|negligen|corrupt|brib|cover-up|resign|lawsuit|guilty|homicide|"
    r"manslaughter|protest|migrant|refugee|prosecutor|ammunition|military|sabotage)",
    re.IGNORECASE,
)
# One such word, and it may have been meant: then the judge decides.
_MEANT = re.compile(
    rf"\b(?:{_VIOLENCE}|police|soldier|army|claim(?:s|ed)? responsib|perpetrat|suspect)",
    re.IGNORECASE,
)
_TOLL = frozenset("kill injure wound hurt sink sinking crash burn".split())


def is_mishap(act: Act) -> bool:
    """Is it nobody's act on anybody: an accident, a beast's, one done to oneself, or a search for causes?"""
    return _is_accident(act) or _by_beast(act) or _seeks_causes(act) or _blames_things(act) or _not_on_purpose(act)


def _is_accident(act: Act) -> bool:
    """Is a toll told without a doer and by a mishap, or by a vehicle that runs into somebody, and no word of intent?"""
    token = act.trigger.token
    if _runs(token):
        private = all(set(e.sector) & _PRIVATE for e in act.actor.entities)
        return private and act.trigger.event in ("ASSAULT", "PROTEST") and not _MEANT.search(token.sent.text)
    if act.trigger.event != "ASSAULT" or act.actor.entities or not lemmas_of(token, _TOLL):
        return False
    return any(t.lemma_.lower() in _MISHAPS for t in token.sent) and not _MEANT.search(token.sent.text)


def _runs(token: Token) -> bool:
    """Does a vehicle run into somebody ("a truck struck pedestrians")?"""
    if token.pos_ != "VERB" or not lemmas_of(token, _RUNS_INTO) or is_passive(token):
        return False
    return bool(objects(token)) and any(s.lemma_.lower() in _VEHICLES for s in subjects(token))


def _by_beast(act: Act) -> bool:
    """Is somebody hurt by an animal ("a tiger killed", "bear attacks")?"""
    token = act.trigger.token
    if act.trigger.event != "ASSAULT":
        return False
    by = doers(token) if token.pos_ == "VERB" else [*owners(token), *(c for c in token.children if case_of(c) == "by")]
    return any(t.lemma_.lower() in _BEASTS and t.text[:1].islower() for t in by)


def _seeks_causes(act: Act) -> bool:
    """Is the cause of an accident looked for, and nobody accused ("investigates the crash")?"""
    token = act.trigger.token
    if act.trigger.event != "ACCUSE" or act.recipient.entities or not lemmas_of(token, _INQUIRING):
        return False
    if any(set(e.sector) & _INQUIRERS for e in act.actor.entities):
        return False
    told = sentence_before(token) + token.sent.text
    lemmas = {t.lemma_.lower() for t in token.doc[max(0, token.sent.start - 60) : token.sent.end]}
    return bool(lemmas & (_MISHAPS | _BREAKDOWNS)) and not _VIOLENT.search(told) and not _GUILT.search(told)


def _blames_things(act: Act) -> bool:
    """Is something put down to a thing ("attributes the outage to a faulty switch")?"""
    token = act.trigger.token
    if act.trigger.event != "ACCUSE" or not lemmas_of(token, ("attribute", "blame")):
        return False
    wanted = "to" if lemmas_of(token, ("attribute",)) else "on"
    below = [c for n in (token, *token.children) for c in n.children if case_of(c) == wanted]
    named = below or (objects(token) if wanted == "on" else [])
    return bool(named) and all(t.lemma_.lower() in _FAULTS for t in named)


def _not_on_purpose(act: Act) -> bool:
    """Is it said to have been an accident, or done to oneself ("threatened to kill himself")?"""
    token = act.trigger.token
    if act.trigger.event == "ASSAULT":
        own = [t for t in token.children if t.dep_ == "obj" and t.lower_ in REFLEXIVE]
        elsewhere = token.sent.text.replace(token.text, "")
        return bool(own) and bool(lemmas_of(token, _HARMING)) and not _VIOLENT.search(elsewhere)
    if act.trigger.event == "MOBILIZE":  # who enters another's airspace has entered it
        return False
    return any(c.dep_ == "advmod" and c.lower_ in _UNMEANT for c in token.children)
