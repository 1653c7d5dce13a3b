"""Which constructions of the lexicon a predicate in the text fits, and which words fill their roles.

A construction fits when its literals and classes stand where its skeleton says and its required roles are filled. Of
several that fit, the one that asks for more wins; then the one with more roles filled; then ``PRECEDENCE``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest

from spacy.tokens import Doc, Token

from tocsin.events.clauses import DOING_VERBS, cases, conjuncts, light_subject, measured, objects, subjects
from tocsin.events.lemmas import lemmas_of
from tocsin.events.lexicon import Entry, Lexicon
from tocsin.events.patterns import BEHIND_PLACES, CLAUSES, Item, Phrase
from tocsin.events.sentence import Sentence
from tocsin.events.surroundings import Surroundings, aside

_TAGS = {"VB": "verb", "NN": "noun", "JJ": "adj"}
_KINDS = {"VERB": ("verb",), "NOUN": ("noun",), "PROPN": ("noun",), "ADJ": ("adj",), "ADV": ("adj",)}
# Who wins between types that fit equally well: what must not be coded first, then what is done with words (the plainest
# conflict before cooperation), then deeds. A row of none_*.tsv is written because it looks like a row of a type.
PRECEDENCE = (
    " THREATEN REQUEST REJECT ACCUSE CONCEDE SUPPORT CONSULT AGREE RETREAT AID COOPERATE SANCTION COERCE PROTEST"
    " ASSAULT MOBILIZE"
).split(" ")
_RANK = {event: i for i, event in enumerate(PRECEDENCE)}
# Types that make a promise of them no agreement: "vowed to attack".
HOSTILE = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tomorrow year month week day night morning "
    "evening afternoon".split()
) - {"may", "march"}
_BEFORE_MONTHS = frozenset("in since until till from by early late mid last next this of between during and".split())
_NOUN_PLACES = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "obj", "obl", "nmod", "root", "dep", "xcomp"})
_CLAUSE_WORDS = frozenset({"aux", "mark", "advmod", "cop", "aux:pass", "compound:prt", "xcomp"})
_AGENTS = frozenset({"by", "with", "between", "of", "among"})
UNFILLED, BEHIND = 0.25, 0.25
_NAMED = {"ACTOR": 0.5, "RECIPIENT": 0.5, "CONTENT": 0.5, "TARGET": 0.25, "PLACE": 0.25, "ANY": 0.0}

Groups = list[list[Token]]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a trigger; ``score`` grows with what it asked for and found.

    ``roles``: all words that may fill a role, likeliest first. ``options``: the same by slot, as groups of which the
    first that names somebody is meant ("Estonian airspace": the airspace itself, else Estonian).
    """

    entry: Entry
    score: float
    roles: dict[str, tuple[Token, ...]]
    options: dict[str, tuple[tuple[tuple[Token, ...], ...], ...]] = field(default_factory=dict)
    circumstances: frozenset[int] = frozenset()  # words the construction itself asks for behind a preposition

    def beside(self, others: Iterable[Match]) -> Match:
        """This match with the words that others, of the same type, have for parties it has no words for.

        Their words come after its own ("visit PLACE" and "visit RECIPIENT": who is visited), and a second slot of
        theirs counts where it has but one ("hold talks" and "hold talks with ACTOR").
        """
        options = dict(self.options)
        sides = {"ACTOR": "RECIPIENT", "RECIPIENT": "ACTOR"}
        for other in others:
            for role, across in sides.items():
                theirs = {t.i for slot in self.options.get(across, ()) for group in slot for t in group}
                more = tuple(
                    tuple(g for g in slot if not theirs & {t.i for t in g}) for slot in other.options.get(role, ())
                )
                slots = zip_longest(options.get(role, ()), more, fillvalue=())
                options[role] = tuple(
                    (*own, *(g for g in new if g not in own)) if k == 0 else own or new
                    for k, (own, new) in enumerate(slots)
                )
        return replace(self, options=options)


def _is_time(token: Token) -> bool:
    """A day, month or year, never a party."""
    return token.lower_ in _TIMES or (token.tag_ == "CD" and len(token.text) == 4)


def _is_march(token: Token) -> bool:
    """Is it the month: "in March", "March 11"? The other months name no act."""
    if token.text != "March":
        return False
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    dated = any(t is not None and t.text[:1].isdigit() for t in (before, after))
    return dated or (before is not None and before.lower_ in _BEFORE_MONTHS)


class Matcher:
    """Matches the predicates of one Doc; looks each sentence up once."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc, self.lexicon = doc, lexicon
        self._sentences: dict[int, Sentence] = {}

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        bounds = (
            [(s.start, s.end) for s in self.doc.sents]
            if self.doc.has_annotation("SENT_START")
            else [(0, len(self.doc))]
        )
        return [b for b in bounds for _ in range(b[0], b[1])]

    def sentence(self, token: Token) -> Sentence:
        """The looked-up sentence of a token."""
        start, end = self._starts[token.i]
        if start not in self._sentences:
            self._sentences[start] = Sentence(self.doc[start:end], self.lexicon)
        return self._sentences[start]

    def entries(self, token: Token) -> list[Entry]:
        """Entries of a token by lemma and part of speech; participles also as adjectives, hyphenated words as one."""
        pos, of = token.pos_, self.lexicon.of
        kinds = dict.fromkeys((*_KINDS.get(pos, ()), _TAGS.get(token.tag_[:2], "")))  # the reader's two opinions
        found: list[Entry] = []
        for lemma in lemmas_of(token, self.lexicon.vocabulary):
            found = [e for kind in kinds for e in of(lemma, kind)]
            if pos == "ADJ" and token.tag_ in ("VBN", "VBG"):
                found += of(lemma, "verb")
            if found:
                break
        if not found and token.dep_ in _NOUN_PLACES:  # "Oslo's expulsion of diplomats", read as a verb
            found = list(of(token.lower_, "noun"))
        if token.tag_ in ("VBN", "VBG", "JJ") and pos in ("VERB", "ADJ"):
            found += [e for e in of(token.lower_, "adj") if e not in found]
        return found

    def match(self, token: Token, depth: int = 0) -> list[Match]:
        """Entries of a token that fit, best first; empty when the token is no known predicate."""
        if (token.pos_ not in _KINDS and token.tag_[:2] not in _TAGS) or _is_march(token):
            return []
        entries = self.entries(token)
        near = token.doc[max(0, token.i - 1) : token.i + 2]
        hyphen = len(near) > 1 and any(t.text in ("-", "‑", "–") for t in near)
        if not entries and not hyphen:
            return []
        sentence = self.sentence(token)
        if token.i in sentence.compounds:
            form = sentence.compounds[token.i]
            entries = [e for kind in ("verb", "noun", "adj") for e in self.lexicon.of(form, kind)] if form else []
        around: dict[str, Surroundings] = {}
        found = []
        for entry in entries:
            if any(not sentence.of(i.kind, i.value) for _, i in entry.form.items if i.kind != "role"):
                continue
            if entry.pos not in around:
                around[entry.pos] = Surroundings(token, entry.pos)
            match = Fitting(entry, around[entry.pos], sentence, self, depth).match()
            if match is not None:
                found.append(match)
        return sorted(found, key=lambda m: (-m.score, _RANK[m.entry.event], m.entry.pattern))

    def is_hostile(self, token: Token, depth: int) -> bool:
        """Does the act a word names belong to a type of conflict?"""
        if depth >= 2:
            return False
        matches = self.match(token, depth + 1)
        return bool(matches) and matches[0].entry.event in HOSTILE


def match_token(token: Token, lexicon: Lexicon) -> list[Match]:
    """Entries of one token that fit, best first. For many tokens of a Doc a ``Matcher`` is faster."""
    return Matcher(token.doc, lexicon).match(token)


class Fitting:
    """One attempt to fit an entry to a predicate; ``anchors`` grows with the literals found, in reading order."""

    def __init__(self, entry: Entry, around: Surroundings, sentence: Sentence, matcher: Matcher, depth: int) -> None:
        self.entry, self.around, self.sentence, self.matcher, self.depth = entry, around, sentence, matcher, depth
        self.literal: set[int] = set()
        self.circumstances: set[int] = set()
        self.anchors: list[Token] = []
        self.slots: list[tuple[str, str, Groups]] = []

    def match(self) -> Match | None:
        """The match, or None when anything required is missing."""
        entry, around = self.entry, self.around
        if not all(around.has_particle(p) for p in entry.form.particles):
            return None
        if (
            entry.pos == "noun"
            and around.token.dep_ in ("compound", "nmod:desc")
            and not entry.words
            and not entry.classes
        ):
            return None
        if not self._left(entry.form.before):
            return None
        if not all(self._right(phrase) for phrase in entry.form.phrases):
            return None
        roles: dict[str, tuple[Token, ...]] = {}
        options: dict[str, tuple[tuple[tuple[Token, ...], ...], ...]] = {}
        filled = 0.0
        for role, place, groups in self.slots:
            if groups and not roles.get(role):
                filled += _NAMED[role] + (BEHIND if place not in ("before", "after") or entry.pos == "noun" else 0.0)
            elif not groups and role != "ANY" and entry.pos != "noun":
                filled -= UNFILLED  # an unfilled phrase speaks for a plainer construction
            kept = tuple(tuple(x for t in group for x in conjuncts(t)) for group in groups if group)
            flat = dict.fromkeys(t for group in kept for t in group)
            roles[role] = tuple(dict.fromkeys([*roles.get(role, ()), *flat]))
            options[role] = (*options.get(role, ()), kept)
        return Match(entry, entry.specificity + filled, roles, options, frozenset(self.circumstances))

    # -- before the predicate ------------------------------------------------------------------------------------

    def _left(self, phrase: Phrase) -> bool:
        around = self.around
        for item in phrase.literals:
            here = self.sentence.of(item.kind, item.value)
            if around.pos == "verb" and item.kind == "class":
                heads = {m.i for d in around.doers for x in conjuncts(d) for m in measured(x)}
            else:
                heads = set(around.before)
            hit = here & heads
            if not hit:
                return False
            self.literal |= hit
        return all(
            self._take(item, "before", self._free(around.givers())) for item in phrase.items if item.kind == "role"
        )

    # -- after it ------------------------------------------------------------------------------------------------

    def _right(self, phrase: Phrase) -> bool:
        heads = self._heads(phrase.place)
        place: list[Token] = []
        found: list[Token | None] = [None] * len(phrase.items)
        for k, item in enumerate(phrase.items):
            if item.kind == "role":
                continue
            hit = self._locate(item, phrase, heads, place)
            if hit is None:
                return False
            found[k] = hit
            place = [hit]
            self.literal.add(hit.i)
            self.anchors.append(hit)
            if phrase.place in BEHIND_PLACES and phrase.place not in _AGENTS:
                self.circumstances.add(hit.i)
        roles = [k for k, item in enumerate(phrase.items) if item.kind == "role"]
        if len(roles) > 1 and phrase.place == "after" and not phrase.literals and not phrase.items[0].owner:
            return self._two_objects(phrase, heads)
        return all(self._take(phrase.items[k], phrase.place, self._groups(phrase, k, heads, found)) for k in roles)

    def _heads(self, place: str) -> list[Token]:
        """Words that head the phrases of a place."""
        if place == "after":
            return self.around.bare
        if place in ("that", "ing"):
            return self.around.clause(place)
        if place == "to":
            return [*self._behind("to"), *self.around.clause("to")]
        found = self._behind(place)
        if not found and self.around.has_particle(place):  # a particle, not a preposition: "called out Beijing"
            return self.around.bare
        return found

    def _behind(self, preposition: str) -> list[Token]:
        """Phrases behind a preposition: of the literals found so far, the last first, then of the predicate."""
        found = [t for a in reversed(self.anchors) for t in self.around.below(a) if preposition in cases(t)]
        return list(dict.fromkeys([*found, *self.around.behind(preposition)]))

    def _locate(self, item: Item, phrase: Phrase, heads: list[Token], place: list[Token]) -> Token | None:
        """The word of the text that is this literal or class at this place."""
        here = self.sentence.of(item.kind, item.value) - {self.around.token.i}
        after = self.around.after
        candidates = heads
        if place:  # a further word of a phrase: an object of its verb, or a modifier in it
            candidates = [*(objects(place[0]) if place[0].pos_ == "VERB" else []), *place[0].children, place[0].head]
        direct = [m for h in candidates for x in conjuncts(h) for m in measured(x) if m.i in here]
        if direct:
            return direct[0]
        if item.kind == "class" and phrase.place == "after" and heads and not place and len(phrase.items) == 1:
            return None
        if item.kind == "class" and phrase.place in BEHIND_PLACES and heads and not place:
            return next((c for h in heads for c in h.children if c.i in here), None)
        deep = sorted(i for i in here if i in after)
        if phrase.place == "after" and not place:
            deep = [i for i in deep if self._is_bare(after[i], item.kind == "class" and len(phrase.items) == 1)]
        if phrase.place == "after" or place:
            return after[deep[0]] if deep else None
        below = [i for i in deep if any(h.i == i or h in after[i].ancestors for h in heads)]
        below = below or [i for i in deep if self.around.follows_preposition(after[i], phrase.place)]
        return after[below[0]] if below else None

    def _is_bare(self, token: Token, in_phrases: bool) -> bool:
        """Could a word stand bare after the predicate? Not behind a preposition, nor deep in a clause."""
        around = self.around
        if token in around.phrases or token in around.bare:
            return token.dep_ not in ("obl", "nmod") or not cases(token) - set(self.entry.form.particles)
        if in_phrases:
            return False
        return token in around.clauses or (token.head in around.clauses and token.dep_ in _CLAUSE_WORDS)

    def _two_objects(self, phrase: Phrase, heads: list[Token]) -> bool:
        """``promise RECIPIENT TARGET``: the indirect object comes first; both must be there if both are required."""
        free = [h for h in heads if h.i not in self.literal]
        free += [c for c in self.around.token.children if c.dep_ == "obj" and c not in free]
        roles = [i for i in phrase.items if i.kind == "role"]
        if len(free) < len(roles) and roles[-1].value in ("CONTENT", "ANY") and free:
            free += [c for c in self.around.clauses if c.dep_ in ("xcomp", "ccomp")]
        for k, item in enumerate(roles):
            groups = [[free[k]], *aside([free[k]])] if k < len(free) else []
            if not self._take(item, "after", groups):
                return False
        return True

    def _groups(self, phrase: Phrase, k: int, heads: list[Token], found: list[Token | None]) -> Groups:
        """Candidates for the role at index k of a phrase, likeliest group first."""
        item, place = phrase.items[k], phrase.place
        following = next((f for f in found[k + 1 :] if f is not None), None)
        preceding = next((f for f in reversed(found[:k]) if f is not None), None)
        if item.value == "CONTENT" and place in CLAUSES:
            return self._content(place, heads, preceding)
        if place == "that":
            if item.value == "CONTENT":
                return [heads[:1]]
            groups = [subjects(c) for c in heads]
            return self._free([*groups, *[g for s in groups for g in aside(s)]])
        if item.owner or following is not None:
            groups = [] if item.owner or place != "after" else [[h for h in heads if h.i not in self.literal]]
            for owned in [following] if following is not None else heads:
                groups += [*aside([owned]), *([[owned]] if not item.owner and not item.required else [])]
            return self._free(groups, keep=following)
        if preceding is not None:
            own = objects(preceding) if preceding.pos_ == "VERB" else []
            below = [c for c in preceding.children if c.dep_ in ("nmod", "obl")]
            rest = [h for h in self.around.bare if h.i not in self.literal] if place == "after" else []
            return self._free([own, *aside(own), *([rest] if not own else []), *[[b] for b in below], *aside(below)])
        if item.value == "CONTENT":
            heads = heads or (self.around.clauses if place == "after" else [])
        near = [h for h in heads if h.i not in self.literal]
        lends = place == "by" and item.value == "ACTOR" and self.around.pos == "noun" and not item.required
        if lends and not near and not self.entry.form.before.items:  # "carried out the killing of"
            return self._free([light_subject(self.around.token, DOING_VERBS)])
        if place in BEHIND_PLACES:
            return self._free([g for h in near for g in ([h], *aside([h]))])
        return self._free([near, *aside(heads)])

    def _content(self, place: str, heads: list[Token], preceding: Token | None) -> Groups:
        if place == "to":  # an infinitive, else what stands behind the preposition: "agreed to talks"
            heads = sorted(heads, key=lambda h: h.tag_ != "VB")
        if preceding is not None:
            heads = [
                *objects(preceding),
                *[c for c in preceding.children if c.dep_ in ("obl", "xcomp", "ccomp", "nmod")],
            ] or [preceding]
        return [heads[:1]]

    def _free(self, groups: Iterable[Iterable[Token]], keep: Token | None = None) -> Groups:
        """Groups without the words that are literals; when nothing is left, with them (a class may name the party)."""
        listed = [list(g) for g in groups]
        free = [[t for t in g if t.i not in self.literal or (keep is not None and t.i == keep.i)] for g in listed]
        free = [g for g in free if g]
        return free or [g for g in listed if g]

    def _take(self, item: Item, place: str, groups: Groups) -> bool:
        """File a role's candidates; False when a required one has none or the content's tone is wrong."""
        if item.value in ("ACTOR", "RECIPIENT"):
            own = item.value == "RECIPIENT"  # "gave up its missiles": its owner is the actor
            groups = [[t for t in g if not _is_time(t) and not (own and t.tag_ == "PRP$")] for g in groups]
        groups = [g for g in groups if g]
        if not groups and item.required:
            return False
        if item.tone and groups:
            hostile = self.matcher.is_hostile(groups[0][0], self.depth)
            if hostile == (item.tone == "+"):
                return False
        if item.tone == "-" and not groups:
            return False
        self.slots.append((item.value, place, groups))
        return True
