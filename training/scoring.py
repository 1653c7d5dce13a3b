"""Scores of parsed text against treebanks: with gold tokens, and from raw text aligned by characters.

Raw text is scored as in the CoNLL 2018 shared task (Zeman et al. 2018): system and gold words match when they cover the
same characters, white space not counted; a relation is right when word and head both match. Multiword tokens count as
their words. Labels are compared without subtypes ("LAS", as that task does) and with them ("LAS+").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from spacy.language import Language
from spacy.tokens import Doc, Span

from treebanks import Sentence


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an analysis; ``span`` and ``head`` are half-open ranges of non-space characters (roots: None)."""

    span: tuple[int, int]
    head: tuple[int, int] | None
    relation: str


def universal(relation: str) -> str:
    return relation.split(":")[0]


def documents(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Consecutive sentences of the same document."""
    return [list(group) for _, group in groupby(sentences, key=lambda s: s.document)]


def raw_text(sentences: Sequence[Sentence]) -> str:
    """The running text of a document: spaces as annotated, a blank line between paragraphs."""
    parts: list[str] = []
    for k, s in enumerate(sentences):
        if k and s.paragraph:
            parts.append("\n\n")
        elif k and sentences[k - 1].spaces[-1]:
            parts.append(" ")
        parts.append(s.text)
    return "".join(parts)


def gold_doc(nlp: Language, sentences: Sequence[Sentence]) -> Doc:
    """A Doc with the treebank's own words and sentence starts, for the reader to analyse."""
    words = [w for s in sentences for w in s.words]
    spaces = [x for s in sentences for x in s.spaces]
    starts = [k == 0 for s in sentences for k in range(len(s.words))]
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=starts)


def gold_token_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Percent right of all words: UPOS, XPOS, Lemma, UAS, LAS, LAS+."""
    right = dict.fromkeys(("UPOS", "XPOS", "Lemma", "UAS", "LAS", "LAS+"), 0)
    total = 0
    groups = documents(sentences)
    for doc, group in zip(nlp.pipe([gold_doc(nlp, g) for g in groups]), groups, strict=True):
        at = 0
        for s in group:
            for k in range(len(s.words)):
                token, total = doc[at + k], total + 1
                attached = token.head.i == at + s.heads[k]
                right["UPOS"] += token.pos_ == s.upos[k]
                right["XPOS"] += token.tag_ == s.xpos[k]
                right["Lemma"] += token.lemma_.lower() == s.lemmas[k].lower()
                right["UAS"] += attached
                right["LAS"] += attached and universal(token.dep_) == universal(s.deps[k])
                right["LAS+"] += attached and token.dep_ == s.deps[k]
            at += len(s.words)
    return {k: 100 * v / max(1, total) for k, v in right.items()}


def raw_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """F1 in percent: Words, Sentences, UAS, LAS, LAS+ of text read without any annotation."""
    right = dict.fromkeys(("Words", "Sentences", "UAS", "LAS", "LAS+"), 0)
    sizes = {"Words": 0, "Sentences": 0}
    groups = documents(sentences)
    for doc, group in zip(nlp.pipe([raw_text(g) for g in groups]), groups, strict=True):
        gold, gold_sents = gold_words(group)
        found, found_sents = read_words(doc)
        for key, hits in compare(gold, found).items():
            right[key] += hits
        right["Sentences"] += len(gold_sents & found_sents)
        sizes["Words"] += len(gold) + len(found)
        sizes["Sentences"] += len(gold_sents) + len(found_sents)
    return {k: 200 * v / max(1, sizes["Sentences" if k == "Sentences" else "Words"]) for k, v in right.items()}


def compare(gold: Sequence[Word], found: Sequence[Word]) -> dict[str, int]:
    """Number of matching words, heads, and labelled heads without and with subtypes."""
    by_span = {w.span: w for w in found}
    right = dict.fromkeys(("Words", "UAS", "LAS", "LAS+"), 0)
    for word in gold:
        other = by_span.get(word.span)
        if other is None:
            continue
        right["Words"] += 1
        if other.head == word.head:
            right["UAS"] += 1
            right["LAS"] += universal(other.relation) == universal(word.relation)
            right["LAS+"] += other.relation == word.relation
    return right


def gold_words(sentences: Sequence[Sentence]) -> tuple[list[Word], set[tuple[int, int]]]:
    """Words and sentence ranges of a treebank document."""
    words: list[Word] = []
    sents: set[tuple[int, int]] = set()
    at = 0
    for s in sentences:
        spans = list(_spans((w for w in s.words), at))
        sents.add((at, spans[-1][1]))
        at = spans[-1][1]
        for k, span in enumerate(spans):
            words.append(Word(span, None if s.heads[k] == k else spans[s.heads[k]], s.deps[k]))
    return words, sents


def read_words(doc: Doc) -> tuple[list[Word], set[tuple[int, int]]]:
    """Words and sentence ranges of a Doc, white-space tokens left out."""
    spans = list(_spans((t.text for t in doc), 0))
    words = [Word(spans[t.i], None if t.head.i == t.i else spans[t.head.i], t.dep_) for t in doc if not t.is_space]
    return words, {(spans[s.start][0], spans[s.end - 1][1]) for s in doc.sents if not _blank(s)}


def _blank(sent: Span) -> bool:
    return all(t.is_space for t in sent)


def _spans(words: Iterable[str], start: int) -> Iterator[tuple[int, int]]:
    for word in words:
        end = start + sum(not c.isspace() for c in word)
        yield start, end
        start = end


def bio_spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """Half-open word ranges of BIO labels; an I- without its beginning opens a name."""
    spans: set[tuple[int, int, str]] = set()
    start, kind = 0, ""
    for k, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            spans.add((start, k, kind))
            kind = ""
        if label != "O" and not kind:
            start, kind = k, label[2:]
    return spans


def name_scores(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Precision, recall and F1 of names (exact range and kind) in sentences with gold words."""
    hits, sizes = {"PER": 0, "LOC": 0, "ORG": 0}, {"gold": 0, "found": 0}
    docs = nlp.pipe([gold_doc(nlp, [s]) for s in sentences])
    for doc, s in zip(docs, sentences, strict=True):
        gold = bio_spans(s.ner or [])
        found = {(e.start, e.end, e.label_) for e in doc.ents}
        sizes["gold"] += len(gold)
        sizes["found"] += len(found)
        for _, _, kind in gold & found:
            hits[kind] += 1
    right = sum(hits.values())
    precision, recall = right / max(1, sizes["found"]), right / max(1, sizes["gold"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"Precision": 100 * precision, "Recall": 100 * recall, "F1": 100 * f1}
