"""The bundled reader: one spaCy component that fills a Doc from one pass of an int8 ONNX model.

It assigns tags, lemmas, heads, relations (Universal Dependencies), sentence starts and names, and leaves on the Doc what
the event heads say about every word (``Signals``), for ``tocsin.events`` to read. No network, deterministic.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.lang.en import English
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from tocsin.errors import ModelError
from tocsin.language.pieces import PACK_PIECES, PieceMaker, Pieces, batch_arrays
from tocsin.language.signals import HEADS, store_signals
from tocsin.language.trees import best_tree
from tocsin.language.words import adapt, hard_starts, may_end

MODEL_DIR = Path(__file__).resolve().parent.parent / "data" / "model"
# Padded word pieces per run: larger batches run no faster on one core (measured 2026-11: 300 to 1,500 within 5 %).
BATCH_PIECES = 640
_NEVER_START = frozenset(".,;:!?)]}%'’”")


class Network:
    """The ONNX session, its label sets and the two biaffine tensors applied outside it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        for name in ("reader.onnx", "heads.npz", "labels.json", "tokenizer.json"):
            if not (folder / name).is_file():
                raise ModelError(f"The reader's file {name} is missing in {folder}: reinstall tocsin or pass its folder.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.maker = PieceMaker(folder / "tokenizer.json")
        heads = np.load(folder / "heads.npz")
        self._label = heads["label"].astype(np.float32)
        self.link = heads["link"].astype(np.float32)

    def run(self, packs: list[Pieces]) -> list[dict[str, np.ndarray]]:
        """All outputs of each pack, cut to its own words."""
        names = [o.name for o in self.session.get_outputs()]
        values = self.session.run(names, batch_arrays(packs))
        made = []
        for b, pack in enumerate(packs):
            n = len(pack)
            row = {k: v[b, :n] for k, v in zip(names, values, strict=True)}
            row["arc"] = row["arc"][:, :n]
            made.append(row)
        return made

    @cached_property
    def _label_flat(self) -> np.ndarray:
        k, d, e = self._label.shape
        return np.ascontiguousarray(self._label.transpose(1, 0, 2).reshape(d, k * e))

    def relations(self, dep: np.ndarray, head: np.ndarray) -> np.ndarray:
        """Index of the best relation label of each word to its given head; both [words, width]."""
        one = np.ones((len(dep), 1), np.float32)
        x, y = np.hstack([dep, one]), np.hstack([head, one])
        scores = (x @ self._label_flat).reshape(len(x), self._label.shape[0], -1)
        return np.einsum("nke,ne->nk", scores, y).argmax(axis=1)


class ReaderComponent:
    """spaCy component: ``Doc → Doc``; batches packs of many Docs in ``pipe``."""

    def __init__(self, network: Network) -> None:
        self.network = network
        labels = network.labels
        self._edits = [(int(a), b) for a, b in (s.split("|", 1) for s in labels["lemma"])]
        self._root = labels["dep"].index("root")

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        waiting: list[Doc] = []
        for doc in stream:
            waiting.append(doc)
            if len(waiting) >= batch_size:
                yield from self._read(waiting)
                waiting = []
        if waiting:
            yield from self._read(waiting)

    def _read(self, docs: list[Doc]) -> list[Doc]:
        jobs: list[tuple[int, list[int], Pieces]] = []
        for d, doc in enumerate(docs):
            jobs += [(d, span, pieces) for span, pieces in packs_of(doc, self.network.maker)]
        order = sorted(range(len(jobs)), key=lambda j: sum(map(len, jobs[j][2].ids)))
        results: list[dict[str, np.ndarray]] = [{}] * len(jobs)
        for group in _groups(order, [sum(map(len, j[2].ids)) + 2 for j in jobs]):
            for j, row in zip(group, self.network.run([jobs[j][2] for j in group]), strict=True):
                results[j] = row
        per_doc: list[list[tuple[list[int], dict[str, np.ndarray]]]] = [[] for _ in docs]
        for (d, span, _), row in zip(jobs, results, strict=True):
            per_doc[d].append((span, row))
        for doc, parts in zip(docs, per_doc, strict=True):
            self._annotate(doc, parts)
        return docs

    def _annotate(self, doc: Doc, parts: list[tuple[list[int], dict[str, np.ndarray]]]) -> None:
        """Write one Doc's analysis from the outputs of its packs."""
        n = len(doc)
        heads = list(range(n))
        deps, tags, pos, lemmas = ["dep"] * n, ["_SP"] * n, ["SPACE"] * n, [t.text for t in doc]
        starts = [False] * n
        names: list[tuple[int, str]] = []
        hard = hard_starts(doc)
        labels = self.network.labels
        for words, row in parts:
            first = sentence_starts(doc, words, row["start"][:, 0], hard)
            upos, xpos, edit = (row[k].argmax(axis=1) for k in ("upos", "xpos", "lemma"))
            ner = row["ner"].argmax(axis=1)
            head_at = np.empty(len(words), np.int64)
            for a, b in zip(first, [*first[1:], len(words)], strict=True):
                head_at[a:b] = a + best_tree(row["arc"][a:b, a:b])
                starts[words[a]] = True
            relation = self.network.relations(row["label_dep"], row["label_head"][head_at])
            for k, i in enumerate(words):
                heads[i] = words[head_at[k]]
                root = head_at[k] == k
                deps[i] = "root" if root else _not_root(labels["dep"][relation[k]])
                tags[i], pos[i] = labels["xpos"][xpos[k]], labels["upos"][upos[k]]
                lemmas[i] = lemma(doc[i].text, self._edits[edit[k]], pos[i])
                names.append((i, labels["ner"][ner[k]]))
        _settle_spaces(doc, heads, starts)
        _write(doc, heads, deps, tags, pos, lemmas, starts)
        doc.set_ents(filter_spans(_entities(doc, names)))
        store_signals(doc, [(words, {k: row[k] for k in HEADS}) for words, row in parts], self.network.link)


def _not_root(label: str) -> str:
    return "dep" if label == "root" else label


def lemma(word: str, edit: tuple[int, str], pos: str) -> str:
    """Apply an edit script: names keep their case, other words are lower-cased."""
    cut, tail = edit
    base = word if pos == "PROPN" else word.lower()
    if cut > len(base):
        return base
    return (base[: len(base) - cut] if cut else base) + tail or base


def packs_of(doc: Doc, maker: PieceMaker) -> Iterator[tuple[list[int], Pieces]]:
    """Cut a Doc into packs of at most PACK_PIECES pieces: (token indices without spaces, pieces)."""
    words = [t.i for t in doc if not t.is_space]
    texts = [doc[i].text for i in words]
    pieces = maker.words(texts)
    hard = hard_starts(doc)
    start, size, last_end = 0, 0, 0
    room = PACK_PIECES - 2
    for k, text in enumerate(texts):
        cost = len(pieces.ids[k])
        if size + cost > room:
            end = last_end if last_end > start else k
            yield words[start:end], Pieces(pieces.ids[start:end], pieces.shapes[start:end])
            size = sum(map(len, pieces.ids[end:k]))
            start = end
        size += cost
        following = texts[k + 1] if k + 1 < len(texts) else ""
        if may_end(text, following) or (k + 1 < len(words) and words[k + 1] in hard):
            last_end = k + 1
    if start < len(words):
        yield words[start:], Pieces(pieces.ids[start:], pieces.shapes[start:])


def sentence_starts(doc: Doc, words: list[int], logits: np.ndarray, hard: set[int]) -> list[int]:
    """Positions in ``words`` that begin a sentence: certain breaks, and where the model sees one after an end mark."""
    starts = [0]
    for k in range(1, len(words)):
        if words[k] in hard:
            starts.append(k)
        elif logits[k] > 0.0 and doc[words[k]].text[0] not in _NEVER_START:
            starts.append(k)
    return starts


def _groups(order: list[int], sizes: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for j in order:
        if group and (len(group) + 1) * sizes[j] > BATCH_PIECES:
            yield group
            group = []
        group.append(j)
    if group:
        yield group


def _settle_spaces(doc: Doc, heads: list[int], starts: list[bool]) -> None:
    """White-space tokens hang on the word before them (or the next word at the very start)."""
    previous = -1
    for token in doc:
        if token.is_space:
            heads[token.i] = previous if previous >= 0 else token.i
        else:
            previous = token.i
    if len(doc) and doc[0].is_space:
        following = next((t.i for t in doc if not t.is_space), 0)
        for i in range(following):
            heads[i] = following
        starts[following] = following == 0
        starts[0] = True


def _write(
    doc: Doc, heads: list[int], deps: list[str], tags: list[str], pos: list[str], lemmas: list[str], starts: list[bool]
) -> None:
    add = doc.vocab.strings.add
    array = np.empty((len(doc), 5), dtype=np.uint64)
    for i in range(len(doc)):
        array[i] = (
            np.array(heads[i] - i, np.int64).astype(np.uint64),
            add(deps[i]),
            add(tags[i]),
            IDS.get(pos[i], IDS["X"]),
            add(lemmas[i]),
        )
    doc.from_array([HEAD, DEP, TAG, POS, LEMMA], array)


def _entities(doc: Doc, names: list[tuple[int, str]]) -> list[Span]:
    spans: list[tuple[int, int, str]] = []
    for i, label in names:
        kind = label[2:]
        if label[0] == "I" and spans and spans[-1][2] == kind and spans[-1][1] == i:
            spans[-1] = (spans[-1][0], i + 1, kind)
        elif kind:
            spans.append((i, i + 1, kind))
    return [Span(doc, a, b, label=k) for a, b, k in spans]


@Language.factory(
    "tocsin_reader",
    assigns=["token.tag", "token.pos", "token.lemma", "token.head", "token.dep", "token.is_sent_start", "doc.ents"],
    default_config={"folder": None, "threads": 1},
)
def make_reader(nlp: Language, name: str, folder: str | None, threads: int) -> ReaderComponent:
    return ReaderComponent(Network(Path(folder) if folder else MODEL_DIR, threads))


def load(folder: str | Path | None = None, *, threads: int = 1) -> Language:
    """The reader as a spaCy ``Language``. ``folder`` replaces the bundled model; ``threads`` are onnxruntime's.

    Raises ModelError when a model file is missing.
    """
    nlp = English()
    nlp.tokenizer = adapt(nlp.tokenizer)
    nlp.add_pipe("tocsin_reader", config={"folder": str(folder) if folder else None, "threads": threads})
    return nlp
