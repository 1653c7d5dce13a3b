"""Speakers and what they answer for, on trees written by hand."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from handmade import parsed, word
from tocsin.language.quotes import Speech, find_speeches, quotations, speakers_of

NLP = spacy.blank("en")


def texts(doc: Doc, speech: Speech) -> str:
    return " ".join(doc[i].text for i in range(len(doc)) if speech.covers(i))


def quoted(text: str) -> list[str]:
    doc = NLP(text)
    return [doc[a:b].text for a, b in quotations(doc)]


def test_quotations_with_curly_and_straight_marks() -> None:
    assert quoted("He said “we will go” and left.") == ["“we will go”"]
    assert quoted('The "allies" met the "rebels".') == ['"allies"', '"rebels"']
    assert quoted("Nobody spoke.") == []


def test_a_quotation_goes_on_over_paragraphs_that_open_it_again() -> None:
    assert quoted("“We stay.\n\n“We fight.” They left.") == ["“We stay.", "“We fight.”"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert quoted('"We stay.\n\nThey left.') == ['"We stay.']


@given(st.text(st.sampled_from('ab ."“”«»\n'), max_size=60))
def test_quotations_never_overlap(text: str) -> None:
    doc = NLP(text)
    found = quotations(doc)
    assert all(a < b <= len(doc) for a, b in found)
    assert all(b <= c for (_, b), (c, _) in zip(found, found[1:], strict=False))


INDIRECT = parsed(
    "Seoul/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say that/SCONJ/IN/5/mark Pyongyang/PROPN/NNP/5/nsubj "
    "fired/VERB/VBD/2/ccomp/fire missiles/NOUN/NNS/5/obj/missile ./PUNCT/./2/punct"
)


def test_a_clause_belongs_to_the_subject_of_the_saying_verb() -> None:
    (speech,) = find_speeches(INDIRECT)
    assert speech.speaker == word(INDIRECT, "Seoul")
    assert speech.cue == (1, 2)
    assert texts(INDIRECT, speech) == "that Pyongyang fired missiles"
    assert not speech.direct


def test_speakers_of_a_word_inside_and_outside() -> None:
    speeches = find_speeches(INDIRECT)
    assert [s.speaker for s in speakers_of(word(INDIRECT, "fired"), speeches)] == [word(INDIRECT, "Seoul")]
    assert speakers_of(word(INDIRECT, "said"), speeches) == []


def test_nested_speech_is_outermost_first() -> None:
    doc = parsed(
        "Reuters/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say Kim/PROPN/NNP/4/nsubj announced/VERB/VBD/2/ccomp/announce "
        "that/SCONJ/IN/7/mark troops/NOUN/NNS/7/nsubj/troop left/VERB/VBD/4/ccomp/leave"
    )
    chain = speakers_of(word(doc, "left"), find_speeches(doc))
    assert [doc[s.speaker].text for s in chain if s.speaker is not None] == ["Reuters", "Kim"]


def test_according_to() -> None:
    doc = parsed(
        "Rebels/NOUN/NNS/2/nsubj/rebel left/VERB/VBD/0/root/leave the/DET/DT/4/det town/NOUN/NN/2/obj "
        "according/VERB/VBG/7/case/accord to/ADP/TO/5/fixed officials/NOUN/NNS/2/obl/official ./PUNCT/./2/punct"
    )
    (speech,) = find_speeches(doc)
    assert speech.speaker == word(doc, "officials")
    assert doc[speech.cue[0] : speech.cue[1]].text == "according to"
    assert speech.covers(word(doc, "left"))
    assert not speech.covers(word(doc, "officials"))


def test_a_passive_report_has_no_speaker() -> None:
    doc = parsed(
        "It/PRON/PRP/3/nsubj:pass was/AUX/VBD/3/aux:pass/be reported/VERB/VBN/0/root/report that/SCONJ/IN/6/mark "
        "troops/NOUN/NNS/6/nsubj/troop left/VERB/VBD/3/ccomp/leave"
    )
    (speech,) = find_speeches(doc)
    assert speech.speaker is None


def test_no_speech_without_content() -> None:
    assert find_speeches(parsed("Kim/PROPN/NNP/2/nsubj spoke/VERB/VBD/0/root/speak ./PUNCT/./2/punct")) == []


def test_a_quotation_belongs_to_the_saying_verb_after_its_comma() -> None:
    doc = parsed(
        "Seoul/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say it/PRON/PRP/4/nsubj failed/VERB/VBD/2/ccomp/fail "
        "“/PUNCT/``/8/punct We/PRON/PRP/8/nsubj are/AUX/VBP/8/cop ready/ADJ/JJ/2/parataxis ,/PUNCT/,/8/punct "
        "”/PUNCT/''/8/punct said/VERB/VBD/8/parataxis/say Kim/PROPN/NNP/11/nsubj"
    )
    by = {s.cue[0]: s for s in find_speeches(doc)}
    assert by[10].speaker == word(doc, "Kim")
    assert by[10].covers(word(doc, "ready"))


def test_a_noun_reports_speech_for_its_owner() -> None:
    doc = parsed(
        "Kim/PROPN/NNP/3/nmod:poss 's/PART/POS/1/case claim/NOUN/NN/7/nsubj that/SCONJ/IN/6/mark "
        "troops/NOUN/NNS/6/nsubj/troop left/VERB/VBD/3/acl/leave angered/VERB/VBD/0/root/anger Seoul/PROPN/NNP/7/obj"
    )
    (speech,) = find_speeches(doc)
    assert speech.speaker == word(doc, "Kim")
    assert texts(doc, speech) == "that troops left"


def test_a_name_before_a_colon_and_a_quotation() -> None:
    doc = parsed(
        "Kim/PROPN/NNP/5/nsubj :/PUNCT/:/1/punct “/PUNCT/``/5/punct We/PRON/PRP/5/nsubj left/VERB/VBD/0/root/leave "
        "early/ADV/RB/5/advmod ”/PUNCT/''/5/punct"
    )
    (speech,) = find_speeches(doc)
    assert (speech.speaker, speech.cue, speech.direct) == (0, (1, 2), True)


QUOTED = (
    "Kim/PROPN/NNP/2/nsubj called/VERB/VBD/0/root/call it/PRON/PRP/2/obj {}a/DET/DT/{}/det blatant/ADJ/JJ/{}/amod "
    "farce/NOUN/NN/2/xcomp{}"
)


def test_a_quoting_verb_needs_a_quotation() -> None:
    with_marks = parsed(QUOTED.format("“/PUNCT/``/7/punct ", 7, 7, " ”/PUNCT/''/7/punct"))
    (speech,) = find_speeches(with_marks)
    assert texts(with_marks, speech) == "“ a blatant farce ”"
    assert find_speeches(parsed(QUOTED.format("", 6, 6, ""))) == []


def test_thoughts_only_when_asked_for() -> None:
    doc = parsed(
        "Kim/PROPN/NNP/2/nsubj wants/VERB/VBZ/0/root/want to/PART/TO/4/mark leave/VERB/VB/2/xcomp ./PUNCT/./2/punct"
    )
    assert find_speeches(doc) == []
    (thought,) = find_speeches(doc, thoughts=True)
    assert texts(doc, thought) == "to leave"


def test_a_report_within_a_report_is_its_content_where_the_reader_gave_up() -> None:
    doc = parsed(
        "Silva/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say that/SCONJ/IN/5/mark Costa/PROPN/NNP/2/nsubj "
        "told/VERB/VBD/2/dep/tell us/PRON/PRP/5/obj that/SCONJ/IN/9/mark Cuba/PROPN/NNP/9/nsubj left/VERB/VBD/5/ccomp"
    )
    chain = speakers_of(8, find_speeches(doc))
    assert [doc[s.speaker].text for s in chain if s.speaker is not None] == ["Silva", "Costa"]


def test_a_clause_put_back_in_time_with_the_content_is_reported_too() -> None:
    for auxiliary, inside in (("had", True), ("has", False)):
        doc = parsed(
            "Accra/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say Lima/PROPN/NNP/5/nsubj would/AUX/MD/5/aux "
            "pay/VERB/VB/2/ccomp/pay ,/PUNCT/,/9/punct though/SCONJ/IN/9/mark "
            f"{auxiliary}/AUX/VBD/9/aux refused/VERB/VBN/2/advcl/refuse"
        )
        (speech,) = find_speeches(doc)
        assert speech.covers(word(doc, "refused")) is inside
