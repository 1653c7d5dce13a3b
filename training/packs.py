"""Training packs: a few consecutive sentences with their syntax, or a stretch of an article with its events."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gold import GoldArticle
from tocsin.language.pieces import PACK_PIECES, PieceMaker, Pieces
from treebanks import Sentence


@dataclass
class Pack:
    pieces: Pieces
    sentences: list[tuple[int, Sentence]] = field(default_factory=list)
    article: GoldArticle | None = None
    offset: int = 0

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces.ids)) + 2


def treebank_packs(sentences: Sequence[Sentence], maker: PieceMaker, rng: random.Random, single: float) -> list[Pack]:
    """Walk every document, cutting it into packs of random length; some sentences lose case or final stop."""
    packs: list[Pack] = []
    current: list[Sentence] = []
    room = limit(rng, single)
    size = 0

    def close() -> None:
        nonlocal current, size, room
        if current:
            packs.append(_treebank_pack(current, maker, rng))
        current, size, room = [], 0, limit(rng, single)

    for s in sentences:
        cost = sum(len(maker.word(w)) for w in s.words)
        if cost > 3 * PACK_PIECES:
            continue
        new_document = current and (s.document != current[-1].document)
        if current and (new_document or size + cost > room):
            close()
        current.append(s)
        size += cost
    close()
    return packs


def limit(rng: random.Random, single: float) -> int:
    return 0 if rng.random() < single else rng.randint(60, PACK_PIECES)


def _treebank_pack(sentences: list[Sentence], maker: PieceMaker, rng: random.Random) -> Pack:
    words: list[str] = []
    placed: list[tuple[int, Sentence]] = []
    style = rng.random()
    for s in sentences:
        placed.append((len(words), s))
        if style < 0.04:
            words += [w.upper() for w in s.words]
        elif style < 0.09:
            words += [w[:1].upper() + w[1:] for w in s.words]
        else:
            words += s.words
    return Pack(maker.words(words), placed)


def article_packs(articles: Sequence[GoldArticle], maker: PieceMaker, rng: random.Random) -> list[Pack]:
    """Cut every article into packs at its paragraphs or sentence ends."""
    packs = []
    for article in articles:
        for a, b in cut(article, maker, rng.randint(90, PACK_PIECES)):
            packs.append(Pack(maker.words(article.words[a:b]), [], article, a))
    return packs


def cut(article: GoldArticle, maker: PieceMaker, room: int) -> Iterator[tuple[int, int]]:
    """Half-open word ranges of about ``room`` pieces, never splitting a sentence that a full stop ends."""
    words, start, size, last_end = article.words, 0, 0, 0
    for k, word in enumerate(words):
        cost = len(maker.word(word))
        if size + cost > room and last_end > start:
            yield start, last_end
            size = sum(len(maker.word(w)) for w in words[last_end:k])
            start = last_end
        size += cost
        ends = word in {".", "!", "?"} or (word in {'"', "”"} and k and words[k - 1] in {".", "!", "?"})
        if ends or k + 1 in article.starts:
            last_end = k + 1
    if start < len(words):
        yield start, len(words)


def batches(packs: list[Pack], pieces: int, rng: random.Random) -> list[list[Pack]]:
    """Packs of like size together, at most ``pieces`` padded word pieces a batch, in random order."""
    ordered = sorted(packs, key=lambda p: (p.size, rng.random()))
    made: list[list[Pack]] = []
    for pack in ordered:
        if made and (len(made[-1]) + 1) * pack.size <= pieces:
            made[-1].append(pack)
        else:
            made.append([pack])
    rng.shuffle(made)
    return made
