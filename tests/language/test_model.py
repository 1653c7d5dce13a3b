"""The Python around the reader's network: packs, sentence starts, writing Docs; and the bundled model on news."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from tocsin.errors import ModelError
from tocsin.language.model import LONGEST_PIECES, Network, load, plan, sentence_starts
from tocsin.language.pieces import PACK_PIECES, Pieces
from tocsin.language.signals import signals
from tocsin.language.words import make_doc


class OnePiece:
    """Every word is one piece."""

    def words(self, words: list[str]) -> Pieces:
        return Pieces([[1000]] * len(words), [0] * len(words))


def planned(text: str) -> Any:
    return plan(make_doc(text), OnePiece())  # type: ignore[arg-type]


def started(text: str, *seen: str) -> list[str]:
    """First words of the sentences when the model sees a start at every word in ``seen``."""
    p = planned(text)
    logits = np.array([1.0 if word in seen else -1.0 for word in p.texts])
    return [p.texts[k] for k in sentence_starts(p, 0, logits)]


def test_packs_cover_the_words_once_and_cut_at_sentence_ends() -> None:
    p = planned("The envoys met again in the old town hall. " * 60)
    assert p.cuts[0] == 0 and p.cuts[-1] == len(p.words)
    assert sum(len(pack) for pack in p.packs) == len(p.words)
    assert all(pack.size <= PACK_PIECES for pack in p.packs)
    assert all(p.texts[cut] == "The" for cut in p.cuts[:-1])


def test_a_sentence_longer_than_a_pack_is_kept_whole_up_to_the_limit() -> None:
    sentence = "and so on " * 80 + "."
    assert len(planned(sentence).packs) == 1
    endless = planned("word " * 2000)
    assert all(len(pack) <= LONGEST_PIECES for pack in endless.packs)
    assert sum(len(pack) for pack in endless.packs) == 2000


@given(st.text(st.sampled_from('aB. \n“”"!1\u00a0'), max_size=80))
def test_any_text_is_planned(text: str) -> None:
    p = planned(text)
    assert len(p.words) == len(p.texts) == len(p.spaced) == sum(len(pack) for pack in p.packs)
    assert not p.texts or 0 in p.starts


def test_the_model_decides_where_writing_does_not() -> None:
    assert started("Talks failed. Both sides left.", "Both") == ["Talks", "Both"]
    assert started("Talks failed Both sides left") == ["Talks"]


def test_an_opening_mark_goes_with_what_it_opens() -> None:
    assert started('They left. "We tried," he said.', "We") == ["They", '"']
    assert started("They left. “We tried,” he said.", "We") == ["They", "“"]


def test_a_closing_mark_goes_with_what_it_closes() -> None:
    assert started('"We left." They stayed.', '"', "They") == ['"', "They"]


def test_a_full_stop_before_a_capital_needs_little_from_the_model() -> None:
    p = planned("They would not go. He said so, at home. nobody knew")
    hesitant = np.full(len(p.texts), -1.0)
    assert [p.texts[k] for k in sentence_starts(p, 0, hesitant)] == ["They", "He"]


def test_a_quotation_goes_on_to_its_speaker() -> None:
    assert started('"We tried," Kim said.', "Kim") == ['"']


def test_a_long_paragraph_is_never_cut_before_a_closing_mark() -> None:
    p = planned('"The envoys met again in the old town hall." ' * 60)
    assert len(p.packs) > 2
    assert all((p.texts[cut], p.texts[cut + 1]) == ('"', "The") for cut in p.cuts[:-1])


def test_clitics_and_titles_and_dates_never_start() -> None:
    assert started("The U.S. 's aim", "'s") == ["The"]
    assert started("It was Mr. Kim on Nov. 14 again", "Kim", "14") == ["It"]


def test_a_missing_model_file_is_named(tmp_path: Any) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        Network(tmp_path)


@pytest.fixture(scope="module")
def nlp() -> Any:
    try:
        return load()
    except ModelError:
        pytest.skip("the model is not bundled here")


NEWS = (
    "Seoul, Washington agree on drills\n\nMr. Kim told reporters on Nov. 14 that the U.S. “will not retreat.” "
    'He met Gen. Lee in Busan.\n\n"We regret the launch," the ministry said. Talks resume Monday.\n'
)


def test_news_is_read(nlp: Any) -> None:
    doc = nlp(NEWS)
    assert doc.text == NEWS
    assert [s[0].text for s in doc.sents] == ["Seoul", "Mr.", "He", '"', "Talks"]
    roots = [t for t in doc if t.dep_ == "root"]
    assert len(roots) == 5
    assert all(t.head.i == t.i for t in roots)
    assert {("Seoul", "LOC"), ("Washington", "LOC")} <= {(e.text, e.label_) for e in doc.ents}
    heard = signals(doc)
    assert heard is not None and len(heard.event) == len(doc)


def test_reading_together_or_alone_is_the_same(nlp: Any) -> None:
    texts = ["Rebels seized the town.", NEWS, "", " \n ", "Police arrested forty protesters in Minsk on Sunday."]
    together = list(nlp.pipe(texts))
    alone = [nlp(text) for text in texts]
    for a, b in zip(together, alone, strict=True):
        assert [(t.tag_, t.dep_, t.head.i, t.lemma_) for t in a] == [(t.tag_, t.dep_, t.head.i, t.lemma_) for t in b]


def test_sentences_that_a_doc_brings_are_kept(nlp: Any) -> None:
    words = ["He", "left", ".", "She", "stayed", ".", "Nobody", "spoke"]
    doc = Doc(nlp.vocab, words=words, sent_starts=[k in (0, 5, 7) for k in range(8)])
    read = nlp.get_pipe("tocsin_reader")(doc)
    assert [s.start for s in read.sents] == [0, 5, 7]
