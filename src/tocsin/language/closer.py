"""The second reading: the upper layers of the reader once more for every word that may name an event, that word marked.

The first pass sees a sentence without knowing which act is asked about. Here the states of its lower layers are taken
up again with one word marked as the trigger, so that all upper layers read the sentence for that word: what it names,
its mode and status, and which words are its parties, speakers, date and place (compare predicate-aware semantic role
labelling, Shi & Lin 2019). The results are blended into the Doc's ``Signals``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from spacy.tokens import Doc

from tocsin.language.signals import Signals
from tocsin.language.windows import window

FILE = "closer.onnx"
TRIGGER, SOURCE, TARGET, PARTY = 1, 2, 3, 4
NAMES = ["event", "mode", "status", "inner", "link", "pair", "home"]
# Padded word pieces of one run.
BATCH_PIECES = 1200


# A word asked about: its index, its window [start, end), marks by token, and the two words the heads look at.
Asked = tuple[int, int, int, dict[int, int], tuple[int, int]]
Seen = dict[str, np.ndarray]


class Closer:
    """The ONNX session of the second reading."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(folder / FILE), options, providers=["CPUExecutionProvider"])

    def look(self, doc: Doc, heard: Signals, tokens: Sequence[int]) -> None:
        """Read the windows of ``tokens`` (indices) with each marked, and blend what is seen into ``heard``."""
        sizes = heard.sizes
        asked: list[Asked] = [(i, *window(doc, heard.pack, sizes, i), {i: TRIGGER}, (i, i)) for i in tokens]
        for k, out in self._read(heard, asked):
            heard.blend(*asked[k][:3], out)

    def pair(
        self, doc: Doc, heard: Signals, source: Sequence[int], target: Sequence[int], heads: tuple[int, int]
    ) -> np.ndarray:
        """Log-probabilities of EVENTS for what the words of ``source`` do to those of ``target``, heads named."""
        inside = [i for i in (*source, *target) if heard.pack[i] == heard.pack[heads[0]]]
        start, end = window(doc, heard.pack, heard.sizes, heads[0])
        sentence = doc[heads[0]].sent
        start, end = max(start, sentence.start), min(end, sentence.end)
        marks = {i: SOURCE for i in source if i in inside} | {i: TARGET for i in target if i in inside}
        second = heads[1] if start <= heads[1] < end else heads[0]
        ((_, out),) = self._read(heard, [(heads[0], start, end, marks, (heads[0], second))])
        scores: np.ndarray = out["pair"].astype(np.float64)
        scores -= scores.max()
        scores -= np.log(np.exp(scores).sum())
        return scores

    def homes(self, doc: Doc, heard: Signals, asked: Sequence[tuple[int, int]]) -> list[tuple[int, np.ndarray]]:
        """For each (trigger, party) in one window: its first token and, of its words, the log-odds that they say whose
        the party is."""
        wanted: list[Asked] = [
            (
                trigger,
                *window(doc, heard.pack, heard.sizes, trigger),
                {trigger: TRIGGER, party: PARTY},
                (trigger, trigger),
            )
            for trigger, party in asked
        ]
        rows = {k: out["home"] for k, out in self._read(heard, wanted)}
        return [(start, rows[k][: end - start]) for k, (_, start, end, _, _) in enumerate(wanted)]

    def _read(self, heard: Signals, asked: list[Asked]) -> Iterator[tuple[int, Seen]]:
        """The position in ``asked`` and what was seen, in order of length."""
        sizes = heard.sizes
        length = [int(sizes[a:b].sum()) for _, a, b, _, _ in asked]
        group: list[int] = []
        for j in [*sorted(range(len(asked)), key=length.__getitem__), -1]:
            if group and (j < 0 or (len(group) + 1) * length[j] > BATCH_PIECES):
                yield from zip(group, self._run(heard, [asked[k] for k in group]), strict=True)
                group = []
            group.append(j)

    def _run(self, heard: Signals, asked: list[Asked]) -> Iterator[Seen]:
        n, sizes, firsts = len(asked), heard.sizes, heard.first
        pieces = max(int(sizes[a:b].sum()) for _, a, b, _, _ in asked)
        words = max(b - a for _, a, b, _, _ in asked)
        lower = heard.lower
        states = np.zeros((n, pieces, lower.shape[1]), np.float32)
        marks, mask = np.zeros((n, pieces), np.int64), np.zeros((n, pieces), np.int64)
        first, last, at = (np.zeros((n, k), np.int64) for k in (words, words, 2))
        for b, (_, start, end, named, two) in enumerate(asked):
            low, size = int(firsts[start]), int(sizes[start:end].sum())
            states[b, :size] = lower[low : low + size]
            mask[b, :size] = 1
            f = firsts[start:end] - low
            first[b, : end - start] = np.minimum(f, size - 1)
            last[b, : end - start] = np.clip(f + sizes[start:end] - 1, 0, size - 1)
            for i, kind in named.items():
                if start <= i < end:
                    marks[b, int(firsts[i]) - low : int(firsts[i]) - low + int(sizes[i])] = kind
            at[b] = two[0] - start, two[1] - start
        values = self.session.run(
            NAMES,
            {"states": states, "marks": marks, "mask": mask, "first": first, "last": last, "at": at},
        )
        for b in range(n):
            yield {k: v[b] for k, v in zip(NAMES, values, strict=True)}


def load_closer(folder: Path, threads: int = 1) -> Closer | None:
    """The second reading of a model's folder, None where it has none."""
    return Closer(folder, threads) if (folder / FILE).is_file() else None
