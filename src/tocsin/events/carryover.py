"""A later mention of clearly the same act inherits what was said before (codebook 9): "the strike hit a base"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from tocsin.actors.resolver import DocActors
from tocsin.events.clauses import objects
from tocsin.events.parties import Parties
from tocsin.events.reading import Act
from tocsin.records import Entity

# How many sentences back a mention is still taken up; beyond that "the attack" is as often another one.
REACH = 8
# How many sentences after a demand "failure to do so" still speaks of it.
_FOLLOWING = 2
_UNMET = (
    "failure to do so",
    "failing to do so",
    "failing that",
    "failure to comply",
    "refusal to do so",
    "if it did not",
    "if it does not",
    "unless it d",
)
# Protests here and there in the world are of no one country; strikes are by those who work.
_WORLDWIDE = ("worldwide", "globally", "elsewhere", "around the world", "across the world", "around the globe")
_STRIKES = frozenset({"strike", "walkout", "stoppage", "walk-out"})
# Belief in the country of people whom only their protest names: of 19 in the development readings 15 were right.
_IMPLIED = 0.6
# What is answered, with what verbs, and within how many sentences.
_PUT = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
_ANSWERED = 3
_REFUSING = frozenset("reject deny dismiss refuse decline rebuff spurn rule refute dispute turn".split())
# Who was held or pressed is let go by whoever did it: on the readings' such acts 14 times in 15.
_RELEASES = frozenset({"RETREAT", "CONCEDE"})
_HELD = frozenset({"COERCE", "SANCTION", "THREATEN", "REQUEST", "ACCUSE"})
# What always falls on somebody: of the readings' penalties and gifts one in forty has no recipient.
_FALLS_ON = frozenset({"SANCTION", "AID", "THREATEN"})
# Who judges a deed, whose words are not the deed judged, and nouns that only say that something was done.
_SAID = frozenset({"ACCUSE", "SUPPORT", "REQUEST"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})
_DEEDS = dict.fromkeys(("arrest", "detention", "seizure", "crackdown", "takeover", "occupation", "blockade"), "COERCE")
_DEEDS |= dict.fromkeys(("attack", "strike", "airstrike", "raid", "bombing", "shelling", "killing"), "ASSAULT")
_DEEDS |= dict.fromkeys(("murder", "massacre", "assassination", "execution", "invasion", "shooting"), "ASSAULT")
_DEEDS |= dict.fromkeys(("sanction", "tariff", "expulsion", "embargo", "conviction", "sentence"), "SANCTION")
_DEEDS |= dict.fromkeys(("withdrawal", "release", "ceasefire", "pullout"), "RETREAT")
_DEEDS |= dict.fromkeys(("launch", "test", "deployment", "buildup"), "MOBILIZE")
_APPROVING = frozenset({"sign", "approve", "ratify", "adopt", "pass", "endorse", "vote", "recognise", "recognize"})
_STEPS = frozenset(
    "decision move step action announcement message ruling verdict statement remark gesture offer choice".split()
)
_OWN = frozenset({"obj", "iobj", "obl", "nmod", "xcomp", "acl"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def carry_over(acts: list[Act]) -> None:
    """Fill empty roles of definite nominal mentions from the nearest earlier act of the same type. Changes ``acts``."""
    for k, act in enumerate(acts):
        token = act.trigger.token
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        definite = _is_definite(token)
        if not definite and act.trigger.event != "PROTEST":
            continue
        earlier = next((a for a in _near(acts[:k], token) if _same(a, act, definite)), None)
        if earlier is None:
            continue
        act.same = earlier
        for mine, theirs in ((act.actor, earlier.actor), (act.recipient, earlier.recipient)):
            if (
                not mine.entities
                and theirs.entities
                and not _codes(theirs) & (_codes(act.actor) | _codes(act.recipient))
            ):
                _inherit(mine, theirs)


def name_crowds(acts: list[Act], actors: DocActors) -> None:
    """Protesters whom nobody names are people of the country the protest is in. Changes ``acts``."""
    for act in acts:
        token = act.trigger.token
        if act.trigger.event != "PROTEST" or act.actor.entities:
            continue
        code = "" if _is_everywhere(token) else actors.home(token)
        if not code:
            continue
        hunger = token.i > 0 and token.nbor(-1).lower_ == "hunger"
        sector = "LAB" if token.lemma_.lower() in _STRIKES and not hunger else "CVL"
        span = (token.idx, token.idx + len(token.text))
        crowd = Entity(code=code, sector=(sector,), text=token.text, name=f"people in {code}", span=span)
        act.actor.add(token, [crowd], "implied by the protest")
        act.actor.sure = _IMPLIED


def _is_everywhere(token: Token) -> bool:
    said = token.sent.text.lower()
    return any(words in said for words in _WORLDWIDE)


def answer_the_asker(acts: list[Act]) -> None:
    """Who refuses or denies, nobody being named, answers whoever asked, accused or threatened him before.

    "Ottawa accused Delhi of the murder. India dismissed the charge": to Canada. Changes ``acts``.
    """
    for k, act in enumerate(acts):
        own = _codes(act.actor)
        if act.trigger.event != "REJECT" or act.recipient.entities or not own:
            continue
        if act.trigger.token.lemma_.lower() not in _REFUSING:  # "blocked a shipment"
            continue
        for earlier in reversed(acts[:k]):
            if _sentences_between(earlier.trigger.token, act.trigger.token) > _ANSWERED:
                break
            put = earlier.trigger.event in _PUT and own & _codes(earlier.recipient)
            if put and _codes(earlier.actor) and not _labels(act.actor) & _labels(earlier.actor):
                act.recipient = _taken_from(earlier.actor, "answered")
                break


def name_the_releaser(acts: list[Act]) -> None:
    """Who frees, eases or gives way, nobody being named: whoever held or pressed the same one before.

    "Six Iranians arrested in Azerbaijan ... were released on Monday". Changes ``acts``.
    """
    for k, act in enumerate(acts):
        theirs = _codes(act.recipient)
        if act.trigger.event not in _RELEASES or act.actor.entities or not theirs:
            continue
        for earlier in _near(acts[:k], act.trigger.token):
            close = _sentences_between(earlier.trigger.token, act.trigger.token) <= _ANSWERED
            held = earlier.trigger.event in _HELD and theirs & _codes(earlier.recipient)
            named = all(e.text for e in earlier.actor.entities)  # not a court that only a sentence implies
            other = _codes(earlier.actor) and not _labels(earlier.actor) & _labels(act.recipient)
            if close and held and named and other:
                act.actor = _taken_from(earlier.actor, "held before")
                break


def address_the_other(acts: list[Act]) -> None:
    """Whom a penalty or a gift falls on, nobody being named: the one it is about in the sentences before.

    That is whoever acted on the doer last, else whom the doer acted on last ("Paris gave 100,000 doses"). Changes
    ``acts``. Of the readings' such acts told without a recipient's words, nine in ten have that one.
    """
    for k, act in enumerate(acts):
        own = _codes(act.actor)
        if act.trigger.event not in _FALLS_ON or act.recipient.entities or not own:
            continue
        near = [a for a in acts[:k] if _sentences_between(a.trigger.token, act.trigger.token) <= _ANSWERED]
        for earlier in reversed(near):
            if own & _codes(earlier.recipient) and _codes(earlier.actor) - own == _codes(earlier.actor) != set():
                act.recipient = _taken_from(earlier.actor, "acted on the doer before")
                break
            if own == _codes(earlier.actor) and _codes(earlier.recipient) and not own & _codes(earlier.recipient):
                act.recipient = _taken_from(earlier.recipient, "acted on before")
                break


def judge_the_doer(acts: list[Act]) -> None:
    """Who praises or condemns "the decision", nobody being named, speaks of whose it is. Changes ``acts``.

    That of an earlier act told by the same noun or of its type ("the raid" of a strike); of "the move" and the like, of
    the last step told. What is signed or approved is no judgement of somebody.
    """
    for k, act in enumerate(acts):
        token = act.trigger.token
        if act.trigger.event not in _JUDGING or act.recipient.entities or token.pos_ != "VERB":
            continue
        if token.lemma_.lower() in _APPROVING:
            continue
        deed = next((t for t in objects(token) if _is_definite(t) and t.pos_ == "NOUN"), None)
        if deed is None:
            continue
        own = _labels(act.actor)
        steps = [
            a
            for a in _near(acts[:k], token)
            if _codes(a.actor) and a.trigger.event not in _SAID and not own & _labels(a.actor)
        ]
        lemma = deed.lemma_.lower()
        named = [a for a in steps if a.trigger.token.lemma_.lower() == lemma or a.trigger.event == _DEEDS.get(lemma)]
        if not named and lemma in _STEPS:
            named = [a for a in steps if _sentences_between(a.trigger.token, token) <= _ANSWERED] or steps
        if named:
            act.recipient = _taken_from(named[0].actor, f"whose {lemma} it is")


def warn_the_asked(acts: list[Act]) -> None:
    """A warning of what follows if a demand is not met goes to the one asked. Changes ``acts``.

    "Urged China to ..., warning that failure to do so would ...": behind the demand in its sentence, or in one of the
    next, by the same speaker, about "failure to do so".
    """
    for k, act in enumerate(acts):
        token = act.trigger.token
        named = {t.i for t in objects(token)} & {t.i for t in act.recipient.tokens}
        if act.trigger.event != "THREATEN" or token.lemma_.lower() != "warn" or named:
            continue
        demands = [a for a in acts[:k] if a.trigger.event == "REQUEST" and a.recipient.entities]
        demand = next((a for a in reversed(demands) if _sentences_between(a.trigger.token, token) <= _FOLLOWING), None)
        if demand is None or not (_hangs_on(token, demand.trigger.token) or _takes_up_demand(token)):
            continue
        if _codes(act.actor) == _codes(demand.actor) or not act.actor.entities:
            act.recipient = _taken_from(demand.recipient, "asked")


def warn_who_would_act(acts: list[Act]) -> None:
    """A threat on condition of an act goes to whoever would do it. Changes ``acts``.

    "Warned that any North Korean test would be met with ...": unless the threat's own words, or those of what is
    threatened, say whom it goes to ("threatened to strike US bases if Israel attacks").
    """
    for act in acts:
        outer = act.parent
        if outer is None or act.role != "condition" or outer.trigger.event != "THREATEN":
            continue
        told = any(a.parent is outer and a.role != "condition" and a.recipient.entities for a in acts)
        if told or _stands_with(outer) or not act.actor.entities or _codes(act.actor) & _codes(outer.actor):
            continue
        outer.recipient = _taken_from(act.actor, "would act")


def _stands_with(act: Act) -> bool:
    """Is a recipient named in the predicate's own phrases: its objects, its prepositions, its infinitive?"""
    token = act.trigger.token
    inside = {d.i for c in token.children if c.dep_ in _OWN for d in c.subtree}
    return any(t.i in inside for t in act.recipient.tokens)


def _taken_from(parties: Parties, why: str) -> Parties:
    """The parties of another act, in the same words."""
    how = [f"{why}: {how}" for how in parties.how]
    return Parties(list(parties.tokens), list(parties.entities), how, parties.sure)


def _hangs_on(token: Token, verb: Token) -> bool:
    """Is a verb a participle of another one, or joined to it?"""
    return token.head.i == verb.i and token.dep_ in ("advcl", "conj", "parataxis", "xcomp")


def _takes_up_demand(token: Token) -> bool:
    """Does what is warned of begin with the demand's not being met?"""
    said = token.doc[token.i : token.sent.end].text.lower()
    return any(phrase in said for phrase in _UNMET)


def _near(earlier: list[Act], token: Token) -> Iterator[Act]:
    """The acts told within REACH sentences before, the nearest first."""
    return takewhile(lambda act: _sentences_between(act.trigger.token, token) <= REACH, reversed(earlier))


def _is_definite(token: Token) -> bool:
    """Does "the" or "this" open the noun's phrase? Read off the words: trees often lose a determiner."""
    for i in range(token.i - 1, max(-1, token.i - 4), -1):
        word = token.doc[i]
        if word.lower_ in _DEFINITE:
            return True
        if word.pos_ not in ("ADJ", "NOUN", "NUM"):
            return False
    return False


def _same(earlier: Act, act: Act, definite: bool) -> bool:
    """Could both tell one act? Same type, no contradicting party; a new indefinite noun only by its own lemma."""
    if earlier.trigger.event != act.trigger.event or not (earlier.actor.entities or earlier.recipient.entities):
        return False
    if not definite and earlier.trigger.token.lemma_.lower()[:5] != act.trigger.token.lemma_.lower()[:5]:
        return False
    for mine, theirs in ((act.actor, earlier.actor), (act.recipient, earlier.recipient)):
        if mine.entities and theirs.entities and not _codes(mine) & _codes(theirs):
            return False
    return True


def _labels(parties: Parties) -> set[tuple[str, tuple[str, ...]]]:
    """Codes with sectors: within a country the government answers the opposition."""
    return {(e.code, e.sector) for e in parties.entities}


def _codes(parties: Parties) -> set[str]:
    return {e.code for e in parties.entities if e.code}


def _inherit(mine: Parties, theirs: Parties) -> None:
    for token in theirs.tokens:
        mine.tokens.append(token)
    mine.entities += theirs.entities
    mine.how += [f"carried over: {how}" for how in theirs.how]
    mine.sure = 0.7 * theirs.sure


def _sentences_between(first: Token, second: Token) -> int:
    return sum(1 for t in first.doc[first.i + 1 : second.i + 1] if t.is_sent_start)
