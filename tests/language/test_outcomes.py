"""What becomes of an act by the tense, mood and company of what governs it, on trees written by hand."""

from __future__ import annotations

import pytest

from handmade import parsed, word
from tocsin.language.stance import status_of

KIM = "Kim/PROPN/NNP"
GLAD = "glad/ADJ/JJ/0/root to/PART/TO/{e}/mark {act}/VERB/{tag}/{p}/xcomp"
CHANCE = "{det}/DET/DT/{n}/det chance/NOUN/NN/{v}/obj to/PART/TO/{e}/mark leave/VERB/VB/{n}/acl"
# name, tree, act, statuses
OUTCOMES = [
    (
        "would be glad to host",
        f"{KIM}/4/nsubj would/AUX/MD/4/aux be/AUX/VB/4/cop {GLAD.format(e=6, act='host', tag='VB', p=4)}",
        "host",
        {"hypothetical"},
    ),
    (
        "will be glad to host",
        f"{KIM}/4/nsubj will/AUX/MD/4/aux be/AUX/VB/4/cop {GLAD.format(e=6, act='host', tag='VB', p=4)}",
        "host",
        {"future"},
    ),
    (
        "was glad to host",
        f"{KIM}/3/nsubj was/AUX/VBD/3/cop/be {GLAD.format(e=5, act='host', tag='VB', p=3)}",
        "host",
        set(),
    ),
    (
        "must be glad to have hosted",
        f"{KIM}/4/nsubj must/AUX/MD/4/aux be/AUX/VB/4/cop glad/ADJ/JJ/0/root to/PART/TO/7/mark have/AUX/VB/7/aux "
        "hosted/VERB/VBN/4/xcomp/host",
        "hosted",
        set(),
    ),
    (
        "could be absent and miss",
        f"{KIM}/4/nsubj could/AUX/MD/4/aux be/AUX/VB/4/cop absent/ADJ/JJ/0/root and/CCONJ/CC/6/cc miss/VERB/VB/4/conj",
        "miss",
        {"hypothetical"},
    ),
    (
        "will be flown home and rest",
        f"{KIM}/4/nsubj:pass will/AUX/MD/4/aux be/AUX/VB/4/aux:pass flown/VERB/VBN/0/root/fly and/CCONJ/CC/6/cc "
        "rest/VERB/VB/4/conj",
        "rest",
        {"future"},
    ),
    (
        "will be in Oslo meeting",
        f"{KIM}/5/nsubj will/AUX/MD/5/aux be/AUX/VB/5/cop in/ADP/IN/5/case Oslo/PROPN/NNP/0/root "
        "meeting/VERB/VBG/5/acl/meet",
        "meeting",
        {"future"},
    ),
    (
        "had the chance to",
        f"{KIM}/2/nsubj had/VERB/VBD/0/root/have {CHANCE.format(det='the', n=4, v=2, e=6)}",
        "leave",
        set(),
    ),
    (
        "has the chance to",
        f"{KIM}/2/nsubj has/VERB/VBZ/0/root/have {CHANCE.format(det='the', n=4, v=2, e=6)}",
        "leave",
        {"hypothetical"},
    ),
    (
        "gave the chance to",
        f"{KIM}/2/nsubj gave/VERB/VBD/0/root/give {CHANCE.format(det='the', n=4, v=2, e=6)}",
        "leave",
        {"hypothetical"},
    ),
    (
        "thanked for taking the time to",
        f"{KIM}/2/nsubj thanked/VERB/VBD/0/root/thank for/SCONJ/IN/4/mark taking/VERB/VBG/2/advcl/take "
        "time/NOUN/NN/4/obj to/PART/TO/7/mark reply/VERB/VB/5/acl",
        "reply",
        set(),
    ),
    (
        "hopes that they arrived",
        f"{KIM}/2/nsubj hopes/VERB/VBZ/0/root/hope they/PRON/PRP/4/nsubj arrived/VERB/VBD/2/ccomp/arrive",
        "arrived",
        set(),
    ),
    (
        "hoped that they arrived",
        f"{KIM}/2/nsubj hoped/VERB/VBD/0/root/hope they/PRON/PRP/4/nsubj arrived/VERB/VBD/2/ccomp/arrive",
        "arrived",
        {"hypothetical"},
    ),
    (
        "wishes that they arrived",
        f"{KIM}/2/nsubj wishes/VERB/VBZ/0/root/wish they/PRON/PRP/4/nsubj arrived/VERB/VBD/2/ccomp/arrive",
        "arrived",
        {"hypothetical"},
    ),
    (
        "cannot stop shelling",
        f"{KIM}/4/nsubj can/AUX/MD/4/aux not/PART/RB/4/advmod stop/VERB/VB/0/root shelling/VERB/VBG/4/xcomp/shell",
        "shelling",
        set(),
    ),
    (
        "frets about losing",
        f"{KIM}/2/nsubj frets/VERB/VBZ/0/root/fret about/SCONJ/IN/4/mark losing/VERB/VBG/2/advcl/lose",
        "losing",
        {"hypothetical"},
    ),
    (
        "joked about losing",
        f"{KIM}/2/nsubj joked/VERB/VBD/0/root/joke about/SCONJ/IN/4/mark losing/VERB/VBG/2/advcl/lose",
        "losing",
        set(),
    ),
    (
        "we decided to stay",
        "We/PRON/PRP/2/nsubj decided/VERB/VBD/0/root/decide to/PART/TO/4/mark stay/VERB/VB/2/xcomp",
        "stay",
        set(),
    ),
    (
        "they decided to stay",
        "They/PRON/PRP/2/nsubj decided/VERB/VBD/0/root/decide to/PART/TO/4/mark stay/VERB/VB/2/xcomp",
        "stay",
        {"future"},
    ),
    ("has no fleet", f"{KIM}/2/nsubj has/VERB/VBZ/0/root/have no/DET/DT/4/det fleet/NOUN/NN/2/obj", "has", set()),
    (
        "signed no pact",
        f"{KIM}/2/nsubj signed/VERB/VBD/0/root/sign no/DET/DT/4/det pact/NOUN/NN/2/obj",
        "signed",
        {"negation"},
    ),
    (
        "left for no reason",
        f"{KIM}/2/nsubj left/VERB/VBD/0/root/leave for/ADP/IN/5/case no/DET/DT/5/det reason/NOUN/NN/2/obl",
        "left",
        set(),
    ),
    (
        "left with no allies",
        f"{KIM}/2/nsubj left/VERB/VBD/0/root/leave with/ADP/IN/5/case no/DET/DT/5/det ally/NOUN/NN/2/obl",
        "left",
        {"negation"},
    ),
    (
        "left in no time",
        f"{KIM}/2/nsubj left/VERB/VBD/0/root/leave in/ADP/IN/5/case no/DET/DT/5/det time/NOUN/NN/2/obl",
        "left",
        set(),
    ),
    (
        "wants to see them freed",
        f"{KIM}/2/nsubj wants/VERB/VBZ/0/root/want to/PART/TO/4/mark see/VERB/VB/2/xcomp them/PRON/PRP/4/obj "
        "freed/VERB/VBN/4/xcomp/free",
        "freed",
        {"hypothetical"},
    ),
    (
        "left at no time",
        f"{KIM}/2/nsubj left/VERB/VBD/0/root/leave at/ADP/IN/5/case no/DET/DT/5/det time/NOUN/NN/2/obl",
        "left",
        {"negation"},
    ),
    (
        "find letters enclosed",
        "Please/INTJ/UH/2/discourse find/VERB/VB/0/root letters/NOUN/NNS/4/nsubj enclosed/VERB/VBN/2/xcomp/enclose",
        "enclosed",
        set(),
    ),
    ("love peace", "Love/VERB/VB/0/root peace/NOUN/NN/1/obj", "Love", set()),
]


@pytest.mark.parametrize(("tree", "act", "values"), [c[1:] for c in OUTCOMES], ids=[c[0] for c in OUTCOMES])
def test_outcomes(tree: str, act: str, values: set[str]) -> None:
    doc = parsed(tree)
    assert status_of(doc[word(doc, act)]).values == values
