"""Who stands in one role of an event: the words, whom they mean, and what found them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from tocsin.actors.registry import NON_STATES
from tocsin.actors.resolver import DocActors
from tocsin.actors.scene import sector_of
from tocsin.records import Entity

# Who acts for the state itself.
_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})


@dataclass(slots=True)
class Parties:
    """Who stands in a role: the words and the entities they mean, in reading order; ``how`` says what found each.

    ``sure`` (0-1) is the judge's belief in the choice: the mean of the links taken, or that none was to be taken.
    """

    tokens: list[Token] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    how: list[str] = field(default_factory=list)
    sure: float = 0.5

    def add(self, token: Token, entities: Iterable[Entity], how: str) -> None:
        """Add a word's entities; the same words never count twice, as the bare country and as its government."""
        fresh = [e for e in entities if not any(_same_party(e, other) for other in self.entities)]
        self.entities = [o for o in self.entities if not any(_covers(e, o) for e in fresh)]
        if fresh:
            self.tokens.append(token)
            self.entities += fresh
            self.how.append(how)

    def codes(self) -> set[str]:
        """The codes of those who have one."""
        return {e.code for e in self.entities if e.code}

    def labels(self) -> set[tuple[str, tuple[str, ...]]]:
        """Codes with sectors: within a country the government answers the opposition."""
        return {(e.code, e.sector) for e in self.entities}

    def passed_on(self, why: str) -> Parties:
        """The same parties for another act, in the same words."""
        return Parties(list(self.tokens), list(self.entities), [f"{why}: {how}" for how in self.how], self.sure)

    def give(self, k: int, span: tuple[int, int], code: str) -> None:
        """Another code for the party of the k-th phrase, which has these words."""
        told = [e for e in self.entities if e.span == span]
        if any(e.code != code for e in told):
            changed = [replace(e, code=code, sector=sector_of(code, e.sector)) for e in told]
            self.entities = [changed.pop(0) if e.span == span else e for e in self.entities]
            self.how[k] += f"; {code or 'no country'} by its part in the act"

    def without_own_country(self, doers: Parties, actors: DocActors) -> None:
        """Leave out the country that the doers are or govern: what China does at home is not done to "China".

        Exiles, rebels and crowds may act on their own state.
        """
        states = [e for e in doers.entities if e.code not in NON_STATES and set(e.sector) <= _STATE]
        own, bare = {e.code for e in states}, {e.code for e in states if e.code and not e.sector}
        names = {actors.span(t) for t in self.tokens if t.pos_ == "PROPN"}
        self._without_own_half(own)
        unsaid = [e for e in self.entities if not e.sector]
        out = {e.span for e in unsaid if e.code in bare or (e.code in own and e.span in names)}
        if out:
            self.entities = [e for e in self.entities if e.span not in out]
            kept = [(t, how) for t, how in zip(self.tokens, self.how, strict=True) if actors.span(t) not in out]
            self.tokens, self.how = [t for t, _ in kept], [how for _, how in kept]

    def _without_own_half(self, own: set[str]) -> None:
        """What a leader does for "the two countries" is done to the other one: leave out his of several of a phrase."""
        own = own - {""}
        spans = [e.span for e in self.entities if e.code not in own]
        self.entities = [e for e in self.entities if e.sector or e.code not in own or e.span not in spans]


def _same_party(new: Entity, known: Entity) -> bool:
    if (new.code, new.sector, new.name) == (known.code, known.sector, known.name):
        return True
    return _touching(new, known) and new.code == known.code and (new.sector == known.sector or not new.sector)


def _covers(new: Entity, known: Entity) -> bool:
    """Does a fuller reading of the same words replace a bare one?"""
    bare = not known.sector and known.code in ("", new.code)
    return bare and bool(new.sector) and _touching(new, known)


def _touching(a: Entity, b: Entity) -> bool:
    return a.span[0] <= b.span[1] + 1 and b.span[0] <= a.span[1] + 1
