"""Whom an act is done to, or who does it, where its own sentence does not say but the telling does.

Answers go to whoever asked, judgements to whose deed it was, penalties to whom the sentences before are about.
"""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors.registry import NON_STATES
from tocsin.actors.resolver import DocActors
from tocsin.events.clauses import objects
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act
from tocsin.events.telling import near, opens_definite, sentences_between
from tocsin.records import Entity

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
# What is answered, with what verbs, and within how many sentences.
_PUT = frozenset({"REQUEST", "ACCUSE", "THREATEN"})
_ANSWERED = 3
_REFUSING = frozenset("reject deny dismiss refuse decline rebuff spurn rule refute dispute turn".split())
# What is said or given to whom one meets, and how its verb hangs on the meeting's.
_SPOKEN = frozenset({"REQUEST", "THREATEN", "AGREE", "AID", "SUPPORT", "ACCUSE"})
_PURPOSES = frozenset({"advcl", "xcomp", "conj"})
# Acts against whoever governs, and those who stand against him at home.
_COUPS = frozenset({"coup", "putsch", "mutiny", "overthrow"})
_AGAINST = frozenset({"OPP"})
_AGAINST_BOTH = frozenset({"ACCUSE", "THREATEN", "SANCTION", "REJECT", "REQUEST"})
_MUTUAL = frozenset({"each other", "one another"})
_MUTUALLY = 6  # words behind the verb: "hurled accusations at each other"
_PEOPLE = frozenset({"CVL", "OPP", "EDU", "LAB"})
_ARTICLE = 6  # sentences
# Who was held or pressed is let go by whoever did it: on the readings' such acts 14 times in 15.
_RELEASES = frozenset({"RETREAT", "CONCEDE"})
_HELD = frozenset({"COERCE", "SANCTION", "THREATEN", "REQUEST", "ACCUSE"})
# What always falls on somebody: of the readings' penalties and gifts one in forty has no recipient. Accusations do so
# where the other stands in the very sentence or the one before (of our own texts 13 times in 14).
_FALLS_ON = frozenset({"SANCTION", "AID", "THREATEN", "ACCUSE"})
_CLOSE = 1
# Who judges a deed, whose words are not the deed judged, and nouns that only say that something was done.
_SAID = frozenset({"ACCUSE", "SUPPORT", "REQUEST"})
_JUDGING = frozenset({"ACCUSE", "SUPPORT"})
_OPPOSING = frozenset({"oppose", "denounce", "decry", "condemn"})
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


def name_the_unnamed(acts: list[Act], actors: DocActors) -> None:
    """Fill the parties that the sentences before tell, the surest rules first. Changes ``acts``."""
    _answer_the_asker(acts)
    _judge_the_doer(acts)
    _address_the_other(acts)
    _name_the_releaser(acts)
    _speak_to_the_visited(acts)
    _turn_on_the_government(acts, actors)
    _turn_on_each_other(acts)
    _warn_the_asked(acts)


def _answer_the_asker(acts: list[Act]) -> None:
    """Who refuses or denies, nobody being named, answers whoever asked, accused or threatened him before.

    "Ottawa accused Delhi of the murder. India dismissed the charge": to Canada. Changes ``acts``.
    """
    for k, act in enumerate(acts):
        own = act.actor.codes()
        if act.trigger.event != "REJECT" or act.recipient.entities or not own:
            continue
        if act.trigger.token.lemma_.lower() not in _REFUSING:  # "blocked a shipment"
            continue
        for earlier in near(acts[:k], act.trigger.token):
            if sentences_between(earlier.trigger.token, act.trigger.token) > _ANSWERED:
                break
            put = earlier.trigger.event in _PUT and own & earlier.recipient.codes()
            if put and earlier.actor.codes() and not act.actor.labels() & earlier.actor.labels():
                act.recipient = earlier.actor.passed_on("answered")
                break


def _judge_the_doer(acts: list[Act]) -> None:
    """Who praises or condemns "the decision", nobody being named, speaks of whose it is. Changes ``acts``.

    That of an earlier act told by the same noun or of its type ("the raid" of a strike); of "the move" and the like, of
    the last step told. What is signed or approved is no judgement of somebody.
    """
    for k, act in enumerate(acts):
        token = act.trigger.token
        judges = act.trigger.event in _JUDGING or (act.trigger.event == "REJECT" and lemmas_of(token, _OPPOSING))
        if not judges or act.recipient.entities or token.pos_ != "VERB":
            continue
        if token.lemma_.lower() in _APPROVING:
            continue
        deed = next((t for t in objects(token) if opens_definite(t) and t.pos_ == "NOUN"), None)
        if deed is None:
            continue
        own = act.actor.labels()
        steps = [
            a
            for a in near(acts[:k], token)
            if a.actor.codes() and a.trigger.event not in _SAID and not own & a.actor.labels()
        ]
        lemma = deed.lemma_.lower()
        named = [a for a in steps if a.trigger.token.lemma_.lower() == lemma or a.trigger.event == _DEEDS.get(lemma)]
        if not named and lemma in _STEPS:
            named = [a for a in steps if sentences_between(a.trigger.token, token) <= _ANSWERED] or steps
        if named:
            act.recipient = named[0].actor.passed_on(f"whose {lemma} it is")


def _address_the_other(acts: list[Act]) -> None:
    """Whom a penalty or a gift falls on, nobody being named: the one it is about in the sentences before.

    That is whoever acted on the doer last, else whom the doer acted on last ("Paris gave 100,000 doses"). Changes
    ``acts``. Of the readings' such acts told without a recipient's words, nine in ten have that one.
    """
    for k, act in enumerate(acts):
        own = act.actor.codes()
        if act.trigger.event not in _FALLS_ON or act.recipient.entities or not own:
            continue
        for earlier in near(acts[:k], act.trigger.token):
            far = _CLOSE if act.trigger.event == "ACCUSE" else _ANSWERED
            if sentences_between(earlier.trigger.token, act.trigger.token) > far:
                break
            if own & earlier.recipient.codes() and earlier.actor.codes() - own == earlier.actor.codes() != set():
                act.recipient = earlier.actor.passed_on("acted on the doer before")
                break
            if own == earlier.actor.codes() and earlier.recipient.codes() and not own & earlier.recipient.codes():
                act.recipient = earlier.recipient.passed_on("acted on before")
                break


def _name_the_releaser(acts: list[Act]) -> None:
    """Who frees, eases or gives way, nobody being named: whoever held or pressed the same one before.

    "Six Iranians arrested in Azerbaijan ... were released on Monday". Changes ``acts``.
    """
    for k, act in enumerate(acts):
        theirs = act.recipient.codes()
        if act.trigger.event not in _RELEASES or act.actor.entities or not theirs:
            continue
        for earlier in near(acts[:k], act.trigger.token):
            close = sentences_between(earlier.trigger.token, act.trigger.token) <= _ANSWERED
            held = earlier.trigger.event in _HELD and theirs & earlier.recipient.codes()
            named = all(e.text for e in earlier.actor.entities)  # not a court that only a sentence implies
            other = earlier.actor.codes() and not earlier.actor.labels() & act.recipient.labels()
            if close and held and named and other:
                act.actor = earlier.actor.passed_on("held before")
                break


def _speak_to_the_visited(acts: list[Act]) -> None:
    """Who visits, calls or meets somebody to ask, offer or threaten does so to him. Changes ``acts``."""
    by_word = {t.i: a for a in acts for t in (a.trigger.token, *a.also) if a.trigger.event == "CONSULT"}
    for act in acts:
        token = act.trigger.token
        met = by_word.get(token.head.i)
        if met is None or act.recipient.entities or act.trigger.event not in _SPOKEN or token.dep_ not in _PURPOSES:
            continue
        if met.recipient.codes() and not met.recipient.labels() & act.actor.labels():
            act.recipient = met.recipient.passed_on("met")


def _turn_on_the_government(acts: list[Act], actors: DocActors) -> None:
    """Whom a coup is against, and whom the opposition accuses, nobody being named: the own government.

    So too, in articles, what those demand who protest in them; of items of a sentence or two careful coders
    leave that open. Changes ``acts``.
    """
    article = sum(1 for _ in actors.scene.doc.sents) >= _ARTICLE
    protests = (a.actor.labels() for a in acts if a.trigger.event == "PROTEST")
    protesters = set[tuple[str, tuple[str, ...]]]().union(*protests)
    for act in acts:
        if act.recipient.entities:
            continue
        token, own = act.trigger.token, act.actor.entities
        coup = act.trigger.event in ("COERCE", "ASSAULT") and token.lemma_.lower() in _COUPS
        inside = act.trigger.event == "ACCUSE" and own and all(set(e.sector) & _AGAINST for e in own)
        codes = {e.code for e in own} or ({actors.home(token)} if coup else set())
        asked = act.trigger.event == "REQUEST" and article and own and all(set(e.sector) & _PEOPLE for e in own)
        asked = asked and bool(protesters & act.actor.labels())
        if not (coup or inside or asked) or len(codes) != 1 or not (code := codes.pop()) or code in NON_STATES:
            continue
        span = (token.idx, token.idx + len(token.text))
        government = Entity(code=code, sector=("GOV",), text=token.text, name=f"government of {code}", span=span)
        act.recipient.add(token, [government], "the own government")


def _turn_on_each_other(acts: list[Act]) -> None:
    """Who accuse "each other" are accused as well. Changes ``acts``."""
    for act in acts:
        token = act.trigger.token
        mutual = any(phrase in token.doc[token.i + 1 : token.i + _MUTUALLY].text.lower() for phrase in _MUTUAL)
        named = [t for t in act.recipient.tokens if t.i > token.i + 2]
        if mutual and act.trigger.event in _AGAINST_BOTH and not named and len(act.actor.codes()) > 1:
            act.recipient = act.actor.passed_on("each other")


def _warn_the_asked(acts: list[Act]) -> None:
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
        demand = next((a for a in reversed(demands) if sentences_between(a.trigger.token, token) <= _FOLLOWING), None)
        if demand is None or not (_hangs_on(token, demand.trigger.token) or _takes_up_demand(token)):
            continue
        if act.actor.codes() == demand.actor.codes() or not act.actor.entities:
            act.recipient = demand.recipient.passed_on("asked")


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
        if told or _stands_with(outer) or not act.actor.entities or act.actor.codes() & outer.actor.codes():
            continue
        outer.recipient = act.actor.passed_on("would act")


def _stands_with(act: Act) -> bool:
    """Is a recipient named in the predicate's own phrases: its objects, its prepositions, its infinitive?"""
    token = act.trigger.token
    inside = {d.i for c in token.children if c.dep_ in _OWN for d in c.subtree}
    return any(t.i in inside for t in act.recipient.tokens)


def _hangs_on(token: Token, verb: Token) -> bool:
    """Is a verb a participle of another one, or joined to it?"""
    return token.head.i == verb.i and token.dep_ in ("advcl", "conj", "parataxis", "xcomp")


def _takes_up_demand(token: Token) -> bool:
    """Does what is warned of begin with the demand's not being met?"""
    said = token.doc[token.i : token.sent.end].text.lower()
    return any(phrase in said for phrase in _UNMET)
