"""Text to words: a tokenizer close to Universal Dependencies' English conventions, and coarse places to cut text.

The reader finds sentence boundaries itself; this module only says where a boundary is certain (paragraphs) and where
a long paragraph may be cut into packs without hurting a sentence.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from spacy.lang.en import English, EnglishDefaults
from spacy.tokens import Doc
from spacy.vocab import Vocab

# Abbreviations after which a full stop rarely ends a sentence.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col sgt capt maj adm sen rep gov pres rev hon st jr sr vs no nos vol fig inc ltd co corp "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun al etc i.e e.g u.s u.k u.n e.u a.m "
    "p.m art ave bros dept est ft messrs min mt ph.d pvt supt univ cmdr brig amb ".split()
)
_TITLES = frozenset(
    "mr mrs ms dr prof gen lt col sgt capt maj adm sen rep gov rev hon messrs supt cmdr brig amb".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_END = re.compile(r"""[.!?…]+["'”’)\]]*$""")
# UD keeps these prefixes on their word ("anti-American", "re-elected"), telephone numbers and ruled lines ("=====")
# whole; spaCy splits them.
_WHOLE = re.compile(
    r"^(?:(?:anti|non|pro|re|co|ex|un|multi|inter|counter|mid|e|pre|post|sub|semi|neo|trans|ultra|quasi)-\w+"
    r"|\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|and/or|[A-Za-z]/[A-Za-z]|([=_*~#+?!-])\1{2,})$",
    re.IGNORECASE,
)


class NewsEnglish(English):  # type: ignore[no-untyped-call]
    """spaCy's English whose tokenizer keeps whole the words that Universal Dependencies does not split.

    Given as the language's default, since setting it on a finished tokenizer loads all special cases a second time.
    """

    class Defaults(EnglishDefaults):
        token_match = _WHOLE.match


@lru_cache(maxsize=1)
def _english() -> NewsEnglish:
    return NewsEnglish()


def make_doc(text: str, vocab: Vocab | None = None) -> Doc:
    """Tokenised Doc without analysis; ``doc.text == text`` always, whatever the length."""
    nlp = _english()
    doc: Doc = nlp.tokenizer(text)
    if vocab is None or vocab is nlp.vocab:
        return doc
    return Doc(vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])


def is_break(space: str) -> bool:
    """Does this run of white space end a paragraph for certain?"""
    return space.count("\n") >= 2 or "\u2029" in space or "\f" in space


def is_space(doc: Doc) -> np.ndarray:
    """Mask of the white-space tokens."""
    return doc.to_array("IS_SPACE").astype(bool).reshape(-1)


def given_starts(doc: Doc) -> set[int]:
    """Words that begin a sentence according to the Doc itself; a start on white space moves to the next word."""
    space = is_space(doc)
    starts: set[int] = set()
    fresh = True
    for token in doc:
        fresh = fresh or bool(token.is_sent_start)
        if fresh and not space[token.i]:
            starts.add(token.i)
            fresh = False
    return starts


def hard_starts(doc: Doc) -> set[int]:
    """Indices of words that certainly start a sentence: after a blank line, or after a short or finished line.

    A single line break inside running text (hard-wrapped mail, say) is left to the reader: the lines of its paragraph
    are filled to one width, or the line before it is long and the next begins in lower case.
    """
    starts: set[int] = set()
    text, line_start, space = doc.text, 0, is_space(doc)
    wrapped = wrapped_breaks(text)
    fresh = True
    if len(doc) and not space[0]:
        starts.add(0)
        fresh = False
    for i in np.flatnonzero(space).tolist():
        token = doc[i]
        blank = token.text
        if is_break(token.text_with_ws):
            fresh = True
        elif "\n" in blank:
            line = text[line_start : token.idx].rstrip()
            end = token.idx + len(blank)
            following = text[end : end + 1]
            goes_on = len(line) >= 55 and following.islower()
            fresh = fresh or not (goes_on or token.idx + blank.index("\n") in wrapped)
        if "\n" in blank:
            line_start = token.idx + len(blank)
        if fresh and i + 1 < len(doc) and not space[i + 1]:
            starts.add(i + 1)
            fresh = False
    return starts


def wrapped_breaks(text: str) -> set[int]:
    """Offsets of the line breaks within hard-wrapped paragraphs.

    Three lines or more of which none had room for the first word of the next, the longest of 40 to 100 characters, and
    one at least going on in lower case.
    """
    found: set[int] = set()
    at = 0
    for block in re.split(r"(\n[ \t\r]*\n\s*)", text):
        lines = block.split("\n")
        width = max(map(len, lines))
        pairs = list(zip(lines, lines[1:], strict=False))
        full = all(len(line) + 1 + len((following.split() or [""])[0]) > width for line, following in pairs)
        if len(lines) >= 3 and 40 <= width <= 100 and full and any(x.lstrip()[:1].islower() for x in lines[1:]):
            found.update(at + m.start() for m in re.finditer("\n", block))
        at += len(block)
    return found


def may_end(word: str, following: str) -> bool:
    """Could a sentence end with ``word`` when ``following`` comes next? Used only to cut long paragraphs into packs."""
    if not _END.search(word) or word.lower().rstrip(".") in ABBREVIATIONS:
        return False
    return not following[:1].islower()


def continues(word: str, following: str) -> bool:
    """Does ``following`` certainly go on with the sentence of an abbreviation: "Mr. Kim", "Nov. 14"?"""
    if not word.endswith("."):
        return False
    short = word[:-1].lower()
    return short in _TITLES or (short in _MONTHS and following[:1].isdigit())
