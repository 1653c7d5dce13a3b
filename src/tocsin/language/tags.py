"""Tags and relations that each other, the dictionary and the neighbours rule out: the next best one is taken.

The reader's heads judge every word by itself: what they say together may be impossible ("vowed" an auxiliary, "talks" a
base form, "Moscow's" a subject).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from tocsin.language.raising import Clauses

# Weight of the PTB tag, which sees the ending (NNS, VBD), against the coarse one where they contradict each other.
PTB_FIRST = 0.8
# Classes that take no new words (UD's AUX and PART, PTB's MD), or no words at all, with the fewest letters from which a
# word that is not listed cannot be one of them.
_MODALS = "will would shall should could might must ought need dare can may"
_AUXILIARIES = f"{_MODALS} been being were have having does doing done gets getting gotten used needs dares"
_NUMBERS = (
    "zero three four five seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million billion "
    "trillion dozen half halves quarter quarters third thirds fourth fifth sixth seventh eighth ninth tenth both"
)
_NO_WORDS = ("PUNCT", ".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$")
_PRONOUNS = (
    "those these their theirs whose which where there other others another either neither every each both several "
    "someone somebody something everyone everybody everything anyone anybody anything noone nobody nothing none "
    "themselves themself ourselves himself herself itself yourself yourselves myself oneself whoever whomever whatever "
    "whichever certain various enough little fewer former latter"
)
_CRIES = (
    "alas amen bless bravo cheers congrats congratulations damn farewell goodbye goodnight hail hallelujah hello "
    "hurrah hurray okay please sorry thank thanks welcome well what whoa wow yeah yes"
)
CLOSED_CLASSES: dict[str, tuple[int, frozenset[str]]] = {
    "AUX": (4, frozenset(_AUXILIARIES.split())),
    "PART": (4, frozenset()),
    "MD": (4, frozenset(_MODALS.split())),
    "NUM": (4, frozenset(_NUMBERS.split())),
    "CD": (4, frozenset(_NUMBERS.split())),
    **dict.fromkeys(("PRON", "DET", "DT", "WP", "WDT", "PRP", "PRP$"), (5, frozenset(_PRONOUNS.split()))),
    **dict.fromkeys(("SYM", "GW"), (4, frozenset[str]())),
    **dict.fromkeys(("INTJ", "UH"), (4, frozenset(_CRIES.split()))),
    **dict.fromkeys(_NO_WORDS, (2, frozenset[str]())),
}
NOUNS, VERBS = 0, 1
_COUNTS = frozenset("half dozen dozens hundred hundreds thousand thousands million millions".split())
# Nouns that are one or several in the same form, or several without an ending.
_EITHER = frozenset(
    "people police personnel media data cattle aircraft spacecraft warcraft hovercraft watercraft offspring sheep fish "
    "deer staff crew folk clergy gentry youth military elderly wounded dead injured poor rich majority minority dozen "
    "hundred thousand million billion headquarters news".split()
)
# Beginnings of verbs whose "of" is their own: "accused the minister of theft".
_TAKES_OF = tuple(
    "accus suspect convict acquit clear strip depriv rob rid reliev inform notif assur remind warn cur cleans".split()
)
# Prepositions that before a number only say how exact it is: "over 100 people".
_APPROXIMATE = frozenset("over under about around near up between to as than from like".split())


class Tags:
    """The reader's label sets, and what of them goes together. Scores are [words, labels], tags and relations indices
    [words]; relation -1 is the root's. The methods change tags and relations."""

    def __init__(self, upos: Sequence[str], xpos: Sequence[str], deps: Sequence[str]) -> None:
        self.names = {"upos": list(upos), "xpos": list(xpos)}
        self.open = {k: np.array([x not in CLOSED_CLASSES for x in names]) for k, names in self.names.items()}
        self.upos = np.array([[x in ("NOUN", "PROPN") for x in upos], [x in ("VERB", "AUX") for x in upos]])
        self.xpos = np.array([[x.startswith("NN") for x in xpos], [x.startswith(("VB", "MD")) for x in xpos]])
        self.number = np.array([x == "NUM" for x in upos])
        self.other = np.array([x in ("X", "SCONJ") for x in upos])
        self.gerund = np.array([x in ("VBG", "VBN") for x in xpos])
        self.nominal = np.array([x in ("NOUN", "PROPN", "PRON", "NUM") for x in upos])
        self.full_verb = np.array([x == "VERB" for x in upos])
        self.past = np.array([x == "VBD" for x in xpos])
        self.to = next((k for k, x in enumerate(xpos) if x == "TO"), -1)
        self.tensed = np.array([x in ("VBZ", "VBP", "VBD") for x in xpos])
        self.finite = np.array([x in ("VBZ", "VBP", "VB", "VBD") for x in xpos])
        self.inflected = np.array([x in ("VBZ", "VBP", "VB", "VBD", "VBG", "VBN") for x in xpos])
        self.deps = {name: k for k, name in enumerate(deps)}
        self.clausal = [self.deps[name] for name in ("xcomp", "ccomp") if name in self.deps]
        self.preposition = np.array([x in ("IN", "TO") for x in xpos])
        self.core = {self.deps[name] for name in ("nsubj", "nsubj:pass", "obj", "iobj") if name in self.deps}
        self.nominal_places = self.core | {self.deps[name] for name in ("obl", "nmod") if name in self.deps}
        self.oblique = {self.deps[name] for name in ("obl", "obl:agent") if name in self.deps}
        self.named = {self.deps[name] for name in ("flat", "compound") if name in self.deps}
        self.marked = {
            self.deps[f"{name}:unmarked"]: self.deps[name]
            for name in ("obl", "nmod")
            if f"{name}:unmarked" in self.deps
        }

    def settle(
        self,
        texts: Sequence[str],
        upos_scores: np.ndarray,
        xpos_scores: np.ndarray,
        upos: np.ndarray,
        xpos: np.ndarray,
        relation: np.ndarray,
        head: np.ndarray,
    ) -> None:
        """All that concerns tags; what turns out to be no verb is an object rather than a clause."""
        self.keep_closed("upos", texts, upos_scores, upos)
        self.keep_closed("xpos", texts, xpos_scores, xpos)
        changed = self.keep_inflected(texts, upos_scores, xpos_scores, upos, xpos)
        self.agree(upos_scores, xpos_scores, upos, xpos)
        self.own_nouns(upos_scores, xpos_scores, upos, xpos)
        self.framed_nouns(texts, upos_scores, xpos_scores, upos, xpos)
        self.placed_nouns(upos_scores, xpos_scores, upos, xpos, relation, head)
        self.said_along(texts, upos, xpos, relation)
        self.count_nouns(texts, upos, xpos)
        if self.clausal and "obj" in self.deps:
            for k in changed:
                if relation[k] in self.clausal and self.upos[NOUNS][upos[k]]:
                    relation[k] = self.deps["obj"]

    def keep_closed(self, kind: str, texts: Sequence[str], scores: np.ndarray, tags: np.ndarray) -> None:
        """Words that cannot be in the closed class they are tagged with ("vowed" as AUX). ``kind``: upos or xpos."""
        names, allowed = self.names[kind], self.open[kind]
        for k in np.flatnonzero(~allowed[tags]).tolist():
            word = texts[k].lower()
            letters, members = CLOSED_CLASSES[names[tags[k]]]
            roman = texts[k].isupper() and set(word) <= set("ivxlcdm")
            if len(word) >= letters and word.isalpha() and word not in members and not roman:
                tags[k] = np.where(allowed, scores[k], -np.inf).argmax()

    def keep_inflected(
        self, texts: Sequence[str], upos_scores: np.ndarray, xpos_scores: np.ndarray, upos: np.ndarray, xpos: np.ndarray
    ) -> list[int]:
        """Forms that the verb's tag cannot have: "talks" as base form, "retaliation" as any verb. The words changed."""
        names, changed = self.names["xpos"], []
        for k in np.flatnonzero(self.inflected[xpos]).tolist():
            barred = barred_tags(texts[k])
            if names[xpos[k]] in barred:
                allowed = np.array([name not in barred and name not in CLOSED_CLASSES for name in names])
                xpos[k] = np.where(allowed, xpos_scores[k], -np.inf).argmax()
                if self.xpos[NOUNS][xpos[k]]:
                    upos[k] = np.where(self.upos[NOUNS], upos_scores[k], -np.inf).argmax()
                    changed.append(k)
        return changed

    def agree(self, upos_scores: np.ndarray, xpos_scores: np.ndarray, upos: np.ndarray, xpos: np.ndarray) -> None:
        """Words tagged a verb in one tag set and a noun in the other: the surer head wins."""
        for family in (NOUNS, VERBS):  # no number, conjunction or foreign word is inflected like a noun or a verb
            bare = self.number[upos] | (self.other[upos] & ~self.gerund[xpos])
            for k in np.flatnonzero(bare & self.xpos[family][xpos]):
                upos[k] = np.where(self.upos[family], upos_scores[k], -np.inf).argmax()
        for mine, theirs in ((NOUNS, VERBS), (VERBS, NOUNS)):
            for k in np.flatnonzero(self.upos[mine][upos] & self.xpos[theirs][xpos]):
                sure_u, sure_x = (_share(scores[k]) for scores in (upos_scores, xpos_scores))
                if sure_u * (1.0 - PTB_FIRST) >= sure_x * PTB_FIRST:
                    xpos[k] = np.where(self.xpos[mine], xpos_scores[k], -np.inf).argmax()
                else:
                    upos[k] = np.where(self.upos[theirs], upos_scores[k], -np.inf).argmax()

    def own_nouns(self, upos_scores: np.ndarray, xpos_scores: np.ndarray, upos: np.ndarray, xpos: np.ndarray) -> None:
        """What stands right behind "'s" and is inflected like a verb is a noun ("Tehran's threats"), gerunds apart."""
        possessive = np.array([name == "POS" for name in self.names["xpos"]])
        for k in (np.flatnonzero(possessive[xpos[:-1]]) + 1).tolist():
            heard = self.names["xpos"][xpos[k]]
            if self.finite[xpos[k]] or (self.upos[VERBS][upos[k]] and heard not in ("VBG", "VBN")):
                upos[k] = np.where(self.upos[NOUNS], upos_scores[k], -np.inf).argmax()
                xpos[k] = np.where(self.xpos[NOUNS], xpos_scores[k], -np.inf).argmax()

    def framed_nouns(
        self, texts: Sequence[str], upos_scores: np.ndarray, xpos_scores: np.ndarray, upos: np.ndarray, xpos: np.ndarray
    ) -> None:
        """Between an article and "of", or a possessive and "of" or "for", stands a noun: "the *beating* of", "its
        *backing* for". Perfect participles are left ("the wounded of", as adjectives)."""
        for k in (np.flatnonzero(self.upos[VERBS][upos[1:-1]]) + 1).tolist():
            before, after = texts[k - 1].lower(), texts[k + 1].lower()
            article = before in ("the", "a", "an") and after == "of"
            owned = self.names["xpos"][xpos[k - 1]] == "PRP$" and after in ("of", "for")
            if (article or owned) and self.names["xpos"][xpos[k]] != "VBN":
                upos[k] = np.where(self.upos[NOUNS], upos_scores[k], -np.inf).argmax()
                xpos[k] = np.where(self.xpos[NOUNS], xpos_scores[k], -np.inf).argmax()

    def placed_nouns(
        self,
        upos_scores: np.ndarray,
        xpos_scores: np.ndarray,
        upos: np.ndarray,
        xpos: np.ndarray,
        relation: np.ndarray,
        head: np.ndarray,
    ) -> None:
        """What stands as a subject, object or behind a preposition with an article, adjective or preposition of its own
        is a noun, though it looks like a verb: "amid *protests*", "ongoing *blockades*"."""
        openers = {self.deps[name] for name in ("case", "det", "amod", "nmod:poss", "nummod") if name in self.deps}
        for k in np.flatnonzero(self.full_verb[upos] & self.finite[xpos] & ~self.past[xpos]).tolist():
            below = np.flatnonzero(head[:k] == k).tolist()
            if int(relation[k]) not in self.nominal_places or not any(
                int(relation[j]) in openers and not self.full_verb[upos[j]] and xpos[j] != self.to for j in below
            ):
                continue
            upos[k] = np.where(self.upos[NOUNS], upos_scores[k], -np.inf).argmax()
            xpos[k] = np.where(self.xpos[NOUNS], xpos_scores[k], -np.inf).argmax()

    def said_along(self, texts: Sequence[str], upos: np.ndarray, xpos: np.ndarray, relation: np.ndarray) -> None:
        """An -ing form between a comma and the conjunction "that" is a participle: "Seoul urged China to act, *warning*
        that ..."; of a relative "that" it is the noun ("clashes, shelling that killed five")."""
        for k in (np.flatnonzero(self.upos[NOUNS][upos[1:-1]]) + 1).tolist():
            marked = texts[k + 1].lower() == "that" and self.names["xpos"][xpos[k + 1]] == "IN"
            if texts[k - 1] == "," and marked and texts[k].lower().endswith("ing"):
                upos[k], xpos[k] = self.names["upos"].index("VERB"), self.names["xpos"].index("VBG")
                if relation[k] >= 0:
                    relation[k] = self.deps["advcl"]

    def count_nouns(self, texts: Sequence[str], upos: np.ndarray, xpos: np.ndarray) -> None:
        """Common nouns whose form says whether they are one or several: "both *countries*" as NN, "a *ship*" as NNS."""
        tag = {"singular": "NN", "plural": "NNS"}
        index = {name: k for k, name in enumerate(self.names["xpos"])}
        for k in range(len(texts)):
            if self.names["upos"][upos[k]] == "NOUN" and self.names["xpos"][xpos[k]] in tag.values():
                xpos[k] = index.get(tag.get(number_of(texts[k]), ""), xpos[k])

    def raise_verbs(self, relation: np.ndarray, head: np.ndarray, upos: np.ndarray, xpos: np.ndarray) -> None:
        """Finite verbs that hang like prepositions on a noun of their clause head it. ``head`` changes as well."""
        finite = self.full_verb[upos] & self.tensed[xpos]
        if "nsubj" in self.deps:
            nominal, preposition = self.nominal[upos], self.preposition[xpos]
            Clauses(self.deps, relation, head, finite, nominal, preposition).raise_verbs()

    def settle_relations(self, relation: np.ndarray, head: np.ndarray, xpos: np.ndarray) -> None:
        """Relations that what hangs below rules out: "Moscow's" modifies its noun, "on Friday" is marked."""
        case, possessive = self.deps["case"], self.names["xpos"].index("POS")
        for k in np.flatnonzero(relation == case).tolist():
            of = int(head[k])
            if relation[of] < 0:
                continue
            if xpos[k] == possessive:
                if of > k > 0 and head[k - 1] > k:  # "Libya's rivals" with the ending hung on the rivals
                    of = head[k] = k - 1
                if of < k < head[of]:
                    relation[of] = self.deps["nmod:poss"]
            elif k < of:
                relation[of] = self.marked.get(int(relation[of]), relation[of])

    def settle_cases(
        self, texts: Sequence[str], relation: np.ndarray, head: np.ndarray, upos: np.ndarray, xpos: np.ndarray
    ) -> None:
        """What stands behind a preposition is no subject or object: "resulted *in deaths*", "an attack *by rebels*".

        A subject of that kind hangs on the noun before its preposition, and so does what an "of" right behind a noun
        opens ("held by hundreds *of Iraqis*"). ``head`` [words] changes with ``relation``.
        """
        nominal = self.upos[NOUNS][upos] | self.number[upos]
        for k in np.flatnonzero(relation == self.deps["case"]).tolist():
            of = int(head[k])
            if k > of or not self.preposition[xpos[k]] or relation[of] < 0:
                continue
            noun = k - 1
            while noun >= 0 and relation[noun] in self.named and head[noun] < k:
                noun = int(head[noun])
            above = _path(noun, head) if noun >= 0 else []
            if of in above:
                continue
            free = above and nominal[noun] and head[of] != noun and above[-1] == _path(of, head)[-1]
            common = free and self.names["upos"][upos[noun]] == "NOUN"
            own = common and texts[k] == "of" and not texts[head[of]].lower().startswith(_TAKES_OF)
            if relation[of] in self.core:
                number = any(self.number[upos[j]] or texts[j].lower() in _COUNTS for j in range(k + 1, of + 1))
                if texts[k].lower() in _APPROXIMATE and number:
                    continue
                if own or (free and relation[of] != self.deps["obj"] and head[of] > of):
                    head[of] = noun
                relation[of] = self.deps["nmod" if nominal[head[of]] else "obl"]
            elif own and relation[of] in self.oblique:
                head[of], relation[of] = noun, self.deps["nmod"]


def _path(word: int, head: np.ndarray) -> list[int]:
    """A word and all it hangs on, up to the top of its sentence."""
    path = [word]
    while head[path[-1]] != path[-1] and len(path) <= len(head):
        path.append(int(head[path[-1]]))
    return path


@lru_cache(maxsize=50_000)
def barred_tags(word: str) -> frozenset[str]:
    """Verb tags that a form cannot have, after LemmInflect's dictionary; none for words it does not list.

    >>> sorted(barred_tags("talks")), "VB" in barred_tags("talk"), "VBZ" in barred_tags("retaliation")
    (['VB', 'VBD', 'VBG', 'VBN', 'VBP'], False, True)
    """
    low = word.lower()
    if not low.isalpha():
        return frozenset()
    from lemminflect import getAllLemmas

    lemmas = getAllLemmas(low)
    if not lemmas:
        return frozenset()
    verbs = {*lemmas.get("VERB", ()), *lemmas.get("AUX", ())}
    if not verbs:
        return frozenset({"VB", "VBP", "VBZ", "VBD", "VBG", "VBN"}) if "NOUN" in lemmas else frozenset()
    if "be" in verbs:
        return frozenset()
    barred = set() if low.endswith("ing") else {"VBG"}
    if low not in verbs:
        barred |= {"VB", "VBP"}
        if low.endswith("s"):
            barred |= {"VBD", "VBN"}
    elif not low.endswith("s"):
        barred.add("VBZ")
    return frozenset(barred)


@lru_cache(maxsize=50_000)
def number_of(word: str) -> str:
    """``singular`` or ``plural`` where a noun's form can be only that, after LemmInflect's dictionary, else "".

    >>> number_of("countries"), number_of("ship"), number_of("police"), number_of("series")
    ('plural', 'singular', '', '')
    """
    low = word.lower()
    if not low.isalpha() or low in _EITHER:
        return ""
    from lemminflect import getAllLemmas

    nouns = getAllLemmas(low).get("NOUN", ())
    if low.endswith("s"):
        several = bool(nouns) and low not in nouns and not low.endswith(("ss", "us", "is", "ics"))
        return "plural" if several else ""
    return "singular" if nouns == (low,) else ""


def _share(scores: np.ndarray) -> float:
    return float(1.0 / np.exp(scores - scores.max()).sum())
