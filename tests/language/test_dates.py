"""Times: what counts as one, what day it means, and which act it dates."""

from __future__ import annotations

from datetime import date

import pytest
import spacy

from handmade import parsed, word
from tocsin.language.dates import TimeLine, attach_time, find_times, hosted_times, resolve_time, resolve_times
from tocsin.language.named_times import named_times
from tocsin.language.time_links import token_tense
from tocsin.language.times import Interval

NLP = spacy.blank("en")
PUBLISHED = date(2022, 11, 30)  # a Wednesday

# words, tense, first day, last day; read on Wednesday 30 November 2022
CALENDAR = """
on Nov. 14 | past | 2022-11-14
on 14 November 2022 | past | 2022-11-14
on 2022-11-14 | past | 2022-11-14
on November 14th, 2021 | past | 2021-11-14
on December 5 | past | 2021-12-05 | far past
on December 5 | open | 2022-12-05
on January 6 | future | 2023-01-06
May 8–10 | past | 2022-05-08 2022-05-10
from 3 to 5 May | past | 2022-05-03 2022-05-05
on December 5 and 6 | open | 2022-12-05 2022-12-06
from June to late October 2021 | past | 2021-06-01 2021-10-31
between 1972 and 2000 | past | 1972-01-01 2000-12-31
in 2018-19 | past | 2018-01-01 2019-12-31
in 2022-11 | past | 2022-11-01 2022-11-30
in 1998-05 | past | 1998-05-01 1998-05-31
from 28 to 3 May | past | 2022-05-28
in November 2021 | past | 2021-11-01 2021-11-30
in February | past | 2022-02-01 2022-02-28
in February | future | 2023-02-01 2023-02-28
in December | past | 2021-12-01 2021-12-31
last November | past | 2021-11-01 2021-11-30
next January | future | 2023-01-01 2023-01-31
in June of last year | past | 2021-06-01 2021-06-30
in late July | past | 2022-07-21 2022-07-31
at the end of July | past | 2022-07-25 2022-07-31
at the beginning of September | past | 2022-09-01 2022-09-07
in early 2020 | past | 2020-01-01 2020-04-30
in mid-2018 | past | 2018-05-01 2018-08-31
in 2019 | past | 2019-01-01 2019-12-31
in the 1990s | past | 1990-01-01 1999-12-31
in the 1950s and 1960s | past | 1950-01-01 1969-12-31
in the summer of 2020 | past | 2020-06-01 2020-08-31
last fall | past | 2021-09-01 2021-11-30 | not over
last summer | past | 2022-06-01 2022-08-31
in the third quarter of 2021 | past | 2021-07-01 2021-09-30
in the first half of 2022 | past | 2022-01-01 2022-06-30
at the end of 2021 | past | 2021-12-01 2021-12-31
by the end of the year | future | 2022-11-30 2022-12-31
on Monday | past | 2022-11-28
on Wednesday | past | 2022-11-30
on Thursday | past | 2022-11-24
on Monday | future | 2022-12-05
last Wednesday | past | 2022-11-23
next Tuesday | future | 2022-12-06
Monday night | past | 2022-11-28
late on Sunday | past | 2022-11-27
on Monday, Nov. 14, 2022 | past | 2022-11-14
yesterday | past | 2022-11-29
today at 10:30 GMT | past | 2022-11-30
tomorrow | future | 2022-12-01
the day before yesterday | past | 2022-11-28
last night | past | 2022-11-29
overnight | past | 2022-11-29 2022-11-30
this week | past | 2022-11-28 2022-11-30
last week | past | 2022-11-21 2022-11-27
next week | future | 2022-12-05 2022-12-11
over the weekend | past | 2022-11-26 2022-11-27
this weekend | future | 2022-12-03 2022-12-04
earlier this month | past | 2022-11-01 2022-11-30
later this year | future | 2022-11-30 2022-12-31
last month | past | 2022-10-01 2022-10-31
last year | past | 2021-01-01 2021-12-31
over the past five years | past | 2017-11-30 2022-11-30
over the past 24 hours | past | 2022-11-29 2022-11-30
in the past 36 hours | past | 2022-11-29 2022-11-30
at dawn | past | 2022-11-30
before daybreak | past | 2022-11-30
in the past few days | past | 2022-11-24 2022-11-30
in the past month | past | 2022-11-01 2022-11-30 | a month back
in the last week of October | past | 2022-10-25 2022-10-31
on the first day of November | past | 2022-11-01
in the final days of August 2021 | past | 2021-08-25 2021-08-31
at 6am local time (0300 UTC) on Monday | past | 2022-11-28
for a third straight night | present | 2022-11-30
a year ago | past | 2021-11-01 2021-11-30
over the past week | past | 2022-11-23 2022-11-30
over the next decade | future | 2022-11-30 2032-11-30
within 48 hours | future | 2022-11-30 2022-12-02
two days ago | past | 2022-11-28
a week ago | past | 2022-11-23
nine months ago | past | 2022-02-01 2022-02-28
four years ago | past | 2018-01-01 2018-12-31
since February | past | 2022-02-01 2022-11-30
since 2019 | past | 2019-01-01 2022-11-30
by October 31 | future | 2022-10-31 | long past
by December 31 | future | 2022-11-30 2022-12-31
until January 4 | future | 2022-11-30 2023-01-04
on Christmas Day | future | 2022-12-25
on Easter Sunday | past | 2022-04-17
on Thanksgiving | past | 2022-11-24
during World War II | past | 1939-09-01 1945-09-02
"""
UNTOLD = ["weeks ago", "recently", "for three days", "in recent months", "after 2030", "years ago", "a two-day visit"]
UNTOLD += ["on the last day", "the next day", "in the past", "for a third day", "following two days"]
NO_TIME = [
    "They may march again.",
    "Theresa May won.",
    "A second round failed.",
    "The March 23 Movement advanced.",
    "Resolution 1701 was adopted.",
    "About 2000 troops left.",
    "The fall of the city shocked them.",
    "He spent $2020 on it.",
    "They fired 1,500 shells.",
    "Black Friday sales rose.",
    "Fridays for Future marched.",
]


def rows() -> list[tuple[str, str, tuple[str, str]]]:
    """The calendar table as words, tense, days; rows with a remark are the debatable ones and stay for the reader."""
    out = []
    for line in CALENDAR.strip().splitlines():
        words, tense, days, *remark = (cell.strip() for cell in line.split("|"))
        if not remark:
            first, _, last = days.partition(" ")
            out.append((words, tense, (first, last or first)))
    return out


@pytest.mark.parametrize(("words", "tense", "days"), rows())
def test_the_words_mean_these_days(words: str, tense: str, days: tuple[str, str]) -> None:
    doc = NLP(f"They met {words} in the city.")
    times = find_times(doc)
    assert [t.text for t in times] == [words]
    found = resolve_time(times[0], PUBLISHED, tense)
    assert found is not None
    assert found.iso() == days


@pytest.mark.parametrize("words", [words for words, _, _ in rows()])
def test_the_span_cuts_the_words_out_of_the_text(words: str) -> None:
    text = f"They met {words} in the city."
    (time,) = find_times(NLP(text))
    assert text[slice(*time.span)] == words


@pytest.mark.parametrize("words", UNTOLD)
def test_vague_times_are_found_but_name_no_day(words: str) -> None:
    times = find_times(NLP(f"They met {words} in the city."))
    assert times, words
    assert [resolve_time(t, PUBLISHED) for t in times] == [None] * len(times)


@pytest.mark.parametrize("text", NO_TIME)
def test_words_that_only_look_like_times(text: str) -> None:
    assert find_times(NLP(text)) == []


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "last year", "in February", "two days ago", "on May 5"])
def test_without_the_date_of_the_article_relative_words_stay_open(words: str) -> None:
    (time,) = find_times(NLP(f"They met {words}."))
    assert resolve_time(time, None) is None


@pytest.mark.parametrize("words", ["on May 5, 2021", "in 2019", "in March 2020"])
def test_absolute_words_need_no_date_of_the_article(words: str) -> None:
    (time,) = find_times(NLP(f"They met {words}."))
    assert resolve_time(time, None) is not None


def test_a_model_that_calls_may_a_person_or_a_verb_is_believed() -> None:
    doc = NLP("It was decided by May alone.")
    assert [t.text for t in find_times(doc)] == ["by May"]
    doc.set_ents([spacy.tokens.Span(doc, 4, 5, "PER")])
    assert find_times(doc) == []


def test_times_that_point_back_count_from_the_day_told_before() -> None:
    doc = NLP("On Monday they met. The next day they signed. It ended at 14:00.")
    times = find_times(doc)
    days = [i.start.isoformat() if i else None for i in resolve_times(times, PUBLISHED)]
    assert days == ["2022-11-28", "2022-11-29", "2022-11-29"]


def test_days_are_not_counted_from_a_year() -> None:
    times = find_times(NLP("The party was founded in 2016. Two days later it split."))
    assert [t and t.iso()[0] for t in resolve_times(times, PUBLISHED)] == ["2016-01-01", None]


def test_a_war_that_names_a_thing_is_no_time() -> None:
    table = (
        "Guards/NOUN/NNS/3/nsubj:pass were/AUX/VBD/3/aux:pass hit/VERB/VBN/0/root during/ADP/IN/9/case "
        "a/DET/DT/9/det World/PROPN/NNP/9/compound War/PROPN/NNP/9/compound II/PROPN/NNP/9/compound {}/NOUN/NN/3/obl"
    )
    assert not find_times(parsed(table.format("ceremony")))
    assert find_times(parsed(table.format("era")))


def test_an_older_story_keeps_its_year() -> None:
    doc = NLP("On November 15, 2017 the army moved in. He resigned on November 21.")
    assert [i.start.year for i in resolve_times(find_times(doc), PUBLISHED) if i] == [2017, 2017]


def test_glued_datelines_keep_their_date() -> None:
    (time,) = find_times(NLP("November 30, 2022Asia & Pacific"))
    assert (time.text, resolve_time(time, None)) == ("November 30, 2022", Interval(PUBLISHED, PUBLISHED, "day"))


@pytest.mark.parametrize("named", list(named_times().values()), ids=lambda n: n.name)
def test_every_named_time_is_found_in_its_example(named: object) -> None:
    from tocsin.language.named_times import NamedTime

    assert isinstance(named, NamedTime)
    names = {n.name for n in named_times().values() if n.rule == named.rule}
    found = [t for t in find_times(NLP(named.example)) if t.kind == "named"]
    assert [t.name in names for t in found] == [True]
    assert resolve_time(found[0], PUBLISHED) is not None


HELD = parsed(
    "They/PRON/PRP/2/nsubj held/VERB/VBD/0/root/hold talks/NOUN/NNS/2/obj/talk on/ADP/IN/5/case "
    "Monday/PROPN/NNP/2/obl ./PUNCT/./2/punct"
)
SAID = parsed(
    "Officials/NOUN/NNS/2/nsubj said/VERB/VBD/0/root/say on/ADP/IN/4/case Monday/PROPN/NNP/2/obl "
    "that/SCONJ/IN/7/mark rebels/NOUN/NNS/7/nsubj attacked/VERB/VBD/2/ccomp/attack the/DET/DT/9/det "
    "town/NOUN/NN/7/obj ./PUNCT/./2/punct"
)
JOINED = parsed(
    "On/ADP/IN/2/case Monday/PROPN/NNP/5/obl ,/PUNCT/,/5/punct they/PRON/PRP/5/nsubj met/VERB/VBD/0/root/meet "
    "and/CCONJ/CC/7/cc signed/VERB/VBD/5/conj/sign ./PUNCT/./5/punct"
)
AFTER = parsed(
    "They/PRON/PRP/2/nsubj appointed/VERB/VBD/0/root/appoint him/PRON/PRP/2/obj two/NUM/CD/5/nummod "
    "days/NOUN/NNS/8/obl:unmarked/day after/SCONJ/IN/8/mark she/PRON/PRP/8/nsubj resigned/VERB/VBD/2/advcl/resign "
    "./PUNCT/./2/punct"
)
SUMMIT = parsed(
    "They/PRON/PRP/2/nsubj recalled/VERB/VBD/0/root/recall the/DET/DT/5/det 2019/NUM/CD/5/nummod "
    "summit/NOUN/NN/2/obj ./PUNCT/./2/punct"
)
BRIEFED = parsed(
    "They/PRON/PRP/2/nsubj condemned/VERB/VBD/0/root/condemn the/DET/DT/4/det attack/NOUN/NN/2/obj on/ADP/IN/6/case "
    "Monday/PROPN/NNP/2/obl ./PUNCT/./2/punct"
)
TOMEET = parsed(
    "They/PRON/PRP/3/nsubj will/AUX/MD/3/aux meet/VERB/VB/0/root on/ADP/IN/5/case Monday/PROPN/NNP/3/obl "
    "./PUNCT/./3/punct"
)


@pytest.mark.parametrize(
    ("doc", "act", "words"),
    [
        (HELD, "talks", "on Monday"),
        (HELD, "held", "on Monday"),
        (SAID, "said", "on Monday"),
        (SAID, "attacked", None),  # the day of the statement, not of the deed
        (JOINED, "met", "On Monday"),
        (JOINED, "signed", "On Monday"),
        (AFTER, "appointed", "two days after"),
        (SUMMIT, "summit", "2019"),
        (SUMMIT, "recalled", None),
        (BRIEFED, "condemned", "on Monday"),
        (BRIEFED, "attack", None),
    ],
)
def test_a_time_dates_its_own_act(doc: object, act: str, words: str | None) -> None:
    time = attach_time(doc[word(doc, act)], hosted_times(doc, find_times(doc)))  # type: ignore[index, arg-type]
    assert (time.text if time else None) == words


def test_counted_from_the_act_itself_the_days_run_the_other_way() -> None:
    line = TimeLine(AFTER, PUBLISHED)
    named = line.date_of(AFTER[word(AFTER, "resigned")])
    assert named is not None
    assert named[1] == Interval(date(2022, 11, 28), date(2022, 11, 28), "day")


def test_a_weekday_with_a_future_verb_is_the_next_one() -> None:
    found = TimeLine(TOMEET, PUBLISHED).date_of(TOMEET[word(TOMEET, "meet")])
    assert found is not None
    assert found[1] == Interval(date(2022, 12, 5), date(2022, 12, 5), "day")


@pytest.mark.parametrize(
    ("copula", "tense"), [("is/AUX/VBZ/5/cop", "future"), ("was/AUX/VBD/5/cop", "open"), ("may/AUX/MD/5/aux", "open")]
)
def test_what_is_to_happen_lies_ahead(copula: str, tense: str) -> None:
    doc = parsed(
        f"The/DET/DT/2/det council/NOUN/NN/5/nsubj {copula} to/PART/TO/5/mark meet/VERB/VB/0/root "
        "on/ADP/IN/7/case Friday/PROPN/NNP/5/obl"
    )
    assert token_tense(doc[word(doc, "meet")]) == tense


@pytest.mark.parametrize(("noun", "tense"), [("attempt", "past"), ("effort", "past"), ("plan", "future")])
def test_what_was_attempted_is_past_and_what_was_planned_ahead(noun: str, tense: str) -> None:
    doc = parsed(
        f"Their/PRON/PRP$/2/nmod:poss {noun}/NOUN/NN/5/nsubj to/PART/TO/4/mark flee/VERB/VB/2/acl "
        "failed/VERB/VBD/0/root/fail"
    )
    assert token_tense(doc[word(doc, "flee")]) == tense


def test_a_past_tagged_as_present_is_past() -> None:
    doc = parsed("They/PRON/PRP/2/nsubj vowed/VERB/VBZ/0/root/vow revenge/NOUN/NN/2/obj")
    assert token_tense(doc[word(doc, "vowed")]) == "past"
