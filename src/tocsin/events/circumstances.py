"""Status, speakers and inner acts of triggers: the trained judge and the rules of language heard together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import numpy as np
from spacy.tokens import Doc, Token

from tocsin.events.arguments import linked, meant
from tocsin.events.clauses import case_of
from tocsin.events.dating import RECENT
from tocsin.events.ontology import load_ontology
from tocsin.events.parties import Parties
from tocsin.events.reading import Act, Reading
from tocsin.language.dates import Interval
from tocsin.language.labels import INNER, LINKS, STATUS
from tocsin.language.quotes import Speech, speakers_of
from tocsin.language.stance import Status, status_of

# Log-odds that a rule's verdict adds to (or its silence takes from) the judge's, and the probability then asked for;
# chosen on held-out batches of the training readings.
RULE_WEIGHT = {"historical": 0.8, "future": 0.8, "hypothetical": 0.8, "negation": 1.2}
# Words in the predicate's own clause that leave no doubt ("did not", "may", "will", "if"), and an earlier year.
PLAIN_WEIGHT = 5.0
CONTENT_WEIGHT = 1.0
SETTLED_WEIGHT = 3.0  # off the judge's log-odds that an act lies ahead or is open, where a verb says it was done
LONG_PAST = 180
STATUS_THRESHOLD = {"historical": 0.6, "future": 0.45, "hypothetical": 0.45, "negation": 0.45}
SPEAKER = 0.4
SPEAKER_WITH_RULE = 0.01  # what grammar reports the judge must find absurd, not merely doubtful
PARENT = 0.5
# What an outer act of each type does to its content when nothing else is heard (codebook 3 and 4).
CONTENT_STATUS = {
    "REQUEST": "hypothetical", "THREATEN": "hypothetical", "AGREE": "future", "CONCEDE": "future",
}  # fmt: skip
_PLAIN_CUES = frozenset({"aux", "advmod", "mark", "det", "cc:preconj"})
# "Held a rally to call on the government": who comes together to say something says it. On the readings nine in ten
# such acts of purpose are coded as done, of all other types fewer than half.
_DONE_BY_SAYING = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "PROTEST"})
_BESIDE = frozenset({"advcl", "conj", "dep", "parataxis"})  # with "as" or "because" before them, whatever the tree
_TOLD_BESIDE = frozenset({"as", "because", "when", "after", "while"})
_PURPOSE = frozenset({"to", "for"})
_OUTER = frozenset({"REQUEST", "THREATEN", "AGREE", "CONCEDE", "SUPPORT", "REJECT", "ACCUSE"})


def add_status(act: Act, reading: Reading) -> None:
    """Auxiliary modes and the words that say so."""
    own = status_of(act.trigger.token, reading.overlay)
    told = Status(set(own.values), list(own.cues))
    for word in act.also:  # "did not enact sanctions": the noun tells the act, the verb whether it was done
        if word.pos_ == "VERB":
            told.take(status_of(word, reading.overlay), STATUS)
    values = set(told.values)
    if act.trigger.event in _DONE_BY_SAYING and _only_purpose(told, reading.doc):
        values.discard("hypothetical")
    gap = _days_before(act, reading.published)
    if gap > RECENT:
        values.add("historical")
    if reading.heard is None:
        if not values:
            values |= {_content_status(act)} - {""}
        if "hypothetical" in values:
            values.discard("historical")
    else:
        plain = plain_cues(told, values, reading.doc)
        if gap > LONG_PAST:
            plain.add("historical")
        p = weighed(reading.heard.status[act.trigger.token.i], values, plain, _content_status(act), own.settled)
        values = {name for k, name in enumerate(STATUS) if p[k] >= STATUS_THRESHOLD[name]}
        if "negation" in plain:  # what did not happen is not planned as well, unless a word says so
            values -= {"future"} - {kind for kind, _, _ in told.cues}
    if act.trigger.event == "AGREE" and act.trigger.match is None and act.parent is None:
        values.discard("future")  # a word is given when it is told ("Norway will support"); an agreement may lie ahead
    act.status = tuple(s for s in STATUS if s in values)
    act.cues += [cue for cue in told.cues if cue[0] in values]


def share_background(acts: list[Act]) -> None:
    """What a clause tells as reason or time of a dated earlier episode belongs to that episode. Changes ``acts``.

    "The union of 1958 broke up in 1961, because officers in Damascus seized power", read today.
    """
    by_word = {a.trigger.token.i: a for a in acts}
    for act in acts:
        token, above = act.trigger.token, by_word.get(act.trigger.token.head.i)
        if above is None or above is act or token.dep_ not in _BESIDE or act.status or act.date is not None:
            continue
        told = any(c.dep_ == "mark" and c.lower_ in _TOLD_BESIDE for c in token.children) and token.tag_ == "VBD"
        if told and above.date is not None and "historical" in above.status and "negation" not in above.status:
            act.status = ("historical",)


def weighed(
    row: np.ndarray, values: Collection[str], plain: Collection[str], asked: str = "", settled: bool = False
) -> np.ndarray:
    """Probability of each status (labels STATUS) from the judge's ``row`` and the rules' verdict ``values``.

    ``plain``: those of them that leave no doubt; ``asked``: what the outer act makes of its content, or "";
    ``settled``: a verb says that the act was done ("forced them to leave").
    """
    row = np.clip(row.astype(float), 0.01, 0.99)
    odds = np.log(row / (1 - row))
    for k, name in enumerate(STATUS):
        odds[k] += RULE_WEIGHT[name] if name in values else -0.25 * RULE_WEIGHT[name]
        odds[k] += PLAIN_WEIGHT if name in plain else CONTENT_WEIGHT if name == asked and not plain else 0.0
    if settled and not values:
        odds[[STATUS.index("future"), STATUS.index("hypothetical")]] -= SETTLED_WEIGHT
    p: np.ndarray = 1 / (1 + np.exp(-odds))
    return p


def plain_cues(told: Status, values: Collection[str], doc: Doc) -> set[str]:
    """Those of ``values`` that a function word, or a verb that denies, has told."""
    return {kind for kind, first, _ in told.cues if kind in values and _is_plain(kind, doc[first])}


def _only_purpose(told: Status, doc: Doc) -> bool:
    """Is a purpose ("to call on") all that makes the act a mere possibility?"""
    cues = [doc[first] for kind, first, _ in told.cues if kind == "hypothetical"]
    return bool(cues) and all(c.dep_ == "mark" and c.lower_ in _PURPOSE for c in cues)


def _content_status(act: Act) -> str:
    """What the outer act makes of its content: asked for, promised, threatened; "" for what it leaves open."""
    if act.parent is None or act.role != "content":
        return ""
    return CONTENT_STATUS.get(act.parent.trigger.event, "")


def _is_plain(kind: str, cue: Token) -> bool:
    """A function word of the clause itself, or a verb that denies what it embeds ("refused to")."""
    if cue.dep_ == "mark" and cue.lower_ in _PURPOSE:
        return False
    if kind == "historical" and cue.dep_ == "aux":  # "had asked": of 45 such acts without a date a third are background
        return False
    return cue.dep_ in _PLAIN_CUES or (kind == "negation" and cue.pos_ == "VERB")


def _days_before(act: Act, published: date | None) -> int:
    """Days from the act to the article if it is dated to an earlier month; 0 otherwise."""
    if published is None or act.date is None or act.date[1] is None:
        return 0
    interval: Interval = act.date[1]
    earlier = (interval.end.year, interval.end.month) < (published.year, published.month)
    return (published - interval.end).days if earlier else 0


def add_speakers(act: Act, reading: Reading) -> None:
    """The chain of those who vouch for the act, outermost first; none for a speech act by the speaker himself."""
    token = act.trigger.token
    chain: list[Parties] = []
    cues: list[tuple[str, int, int]] = []
    row = reading.heard.links(token.i)[LINKS.index("speaker")] if reading.heard is not None else None
    for speech, speaker in _believed(token, row, reading):
        party = Parties()
        party.add(reading.doc[speaker], reading.actors.entities(reading.doc[speaker]), "speech")
        if party.entities:
            chain.append(party)
            cues.append(("speech", *speech.cue))
    if row is not None and not chain:
        for named in linked(token, row, SPEAKER):
            party = Parties()
            party.add(named, meant(named, row, reading.actors, reading.heard), f"link {row[named.i]:.2f}")
            if party.entities:
                chain.append(party)
                cues.append(("speech", named.i, named.i + 1))
                break
    act.speakers = [] if _speaks_for_itself(act, chain) else chain
    if act.speakers:
        act.cues += cues


def _believed(token: Token, row: np.ndarray | None, reading: Reading) -> list[tuple[Speech, int]]:
    """Reports of an act with their speakers, outermost first, less those whom the judge's ``row`` finds absurd.

    Who reports a report that is believed is believed too: "Chen said that Qian told the agencies that ...".
    """
    covering = speakers_of(token.i, reading.speeches)
    told = [(s, s.speaker) for s in covering if s.speaker is not None and s.verb != token.i]
    heard = reading.heard
    if row is None or heard is None:
        return told
    near = heard.pack[token.i]
    sure = [speaker for _, speaker in told if heard.pack[speaker] != near or row[speaker] >= SPEAKER_WITH_RULE]
    return [(s, speaker) for s, speaker in told if speaker in sure or any(s.covers(inner) for inner in sure)]


def _speaks_for_itself(act: Act, chain: list[Parties]) -> bool:
    """A verbal act reported by its own actor needs no other voucher."""
    if len(chain) != 1 or load_ontology().quad(act.trigger.event) in (2, 4):
        return False
    own = {t.i for t in act.actor.tokens}
    codes = {(e.code, e.sector) for e in act.actor.entities}
    return bool({t.i for t in chain[0].tokens} & own) or {(e.code, e.sector) for e in chain[0].entities} == codes


def link_inner(acts: list[Act], reading: Reading) -> None:
    """Set ``parent`` and ``role`` of acts that stand inside another: by the judge's link, else by syntax."""
    by_token = {token.i: act for act in acts for token in (act.trigger.token, *act.also)}
    for act in acts:
        token = act.trigger.token
        parent: Act | None = None
        if reading.heard is not None:
            row = reading.heard.links(token.i)[LINKS.index("parent")]
            heard = np.flatnonzero(row >= PARENT).tolist()
            rivals = [(float(row[i]), by_token[i]) for i in heard if by_token.get(i) not in (None, act)]
            score, best = max(rivals, key=lambda x: x[0], default=(0.0, None))
            parent = best if best is not None and score >= PARENT else None
        role = _syntactic_role(token, by_token) if parent is None else None
        if parent is None and role is not None:
            parent = by_token[role[0]]
        if parent is None or _ancestor(parent, act):
            continue
        act.parent = parent
        act.role = _role_name(act, reading, role[1] if role else "content")


def _ancestor(of: Act, act: Act) -> bool:
    node: Act | None = of
    while node is not None:
        if node is act:
            return True
        node = node.parent
    return False


def _role_name(act: Act, reading: Reading, fallback: str) -> str:
    if reading.heard is None:
        return fallback
    row = reading.heard.inner[act.trigger.token.i]
    k = int(row[1:].argmax()) + 1
    return INNER[k] if row[k] > 0.3 else fallback


def _syntactic_role(token: Token, by_token: dict[int, Act]) -> tuple[int, str] | None:
    """The nearest outer act whose complement holds this word: (its token index, role)."""
    node = token
    for _ in range(5):
        head = node.head
        if head.i == node.i or node.dep_ in ("parataxis", "acl:relcl", "root"):
            return None
        outer = by_token.get(head.i)
        if outer is not None and outer.trigger.event in _OUTER:
            marks = {c.lower_ for c in node.children if c.dep_ == "mark"}
            if node.dep_ == "advcl" and marks & {"if", "unless"}:
                return head.i, "condition"
            if node.dep_ in ("xcomp", "ccomp"):
                return head.i, "content"
            if node.dep_ in ("obj", "obl", "nmod", "acl") and case_of(node) not in ("after", "during", "since", "amid"):
                return head.i, "content"
            if node.dep_ == "advcl":
                return None
        node = head
    return None
