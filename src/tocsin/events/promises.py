"""Words given: a promised act tells its announcement; a kindness merely announced is a promise (codebook 2, 9)."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from tocsin.events.modes import modes_of
from tocsin.events.reading import Act
from tocsin.language.signals import Signals
from tocsin.records import Entity

# Words given, and the verbs that only announce them.
_GIVEN = frozenset({"AGREE", "CONCEDE", "THREATEN", "REJECT"})
_ANNOUNCING = frozenset({"announce", "say", "state", "declare", "confirm", "reveal", "report", "tell", "add"})
# Who gives his word of his own accord. Of the readings' words given by these whose content is a retreat and
# no truce, 24 of 28 are CONCEDE; of those who agree, accept or offer nearly all are AGREE.
_PROMISING = _ANNOUNCING | {"promise", "vow", "pledge", "plan", "intend", "intention", "announcement", "vote"}
# Promising to ease what weighs on others is a concession (codebook 2).
_TO_EASE = frozenset({"ease", "lift", "relax", "loosen", "scrap", "repeal", "abolish", "rescind"})
_EASING = frozenset({"easing", "lifting", "relaxation", "loosening", "scrapping", "repeal", "abolition"})
_CURBS = frozenset(
    "ban blockade closure curb curfew embargo limit measure restriction sanction siege tariff tax".split()
)
# What is good for others: of the readings' acts of these types under "will" that no outer act promises, eight of nine
# are coded as the promise.
_KIND = frozenset({"COOPERATE", "AID", "SUPPORT"})
_WILL = frozenset({"will", "'ll", "’ll", "shall"})
# Those who speak for a country; its analysts and its opposition foresee what it will do.
_OFFICIAL = frozenset({"GOV", "LEG", "MIL"})


def name_by_promise(acts: list[Act], heard: Signals | None) -> None:
    """A word given by merely announcing is told by what is promised: "announces that it will *recognise*".

    Whoever promises of his own accord to give something up concedes: "vowed to lift the sanctions".
    """
    for act in acts:
        if (
            act.trigger.event == "AGREE"
            and act.trigger.token.lemma_.lower() in _PROMISING
            and _eases(act.trigger.token)
        ):
            act.trigger = replace(act.trigger, event="CONCEDE", promised="AGREE")
    for act in acts:
        outer = act.parent
        if outer is None or act.role != "content" or outer.trigger.event not in _GIVEN:
            continue
        lemma, word = outer.trigger.token.lemma_.lower(), act.trigger.token
        plain = lemma in _ANNOUNCING and outer.trigger.token.pos_ == "VERB"
        same = _codes(outer) & _codes(act)
        yields = act.trigger.event == "RETREAT" and "ceasefire" not in modes_of(act.trigger, heard)
        if same and yields and lemma in _PROMISING and outer.trigger.event == "AGREE":
            outer.trigger = replace(outer.trigger, event="CONCEDE", promised="AGREE")
        if plain and same and outer.word is None and word.pos_ == "VERB" and word.sent == outer.trigger.token.sent:
            outer.word = word


def _eases(token: Token) -> bool:
    """Is what is promised to ease something: "promised *to lift* the closure", "promised them *an easing* of curbs"?"""
    for child in token.children:
        named = child.dep_ in ("obj", "obl", "nmod", "nsubj:pass") and child.i > token.i
        if named and (child.lemma_.lower() in _EASING or (child.lemma_.lower() == "end" and _ends_a_curb(child))):
            return True
        if child.dep_ in ("xcomp", "acl") and child.lemma_.lower() in _TO_EASE:
            return True
    return False


def _ends_a_curb(end: Token) -> bool:
    return any(c.lemma_.lower() in _CURBS for n in end.children if n.dep_ == "nmod" for c in (n, *n.children))


def give_word(act: Act) -> None:
    """What its doer "will" do for others is the promise to do it, and that is given: "Norway will fund the ships".

    It stays one record; said by others than the doer it is a forecast.
    """
    announced = act.trigger.event == "CONSULT" and bool(act.speakers)  # "announces that he will meet"
    told = act.parent is None and (act.trigger.event in _KIND or announced) and act.status == ("future",)
    if not told or not _will(act) or not _codes(act) or not all(_is_doer(e, act) for e in _speakers(act)):
        return
    act.trigger = replace(act.trigger, event="AGREE", promised=act.trigger.event)
    act.status, act.speakers = (), []
    act.cues = [cue for cue in act.cues if cue[0] not in ("future", "speech")]


def _will(act: Act) -> bool:
    """Does "will" stand with the verb, its light verb, or the verb it is joined to ("will fund and arm")?"""
    token = act.trigger.token
    verbs = [token, *act.also]
    if token.dep_ == "conj" and not any(c.dep_ in ("aux", "nsubj") for c in token.children):
        verbs.append(token.head)
    asked = token.sent.text.rstrip(" \"'”’").endswith("?")
    return not asked and any(c.dep_ == "aux" and c.lower_ in _WILL for verb in verbs for c in verb.children)


def _is_doer(speaker: Entity, act: Act) -> bool:
    own = {(e.code, e.sector) for e in act.actor.entities}
    return (speaker.code, speaker.sector) in own or (speaker.code in _codes(act) and set(speaker.sector) <= _OFFICIAL)


def _speakers(act: Act) -> list[Entity]:
    return [e for link in act.speakers for e in link.entities]


def _codes(act: Act) -> set[str]:
    return {e.code for e in act.actor.entities if e.code}
