"""Finite verbs that the reader hung like prepositions on their object or subject head their clause again.

"Oslo *imposes* sanctions on Chad" with the verb as ``case`` of "sanctions": the short verbs of news in the present
tense, which look like plurals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

# Relations of function words, which no finite verb is.
_FUNCTION = ("case", "det")
# What stands behind an object or subject and belongs to their clause.
_OF_THE_CLAUSE = frozenset({"punct", "advcl", "parataxis", "obl", "obl:unmarked", "ccomp", "xcomp", "compound:prt"})
# Relations that a clause may have as well as a noun; any other becomes parataxis.
_CLAUSES = frozenset({"conj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj"})


@dataclass(slots=True)
class Clauses:
    """The tree of some words, to be changed in place: ``relation`` (-1 is the root's) and ``head`` [words].

    ``deps``: index of each relation; ``finite``, ``nominal``, ``preposition`` [words]: finite verbs, nouns and names,
    prepositions.
    """

    deps: Mapping[str, int]
    relation: np.ndarray
    head: np.ndarray
    finite: np.ndarray
    nominal: np.ndarray
    preposition: np.ndarray

    def raise_verbs(self) -> None:
        """Let every finite verb that is a function word of a noun take its place; those without a subject stay."""
        function = {self.deps[name] for name in _FUNCTION if name in self.deps}
        for verb in np.flatnonzero(self.finite).tolist():
            noun = int(self.head[verb])
            if int(self.relation[verb]) not in function or noun == verb or not self.nominal[noun]:
                continue
            if noun < verb:
                self._put(verb, noun)
                self._give_object(verb)
                continue
            above = int(self.head[noun])
            subject = self._subject(verb)
            if subject >= 0:
                counted = self._counted(verb, noun)
                if counted < 0 and self._marked(noun):
                    continue
                self._put(verb, noun)
                self.head[subject], self.relation[subject] = verb, self.deps["nsubj"]
                if counted >= 0:
                    self.head[counted], self.relation[counted] = verb, self.deps["obj"]
                    self.head[noun], self.relation[noun] = counted, self.deps["nmod"]
                    continue
            elif above < verb and self.nominal[above] and above != noun:  # "airstrikes kill six", the six below them
                self._put(verb, above)
                self.head[noun] = verb
            else:
                continue
            self.relation[noun] = self.deps["obj"]

    def _subject(self, verb: int) -> int:
        """The nearest noun before the verb that hangs on what stands behind it; -1 if none."""
        across = [j for j in range(verb) if self.head[j] >= verb and self.nominal[j] and not self._marked(j)]
        known = [j for j in across if self.relation[j] == self.deps["nsubj"]]
        return (known or across or [-1])[-1]

    def _counted(self, verb: int, noun: int) -> int:
        """The noun between verb and preposition where one marks the object: "a *series* of airstrikes"; -1 if none."""
        between = [j for j in range(verb + 1, noun) if self.head[j] == noun]
        marks = [j for j in between if self.preposition[j]]
        return next((j for j in between if marks and j < marks[-1] and self.nominal[j]), -1)

    def _marked(self, noun: int) -> bool:
        """Does a preposition open the phrase?"""
        return bool(self.preposition[:noun][self.head[:noun] == noun].any())

    def _put(self, verb: int, noun: int) -> None:
        """The verb in the place of a noun, which becomes its subject or object, with what is the clause's."""
        names = {index: name for name, index in self.deps.items()}
        name = names.get(int(self.relation[noun]), "root")
        self.head[verb] = verb if name == "root" else self.head[noun]
        self.relation[verb] = self.relation[noun] if name == "root" or name in _CLAUSES else self.deps["parataxis"]
        for j in np.flatnonzero(self.head == noun).tolist():
            across = (j < verb) != (noun < verb)
            if j not in (verb, noun) and (across or names.get(int(self.relation[j]), "") in _OF_THE_CLAUSE):
                self.head[j] = verb
        self.head[noun], self.relation[noun] = verb, self.deps["obl" if self._marked(noun) else "nsubj"]

    def _give_object(self, verb: int) -> None:
        """The first bare noun behind a raised verb is its object: "attack *kills* three people"."""
        below = [int(j) for j in np.flatnonzero(self.head == verb) if j > verb and self.nominal[j]]
        if below and not self._marked(below[0]):
            self.relation[below[0]] = self.deps["obj"]
