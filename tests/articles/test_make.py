"""Raw items to articles."""

from __future__ import annotations

import pytest

from tocsin.articles import article_from_fields, article_from_html, article_from_text
from tocsin.articles.english import foreign_language
from tocsin.errors import ArticleError

BODY = "South Korea urged China on Monday to stop the North from conducting another nuclear test."


def test_text_is_kept_as_it_came() -> None:
    text = f"\u200f  {BODY}\r\n\r\n\x0b\u00a0{BODY}\x00  "
    assert article_from_text(text, "a.txt").text == text


def test_text_date_before_file_name_before_option() -> None:
    dated = f"Seoul warns\nNovember 30, 2022\n\n{BODY}"
    given = {"name": "2016-01-13.txt", "published": "1999-01-01"}
    found = [article_from_text(text, "a.txt", **given) for text in (dated, BODY)]
    found.append(article_from_text(BODY, "a.txt", published="1999-01-01"))
    assert [(article.published, article.published_source) for article in found] == [
        ("2022-11-30", "text"),
        ("2016-01-13", "file name"),
        ("1999-01-01", "option"),
    ]
    assert article_from_text(BODY, "a.txt").published is None


def test_title_is_the_headline() -> None:
    assert article_from_text(f"Seoul warns\n\n{BODY}", "a.txt").title == "Seoul warns"
    assert article_from_text(BODY, "a.txt").title is None


def test_page() -> None:
    page = f"""<html lang="en-GB"><head><title>Seoul warns</title><meta charset="utf-8">
    <meta property="og:site_name" content="The Bell">
    <meta property="article:published_time" content="2022-11-30T08:00:00Z"></head>
    <body><nav>Home</nav><article><h1>Seoul warns</h1><p>{BODY}</p><p>{BODY} “Ja”, he said.</p></article></html>"""
    article = article_from_html(page.encode(), "a.html")
    assert BODY in article.text
    assert (article.title, article.published, article.publisher) == ("Seoul warns", "2022-11-30", "The Bell")
    assert (article.language, article.published_source) == ("en-gb", "page")


@pytest.mark.parametrize("cut", [60, 200, 310, 420])
def test_broken_pages_give_text_or_a_reason(cut: int) -> None:
    page = f"<html><body><div><p>{BODY}<p>{BODY}<div><table><b>{BODY}" * 2
    try:
        assert article_from_html(page[:cut], "a.html").text
    except ArticleError as e:
        assert e.reason in ("no text in page", "empty")


def test_fields_under_other_names() -> None:
    row = {"ID": 7, "Headline": "Seoul warns", "body": BODY, "date": "2022-11-30", "source": "The Bell", "lang": "en"}
    article = article_from_fields(row, "a.csv:2")
    assert (article.id, article.title, article.publisher) == ("7", "Seoul warns", "The Bell")
    assert (article.published, article.published_source) == ("2022-11-30", "field")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([1, 2], "not a record"),
        ({}, "missing field"),
        ({"id": "x", "text": None}, "missing field"),
        ({"text": 7}, "bad field"),
        ({"text": ["a"]}, "bad field"),
        ({"text": BODY, "id": {"a": 1}}, "bad field"),
        ({"text": " \n\u200f"}, "empty"),
        ({"text": BODY, "published": "2022-13-45"}, "impossible date"),
        ({"text": BODY, "published": "3/4/2022"}, "impossible date"),
        ({"text": "Séoul condamne le tir", "language": "fr"}, "not English"),
        ({"text": "x" * 2_000_001}, "too long"),
    ],
)
def test_rows_that_are_no_articles(row: object, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        article_from_fields(row, "a.jsonl:1")  # type: ignore[arg-type]
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("French", "Le président a condamné les essais et il a demandé des sanctions pour la Corée du Nord."),
        ("German", "Der Präsident hat den Test verurteilt und die Partner zu einem Treffen mit dem Minister geladen."),
        ("Spanish", "El presidente de Corea del Sur condenó las pruebas y pidió que se impongan sanciones al Norte."),
        ("Indonesian", "Presiden Korea Selatan mengecam uji coba itu dan meminta sanksi untuk Korea Utara di PBB."),
        ("Cyrillic script", "Президент осудил испытания и призвал к переговорам."),
        ("Hangul script", "대통령은 핵실험을 규탄했다."),
        ("Cjk script", "总统谴责了核试验。"),
        ("Arabic script", "أدان الرئيس التجربة النووية"),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    assert foreign_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Die Linke, La Paz, El Al and Le Monde",
        "Xi, Putin hold talks in Xiamen",
        "President Luiz Inácio Lula da Silva met José de la Cruz and María de los Ángeles in São Paulo on Monday.",
        "12 345",
        "",
    ],
)
def test_english_and_what_is_too_short_to_tell(text: str) -> None:
    assert foreign_language(text) is None
