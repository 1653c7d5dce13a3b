"""What the reader's event heads say about each word, kept on the Doc as plain arrays.

``signals(doc)`` gives probabilities: event type, mode, status, context and inner role of a word as trigger, sector and
kind of code of a word as party, and how strongly a trigger links to another word in a role.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

KEY = "tocsin.signals"
# Numbers of link rows kept at once (float32: four bytes each).
_KEPT = 20_000_000
HEADS = ("event", "mode", "status", "context", "inner", "sector", "kind", "link_trigger", "link_word")
_SOFTMAX, _SIGMOID = ("event", "inner", "kind"), ("mode", "status", "context", "sector")


def store_signals(doc: Doc, parts: list[tuple[np.ndarray, dict[str, np.ndarray]]], link: np.ndarray) -> None:
    """Keep the outputs of a Doc's packs in ``doc.user_data`` (arrays only, so ``Doc.to_bytes`` works)."""
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
    stored["link"] = link
    doc.user_data[KEY] = stored


def _softmax(x: np.ndarray) -> np.ndarray:
    e: np.ndarray = np.exp(x - x.max(axis=1, keepdims=True))
    e /= e.sum(axis=1, keepdims=True)
    return e


def _sigmoid(x: np.ndarray) -> np.ndarray:
    p: np.ndarray = 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))
    return p


@dataclass(slots=True)
class Signals:
    """Probabilities per token of one Doc; rows are token indices, columns the reader's label sets."""

    arrays: dict[str, np.ndarray]
    _links: dict[int, np.ndarray] = field(default_factory=dict)

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
        if len(self._links) * full.size > _KEPT:  # very long articles: a few at a time
            self._links.clear()
        self._links[trigger] = full
        return full


def signals(doc: Doc) -> Signals | None:
    """The Doc's signals, or None when it was not read by the bundled reader (hand-built Docs, other parsers)."""
    stored = doc.user_data.get(KEY)
    return Signals(stored) if stored and "event" in stored else None
