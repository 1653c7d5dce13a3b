"""What a clause says of its act, and what governs it by its tense, on trees written by hand."""

from __future__ import annotations

import pytest

from handmade import parsed, word
from tocsin.language.stance import status_of

# name, tree, act, statuses
MOODS = [
    (
        "had to",
        "Kim/PROPN/NNP/2/nsubj had/VERB/VBD/0/root/have to/PART/TO/4/mark resign/VERB/VB/2/xcomp",
        "resign",
        set(),
    ),
    (
        "has to",
        "Kim/PROPN/NNP/2/nsubj has/VERB/VBZ/0/root/have to/PART/TO/4/mark resign/VERB/VB/2/xcomp",
        "resign",
        {"hypothetical"},
    ),
    (
        "may have had to",
        "Kim/PROPN/NNP/4/nsubj may/AUX/MD/4/aux have/AUX/VB/4/aux had/VERB/VBN/0/root/have "
        "to/PART/TO/6/mark resign/VERB/VB/4/xcomp",
        "resign",
        {"hypothetical"},
    ),
    (
        "has been able to",
        "Kim/PROPN/NNP/4/nsubj has/AUX/VBZ/4/aux/have been/AUX/VBN/4/cop/be able/ADJ/JJ/0/root "
        "to/PART/TO/6/mark land/VERB/VB/4/xcomp",
        "land",
        set(),
    ),
    (
        "has yet to",
        "Kim/PROPN/NNP/2/nsubj has/VERB/VBZ/0/root/have yet/ADV/RB/2/advmod to/PART/TO/5/mark answer/VERB/VB/2/xcomp",
        "answer",
        {"negation"},
    ),
    (
        "I have to say",
        "I/PRON/PRP/2/nsubj have/VERB/VBP/0/root to/PART/TO/4/mark admit/VERB/VB/2/xcomp defeat/NOUN/NN/4/obj",
        "admit",
        set(),
    ),
    (
        "is said to, of others",
        "Kim/PROPN/NNP/3/nsubj:pass is/AUX/VBZ/3/aux:pass/be said/VERB/VBN/0/root/say to/PART/TO/6/mark "
        "have/AUX/VB/6/aux fled/VERB/VBN/3/xcomp/flee",
        "fled",
        set(),
    ),
    (
        "want it done",
        "Kim/PROPN/NNP/2/nsubj wants/VERB/VBZ/0/root/want dams/NOUN/NNS/2/obj/dam blown/VERB/VBN/2/xcomp/blow",
        "blown",
        {"hypothetical"},
    ),
    (
        "had them do it",
        "Kim/PROPN/NNP/2/nsubj had/VERB/VBD/0/root/have guards/NOUN/NNS/2/obj/guard fire/VERB/VB/2/xcomp",
        "fire",
        set(),
    ),
    (
        "wanna",
        "We/PRON/PRP/2/nsubj wan/VERB/VBP/0/root/want na/PART/TO/4/mark leave/VERB/VB/2/xcomp",
        "leave",
        {"hypothetical"},
    ),
    (
        "going to, the word itself",
        "Kim/PROPN/NNP/3/nsubj is/AUX/VBZ/3/aux/be going/VERB/VBG/0/root/go to/PART/TO/5/mark leave/VERB/VB/3/xcomp",
        "going",
        {"future"},
    ),
    (
        "was leaving tomorrow",
        "Kim/PROPN/NNP/2/nsubj leaves/VERB/VBZ/0/root/leave tomorrow/NOUN/NN/2/obl:tmod",
        "leaves",
        {"future"},
    ),
    (
        "is coming next week",
        "Kim/PROPN/NNP/3/nsubj is/AUX/VBZ/3/aux/be coming/VERB/VBG/0/root/come next/ADJ/JJ/5/amod "
        "week/NOUN/NN/3/obl:tmod",
        "coming",
        {"future"},
    ),
    (
        "next day is told",
        "Next/ADJ/JJ/2/amod day/NOUN/NN/4/obl:tmod Kim/PROPN/NNP/4/nsubj leaves/VERB/VBZ/0/root/leave",
        "leaves",
        set(),
    ),
    (
        "is leaving on Monday",
        "Kim/PROPN/NNP/3/nsubj is/AUX/VBZ/3/aux/be leaving/VERB/VBG/0/root/leave on/ADP/IN/5/case "
        "Monday/PROPN/NNP/3/obl",
        "leaving",
        {"future"},
    ),
    (
        "seemed to be holding",
        "Kim/PROPN/NNP/2/nsubj seemed/VERB/VBD/0/root/seem to/PART/TO/5/mark be/AUX/VB/5/aux "
        "holding/VERB/VBG/2/xcomp/hold towns/NOUN/NNS/5/obj/town",
        "holding",
        set(),
    ),
    (
        "wherever they go",
        "Wherever/ADV/WRB/3/advmod troops/NOUN/NNS/3/nsubj/troop go/VERB/VBP/5/advcl "
        "crowds/NOUN/NNS/5/nsubj/crowd march/VERB/VBP/0/root",
        "go",
        {"hypothetical"},
    ),
    (
        "whatever they seize",
        "They/PRON/PRP/2/nsubj burn/VERB/VBP/0/root whatever/PRON/WP/2/obj they/PRON/PRP/5/nsubj "
        "seize/VERB/VBP/3/acl:relcl",
        "seize",
        {"hypothetical"},
    ),
    (
        "whatever they seized",
        "They/PRON/PRP/2/nsubj burned/VERB/VBD/0/root/burn whatever/PRON/WP/2/obj they/PRON/PRP/5/nsubj "
        "seized/VERB/VBD/3/acl:relcl/seize",
        "seized",
        set(),
    ),
    (
        "when you leave",
        "Troops/NOUN/NNS/2/nsubj/troop come/VERB/VBP/0/root when/ADV/WRB/5/advmod you/PRON/PRP/5/nsubj "
        "leave/VERB/VBP/2/advcl",
        "leave",
        {"hypothetical"},
    ),
    (
        "as soon as they leave",
        "Kim/PROPN/NNP/2/nsubj talks/VERB/VBZ/0/root/talk as/ADV/RB/4/advmod soon/ADV/RB/2/advmod "
        "as/SCONJ/IN/7/mark they/PRON/PRP/7/nsubj leave/VERB/VBP/4/advcl",
        "leave",
        {"hypothetical"},
    ),
    (
        "once repaired",
        "Once/SCONJ/IN/2/mark repaired/VERB/VBN/4/advcl/repair roads/NOUN/NNS/4/nsubj/road reopen/VERB/VBP/0/root",
        "repaired",
        {"hypothetical"},
    ),
    (
        "once repaired, told",
        "Once/SCONJ/IN/2/mark repaired/VERB/VBN/4/advcl/repair roads/NOUN/NNS/4/nsubj/road "
        "reopened/VERB/VBD/0/root/reopen",
        "repaired",
        set(),
    ),
    (
        "agree to pay after he signs",
        "They/PRON/PRP/2/nsubj agree/VERB/VBP/0/root to/PART/TO/4/mark pay/VERB/VB/2/xcomp "
        "after/SCONJ/IN/7/mark Kim/PROPN/NNP/7/nsubj signs/VERB/VBZ/4/advcl/sign",
        "signs",
        set(),
    ),
    (
        "had he signed",
        "Had/AUX/VBD/3/aux/have Kim/PROPN/NNP/3/nsubj signed/VERB/VBN/5/advcl/sign "
        "crowds/NOUN/NNS/5/nsubj/crowd cheered/VERB/VBD/0/root/cheer",
        "signed",
        {"historical", "hypothetical"},
    ),
    (
        "question asked within",
        "Is/AUX/VBZ/2/cop/be it/PRON/PRP/0/root ,/PUNCT/,/2/punct or/CCONJ/CC/7/cc did/AUX/VBD/7/aux/do "
        "Kim/PROPN/NNP/7/nsubj sign/VERB/VB/2/conj ?/PUNCT/./2/punct",
        "sign",
        {"hypothetical"},
    ),
    (
        "how do we leave",
        "How/ADV/WRB/4/advmod do/AUX/VBP/4/aux we/PRON/PRP/4/nsubj leave/VERB/VB/0/root ?/PUNCT/./4/punct",
        "leave",
        {"hypothetical"},
    ),
    (
        "please",
        "Troops/NOUN/NNS/3/nsubj/troop please/INTJ/UH/3/discourse leave/VERB/VB/0/root",
        "leave",
        {"hypothetical"},
    ),
    (
        "thanks are given",
        "Thank/VERB/VB/0/root you/PRON/PRP/1/obj",
        "Thank",
        set(),
    ),
    (
        "but leave",
        "Troops/NOUN/NNS/2/nsubj/troop came/VERB/VBD/0/root/come but/CCONJ/CC/4/cc leave/VERB/VB/2/conj",
        "leave",
        {"hypothetical"},
    ),
    (
        "suggested he leave",
        "Kim/PROPN/NNP/2/nsubj wrote/VERB/VBD/0/root/write he/PRON/PRP/4/nsubj leave/VERB/VB/2/ccomp",
        "leave",
        {"hypothetical"},
    ),
    (
        "leave, if hung to the side",
        "Leave/VERB/VB/3/advcl ,/PUNCT/,/1/punct shouted/VERB/VBD/0/root/shout Kim/PROPN/NNP/3/nsubj",
        "Leave",
        {"hypothetical"},
    ),
    (
        "could hear",
        "Kim/PROPN/NNP/3/nsubj could/AUX/MD/3/aux hear/VERB/VB/0/root guns/NOUN/NNS/3/obj/gun",
        "hear",
        set(),
    ),
    (
        "could not hear",
        "Kim/PROPN/NNP/4/nsubj could/AUX/MD/4/aux not/PART/RB/4/advmod hear/VERB/VB/0/root guns/NOUN/NNS/4/obj/gun",
        "hear",
        {"hypothetical", "negation"},
    ),
    (
        "I would urge",
        "I/PRON/PRP/3/nsubj would/AUX/MD/3/aux urge/VERB/VB/0/root calm/NOUN/NN/3/obj",
        "urge",
        set(),
    ),
    (
        "they would urge",
        "Envoys/NOUN/NNS/3/nsubj would/AUX/MD/3/aux urge/VERB/VB/0/root calm/NOUN/NN/3/obj",
        "urge",
        {"hypothetical"},
    ),
    (
        "they'd leave",
        "They/PRON/PRP/3/nsubj 'd/AUX/MD/3/aux leave/VERB/VB/0/root",
        "leave",
        {"hypothetical"},
    ),
    (
        "do nt",
        "Troops/NOUN/NNS/4/nsubj/troop do/AUX/VBP/4/aux nt/PART/RB/4/advmod leave/VERB/VB/0/root",
        "leave",
        {"negation"},
    ),
    (
        "the plan, to leave",
        "Kim/PROPN/NNP/2/nsubj spoke/VERB/VBD/0/root/speak :/PUNCT/:/5/punct to/PART/TO/5/mark "
        "leave/VERB/VB/2/parataxis",
        "leave",
        {"hypothetical"},
    ),
    (
        "raising taxes is unpopular",
        "Raising/VERB/VBG/4/csubj/raise taxes/NOUN/NNS/1/obj/tax is/AUX/VBZ/4/cop/be unpopular/ADJ/JJ/0/root",
        "Raising",
        {"hypothetical"},
    ),
    (
        "raising taxes was unpopular",
        "Raising/VERB/VBG/4/csubj/raise taxes/NOUN/NNS/1/obj/tax was/AUX/VBD/4/cop/be unpopular/ADJ/JJ/0/root",
        "Raising",
        set(),
    ),
    (
        "must stop shelling",
        "Kim/PROPN/NNP/3/nsubj must/AUX/MD/3/aux stop/VERB/VB/0/root shelling/VERB/VBG/3/xcomp/shell",
        "shelling",
        set(),
    ),
    (
        "the first to visit",
        "The/DET/DT/3/det first/ADJ/JJ/3/amod leader/NOUN/NN/6/nsubj to/PART/TO/5/mark visit/VERB/VB/3/acl "
        "spoke/VERB/VBD/0/root/speak",
        "visit",
        set(),
    ),
    (
        "the first thing to do",
        "The/DET/DT/3/det first/ADJ/JJ/3/amod thing/NOUN/NN/6/nsubj to/PART/TO/5/mark repair/VERB/VB/3/acl "
        "was/AUX/VBD/0/root/be roads/NOUN/NNS/6/obj/road",
        "repair",
        {"hypothetical"},
    ),
    (
        "do not fire",
        "Do/AUX/VB/3/aux not/PART/RB/3/advmod fire/VERB/VB/0/root",
        "fire",
        {"hypothetical", "negation"},
    ),
    (
        "what do you think",
        "What/PRON/WP/4/obj do/AUX/VBP/4/aux you/PRON/PRP/4/nsubj think/VERB/VB/0/root ?/PUNCT/./4/punct",
        "think",
        set(),
    ),
    (
        "will not ask and insists",
        "Kim/PROPN/NNP/4/nsubj will/AUX/MD/4/aux not/PART/RB/4/advmod ask/VERB/VB/0/root and/CCONJ/CC/6/cc "
        "insists/VERB/VBZ/4/conj/insist",
        "insists",
        set(),
    ),
    (
        "will not ask but insist",
        "Kim/PROPN/NNP/4/nsubj will/AUX/MD/4/aux not/PART/RB/4/advmod ask/VERB/VB/0/root but/CCONJ/CC/6/cc "
        "insist/VERB/VB/4/conj",
        "insist",
        {"future"},
    ),
    (
        "men to be deported",
        "Kim/PROPN/NNP/2/nsubj saw/VERB/VBD/0/root/see men/NOUN/NNS/2/obj/man to/PART/TO/6/mark "
        "be/AUX/VB/6/aux:pass deported/VERB/VBN/3/acl/deport",
        "deported",
        {"hypothetical"},
    ),
    (
        "may face growing protests",
        "Kim/PROPN/NNP/3/nsubj may/AUX/MD/3/aux lose/VERB/VB/0/root growing/VERB/VBG/5/amod/grow trade/NOUN/NN/3/obj",
        "growing",
        set(),
    ),
    (
        "may learn what they took",
        "Kim/PROPN/NNP/3/nsubj may/AUX/MD/3/aux describe/VERB/VB/0/root what/PRON/WP/6/obj "
        "they/PRON/PRP/6/nsubj took/VERB/VBD/3/ccomp/take",
        "took",
        set(),
    ),
    (
        "may find that they fled",
        "Kim/PROPN/NNP/3/nsubj may/AUX/MD/3/aux find/VERB/VB/0/root that/SCONJ/IN/6/mark "
        "they/PRON/PRP/6/nsubj fled/VERB/VBD/3/ccomp/flee",
        "fled",
        set(),
    ),
    (
        "will leave after signing",
        "Kim/PROPN/NNP/3/nsubj will/AUX/MD/3/aux leave/VERB/VB/0/root after/SCONJ/IN/5/mark "
        "signing/VERB/VBG/3/advcl/sign",
        "signing",
        set(),
    ),
    (
        "called crying",
        "Kim/PROPN/NNP/2/nsubj called/VERB/VBD/0/root/call accusing/VERB/VBG/2/advcl/accuse "
        "rebels/NOUN/NNS/3/obj/rebel",
        "accusing",
        set(),
    ),
]


@pytest.mark.parametrize(("tree", "act", "values"), [c[1:] for c in MOODS], ids=[c[0] for c in MOODS])
def test_moods(tree: str, act: str, values: set[str]) -> None:
    doc = parsed(tree)
    assert status_of(doc[word(doc, act)]).values == values
