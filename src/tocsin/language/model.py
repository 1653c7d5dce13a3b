"""The bundled reader: one spaCy component that fills a Doc from one pass of an int8 ONNX model.

It assigns tags, lemmas, heads, relations (Universal Dependencies), sentence starts and names, and leaves on the Doc
what the event heads say about every word (``Signals``), for ``tocsin.events`` to read. No network, deterministic.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from tocsin.errors import ModelError
from tocsin.language.lemmas import lemma
from tocsin.language.pieces import PACK_PIECES, PieceMaker, Pieces, batch_arrays
from tocsin.language.signals import HEADS, store_signals
from tocsin.language.tags import Tags
from tocsin.language.trees import best_tree
from tocsin.language.words import ABBREVIATIONS, NewsEnglish, continues, given_starts, hard_starts, is_space, may_end
from tocsin.settings import DATA

# Padded word pieces per run: larger batches run no faster on one core (measured 2026-11: 300 to 1,500 within 5 %).
BATCH_PIECES = 640
# A sentence that finds no end within a pack may grow to this many word pieces before it is cut (the encoder takes 512).
LONGEST_PIECES = 400
# Log-odds asked of a start in lower case without a full stop before it: mail begins sentences so, news does not, and
# the model errs there after names.
IN_LOWER_CASE = 3.0
_NEVER_START = frozenset(".,;:!?)]}%'’”")
# Logit that is enough for a start after a full stop and before a capital (F1 of starts on PUD 98.9 to 99.5, EWT dev
# 89.1 to 89.4, GUM dev 98.4 to 98.2; lower values only hurt GUM, where abbreviations are many).
EVIDENT = -2.0
CLOSED = -6.0  # the same with a closing quotation mark between them
_CLOSING = frozenset("\"'”’»)]")
_OPENING = frozenset("\"'“‘«([")


class Network:
    """The ONNX session, its label sets and the two biaffine tensors applied outside it."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        for name in ("reader.onnx", "heads.npz", "labels.json", "tokenizer.json"):
            if not (folder / name).is_file():
                raise ModelError(
                    f"The reader's file {name} is missing in {folder}: reinstall tocsin or pass its folder."
                )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [o.name for o in self.session.get_outputs()]
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.maker = PieceMaker(folder / "tokenizer.json")
        heads = np.load(folder / "heads.npz")
        self._label = heads["label"].astype(np.float32)
        self.link = heads["link"].astype(np.float32)

    def run(self, packs: list[Pieces]) -> list[dict[str, np.ndarray]]:
        """All outputs of each pack, cut to its own words."""
        values = self.session.run(self._outputs, batch_arrays(packs))
        made = []
        for b, pack in enumerate(packs):
            n = len(pack)
            row = {k: v[b, :n] for k, v in zip(self._outputs, values, strict=True) if k != "lower"}
            row["arc"] = row["arc"][:, :n]
            if "lower" in self._outputs:
                row["lower"] = values[self._outputs.index("lower")][b, 1 : pack.size - 1].astype(np.float16)
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
        best: np.ndarray = np.einsum("nke,ne->nk", scores, y).argmax(axis=1)
        return best


@dataclass(slots=True)
class Plan:
    """How a Doc is read: its words (token indices, white space left out), certain sentence starts, and its packs.

    ``starts`` and ``cuts`` are positions in ``words``; packs are the half-open stretches between two cuts.
    ``spaced`` says whether white space (or nothing) comes before each word. ``settled``: the Doc brought its sentences.
    """

    words: np.ndarray
    texts: list[str]
    spaced: np.ndarray
    starts: frozenset[int]
    settled: bool
    packs: list[Pieces]
    cuts: list[int]


class ReaderComponent:
    """spaCy component: ``Doc → Doc``; a Doc's packs are read in as few runs of the network as BATCH_PIECES allows.

    A Doc that comes with sentence starts (``Doc(..., sent_starts=...)``) keeps them.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        labels = network.labels
        self._edits = [(int(a), b) for a, b in (s.split("|", 1) for s in labels["lemma"])]
        self._tagger = Tags(labels["upos"], labels["xpos"], labels["dep"])
        self._vocab: Vocab | None = None

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read Docs one by one: spaCy's ``batch_size`` changes nothing.

        Packs of different Docs never share a run. The network's 8-bit activations are scaled by the largest of a run,
        so a neighbour would change an article's analysis in the last digits; and larger runs are hardly faster.
        """
        yield from map(self, stream)

    def __call__(self, doc: Doc) -> Doc:
        p = plan(doc, self.network.maker)
        sizes = [pack.size for pack in p.packs]
        rows: list[dict[str, np.ndarray]] = [{}] * len(sizes)
        for group in _groups(sorted(range(len(sizes)), key=sizes.__getitem__), sizes):
            for j, row in zip(group, self.network.run([p.packs[j] for j in group]), strict=True):
                rows[j] = row
        self._annotate(doc, p, rows)
        return doc

    def _annotate(self, doc: Doc, p: Plan, rows: list[dict[str, np.ndarray]]) -> None:
        """Write one Doc's analysis from the outputs of its packs."""
        if doc.vocab is not self._vocab:
            self._name_labels(doc.vocab)
        n = len(doc)
        array = np.empty((n, 5), np.uint64)
        array[:, 1], array[:, 2], array[:, 3] = self._space
        array[:, 4] = doc.to_array("ORTH")
        heads = np.arange(n)
        names: list[tuple[int, str]] = []
        for a, b, row in zip(p.cuts, p.cuts[1:], rows, strict=False):
            head = self._heads(p, a, b, row)
            relation = self.network.relations(row["label_dep"], row["label_head"][head])
            relation[head == np.arange(b - a)] = -1
            upos, xpos, edit, ner = (row[k].argmax(axis=1) for k in ("upos", "xpos", "lemma", "ner"))
            self._tagger.settle(p.texts[a:b], row["upos"], row["xpos"], upos, xpos, relation, head)
            self._tagger.raise_verbs(relation, head, upos, xpos)
            self._tagger.settle_relations(relation, head, xpos)
            self._tagger.settle_cases(p.texts[a:b], relation, head, upos, xpos)
            heads[p.words[a:b]] = p.words[a + head]
            filled = array[p.words[a:b]]
            filled[:, 1], filled[:, 2], filled[:, 3] = self._dep[relation], self._tag[xpos], self._pos[upos]
            filled[:, 4] = self._lemmas(doc.vocab, p.texts[a:b], upos, xpos, edit)
            array[p.words[a:b]] = filled
            named = np.flatnonzero(ner)
            labels = self.network.labels["ner"]
            names += [(int(p.words[a + k]), labels[ner[k]]) for k in named]
        _settle_spaces(p.words, heads)
        array[:, 0] = (heads - np.arange(n)).astype(np.uint64)
        doc.from_array(["HEAD", "DEP", "TAG", "POS", "LEMMA"], array)  # type: ignore[arg-type]
        doc.set_ents(_entities(doc, names))
        parts = [
            (p.words[a:b], {k: row[k] for k in (*HEADS, "lower") if k in row})
            for a, b, row in zip(p.cuts, p.cuts[1:], rows, strict=False)
        ]
        sizes = np.zeros(len(doc), np.int32)
        sizes[p.words] = [len(ids) for pack in p.packs for ids in pack.ids]
        store_signals(doc, parts, self.network.link, sizes)

    def _name_labels(self, vocab: Vocab) -> None:
        """Enter the labels into a vocabulary and keep their hashes; relation -1 is the root's."""
        add, labels = vocab.strings.add, self.network.labels
        self._dep = np.array([add("dep" if x == "root" else x) for x in labels["dep"]] + [add("root")], np.uint64)
        self._tag = np.array([add(x) for x in labels["xpos"]], np.uint64)
        self._pos = np.array([add(x) for x in labels["upos"]], np.uint64)
        self._space = (add("dep"), add("_SP"), add("SPACE"))
        self._vocab = vocab

    def _heads(self, p: Plan, start: int, end: int, row: dict[str, np.ndarray]) -> np.ndarray:
        """Head of each word of a pack, as positions in the pack, sentence by sentence."""
        first = sentence_starts(p, start, row["start"][:, 0])
        heads = np.empty(end - start, np.int64)
        for a, b in zip(first, [*first[1:], end - start], strict=True):
            heads[a:b] = a + best_tree(row["arc"][a:b, a:b])
        return heads

    def _lemmas(self, vocab: Vocab, texts: list[str], *labels: np.ndarray) -> list[int]:
        add, scripts = vocab.strings.add, self._edits
        pos, tags = self.network.labels["upos"], self.network.labels["xpos"]
        rows = zip(texts, *(x.tolist() for x in labels), strict=True)
        return [add(lemma(text, pos[u], tags[x], *scripts[e])) for text, u, x, e in rows]


def plan(doc: Doc, maker: PieceMaker) -> Plan:
    """Cut a Doc into packs of at most PACK_PIECES pieces at likely sentence ends, LONGEST_PIECES without one."""
    space = is_space(doc)
    words = np.flatnonzero(~space)
    texts = [t.text for t in doc] if len(words) == len(doc) else [t.text for t in doc if not space[t.i]]
    spaced = np.concatenate([[True], space | doc.to_array("SPACY").astype(bool)])[words]
    settled = len(doc) > 1 and doc.has_annotation("SENT_START")
    certain = given_starts(doc) if settled else hard_starts(doc)
    starts = frozenset(np.searchsorted(words, sorted(certain)).tolist())
    pieces = maker.words(texts)
    costs = [len(ids) for ids in pieces.ids]
    cuts, size, last_end = [0], 0, 0
    for k, cost in enumerate(costs):
        if (size + cost > PACK_PIECES - 2 and last_end > cuts[-1]) or size + cost > LONGEST_PIECES:
            cuts.append(last_end if last_end > cuts[-1] else k)
            size = sum(costs[cuts[-1] : k])
        size += cost
        if k + 1 in starts or (not settled and k + 1 < len(texts) and _may_cut(texts, spaced, k + 1)):
            last_end = k + 1
    if len(words):
        cuts.append(len(words))
    packs = [Pieces(pieces.ids[a:b], pieces.shapes[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    return Plan(words, texts, spaced, starts, settled, packs, cuts)


def sentence_starts(p: Plan, start: int, logits: np.ndarray) -> list[int]:
    """Positions in the pack at ``start`` that begin a sentence: certain ones, and those that the model sees.

    The model's are corrected where the writing is plain: an opening mark belongs to what it opens, a closing one to
    what it closes, and no sentence starts after a title or within "Nov. 14".
    """
    found = {0}
    for k in range(1, len(logits)):
        at = start + k
        if at in p.starts:
            found.add(k)
        elif p.settled or logits[k] <= CLOSED:
            continue
        elif logits[k] > _least(p, at) and _can_start(p.texts, p.spaced, at):
            found.add(k - 1 if k > 1 and _opens(p.texts, p.spaced, at - 1) else k)
    return sorted(found)


def _least(p: Plan, k: int) -> float:
    if _ended(p.texts, p.spaced, k):
        return CLOSED if p.texts[k - 1] in _CLOSING else EVIDENT
    return IN_LOWER_CASE if p.texts[k][:1].islower() else 0.0


def _opens(texts: list[str], spaced: np.ndarray, k: int) -> bool:
    """Is word k a quotation mark or bracket that opens: space before it, none after?"""
    return texts[k] in _OPENING and bool(spaced[k]) and k + 1 < len(texts) and not spaced[k + 1]


def _can_start(texts: list[str], spaced: np.ndarray, k: int) -> bool:
    word, before = texts[k], texts[k - 1]
    if word[0] in _NEVER_START and not _opens(texts, spaced, k):
        return False
    if word == '"' and not spaced[k] and (k + 1 == len(texts) or spaced[k + 1]):
        return False
    if before == "," or (before in _CLOSING and k > 1 and texts[k - 2] == ","):
        return False  # “We tried,” | Kim said
    return not continues(before, word)


def _ended(texts: list[str], spaced: np.ndarray, k: int) -> bool:
    """Is there a full stop before word k, with or without a closing mark, and a capital or opening mark after it?"""
    at = k - 1
    if at > 0 and texts[at] in _CLOSING and not spaced[at]:
        at -= 1
    if at < 1 or texts[at] not in (".", "!", "?") or not spaced[k]:
        return False
    last = texts[at - 1]
    return len(last) > 1 and last.lower() not in ABBREVIATIONS and (texts[k][0].isupper() or _opens(texts, spaced, k))


def _may_cut(texts: list[str], spaced: np.ndarray, k: int) -> bool:
    """May a long paragraph be cut before word k, as between two sentences?"""
    if _ended(texts, spaced, k):
        return True
    return may_end(texts[k - 1], texts[k]) and bool(spaced[k]) and texts[k][0] not in _NEVER_START


def _groups(order: list[int], sizes: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for j in order:
        if group and (len(group) + 1) * sizes[j] > BATCH_PIECES:
            yield group
            group = []
        group.append(j)
    if group:
        yield group


def _settle_spaces(words: np.ndarray, heads: np.ndarray) -> None:
    """White-space tokens hang on the word before them (on the first word when none comes before)."""
    if len(words):
        before = np.searchsorted(words, np.arange(len(heads)), side="right") - 1
        space = np.ones(len(heads), bool)
        space[words] = False
        heads[space] = words[np.maximum(before[space], 0)]


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
    return ReaderComponent(Network(Path(folder) if folder else DATA / "model", threads))


def load(folder: str | Path | None = None, *, threads: int = 1) -> Language:
    """The reader as a spaCy ``Language``. ``folder`` replaces the bundled model; ``threads`` are onnxruntime's.

    Raises ModelError when a model file is missing.
    """
    nlp = NewsEnglish()
    nlp.max_length = 10_000_000  # spaCy's million guards memory of its own parsers; ours reads in packs
    nlp.add_pipe("tocsin_reader", config={"folder": str(folder) if folder else None, "threads": threads})
    return nlp
