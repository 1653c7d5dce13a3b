"""Whom a protest is against, by its "against", and whose cause or house it only is."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.events.clauses import agents, case_of, conjuncts
from tocsin.events.lemmas import lemmas_of
from tocsin.events.triggers import Trigger

_PROTESTS = frozenset(
    "protest demonstration rally march strike riot walkout campaign unrest sit-in demo vigil uprising".split()
)
# Steps, which somebody has taken or means to take.
_STEPS = frozenset(
    "plan proposal measure law bill policy decision reform cut budget decree move rule tax ban deal project pipeline "
    "austerity programme program order development regulation scheme crackdown handling killing".split()
)
_WARS = frozenset({"war", "conflict", "invasion"})
_HOUSES = frozenset({"outside", "at", "near", "before", "front"})
# What is asked for the good of somebody, of others.
_BOONS = frozenset("release freedom reinstatement return liberation acquittal rescue safety extradition".split())


def is_opposed(word: Token, trigger: Trigger) -> bool:
    """Does "against" say so: "marched in protests against X", "protest against cuts planned by X"?"""
    if trigger.event != "PROTEST" or lemmas_of(word, _WARS):
        return False
    steps = _against(trigger.token)
    if any(word.i == _owner(step).i for step in steps):
        return True
    return any(word.i in {a.i for a in _takers(step)} for step in steps)


def _against(token: Token) -> list[Token]:
    """What the protest is said to be against: of the trigger, or of the protests that one marches in."""
    places = [token, *(c for c in token.children if c.dep_ in ("obl", "nmod", "obj"))]
    inner = [c for p in places for c in p.children if c.dep_ in ("nmod", "obl")]
    nouns = [token, *(t for t in {*places, *inner} if lemmas_of(t, _PROTESTS))]
    return [x for n in nouns for c in n.children if case_of(c) == "against" for x in conjuncts(c)]


def _owner(step: Token) -> Token:
    """Whose it is that a protest is against ("against the *mayor*'s plans"), else itself."""
    return next((c for c in step.children if c.dep_ == "nmod:poss" and step.pos_ == "NOUN"), step)


def _takers(step: Token) -> list[Token]:
    """Who takes a step: "cuts planned by X", "plans by X"."""
    if not lemmas_of(step, _STEPS):
        return []
    told = [a for c in step.children if c.dep_ in ("acl", "acl:relcl") for a in agents(c)]
    told += [c for c in step.children if c.dep_ in ("nmod", "obl") and case_of(c) == "by"]
    return [x for t in told for x in conjuncts(t)]


def is_only_host(word: Token, trigger: Trigger) -> bool:
    """Does a protest against another only take place at somebody's house ("protest against X outside Y's embassy")?"""
    if trigger.event != "PROTEST" or case_of(word) not in _HOUSES:
        return False
    return any(t.pos_ == "PROPN" for part in _against(trigger.token) for t in part.subtree if t.i != word.i)


def is_helped(word: Token, trigger: Trigger) -> bool:
    """Is it whose good is asked for ("demanded the release of X", "rallied for X's return")?"""
    if trigger.event not in ("PROTEST", "REQUEST") or not lemmas_of(word.head, _BOONS):
        return False
    return word.dep_ == "nmod:poss" or (word.dep_ == "nmod" and case_of(word) == "of")
