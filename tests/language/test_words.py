"""Words and coarse cuts: what stays whole, where a sentence certainly starts, where a paragraph may be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from tocsin.language.words import continues, given_starts, hard_starts, is_break, is_space, make_doc, may_end

# Characters that have broken offsets before: no-break and thin spaces, right-to-left marks, control characters, emoji.
NEWS_TEXT = st.text(st.sampled_from("aZ é.,'’“”\"-–/$5:\n\t\u00a0\u2009\u200f\u2029\x00\x0c😀"), max_size=60)


def words(text: str) -> list[str]:
    return [t.text for t in make_doc(text) if not t.is_space]


def starts(text: str) -> list[str]:
    doc = make_doc(text)
    return [doc[i].text for i in sorted(hard_starts(doc))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anti-American protests", ["anti-American", "protests"]),
        ("re-elected in mid-July", ["re-elected", "in", "mid-July"]),
        ("a US-led coalition", ["a", "US", "-", "led", "coalition"]),
        ("The U.S. won't", ["The", "U.S.", "wo", "n't"]),
        ("Seoul's envoy", ["Seoul", "'s", "envoy"]),
        ("and/or", ["and/or"]),
        ("over ===== next", ["over", "=====", "next"]),
        ("call 555-123-4567 now", ["call", "555-123-4567", "now"]),
        ("Mr. Kim (left)", ["Mr.", "Kim", "(", "left", ")"]),
        ("$3.5 million", ["$", "3.5", "million"]),
    ],
)
def test_tokenizer_splits_as_the_treebanks_do(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(NEWS_TEXT)
def test_a_doc_gives_its_text_back(text: str) -> None:
    doc = make_doc(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)


@given(NEWS_TEXT)
def test_certain_starts_are_words_and_the_first_word_is_one(text: str) -> None:
    doc = make_doc(text)
    space = is_space(doc)
    certain = hard_starts(doc)
    first = next((t.i for t in doc if not t.is_space), None)
    assert certain <= {t.i for t in doc if not space[t.i]}
    assert (first in certain) if first is not None else not certain


def test_a_blank_line_starts_a_sentence_even_in_lower_case() -> None:
    assert starts("Talks fail\n\nenvoys go home.") == ["Talks", "envoys"]


def test_a_headline_line_without_full_stop_ends() -> None:
    assert starts("Seoul recalls its envoy\nThe ministry said so.") == ["Seoul", "The"]


def test_a_hard_wrapped_line_goes_on() -> None:
    text = "The two sides agreed after long talks in the border village to\nwithdraw their troops."
    assert starts(text) == ["The"]


def test_a_wrapped_line_may_go_on_with_a_name() -> None:
    lines = [
        "The two sides agreed after long talks in the border village that",
        "Seoul would withdraw its troops within ten days, the minister of",
        "Defence told reporters, and that observers of the United Nations",
        "would be let in.",
    ]
    assert starts("\n".join(lines)) == ["The"]
    assert starts("\n\n".join(lines)) == ["The", "Seoul", "Defence", "would"]


def test_paragraphs_on_lines_of_their_own_are_not_wrapped_lines() -> None:
    lines = [
        "Protesters marched in the capital on Monday to ask for new elections",
        "Police fired tear gas and water cannon at the crowd and arrested forty people near the palace, he said.",
        "The president did not comment.",
    ]
    assert starts("\n".join(lines)) == ["Protesters", "Police", "The"]


@pytest.mark.parametrize(
    ("space", "certain"), [("\n\n", True), (" \n \n", True), ("\u2029", True), ("\n", False), ("  ", False)]
)
def test_breaks(space: str, certain: bool) -> None:
    assert is_break(space) is certain


@pytest.mark.parametrize(
    ("word", "following", "expected"),
    [
        (".", "The", True),
        ("!", "“", True),
        ("?”", "He", True),
        ("...", "and", False),
        (".", "he", False),
        ("Mr.", "Kim", False),
        ("Nov.", "14", False),
        ("U.S.", "President", False),
        ("home", "The", False),
    ],
)
def test_may_end(word: str, following: str, expected: bool) -> None:
    assert may_end(word, following) is expected


@pytest.mark.parametrize(
    ("word", "following", "expected"),
    [
        ("Mr.", "Kim", True),
        ("Gen.", "Milley", True),
        ("Nov.", "14", True),
        ("Nov.", "The", False),
        ("U.S.", "The", False),
        (".", "14", False),
        ("Gen", "Z", False),
    ],
)
def test_titles_and_dates_go_on(word: str, following: str, expected: bool) -> None:
    assert continues(word, following) is expected


def test_given_starts_move_off_white_space() -> None:
    doc = make_doc("One. \n\nTwo. Three.")
    tokens = [t.text for t in doc]
    sent_starts = [t in ("One", "Three") or t.isspace() for t in tokens]
    marked = Doc(doc.vocab, words=tokens, spaces=[bool(t.whitespace_) for t in doc], sent_starts=sent_starts)
    assert [marked[i].text for i in sorted(given_starts(marked))] == ["One", "Two", "Three"]
