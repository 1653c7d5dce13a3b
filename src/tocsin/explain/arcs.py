"""The relations of a sentence drawn as arcs over its words (SVG, no script)."""

from __future__ import annotations

from html import escape

from tocsin.explain.nouns import Sentence, Word

# Pixels; a letter of the page's 14-pixel sans-serif is 7.7 wide on average, of the 10-pixel labels 5.8.
_LETTER, _LABEL, _GAP, _STEP = 7.7, 5.8, 18.0, 22


def arcs(sentence: Sentence) -> str:
    """One `<svg>`: words in a row with their part of speech, an arrow from each head to its dependent."""
    words = sentence.words
    middle, width = _columns(words)
    links = [w for w in words if w.head != w.number and w.head in middle]
    level = _levels(links)
    top = _STEP * max(level.values(), default=0) + 26
    drawn = [_arc(w, middle, level[w.number], top) for w in links]
    drawn += [_label(w, middle[w.number], top) for w in words]
    told = "; ".join(f"{w.text} is {w.relation} of {_word(words, w.head)}" for w in links)
    return (
        f'<svg class="arcs" role="img" aria-label="{escape(told)}" width="{width:.0f}" height="{top + 46}" '
        f'viewBox="0 0 {width:.0f} {top + 46}">{"".join(drawn)}</svg>'
    )


def _word(words: tuple[Word, ...], number: int) -> str:
    return next((w.text for w in words if w.number == number), "")


def _columns(words: tuple[Word, ...]) -> tuple[dict[int, float], float]:
    """Middle of each word, and the width of all; a column holds its word and the name of its relation."""
    middle, at = {}, 8.0
    for w in words:
        wide = max(len(w.text) * _LETTER, len(w.pos) * _LABEL, len(w.relation) * _LABEL)
        middle[w.number] = at + wide / 2
        at += wide + _GAP
    return middle, at


def _levels(links: list[Word]) -> dict[int, int]:
    """Height of each arc: above all arcs that lie inside it or cross it from inside."""
    level: dict[int, int] = {}
    ends = {w.number: (min(w.number, w.head), max(w.number, w.head)) for w in links}
    for w in sorted(links, key=lambda w: (ends[w.number][1] - ends[w.number][0], w.number)):
        a, b = ends[w.number]
        below = [level[n] for n in level if a <= ends[n][0] and ends[n][1] <= b]
        level[w.number] = max(below, default=0) + 1
    return level


def _arc(word: Word, middle: dict[int, float], level: int, top: float) -> str:
    """A rounded bracket from the head to an arrow over the dependent, with the relation's name on it."""
    side = 1 if word.head < word.number else -1  # +1: the head stands to the left
    start, end = middle[word.head] + 5 * side, middle[word.number] - 3 * side
    y, r = top - _STEP * level - 2, 8
    path = (
        f"M{start:.1f},{top} V{y + r} Q{start:.1f},{y} {start + r * side:.1f},{y} "
        f"H{end - r * side:.1f} Q{end:.1f},{y} {end:.1f},{y + r} V{top - 3}"
    )
    x, half = (start + end) / 2, len(word.relation) * _LABEL / 2 + 3
    return (
        f'<path d="{path}"/><path class="tip" d="M{end - 3.5:.1f},{top - 5} h7 l-3.5,6 z"/>'
        f'<rect x="{x - half:.1f}" y="{y - 6}" width="{2 * half:.1f}" height="12"/>'
        f'<text class="relation" x="{x:.1f}" y="{y + 3.5}">{escape(word.relation)}</text>'
    )


def _label(word: Word, x: float, top: float) -> str:
    return (
        f'<text class="word" x="{x:.1f}" y="{top + 19}">{escape(word.text)}</text>'
        f'<text class="pos" x="{x:.1f}" y="{top + 35}">{escape(word.pos)}</text>'
    )
