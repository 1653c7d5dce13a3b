"""Publication dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tocsin.articles.published import parse_date, published_in_name, published_in_text


@pytest.mark.parametrize(
    "given",
    [
        "2022-11-30",
        "20221130",
        "2022-11-30T23:59:00+09:00",
        "November 30, 2022",
        "30 Nov. 2022",
        "Wed, 30 Nov 2022 08:00:00 GMT",
        "30/11/2022",
        "11/30/2022",
        "30.11.2022",
        date(2022, 11, 30),
        datetime(2022, 11, 30, 5, tzinfo=UTC),
    ],
)
def test_ways_to_write_a_date(given: object) -> None:
    assert parse_date(given) == "2022-11-30"


@pytest.mark.parametrize("given", ["2022-13-45", "2022-02-30", "soon", "3/4/2022", "0001-01-01", "", 7])
def test_impossible_dates_say_why(given: object) -> None:
    with pytest.raises(ValueError, match=r"calendar|two ways|not a date|outside"):
        parse_date(given)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seoul warns\nBy A. Kim\nNovember 30, 2022Asia & Pacific\n\nSeoul did.", "2022-11-30"),
        ("Seoul warns\n\nSEOUL, Jan. 13, 2016 (Reuters) - Seoul warned China on Monday over it.", "2016-01-13"),
        ("Published: 2021-02-14 10:30\nSeoul warned.", "2021-02-14"),
        ("14th of February 2021\nSeoul warned.", "2021-02-14"),
        ("Seoul warned China about the treaty of June 25, 1950, which it has kept.", None),
        ("Seoul warns\n\nIn a speech on Nov. 30, 2022 Yoon said so.\n", None),
        ("Seoul\n" * 20 + "November 30, 2022", None),
        ("February 31, 2021\nSeoul", None),
    ],
)
def test_dated_lines(text: str, expected: str | None) -> None:
    found = published_in_text(text)
    assert (found.date if found else None) == expected
    if found:
        assert found.span is not None
        assert text[slice(*found.span)].strip()


def test_span_of_the_date() -> None:
    text = "Seoul warns\r\nNovember 30, 2022Asia & Pacific\r\n"
    found = published_in_text(text)
    assert found is not None
    assert found.span is not None
    assert text[slice(*found.span)] == "November 30, 2022"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2016-01-13-park.txt", "2016-01-13"),
        ("a/b/story_20160113.html", "2016-01-13"),
        ("2016.01.13.txt", "2016-01-13"),
        ("2016-13-45.txt", None),
        ("123201601134.txt", None),
        ("2016-01-13/park.txt", None),
    ],
)
def test_dates_in_file_names(name: str, expected: str | None) -> None:
    found = published_in_name(name)
    assert (found.date if found else None) == expected
