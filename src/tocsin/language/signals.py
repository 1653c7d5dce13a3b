"""What the reader's event heads say about each word, kept on the Doc as plain arrays.

``signals(doc)`` gives probabilities: event type, mode, status, context and inner role of a word as trigger, sector and
kind of code of a word as party, and how strongly a trigger links to another word in a role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from spacy.tokens import Doc

from tocsin.settings import DATA

KEY = "tocsin.signals"
# Numbers of link rows kept at once (float32: four bytes each).
_KEPT = 20_000_000
HEADS = ("event", "mode", "status", "context", "inner", "sector", "kind", "link_trigger", "link_word")
# Share of the second reading in the log-odds of type, of mode and status, and of links (held-out batches of readings).
SECOND, SECOND_STATUS, SECOND_LINK = 0.75, 0.7, 0.8
_SOFTMAX, _SIGMOID = ("event", "inner", "kind"), ("mode", "status", "context", "sector")


def store_signals(
    doc: Doc, parts: list[tuple[np.ndarray, dict[str, np.ndarray]]], link: np.ndarray, sizes: np.ndarray
) -> None:
    """Keep the outputs of a Doc's packs in ``doc.user_data`` (arrays only, so ``Doc.to_bytes`` works).

    ``sizes``: number of word pieces of every token, 0 for white space.
    """
    stored: dict[str, object] = {"pack": np.full(len(doc), -1, np.int32)}
    if parts:
        words = np.concatenate([span for span, _ in parts])
        for key in HEADS:
            rows = np.concatenate([row[key] for _, row in parts])
            full = np.zeros((len(doc), rows.shape[1]), np.float32)
            if key == "event":
                full[:, 0] = 1.0
            full[words] = _softmax(rows) if key in _SOFTMAX else _sigmoid(rows) if key in _SIGMOID else rows
            stored[key] = full
        for p, (span, _) in enumerate(parts):
            stored["pack"][span] = p  # type: ignore[index]
        if all("lower" in row for _, row in parts):
            stored["lower"] = np.concatenate([row["lower"] for _, row in parts]).astype(np.float16)
            stored["sizes"] = sizes
            stored["first"] = np.cumsum(sizes) - sizes
    stored["link"] = link
    doc.user_data[KEY] = stored


def _softmax(x: np.ndarray) -> np.ndarray:
    e: np.ndarray = np.exp(x - x.max(axis=1, keepdims=True))
    e /= e.sum(axis=1, keepdims=True)
    return e


def _sigmoid(x: np.ndarray) -> np.ndarray:
    p: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return p


# The first token of a stretch of text, and of each of its words how likely it says whose a party is (0-1).
Home = tuple[int, np.ndarray]


class Closer(Protocol):
    """What reads a text again for single words (``tocsin.language.closer``)."""

    def look(self, doc: Doc, heard: Signals, tokens: Sequence[int]) -> None: ...

    def homes(self, doc: Doc, heard: Signals, asked: Sequence[tuple[int, int]]) -> list[tuple[int, np.ndarray]]: ...


@dataclass(slots=True)
class Signals:
    """Probabilities per token of one Doc; rows are token indices, columns the reader's label sets."""

    arrays: dict[str, np.ndarray]
    closer: Closer | None = None
    folder: Path = DATA / "model"
    _links: dict[int, np.ndarray] = field(default_factory=dict)
    _seen: dict[int, tuple[int, int, np.ndarray]] = field(default_factory=dict)  # what `blend` made of a window's links
    _changed: set[str] = field(default_factory=set)

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self.arrays[name]
        except KeyError:
            raise AttributeError(name) from None

    def links(self, trigger: int) -> np.ndarray:
        """Probability [role, token] that a token names the trigger's party, speaker, date, place or parent act.

        Only tokens read in the same pass as the trigger can score; all others are 0.
        """
        known = self._links.get(trigger)
        if known is not None:
            return known
        same = np.flatnonzero(self.pack == self.pack[trigger])
        weight = self.arrays["link"]
        x = np.append(self.link_trigger[trigger], 1.0).astype(np.float32)
        y = np.hstack([self.link_word[same], np.ones((len(same), 1), np.float32)])
        scores = (x @ weight) @ y.T
        full = np.zeros((weight.shape[0], len(self.pack)), np.float32)
        full[:, same] = _sigmoid(scores)
        if trigger in self._seen:
            start, end, rows = self._seen[trigger]
            full[:, start:end] = rows
        if len(self._links) * full.size > _KEPT:  # very long articles: a few at a time
            self._links.clear()
        self._links[trigger] = full
        return full

    def look(self, doc: Doc, tokens: Sequence[int]) -> None:
        """Read again for each of these words as trigger, if there is a second reading."""
        if self.closer is not None and "lower" in self.arrays and tokens:
            self.closer.look(doc, self, tokens)

    def homes(self, doc: Doc, asked: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Home]:
        """For a party beside its trigger (token indices): how likely the words of its window say whose it is."""
        if self.closer is None or "lower" not in self.arrays or not asked:
            return {}
        rows = zip(asked, self.closer.homes(doc, self, asked), strict=True)
        found = {pair: (start, _sigmoid(row)) for pair, (start, row) in rows}
        return {(t, p): (start, row) for (t, p), (start, row) in found.items() if start <= p < start + len(row)}

    def blend(self, trigger: int, start: int, end: int, seen: dict[str, np.ndarray]) -> None:
        """Weigh in what the second reading saw of a trigger in the tokens [start, end): logits by head."""
        row = np.log(np.clip(self.arrays["event"][trigger], 1e-6, 1.0))
        self._set("event", trigger, _softmax(((1 - SECOND) * row + SECOND * _logs(seen["event"]))[None])[0])
        for name in ("mode", "status"):
            old = _logit(self.arrays[name][trigger])
            self._set(name, trigger, _sigmoid((1 - SECOND_STATUS) * old + SECOND_STATUS * seen[name]))
        old = _logit(self.links(trigger)[:, start:end])
        rows = _sigmoid((1 - SECOND_LINK) * old + SECOND_LINK * seen["link"][:, : end - start])
        self._seen[trigger] = (start, end, rows)
        self._links.pop(trigger)

    def _set(self, name: str, row: int, values: np.ndarray) -> None:
        """Change one row, of a copy: the Doc keeps what the first reading said."""
        if name not in self._changed:
            self.arrays = self.arrays | {name: self.arrays[name].copy()}
            self._changed.add(name)
        self.arrays[name][row] = values


def _logs(x: np.ndarray) -> np.ndarray:
    y: np.ndarray = x - x.max()
    y -= np.log(np.exp(y).sum())
    return y


def _logit(p: np.ndarray) -> np.ndarray:
    p = np.clip(p, 1e-5, 1 - 1e-5)
    x: np.ndarray = np.log(p / (1 - p))
    return x


def signals(doc: Doc) -> Signals | None:
    """The Doc's signals, or None when it was not read by the bundled reader (hand-built Docs, other parsers)."""
    stored = doc.user_data.get(KEY)
    return Signals(stored) if stored and "event" in stored else None
