"""Page furniture is marked, never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.articles import furniture
from tocsin.articles.furniture import KINDS

BODY = "South Korea urged China on Monday to stop the North from conducting another nuclear test."
PAGE = f"""Seoul Presses Beijing on the North

Min-ji Park
By Min-ji Park
November 30, 2022Asia & Pacific

Soldiers walk along the fence at Paju. (Jung Yeon-je/AFP via Getty Images)

SEOUL, South Korea (AP) — {BODY}

Beijing Keeps Silent

{BODY} Officials in Beijing declined to comment on Tuesday.

Daily Staff contributed to this report.
newsletter icon
Sign up for the Daily
What you need to know.
By registering, you agree to the Privacy Policy.
"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in furniture(text)]


def test_a_whole_page() -> None:
    assert kinds(PAGE) == [
        ("Seoul Presses Beijing on the North", "headline"),
        ("Min-ji Park", "byline"),
        ("By Min-ji Park", "byline"),
        ("November 30, 2022Asia & Pacific", "date"),
        ("Soldiers walk along the fence at Paju. (Jung Yeon-je/AFP via Getty Images)", "caption"),
        ("SEOUL, South Korea (AP) —", "dateline"),
        ("Beijing Keeps Silent", "subhead"),
        ("Daily Staff contributed to this report.", "footer"),
        ("newsletter icon", "footer"),
        ("Sign up for the Daily", "footer"),
        ("What you need to know.", "footer"),
        ("By registering, you agree to the Privacy Policy.", "footer"),
    ]


@pytest.mark.parametrize(
    "lead",
    [
        "SEOUL -",
        "SEOUL, Jan. 13 (Yonhap) --",
        "Seoul, South Korea (CNN) —",
        "WASHINGTON/BEIJING (Reuters) -",
        "(Reuters) -",
        "NEW YORK, Sept 4, 2017 –",
        "BEIJING—",
    ],
)
def test_datelines(lead: str) -> None:
    assert kinds(f"{lead} {BODY}") == [(lead, "dateline")]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "U.S.-based analysts warned Seoul and Tokyo on Monday that the talks with Pyongyang had failed.",
        "COVID-19 aid reached Pyongyang on Monday after China opened the bridge across the Yalu river.",
        "Read more carefully, the statement accuses Beijing of arming the North, officials in Seoul said on Monday.",
        "Copyright disputes have divided the European Union and the United States since the treaty was signed in 1994.",
        "Seoul (the capital) - and nothing else - was hit by the missile, the defense ministry said on Monday.",
    ],
)
def test_news_is_not_furniture(text: str) -> None:
    assert furniture(text) == []


def test_a_text_of_one_bare_line_is_a_headline_and_stays_news() -> None:
    assert kinds("Seoul warns Beijing over launch") == [("Seoul warns Beijing over launch", "headline")]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PAGE.splitlines()), max_size=12).map("\r\n".join))
def test_marks_are_ordered_known_and_within_the_text(text: str) -> None:
    marks = furniture(text)
    assert marks == sorted(marks)
    assert all(0 <= start < end <= len(text) and kind in KINDS for start, end, kind in marks)
    assert all(one[1] <= two[0] for one, two in zip(marks, marks[1:], strict=False))


def test_a_line_of_100_000_characters() -> None:
    assert furniture("word " * 20_000) == []
