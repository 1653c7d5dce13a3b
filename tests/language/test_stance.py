"""Status of an act from its clause and from what embeds it, on trees written by hand."""

from __future__ import annotations

import pytest

from handmade import parsed, word
from tocsin.language.stance import status_of

# name, tree, act, statuses, the words that say so
CASES = [
    (
        "plain past",
        "Troops/NOUN/NNS/2/nsubj attacked/VERB/VBD/0/root/attack towns/NOUN/NNS/2/obj/town",
        "attacked",
        set(),
        [],
    ),
    (
        "not",
        "Troops/NOUN/NNS/4/nsubj did/AUX/VBD/4/aux/do not/PART/RB/4/advmod attack/VERB/VB/0/root",
        "attack",
        {"negation"},
        ["not"],
    ),
    (
        "no subject",
        "No/DET/DT/2/det troops/NOUN/NNS/3/nsubj attacked/VERB/VBD/0/root/attack",
        "attacked",
        {"negation"},
        ["troops"],
    ),
    (
        "no-confidence vote",
        "Deputies/NOUN/NNS/2/nsubj held/VERB/VBD/0/root/hold a/DET/DT/6/det no/DET/DT/6/det -/PUNCT/HYPH/6/punct "
        "vote/NOUN/NN/2/obj",
        "held",
        set(),
        [],
    ),
    (
        "no-confidence vote as an act",
        "A/DET/DT/4/det no/DET/DT/4/det -/PUNCT/HYPH/4/punct vote/NOUN/NN/5/nsubj followed/VERB/VBD/0/root/follow",
        "vote",
        set(),
        [],
    ),
    ("will", "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux visit/VERB/VB/0/root", "visit", {"future"}, ["will"]),
    ("might", "Kim/PROPN/NNP/3/nsubj might/AUX/MD/3/aux visit/VERB/VB/0/root", "visit", {"hypothetical"}, ["might"]),
    (
        "if clause",
        "If/SCONJ/IN/3/mark Kim/PROPN/NNP/3/nsubj attacks/VERB/VBZ/6/advcl/attack Seoul/PROPN/NNP/6/nsubj "
        "will/AUX/MD/6/aux answer/VERB/VB/0/root",
        "attacks",
        {"hypothetical"},
        ["If"],
    ),
    (
        "what an if clause conditions",
        "If/SCONJ/IN/3/mark Kim/PROPN/NNP/3/nsubj attacks/VERB/VBZ/6/advcl/attack Seoul/PROPN/NNP/6/nsubj "
        "would/AUX/MD/6/aux answer/VERB/VB/0/root",
        "answer",
        {"hypothetical"},
        ["would"],
    ),
    (
        "pluperfect",
        "Kim/PROPN/NNP/3/nsubj had/AUX/VBD/3/aux/have visited/VERB/VBN/0/root/visit",
        "visited",
        {"historical"},
        ["had"],
    ),
    (
        "refused to",
        "Kim/PROPN/NNP/2/nsubj refused/VERB/VBD/0/root/refuse to/PART/TO/4/mark attend/VERB/VB/2/xcomp",
        "attend",
        {"negation"},
        ["refused"],
    ),
    (
        "planned to",
        "Kim/PROPN/NNP/2/nsubj planned/VERB/VBD/0/root/plan to/PART/TO/4/mark attend/VERB/VB/2/xcomp",
        "attend",
        {"future"},
        ["planned"],
    ),
    (
        "did not manage to",
        "Kim/PROPN/NNP/4/nsubj did/AUX/VBD/4/aux/do not/PART/RB/4/advmod manage/VERB/VB/0/root to/PART/TO/6/mark "
        "attend/VERB/VB/4/xcomp",
        "attend",
        {"negation"},
        ["manage"],
    ),
    (
        "condemned the noun",
        "Seoul/PROPN/NNP/2/nsubj condemned/VERB/VBD/0/root/condemn the/DET/DT/4/det attack/NOUN/NN/2/obj",
        "attack",
        set(),
        [],
    ),
    (
        "planned noun",
        "Seoul/PROPN/NNP/2/nsubj condemned/VERB/VBD/0/root/condemn the/DET/DT/5/det planned/ADJ/JJ/5/amod "
        "attack/NOUN/NN/2/obj",
        "attack",
        {"future"},
        ["planned"],
    ),
]


@pytest.mark.parametrize(("tree", "act", "values", "cues"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_status(tree: str, act: str, values: set[str], cues: list[str]) -> None:
    doc = parsed(tree)
    status = status_of(doc[word(doc, act)])
    assert status.values == values
    assert [doc[a:b].text for _, a, b in status.cues] == cues


# What rules beyond the table say: name, tree, act, statuses.
RULES = [
    (
        "what an outer refusal denies an inner stop denies back",
        "Kim/PROPN/NNP/2/nsubj refused/VERB/VBD/0/root/refuse to/PART/TO/4/mark stop/VERB/VB/2/xcomp "
        "shelling/VERB/VBG/4/xcomp/shell",
        "shelling",
        set(),
    ),
    (
        "will manage to",
        "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux manage/VERB/VB/0/root to/PART/TO/5/mark leave/VERB/VB/3/xcomp",
        "leave",
        {"future"},
    ),
    (
        "will condemn the attack",
        "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux condemn/VERB/VB/0/root the/DET/DT/5/det attack/NOUN/NN/3/obj",
        "attack",
        set(),
    ),
    (
        "will hold talks",
        "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux hold/VERB/VB/0/root talks/NOUN/NNS/3/obj/talk",
        "talks",
        {"future"},
    ),
    (
        "may leave after the attack",
        "Kim/PROPN/NNP/3/nsubj may/AUX/MD/3/aux leave/VERB/VB/0/root after/ADP/IN/6/case the/DET/DT/6/det "
        "attack/NOUN/NN/3/obl",
        "attack",
        set(),
    ),
    (
        "purpose told in the past",
        "Kim/PROPN/NNP/2/nsubj flew/VERB/VBD/0/root/fly home/ADV/RB/2/advmod to/PART/TO/5/mark meet/VERB/VB/2/advcl "
        "him/PRON/PRP/5/obj",
        "meet",
        set(),
    ),
    (
        "purpose",
        "Kim/PROPN/NNP/2/nsubj flies/VERB/VBZ/0/root/fly home/ADV/RB/2/advmod to/PART/TO/5/mark meet/VERB/VB/2/advcl "
        "him/PRON/PRP/5/obj",
        "meet",
        {"hypothetical"},
    ),
    (
        "demand",
        "Stop/VERB/VB/0/root/stop the/DET/DT/3/det war/NOUN/NN/1/obj !/PUNCT/./1/punct",
        "Stop",
        {"hypothetical"},
    ),
    (
        "demand in a list",
        "Stop/VERB/VB/0/root/stop and/CCONJ/CC/3/cc leave/VERB/VB/1/conj !/PUNCT/./1/punct",
        "leave",
        {"hypothetical"},
    ),
    (
        "headlines leave out no subject in the past",
        "Fired/VERB/VBD/0/root/fire missiles/NOUN/NNS/1/obj/missile ./PUNCT/./1/punct",
        "Fired",
        set(),
    ),
    (
        "asked that he leave",
        "Kim/PROPN/NNP/2/nsubj wrote/VERB/VBD/0/root/write that/SCONJ/IN/5/mark he/PRON/PRP/5/nsubj "
        "leave/VERB/VB/2/ccomp",
        "leave",
        {"hypothetical"},
    ),
    (
        "let them leave",
        "Kim/PROPN/NNP/2/nsubj let/VERB/VBD/0/root/let them/PRON/PRP/2/obj leave/VERB/VB/2/xcomp",
        "leave",
        set(),
    ),
    (
        "did not let them leave",
        "Kim/PROPN/NNP/4/nsubj did/AUX/VBD/4/aux/do not/PART/RB/4/advmod let/VERB/VB/0/root them/PRON/PRP/4/obj "
        "leave/VERB/VB/4/xcomp",
        "leave",
        {"negation"},
    ),
    (
        "if he comes and she stays",
        "If/SCONJ/IN/3/mark he/PRON/PRP/3/nsubj comes/VERB/VBZ/7/advcl/come and/CCONJ/CC/6/cc she/PRON/PRP/6/nsubj "
        "stays/VERB/VBZ/3/conj/stay leave/VERB/VB/0/root",
        "stays",
        {"hypothetical"},
    ),
    (
        "going to leave",
        "Kim/PROPN/NNP/3/nsubj is/AUX/VBZ/3/aux/be going/VERB/VBG/0/root/go to/PART/TO/5/mark leave/VERB/VB/3/xcomp",
        "leave",
        {"future"},
    ),
    (
        "will get them freed",
        "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux get/VERB/VB/0/root them/PRON/PRP/3/obj freed/VERB/VBN/3/xcomp/free",
        "freed",
        {"future"},
    ),
    (
        "question",
        "Did/AUX/VBD/3/aux/do Kim/PROPN/NNP/3/nsubj sign/VERB/VB/0/root ?/PUNCT/./3/punct",
        "sign",
        {"hypothetical"},
    ),
    (
        "why presupposes",
        "Why/ADV/WRB/4/advmod did/AUX/VBD/4/aux/do Kim/PROPN/NNP/4/nsubj sign/VERB/VB/0/root ?/PUNCT/./4/punct",
        "sign",
        set(),
    ),
    (
        "not only",
        "Kim/PROPN/NNP/4/nsubj not/PART/RB/4/advmod only/ADV/RB/4/advmod signed/VERB/VBD/0/root/sign",
        "signed",
        set(),
    ),
    (
        "no missiles",
        "Kim/PROPN/NNP/2/nsubj fired/VERB/VBD/0/root/fire no/DET/DT/4/det missiles/NOUN/NNS/2/obj/missile",
        "fired",
        {"negation"},
    ),
    (
        "any test would",
        "Any/DET/DT/2/det test/NOUN/NN/4/nsubj would/AUX/MD/4/aux anger/VERB/VB/0/root Seoul/PROPN/NNP/4/obj",
        "test",
        {"hypothetical"},
    ),
    (
        "rejects a claim that was made",
        "Kim/PROPN/NNP/2/nsubj rejected/VERB/VBD/0/root/reject the/DET/DT/4/det claim/NOUN/NN/2/obj",
        "claim",
        set(),
    ),
    (
        "once they leave",
        "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux talk/VERB/VB/0/root once/SCONJ/IN/6/mark they/PRON/PRP/6/nsubj "
        "leave/VERB/VBP/3/advcl",
        "leave",
        {"hypothetical"},
    ),
    (
        "once they left",
        "Kim/PROPN/NNP/2/nsubj talked/VERB/VBD/0/root/talk once/SCONJ/IN/5/mark troops/NOUN/NNS/5/nsubj/troop "
        "left/VERB/VBD/2/advcl/leave",
        "left",
        set(),
    ),
    (
        "too weak to fight",
        "Rebels/NOUN/NNS/4/nsubj/rebel are/AUX/VBP/4/cop/be too/ADV/RB/4/advmod ready/ADJ/JJ/0/root to/PART/TO/6/mark "
        "fight/VERB/VB/4/xcomp",
        "fight",
        {"negation"},
    ),
    (
        "curly apostrophe",
        "Kim/PROPN/NNP/4/nsubj did/AUX/VBD/4/aux/do n’t/PART/RB/4/advmod sign/VERB/VB/0/root",
        "sign",
        {"negation"},
    ),
    (
        "no longer",
        "Kim/PROPN/NNP/4/nsubj no/ADV/RB/3/advmod longer/ADV/RBR/4/advmod/long shells/VERB/VBZ/0/root/shell",
        "shells",
        {"negation"},
    ),
    (
        "a rejected plan that others accepted",
        "Kim/PROPN/NNP/2/nsubj rejected/VERB/VBD/0/root/reject a/DET/DT/4/det plan/NOUN/NN/2/obj "
        "accepted/VERB/VBN/4/acl/accept by/ADP/IN/7/case rebels/NOUN/NNS/5/obl:agent/rebel",
        "accepted",
        set(),
    ),
    (
        "a participle behind a comma is no complement",
        "Kim/PROPN/NNP/2/nsubj suspended/VERB/VBD/0/root/suspend aid/NOUN/NN/2/obj ,/PUNCT/,/5/punct "
        "accusing/VERB/VBG/2/advcl/accuse rebels/NOUN/NNS/5/obj/rebel",
        "accusing",
        set(),
    ),
    (
        "called for an inquiry",
        "Kim/PROPN/NNP/2/nsubj called/VERB/VBD/0/root/call for/ADP/IN/5/case an/DET/DT/5/det strike/NOUN/NN/2/obl",
        "strike",
        {"hypothetical"},
    ),
]


@pytest.mark.parametrize(("tree", "act", "values"), [c[1:] for c in RULES], ids=[c[0] for c in RULES])
def test_rules(tree: str, act: str, values: set[str]) -> None:
    doc = parsed(tree)
    assert status_of(doc[word(doc, act)]).values == values
