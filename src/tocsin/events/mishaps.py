"""What nobody did on purpose to anybody: accidents, beasts, faults, inquiries into them (codebook 1 and 2)."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors.vocabulary import REFLEXIVE
from tocsin.events.apolitical import Apolitical
from tocsin.events.clauses import case_of, doers, is_passive, objects, owners, subjects
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act
from tocsin.events.telling import sentence_before

_PRIVATE = frozenset({"CVL", "BUS"})
_RUNS_INTO = frozenset("strike hit crash collide plough plow kill injure wound set".split())
_INQUIRING = frozenset("investigate investigation inquiry probe inquest examine inspect".split())
# Whose inquiries are into guilt.
_INQUIRERS = frozenset({"JUD", "LEG", "COP", "MIL", "OPP"})
_UNMEANT = frozenset({"accidentally", "inadvertently", "unintentionally"})
_HARMING = frozenset("kill shoot stab hang injure wound harm hurt drown poison".split())
_TOLL = frozenset("kill injure wound hurt sink sinking crash burn".split())


def is_mishap(act: Act, words: Apolitical) -> bool:
    """Is it nobody's act on anybody: an accident, a beast's, one done to oneself, or a search for causes?"""
    return (
        _is_accident(act, words)
        or _by_beast(act, words)
        or _seeks_causes(act, words)
        or _blames_things(act, words)
        or _not_on_purpose(act, words)
    )


def _is_accident(act: Act, words: Apolitical) -> bool:
    """Is a toll told without a doer and by a mishap, or by a vehicle that runs into somebody, and no word of intent?"""
    token = act.trigger.token
    meant = words.told(token.sent.text, "violence", "intent")
    if _runs(token, words):
        private = all(set(e.sector) & _PRIVATE for e in act.actor.entities)
        return private and act.trigger.event in ("ASSAULT", "PROTEST") and not meant
    if act.trigger.event != "ASSAULT" or act.actor.entities or not lemmas_of(token, _TOLL):
        return False
    return any(words.is_one(t, "mishaps") for t in token.sent) and not meant


def _runs(token: Token, words: Apolitical) -> bool:
    """Does a vehicle run into somebody ("a truck struck pedestrians")?"""
    if token.pos_ != "VERB" or not lemmas_of(token, _RUNS_INTO) or is_passive(token):
        return False
    return bool(objects(token)) and any(words.is_one(s, "vehicles") for s in subjects(token))


def _by_beast(act: Act, words: Apolitical) -> bool:
    """Is somebody hurt by an animal ("a tiger killed", "bear attacks")?"""
    token = act.trigger.token
    if act.trigger.event != "ASSAULT":
        return False
    by = doers(token) if token.pos_ == "VERB" else [*owners(token), *(c for c in token.children if case_of(c) == "by")]
    return any(words.is_one(t, "beasts") and t.text[:1].islower() and not _is_led(t, words) for t in by)


def _is_led(beast: Token, words: Apolitical) -> bool:
    """Is it the animal of police or soldiers ("police dogs", "the officer's dog")?"""
    before = [c for c in beast.children if c.i < beast.i]
    return any(words.is_one(t, "handlers") for c in before for t in c.subtree)


def _seeks_causes(act: Act, words: Apolitical) -> bool:
    """Is the cause of an accident looked for, and nobody accused ("investigates the crash")?"""
    token = act.trigger.token
    if act.trigger.event != "ACCUSE" or act.recipient.entities or not lemmas_of(token, _INQUIRING):
        return False
    if any(set(e.sector) & _INQUIRERS for e in act.actor.entities):
        return False
    told = sentence_before(token) + token.sent.text
    near = token.doc[max(0, token.sent.start - 60) : token.sent.end]
    return any(words.is_one(t, "mishaps", "breakdowns") for t in near) and not words.told(told, "violence", "guilt")


def _blames_things(act: Act, words: Apolitical) -> bool:
    """Is something put down to a thing ("attributes the outage to a faulty switch")?"""
    token = act.trigger.token
    if act.trigger.event != "ACCUSE" or not lemmas_of(token, ("attribute", "blame")):
        return False
    wanted = "to" if lemmas_of(token, ("attribute",)) else "on"
    below = [c for n in (token, *token.children) for c in n.children if case_of(c) == wanted]
    named = below or (objects(token) if wanted == "on" else [])
    return bool(named) and all(words.is_one(t, "faults", "mishaps", "breakdowns") for t in named)


def _not_on_purpose(act: Act, words: Apolitical) -> bool:
    """Is it said to have been an accident, or done to oneself ("threatened to kill himself")?"""
    token = act.trigger.token
    if act.trigger.event == "ASSAULT":
        own = [t for t in token.children if t.dep_ == "obj" and t.lower_ in REFLEXIVE]
        elsewhere = token.sent.text.replace(token.text, "")
        return bool(own) and bool(lemmas_of(token, _HARMING)) and not words.told(elsewhere, "violence")
    if act.trigger.event == "MOBILIZE":  # who enters another's airspace has entered it
        return False
    return any(c.dep_ == "advmod" and c.lower_ in _UNMEANT for c in token.children)
