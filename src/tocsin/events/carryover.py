"""A later mention of clearly the same act inherits what was said before (codebook 9): "the strike hit a base"."""

from __future__ import annotations

from tocsin.actors.resolver import DocActors
from tocsin.events.parties import Parties
from tocsin.events.reading import Act
from tocsin.events.telling import near, opens_definite

# Those who protest, and the belief that it is they.
_CROWDS = frozenset({"protester", "protestor", "demonstrator", "marcher", "rioter", "striker", "crowd", "activist"})
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
        earlier = next((a for a in near(acts[:k], token) if _same(a, act, definite)), None)
        if earlier is None:
            continue
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
    crowds = [t for t in actors.scene.doc if t.lemma_.lower() in _CROWDS] if open_ else []
    for act in open_:
        token = act.trigger.token
        for crowd in sorted(crowds, key=lambda t: abs(t.i - token.i)):
            found = [e for e in actors.entities(crowd) if e.code and e.code == actors.home(token)]
            if found:
                act.actor.add(crowd, found, "protesters named elsewhere")
                act.actor.sure = _ELSEWHERE
                break


def _same(earlier: Act, act: Act, definite: bool) -> bool:
    """Could both tell one act? Same type, no contradicting party; a new indefinite noun only by its own lemma."""
    if earlier.trigger.event != act.trigger.event or not (earlier.actor.entities or earlier.recipient.entities):
        return False
    if not definite and earlier.trigger.token.lemma_.lower()[:5] != act.trigger.token.lemma_.lower()[:5]:
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
