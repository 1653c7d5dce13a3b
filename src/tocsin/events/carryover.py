"""A later mention of clearly the same act inherits what was said before (codebook 9): "the strike hit a base"."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors.nominals import is_plural
from tocsin.actors.resolver import DocActors
from tocsin.events.parties import Parties
from tocsin.events.reading import Act
from tocsin.events.telling import near, opens_definite, same_word

# Those who protest, and the belief that it is they.
_CROWDS = frozenset({"protester", "protestor", "demonstrator", "marcher", "rioter", "striker", "crowd", "activist"})
_SINGLY = frozenset({"activist", "striker"})
_ELSEWHERE = 0.7


def carry_over(acts: list[Act]) -> None:
    """Fill empty roles of definite nominal mentions from the nearest earlier act of the same type. Changes ``acts``."""
    for k, act in enumerate(acts):
        token = act.trigger.token
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        definite = opens_definite(token)
        if not definite and act.trigger.event != "PROTEST":
            continue
        told = [a for a in near(acts[:k], token) if _same(a, act, definite)]
        if not told:
            continue
        earlier = next((a for a in told if same_word(a.trigger.token, act.trigger.token)), told[0])
        act.same = earlier
        for mine, theirs in ((act.actor, earlier.actor), (act.recipient, earlier.recipient)):
            if (
                not mine.entities
                and theirs.entities
                and not theirs.codes() & (act.actor.codes() | act.recipient.codes())
            ):
                _inherit(mine, theirs)


def name_crowds(acts: list[Act], actors: DocActors) -> None:
    """A protest that names nobody is of the protesters that the article names elsewhere. Changes ``acts``.

    In full articles careful coders read it so eight times in nine; where nobody is named at all they leave it open.
    """
    open_ = [a for a in acts if a.trigger.event == "PROTEST" and not a.actor.entities]
    crowds = [t for t in actors.scene.doc if _is_crowd(t)] if open_ else []
    for act in open_:
        token = act.trigger.token
        for crowd in sorted(crowds, key=lambda t: abs(t.i - token.i)):
            found = [e for e in actors.entities(crowd) if e.code and e.code == actors.home(token)]
            if found:
                act.actor.add(crowd, found, "protesters named elsewhere")
                act.actor.sure = _ELSEWHERE
                break


def _is_crowd(token: Token) -> bool:
    """Protesters, whatever the number ("the protester death toll"); of activists and strikers only several."""
    lemma = token.lemma_.lower()
    return lemma in _CROWDS and (lemma not in _SINGLY or is_plural(token))


def _same(earlier: Act, act: Act, definite: bool) -> bool:
    """Could both tell one act? Same type, no contradicting party; a new indefinite noun only by its own lemma."""
    if earlier.trigger.event != act.trigger.event or not (earlier.actor.entities or earlier.recipient.entities):
        return False
    if not definite and not same_word(earlier.trigger.token, act.trigger.token):
        return False
    for mine, theirs in ((act.actor, earlier.actor), (act.recipient, earlier.recipient)):
        if mine.entities and theirs.entities and not mine.codes() & theirs.codes():
            return False
    return True


def _inherit(mine: Parties, theirs: Parties) -> None:
    for token in theirs.tokens:
        mine.tokens.append(token)
    mine.entities += theirs.entities
    mine.how += [f"carried over: {how}" for how in theirs.how]
    mine.sure = 0.7 * theirs.sure
