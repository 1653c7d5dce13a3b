"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.articles.encoding import decode, sound
from tocsin.articles.legible import legible
from tocsin.errors import ArticleError

NEWS = "Séoul – “Park” said €5m.\r\nNext line.\n"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_utf8_comes_back_character_by_character(text: str) -> None:
    if text.startswith("\ufeff") or any(
        text.encode().startswith(magic) for magic in (b"PK", b"%PDF", b"GIF8", b"PAR1")
    ):
        return
    assert decode(text.encode("utf-8")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_of_real_files(encoding: str) -> None:
    assert decode(NEWS.encode(encoding)) == NEWS


def test_a_few_broken_bytes_do_not_change_the_rest() -> None:
    data = "Köln, Zürich und Kraków".encode() + b"\xff" + b" end"
    assert decode(data) == "Köln, Zürich und Kraków\ufffd end"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(range(32)) * 40, "binary"),
        ("Корея осудила испытания".encode("cp1251"), "encoding"),
        (codecs.BOM_UTF16_LE + b"a", "encoding"),
    ],
)
def test_what_is_no_text_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        decode(data)
    assert caught.value.reason == reason
    assert caught.value.detail


def test_lone_surrogates_become_one_character() -> None:
    assert sound("a\ud800b") == "a\ufffdb"


@given(st.text(max_size=80))
def test_legible_keeps_every_offset(text: str) -> None:
    plain = legible(text)
    assert len(plain) == len(text)
    assert all(a == b for a, b in zip(text, plain, strict=True) if a.isascii() and a.isprintable())


def test_legible_takes_marks_and_controls_away() -> None:
    assert legible("\u200fU.S.\u00a0troops\x07\u2019s\ufeff") == " U.S. troops 's "
