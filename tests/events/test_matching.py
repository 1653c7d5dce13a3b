"""Constructions fitted to hand-made trees, with a small lexicon of their own."""

from __future__ import annotations

import pytest

from handmade import parsed, word
from tocsin.events.lexicon import Entry, Lexicon, specificity
from tocsin.events.matching import Match, Matcher, match_token
from tocsin.events.patterns import compile_pattern

CLASSES = {
    "crowds": frozenset({"protester", "trade unionist"}),
    "buildings": frozenset({"parliament", "embassy", "power plant"}),
    "relations": frozenset({"tie", "aid"}),
    "exercises": frozenset({"live-fire drill", "exercise"}),
}
ROWS = [
    ("refuse", "verb", "REJECT", "ACTOR refuse to meet RECIPIENT"),
    ("threat", "noun", "THREATEN", "ACTOR threat to attack RECIPIENT"),
    ("say", "verb", "REQUEST", "ACTOR say that RECIPIENT must CONTENT"),
    ("call", "verb", "REQUEST", "ACTOR call for @relations"),
    ("call", "verb", "CONSULT", "ACTOR call RECIPIENT!"),
    ("storm", "verb", "PROTEST", "ACTOR @crowds storm @buildings"),
    ("storm", "verb", "ASSAULT", "ACTOR storm @buildings"),
    ("cross", "verb", "MOBILIZE", "ACTOR cross into RECIPIENT airspace"),
    ("suspension", "noun", "SANCTION", "ACTOR suspension of @relations to RECIPIENT"),
    ("sanction", "noun", "SANCTION", "ACTOR sanction on RECIPIENT by ACTOR"),
    ("exercise", "noun", "COOPERATE", "ACTOR exercise with ACTOR"),
    ("sit-in", "noun", "PROTEST", "ACTOR sit-in"),
    ("promise", "verb", "AGREE", "ACTOR promise RECIPIENT! TARGET!"),
    ("prepared", "adj", "AGREE", "ACTOR prepared to CONTENT!+"),
    ("vow", "verb", "AGREE", "ACTOR vow to CONTENT!+"),
    ("vow", "verb", "THREATEN", "ACTOR vow to CONTENT!-"),
    ("attack", "verb", "ASSAULT", "ACTOR attack RECIPIENT"),
    ("help", "verb", "AID", "ACTOR help RECIPIENT"),
    ("crime", "noun", "", "war crime"),
    ("killing", "noun", "ASSAULT", "killing of RECIPIENT by ACTOR"),
    ("meet", "verb", "CONSULT", "ACTOR meet in PLACE!"),
    ("meet", "verb", "CONSULT", "ACTOR meet ACTOR"),
    ("accuse", "verb", "ACCUSE", "ACTOR accuse RECIPIENT of CONTENT"),
    ("strike", "noun", "ASSAULT", "ACTOR strike"),
    ("strike", "noun", "", "strike rate"),
    ("give", "verb", "AID", "ACTOR give TARGET to RECIPIENT"),
    ("give", "verb", "CONCEDE", "ACTOR give in to RECIPIENT!"),
    ("hold", "verb", "MOBILIZE", "ACTOR hold @exercises"),
    ("pull", "verb", "RETREAT", "ACTOR pull TARGET out of RECIPIENT!"),
]


def entry(predicate: str, pos: str, event: str, pattern: str) -> Entry:
    form = compile_pattern(pattern, predicate, pos)
    return Entry(predicate, pos, event, pattern, "", "", (), "", form, "test", specificity(form))


LEXICON = Lexicon.of_rows([entry(*row) for row in ROWS], CLASSES)


def best(tree: str, form: str) -> Match | None:
    doc = parsed(tree)
    matches = match_token(doc[word(doc, form)], LEXICON)
    return matches[0] if matches else None


def first(match: Match, role: str) -> list[str]:
    """The likeliest words of each slot of a role."""
    return list(dict.fromkeys(t.text for slot in match.options[role] if slot for t in slot[0]))


@pytest.mark.parametrize(
    ("tree", "trigger", "event", "actor", "recipient"),
    [
        pytest.param(
            "Iran/PROPN/NNP/2/nsubj refused/VERB/VBD/0/root/refuse to/PART/TO/4/mark meet/VERB/VB/2/xcomp "
            "Oman/PROPN/NNP/4/obj",
            "refused", "REJECT", ["Iran"], ["Oman"], id="object of a literal infinitive",
        ),
        pytest.param(
            "Iran/PROPN/NNP/3/nmod:poss 's/PART/POS/1/case threat/NOUN/NN/0/root to/PART/TO/5/mark "
            "attack/VERB/VB/3/acl Oman/PROPN/NNP/5/obj",
            "threat", "THREATEN", ["Iran"], ["Oman"], id="object of a noun's infinitive",
        ),
        pytest.param(
            "Kenya/PROPN/NNP/2/nsubj said/VERB/VBD/0/root/say Chad/PROPN/NNP/5/nsubj must/AUX/MD/5/aux "
            "yield/VERB/VB/2/ccomp",
            "said", "REQUEST", ["Kenya"], ["Chad"], id="subject of a finite clause",
        ),
        pytest.param(
            "Protesters/NOUN/NNS/2/nsubj/protester stormed/VERB/VBD/0/root/storm parliament/NOUN/NN/2/obj",
            "stormed", "PROTEST", ["Protesters"], None, id="a class names the party",
        ),
        pytest.param(
            "Rebels/NOUN/NNS/2/nsubj/rebel stormed/VERB/VBD/0/root/storm a/DET/DT/5/det power/NOUN/NN/5/compound "
            "plant/NOUN/NN/2/obj",
            "stormed", "ASSAULT", ["Rebels"], None, id="a class member of two words",
        ),
        pytest.param(
            "Jets/NOUN/NNS/2/nsubj/jet crossed/VERB/VBD/0/root/cross into/ADP/IN/5/case Estonian/ADJ/JJ/5/amod "
            "airspace/NOUN/NN/2/obl",
            "crossed", "MOBILIZE", ["Jets"], ["Estonian"], id="owner of a literal",
        ),
        pytest.param(
            "Oslo/PROPN/NNP/2/nsubj announced/VERB/VBD/0/root/announce suspension/NOUN/NN/2/obj of/ADP/IN/5/case "
            "aid/NOUN/NN/3/nmod to/ADP/IN/7/case Mali/PROPN/NNP/5/nmod",
            "suspension", "SANCTION", ["Oslo"], ["Mali"], id="a phrase of a phrase, light subject",
        ),
        pytest.param(
            "sanctions/NOUN/NNS/0/root/sanction imposed/VERB/VBN/1/acl/impose by/ADP/IN/4/case "
            "Japan/PROPN/NNP/2/obl:agent on/ADP/IN/6/case Iran/PROPN/NNP/2/obl",
            "sanctions", "SANCTION", ["Japan"], ["Iran"], id="phrases of a light participle",
        ),
        pytest.param(
            "China/PROPN/NNP/2/nsubj promised/VERB/VBD/0/root/promise Zambia/PROPN/NNP/2/iobj "
            "railways/NOUN/NNS/2/obj/railway",
            "promised", "AGREE", ["China"], ["Zambia"], id="two objects",
        ),
        pytest.param(
            "France/PROPN/NNP/3/nsubj:pass is/AUX/VBZ/3/aux:pass/be prepared/VERB/VBN/0/root/prepare to/PART/TO/5/mark "
            "help/VERB/VB/3/xcomp",
            "prepared", "AGREE", ["France"], None, id="participle as adjective",
        ),
        pytest.param(
            "Paris/PROPN/NNP/2/nsubj pulled/VERB/VBD/0/root/pull troops/NOUN/NNS/2/obj/troop out/ADP/IN/6/case "
            "of/ADP/IN/6/case Mali/PROPN/NNP/2/obl",
            "pulled", "RETREAT", ["Paris"], ["Mali"], id="two prepositions",
        ),
        pytest.param(
            "Oslo/PROPN/NNP/2/nsubj gave/VERB/VBD/0/root/give in/ADV/RB/2/advmod to/ADP/IN/5/case Kyiv/PROPN/NNP/2/obl",
            "gave", "CONCEDE", ["Oslo"], ["Kyiv"], id="a particle beats the plain verb",
        ),
        pytest.param(
            "Oman/PROPN/NNP/2/nsubj repeated/VERB/VBD/0/root/repeat its/PRON/PRP$/4/nmod:poss threat/NOUN/NN/2/obj "
            "to/PART/TO/6/mark attack/VERB/VB/4/acl Iran/PROPN/NNP/6/obj",
            "threat", "THREATEN", ["Oman"], ["Iran"], id="a lending verb's subject, named, before its pronoun",
        ),
        pytest.param(
            "Chad/PROPN/NNP/2/nsubj carried/VERB/VBD/0/root/carry out/ADP/RP/2/compound:prt the/DET/DT/5/det "
            "killing/NOUN/NN/2/obj of/ADP/IN/7/case rebels/NOUN/NNS/5/nmod/rebel",
            "killing", "ASSAULT", ["Chad"], ["rebels"], id="a light verb lends the doer of a phrase with by",
        ),
        pytest.param(
            "Thailand/PROPN/NNP/2/nsubj accused/VERB/VBD/0/root/accuse Cambodia/PROPN/NNP/5/nsubj of/SCONJ/IN/5/mark "
            "laying/VERB/VBG/2/ccomp mines/NOUN/NNS/5/obj/mine",
            "accused", "ACCUSE", ["Thailand"], ["Cambodia"], id="an object that the parse gives to the clause",
        ),
    ],
)  # fmt: skip
def test_roles(tree: str, trigger: str, event: str, actor: list[str], recipient: list[str] | None) -> None:
    match = best(tree, trigger)
    assert match is not None
    assert match.entry.event == event
    assert first(match, "ACTOR") == actor
    if recipient is not None:
        assert first(match, "RECIPIENT") == recipient


def test_a_construction_takes_parties_from_others_of_its_type() -> None:
    tree = "Xi/PROPN/NNP/2/nsubj met/VERB/VBD/0/root/meet Modi/PROPN/NNP/2/obj in/ADP/IN/5/case Kazan/PROPN/NNP/2/obl"
    matches = match_token(parsed(tree)[1], LEXICON)
    assert matches[0].entry.pattern == "ACTOR meet in PLACE!"
    assert first(matches[0], "ACTOR") == ["Xi"]
    assert first(matches[0].beside(matches[1:]), "ACTOR") == ["Xi", "Modi"]


def test_only_doing_verbs_lend_the_doer_of_a_phrase_with_by() -> None:
    tree = (
        "Chad/PROPN/NNP/2/nsubj faced/VERB/VBD/0/root/face the/DET/DT/4/det killing/NOUN/NN/2/obj of/ADP/IN/6/case "
        "rebels/NOUN/NNS/4/nmod/rebel"
    )
    match = best(tree, "killing")
    assert match is not None
    assert first(match, "ACTOR") == []


VOW = "Iran/PROPN/NNP/2/nsubj vowed/VERB/VBD/0/root/vow to/PART/TO/4/mark {}/VERB/VB/2/xcomp Oman/PROPN/NNP/4/obj"


def test_a_promise_of_harm_is_a_threat() -> None:
    attack, help_ = best(VOW.format("attack"), "vowed"), best(VOW.format("help"), "vowed")
    assert attack is not None
    assert attack.entry.event == "THREATEN"
    assert help_ is not None
    assert help_.entry.event == "AGREE"


def test_a_preposition_before_a_class_is_required() -> None:
    tree = "Oslo/PROPN/NNP/2/nsubj called/VERB/VBD/0/root/call {}ties/NOUN/NNS/{}/{}/tie"
    behind = best(tree.format("for/ADP/IN/4/case ", 2, "obl"), "called")
    assert behind is not None
    assert behind.entry.event == "REQUEST"
    bare = best(tree.format("", 2, "obj"), "called")
    assert bare is None or bare.entry.event != "REQUEST"


def test_a_class_after_the_verb_is_its_object_and_no_other_word() -> None:
    tree = (
        "Rebels/NOUN/NNS/2/nsubj/rebel stormed/VERB/VBD/0/root/storm a/DET/DT/4/det camp/NOUN/NN/2/obj "
        "near/ADP/IN/7/case the/DET/DT/7/det embassy/NOUN/NN/4/nmod"
    )
    assert best(tree, "stormed") is None


def test_what_is_not_coded_is_seen_from_a_compound() -> None:
    rate = best("strike/NOUN/NN/2/compound rate/NOUN/NN/0/root", "strike")
    assert rate is not None
    assert rate.entry.event == ""
    team = best("strike/NOUN/NN/2/compound team/NOUN/NN/0/root", "strike")
    assert team is None


def test_hyphenated_predicates_are_one_word() -> None:
    doc = parsed(
        "Students/NOUN/NNS/2/nsubj/student held/VERB/VBD/0/root/hold sit/NOUN/NN/2/obj "
        "-/PUNCT/HYPH/3/punct in/ADP/RP/3/fixed"
    )
    joined = type(doc)(
        doc.vocab, [t.text for t in doc], [True, True, False, False, False], pos=[t.pos_ for t in doc],
        tags=[t.tag_ for t in doc],
        heads=[t.head.i for t in doc], deps=[t.dep_ for t in doc], lemmas=[t.lemma_ for t in doc],
    )  # fmt: skip
    matcher = Matcher(joined, LEXICON)
    assert [m.entry.event for m in matcher.match(joined[2])] == ["PROTEST"]
    assert matcher.match(joined[4]) == []


def test_a_required_clause_must_be_there() -> None:
    assert best("Iran/PROPN/NNP/2/nsubj vowed/VERB/VBD/0/root/vow revenge/NOUN/NN/2/obj", "vowed") is None


def test_lexicon_of_an_unknown_word_is_empty() -> None:
    assert LEXICON.of("dance", "verb") == ()
    assert best("They/PRON/PRP/2/nsubj dance/VERB/VBP/0/root", "dance") is None
