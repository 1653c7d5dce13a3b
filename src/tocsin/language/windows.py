"""Windows around a word: the stretch of its pack that is read again with that word marked.

Shared by training and by the second reading, so that both see text the same way.
"""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc

# Word pieces of a window: the word's sentence, then sentences before it, then after it, as far as they fit.
WINDOW_PIECES = 112


def window(doc: Doc, pack: np.ndarray, sizes: np.ndarray, at: int) -> tuple[int, int]:
    """Half-open token range around token ``at``; ``pack`` and ``sizes`` give each token's pack and number of pieces."""
    inside = np.flatnonzero(pack == pack[at])
    low, high = int(inside[0]), int(inside[-1]) + 1
    sentence = doc[at].sent
    start, end = max(low, sentence.start), min(high, sentence.end)
    room = WINDOW_PIECES - int(sizes[start:end].sum())
    if room < 0:
        return _around(sizes, at, start, end)
    while start > low:
        before = max(low, doc[start - 1].sent.start)
        room -= int(sizes[before:start].sum())
        if room < 0:
            return start, end
        start = before
    while end < high:
        after = min(high, doc[end].sent.end)
        room -= int(sizes[end:after].sum())
        if room < 0:
            break
        end = after
    return start, end


def _around(sizes: np.ndarray, at: int, low: int, high: int) -> tuple[int, int]:
    """As many tokens on either side of ``at`` as fit, when its own sentence is too long."""
    start, end, size = at, at + 1, int(sizes[at])
    while True:
        grown = False
        if start > low and size + sizes[start - 1] <= WINDOW_PIECES:
            start, size, grown = start - 1, size + int(sizes[start - 1]), True
        if end < high and size + sizes[end] <= WINDOW_PIECES:
            end, size, grown = end + 1, size + int(sizes[end]), True
        if not grown:
            return start, end
