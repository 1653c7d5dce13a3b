"""Who says what: reported speech in a Doc, direct, indirect and mixed, with the words that each speaker answers for.

A speech has a speaker (the head word of the phrase that names it), a cue (the saying verb, "according to") and a
content: half-open token ranges. Quotation marks carry a speaker over several sentences and paragraphs. What the words
of data/stance/speech.tsv take as content depends on their kind; its README says how.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from tocsin.settings import DATA
from tocsin.tables import read_table

_OPEN, _CLOSE = "“«„", "”»"
_NOUNS = ("noun", "thought noun")
KINDS = ("verb", "quoting", "thought", "source", *_NOUNS)
# "Announces the expulsion of ...": the noun is what the announcer answers for.
_ANNOUNCING = frozenset({"announce", "claim", "report", "confirm", "allege", "disclose", "reveal"})
# A quotation longer than this has lost its closing mark (measured on full articles: true ones stay below 400 words).
_LONGEST = 600
_LONGEST_NAME = 6  # words before a colon that can be a speaker's name and title


@dataclass(frozen=True, slots=True)
class Speech:
    """One report of speech. ``speaker`` is a token index or None when nobody is named; ranges are token indices."""

    speaker: int | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    verb: int | None
    direct: bool

    @property
    def size(self) -> int:
        """Number of tokens reported; a larger content is the outer one."""
        return sum(b - a for a, b in self.content)

    def covers(self, index: int) -> bool:
        return any(a <= index < b for a, b in self.content)


@lru_cache(maxsize=1)
def saying_words() -> dict[tuple[str, str], str]:
    """(lemma, part) → kind, of data/stance/speech.tsv; the part is "noun", "source" or "verb" ("point out" is one)."""
    table: dict[tuple[str, str], str] = {}
    for line in read_table(DATA / "stance" / "speech.tsv", ("word", "kind", "note")):
        kind = line.one_of("kind", KINDS)
        part = "noun" if kind in _NOUNS else "source" if kind == "source" else "verb"
        if (line["word"], part) in table:
            raise line.error(f"{line['word']!r} is already there as a {table[line['word'], part]}; keep one of the two")
        table[line["word"], part] = kind
    return table


def find_speeches(doc: Doc, *, thoughts: bool = False) -> list[Speech]:
    """All reports of speech in reading order; with ``thoughts``, also of what people want, believe, back or oppose."""
    _hang_reports(doc)
    marks = quotations(doc)
    found = [*_reported(doc, marks), *_by_nouns(doc, thoughts), *_sources(doc), *_after_colons(doc, marks)]
    if thoughts:
        taken = {s.verb for s in found}
        found += [s for s in _thoughts(doc) if s.verb not in taken]
    found += list(_carried(doc, found, marks))
    return sorted(found, key=lambda s: (s.cue, -s.size))


def _hang_reports(doc: Doc) -> None:
    """Make the second report of "said that X told Y that ..." the content of the first, where the reader gave up on it.

    Changes heads and relations of `doc` in place.
    """
    for token in doc:
        head = token.head
        if token.dep_ != "dep" or token.pos_ != "VERB" or head.i >= token.i or not _is_saying(head):
            continue
        that = next((t.i for t in doc[head.i + 1 : head.i + 4] if t.lower_ == "that"), None)
        if that is None or not _is_saying(token):
            continue
        token.dep_ = "ccomp"
        for child in list(head.children):
            if child.dep_ == "nsubj" and that < child.i < token.i:
                child.head = token


def _kind_of(token: Token) -> str:
    """The kind of saying word that a verb or noun is, or ""."""
    if token.pos_ not in ("VERB", "NOUN"):
        return ""
    words, lemma = saying_words(), token.lemma_.lower()
    if token.pos_ == "NOUN":
        return words.get((lemma, "noun"), "")
    particle = next((f" {c.lower_}" for c in token.children if c.dep_ == "compound:prt"), "")
    return words.get((lemma + particle, "verb"), "")


def _is_saying(token: Token) -> bool:
    return token.pos_ == "VERB" and _kind_of(token) in ("verb", "quoting")


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, marks included; straight marks are paired within a paragraph."""
    ranges: list[tuple[int, int]] = []
    start: int | None = None
    for token in doc:
        if token.is_space and token.text.count("\n") >= 2 and start is not None:
            ranges.append((start, token.i))
            start = None
        mark = token.text
        if start is None and (mark in _OPEN or mark in ('"', "``")):
            start = token.i
        elif start is not None and (mark in _CLOSE or mark in ('"', "''")):
            ranges.append((start, token.i + 1))
            start = None
        elif start is not None and token.i - start > _LONGEST:
            start = None
    if start is not None and len(doc) - start <= _LONGEST:
        ranges.append((start, len(doc)))
    return ranges


def _subtree(token: Token, without: Token | None = None) -> list[int]:
    cut = {t.i for t in without.subtree} if without is not None else set()
    return [t.i for t in token.subtree if t.i not in cut]


def _ranges(indices: list[int]) -> tuple[tuple[int, int], ...]:
    made: list[tuple[int, int]] = []
    for i in sorted(indices):
        if made and made[-1][1] >= i - 1:
            made[-1] = (made[-1][0], i + 1)
        else:
            made.append((i, i + 1))
    return tuple(made)


def _reported(doc: Doc, marks: list[tuple[int, int]]) -> Iterator[Speech]:
    """Saying verbs with a clause or a quotation as their content; "quoting" verbs with a quotation only."""
    for token in doc:
        kind = _kind_of(token)
        if kind not in ("verb", "quoting"):
            continue
        inside = _clauses(token) if kind == "verb" else []
        direct = any(a <= i < b for a, b in marks for i in inside)
        inserted = token.dep_ == "parataxis" or (
            token.dep_ == "advcl" and token.head.pos_ == "VERB" and _is_quoted(token.head, marks)
        )
        if inserted and token.head.i != token.i and not inside and (kind == "verb" or _is_quoted(token.head, marks)):
            inside = _subtree(token.head, token)
        sentence = token.sent
        for a, b in marks:
            overlaps = a + 1 < sentence.end and b - 1 > sentence.start  # a mark alone may stand on the wrong side
            if overlaps and not a <= token.i < b and b - a > 3 and _belongs(token, a, b):
                inside += list(range(a, b))
                direct = True
        speaker = _speaker_of(token)
        content = [i for i in set(inside) if i != token.i and (speaker is None or i != speaker)]
        if content:
            yield Speech(speaker, (token.i, token.i + 1), _ranges(content), token.i, direct)


def _clauses(verb: Token) -> list[int]:
    """Tokens of the clauses a saying verb governs, and of what an announcer announces."""
    inside = [i for c in verb.children if c.dep_ in ("ccomp", "parataxis", "xcomp:quote") for i in _subtree(c)]
    said = max((c.i for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), default=None)
    if said is not None and verb.tag_ == "VBD":
        inside += [i for c in verb.children if c.i > said and _is_backshifted(c) for i in _subtree(c)]
    if verb.lemma_.lower() in _ANNOUNCING:
        inside += [i for c in verb.children if c.dep_ == "obj" and c.pos_ == "NOUN" for i in _subtree(c)]
    return inside


def _is_backshifted(clause: Token) -> bool:
    """ "Said that A would stay, although B had left": a clause put back in time with what is reported is reported."""
    return clause.dep_ in ("advcl", "conj") and (
        any(c.dep_ == "mark" for c in clause.children)
        and any(c.dep_ == "aux" and c.lower_ in ("had", "would", "'d", "’d") for c in clause.children)
    )


def _by_nouns(doc: Doc, thoughts: bool) -> Iterator[Speech]:
    """ "The army's claim that ...", "warnings from officials that ...": the noun's owner answers for the clause."""
    wanted = _NOUNS if thoughts else ("noun",)
    for token in doc:
        if token.pos_ != "NOUN" or _kind_of(token) not in wanted:
            continue
        for clause in token.children:
            marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
            if clause.dep_ not in ("acl", "ccomp", "acl:relcl") or not marked:
                continue
            yield Speech(_owner(token), (token.i, token.i + 1), _ranges(_subtree(clause)), None, False)


def _owner(noun: Token) -> int | None:
    """Who makes a statement: its possessor, "by", "from" or "of" whom it is, or who makes or voices it."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child.i
        if child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in ("by", "from", "of") for c in child.children):
            return child.i
    if noun.dep_ == "obj" and noun.head.pos_ == "VERB":
        return _speaker_of(noun.head)
    return None


def _after_colons(doc: Doc, marks: list[tuple[int, int]]) -> Iterator[Speech]:
    """ "Kim: “We are ready.”": a name that begins its line, a colon and a quotation."""
    for a, b in marks:
        colon = a - 1
        if colon < 1 or doc[colon].text != ":":
            continue
        first = colon
        while first > 0 and colon - first <= _LONGEST_NAME and "\n" not in doc[first - 1].text:
            first -= 1
        named = [t for t in doc[first:colon] if t.pos_ == "PROPN"]
        if named and colon - first <= _LONGEST_NAME and not any(t.pos_ == "VERB" for t in doc[first:colon]):
            head = next((t for t in named if t.head.i not in {n.i for n in named} or t.head.i == t.i), named[0])
            yield Speech(head.i, (colon, colon + 1), ((a, b),), None, True)


def _thoughts(doc: Doc) -> Iterator[Speech]:
    """What people want, plan, believe, praise or oppose: the clause, infinitive or phrase that the verb governs."""
    for token in doc:
        if token.pos_ != "VERB" or not (_kind_of(token) in ("thought", "quoting") or _is_saying(token)):
            continue
        speaker = _speaker_of(token)
        if speaker is None:
            continue
        inside = [i for c in token.children if _is_content(c) for i in _subtree(c)]
        if inside:
            yield Speech(speaker, (token.i, token.i + 1), _ranges(inside), token.i, False)


def _is_content(child: Token) -> bool:
    if child.dep_ in ("ccomp", "xcomp", "obj"):
        return True
    cases = {c.lower_ for c in child.children if c.dep_ == "case"}
    return child.dep_ == "obl" and bool(cases & {"for", "about", "against", "on"}) and child.i > child.head.i


def _is_quoted(token: Token, marks: list[tuple[int, int]]) -> bool:
    return any(a <= token.i < b for a, b in marks)


def _belongs(verb: Token, start: int, end: int) -> bool:
    """Is this quotation the verb's, rather than that of another saying verb standing nearer?"""
    rivals = [t for t in verb.sent if _is_saying(t) and not start <= t.i < end]
    if verb.doc[end - 2].text in (",", "?", "!"):  # “We are ready,” said ...: whoever comes next says it
        rivals += [t for t in verb.doc[end : end + 4] if _is_saying(t)]
    gap = {t.i: min(abs(t.i - start), abs(t.i - end)) for t in rivals}
    return not gap or gap.get(verb.i, 0) <= min(gap.values())


def _speaker_of(verb: Token) -> int | None:
    passive = any(c.dep_ in ("nsubj:pass", "aux:pass") for c in verb.children)
    wanted = ("obl:agent",) if passive else ("nsubj",)
    for child in verb.children:
        if child.dep_ in wanted:
            return _named(child).i
    if passive:
        return None
    if verb.dep_ == "acl:relcl" or (verb.dep_ == "acl" and verb.tag_ == "VBG"):
        return verb.head.i
    if verb.dep_ == "conj" and verb.head.i != verb.i:
        return _speaker_of(verb.head)
    if verb.dep_ in ("advcl", "xcomp", "parataxis") and verb.head.i != verb.i:
        return next((_named(c).i for c in verb.head.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    return None


def _named(token: Token) -> Token:
    """A relative pronoun stands for its noun."""
    if token.tag_ in ("WP", "WDT"):
        for clause in token.ancestors:
            if clause.dep_ == "acl:relcl":
                return clause.head
    return token


def _sources(doc: Doc) -> Iterator[Speech]:
    """ "According to X", "citing X", "per X": X vouches for the clause."""
    words = saying_words()
    for token in doc:
        if (token.lower_, "source") not in words or token.lower_ in ("per",) and token.pos_ != "ADP":
            continue
        if token.dep_ == "case" or (token.lower_ == "according" and token.dep_ in ("case", "advmod", "mark")):
            speaker, clause = token.head, token.head.head
        elif token.pos_ in ("VERB", "SCONJ", "ADP") and any(c.dep_ in ("obj", "obl") for c in token.children):
            speaker = next(c for c in token.children if c.dep_ in ("obj", "obl"))
            clause = token.head
        else:
            continue
        if clause.i == speaker.i:
            continue
        content = _subtree(_clause_head(clause), without=speaker)
        to = token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to"
        end = token.i + 1 + to
        yield Speech(speaker.i, (token.i, end), _ranges(content), None, False)


def _clause_head(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX", "ADJ") and token.head.i != token.i and token.dep_ != "root":
        token = token.head
    return token


def _carried(doc: Doc, found: list[Speech], marks: list[tuple[int, int]]) -> Iterator[Speech]:
    """Quotations without a saying verb of their own: the nearest speaker before, in this or the paragraph before."""
    for a, b in marks:
        if b - a < 7 or any(s.covers((a + b) // 2) and s.direct for s in found):
            continue
        sentence = doc[a].sent
        if sentence[0].i < a - 1 and sentence.end > b + 1:
            continue  # a quoted phrase inside the writer's own sentence
        before = [s for s in found if s.speaker is not None and s.cue[0] < a and a - s.cue[1] < 150]
        if before:
            nearest = before[-1]
            yield Speech(nearest.speaker, nearest.cue, ((a, b),), nearest.verb, True)


def speakers_of(index: int, speeches: list[Speech]) -> list[Speech]:
    """Reports that contain a word, outermost first; several reports by one speaker count once."""
    covering = sorted((s for s in speeches if s.covers(index)), key=lambda s: -s.size)
    chain: list[Speech] = []
    for speech in covering:
        if all(speech.speaker != other.speaker or speech.speaker is None for other in chain):
            chain.append(speech)
    return chain
