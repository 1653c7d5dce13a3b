"""Words given: a promised act tells its announcement; a kindness merely announced is a promise (codebook 2, 9)."""

from __future__ import annotations

from dataclasses import replace

from tocsin.events.reading import Act

# Words given, and the verbs that only announce them.
_GIVEN = frozenset({"AGREE", "CONCEDE", "THREATEN", "REJECT"})
_ANNOUNCING = frozenset({"announce", "say", "state", "declare", "confirm", "reveal", "report", "tell", "add"})
# Who gives his word of his own, rather than agreeing, accepting or offering; to give up something then is to concede.
_PROMISING = _ANNOUNCING | {"promise", "vow", "pledge", "plan", "intend", "intention", "announcement", "vote"}
_TRUCES = frozenset({"ceasefire", "cease-fire", "truce", "armistice"})
# What is good for others: of the readings' acts of these types under "will" that no outer act promises, eight of nine
# are coded as the promise.
_KIND = frozenset({"COOPERATE", "AID", "SUPPORT"})
_WILL = frozenset({"will", "'ll", "’ll", "shall"})


def name_by_promise(acts: list[Act]) -> None:
    """A word given by merely announcing is told by what is promised: "announces that it will *recognise*".

    Whoever promises by himself to give something up concedes: "vowed to lift the sanctions".
    """
    for act in acts:
        outer = act.parent
        if outer is None or act.role != "content" or outer.trigger.event not in _GIVEN:
            continue
        lemma, word = outer.trigger.token.lemma_.lower(), act.trigger.token
        plain = lemma in _ANNOUNCING and outer.trigger.token.pos_ == "VERB"
        same = _codes(outer) & _codes(act)
        yields = act.trigger.event == "RETREAT" and word.lemma_.lower() not in _TRUCES
        if same and yields and lemma in _PROMISING and outer.trigger.event == "AGREE":
            outer.trigger = replace(outer.trigger, event="CONCEDE")
        if plain and same and outer.word is None and word.pos_ == "VERB" and word.sent == outer.trigger.token.sent:
            outer.word = word


def give_word(act: Act) -> None:
    """What its doer "will" do for others is the promise to do it, and that is given: "Norway will fund the ships"."""
    token = act.trigger.token
    told = act.parent is None and act.trigger.event in _KIND and act.status == ("future",)
    if not told or not any(c.dep_ == "aux" and c.lower_ in _WILL for c in token.children):
        return
    said_by = {e.code for link in act.speakers for e in link.entities}
    if not _codes(act) or (said_by and not said_by & _codes(act)):  # what others say somebody will do is a forecast
        return
    act.trigger = replace(act.trigger, event="AGREE")
    act.status, act.speakers = (), []
    act.cues = [cue for cue in act.cues if cue[0] != "future"]


def _codes(act: Act) -> set[str]:
    return {e.code for e in act.actor.entities if e.code}
