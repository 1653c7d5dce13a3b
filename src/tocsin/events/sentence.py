"""The words of one sentence by form and by word class, looked up once for all its predicates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Token

from tocsin.events.lemmas import lemmas_of
from tocsin.events.lexicon import Lexicon


def hyphenated(token: Token) -> tuple[str, Token] | None:
    """The compound written with a hyphen that this word ends, and its head word: "sit-in" → ("sit-in", sit)."""
    doc, i = token.doc, token.i
    if i < 2 or doc[i - 1].text not in ("-", "‑", "–") or doc[i - 1].whitespace_ or doc[i - 2].whitespace_:
        return None
    first = doc[i - 2]
    head = first if token.head.i == first.i else token
    return f"{first.lower_ if head.i == i else first.lemma_.lower()}-{token.lemma_.lower()}", head


class Sentence:
    """Forms and classes of a sentence's words: ``words`` form → token indices, ``classes`` class → token indices."""

    __slots__ = ("classes", "compounds", "words")

    def __init__(self, tokens: Iterable[Token], lexicon: Lexicon) -> None:
        self.words: dict[str, set[int]] = defaultdict(set)
        self.classes: dict[str, set[int]] = defaultdict(set)
        self.compounds: dict[int, str] = {}  # parts of hyphenated predicates: the head's form, "" for the others
        of, phrases = lexicon.class_of, lexicon.phrases
        for token in tokens:
            if token.is_space or token.is_punct:
                continue
            forms = {token.lower_, *lemmas_of(token, lexicon.vocabulary)}
            for form in forms:
                self.words[form].add(token.i)
                for name in of.get(form, ()):
                    self.classes[name].add(token.i)
                for rest, names in phrases.get(form, ()):
                    self._take_phrase(token, rest, names)
            joined = hyphenated(token)
            if joined is not None:
                self._take_compound(token, *joined, lexicon)

    def _take_compound(self, token: Token, form: str, head: Token, lexicon: Lexicon) -> None:
        self.words[form].add(head.i)
        for name in lexicon.class_of.get(form, ()):
            self.classes[name].add(head.i)
        if form in lexicon.hyphens:
            self.compounds[token.i - 2] = self.compounds[token.i] = ""
            self.compounds[head.i] = form

    def _take_phrase(self, first: Token, rest: tuple[str, ...], names: tuple[str, ...]) -> None:
        """File a phrase of several words under its head when it begins with ``first``."""
        doc, at = first.doc, first.i
        if at + len(rest) >= len(doc):
            return
        for k, word in enumerate(rest, at + 1):
            if word != doc[k].lower_ and word != doc[k].lemma_.lower():
                return
        last = at + len(rest)
        heads = [t.i for t in doc[at : last + 1] if not at <= t.head.i <= last or t.head.i == t.i]
        for name in names:
            self.classes[name].update(heads[:1] or [last])

    def of(self, kind: str, value: str) -> set[int]:
        """Indices of the tokens that are this word, or of this class."""
        return (self.words if kind == "word" else self.classes).get(value, set())
