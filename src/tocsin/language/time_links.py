"""Which time dates which event: from Universal Dependencies relations, with the reason that it is its own.

A time dates the predicate it depends on. It reaches further only where the two are one happening: from a light verb to
its noun ("held talks on Monday"), along shared adjuncts, from a whole to a part ("killed during clashes on Monday").
It never passes from saying to what is said: "said on Monday that" dates the saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tocsin.language.times import TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_words = str.split  # a list of words, written as a line of text

# Verbs that only carry the noun they govern: a time of theirs is a time of the noun's act.
SUPPORT_VERBS = frozenset(
    _words(
        "hold conduct launch carry stage make issue take begin start impose sign file reach give deliver "
        "perform have host attend join open end break continue erupt occur happen come resume conclude agree "
        "mount organize organise declare enter pay undertake fight strike lead wage announce adopt pass enact "
        "approve schedule slate lodge execute commit mark place ratify broker seal hand see face kick go "
        "grant receive submit"
    )
)
# Verbs of which an infinitive is the same happening, or whose time is the time of the infinitive.
RAISING_VERBS = frozenset(
    _words(
        "begin start continue stop try attempt manage fail go come help seek cease proceed expect schedule "
        "plan slate set due intend appear seem prepare tend happen move vote decide refuse"
    )
)
FUTURE_GOVERNORS = frozenset(
    _words(
        "plan expect schedule intend agree vow promise pledge threaten urge ask call order want hope prepare "
        "set due slate aim arrange seek demand propose offer invite commit oblige ready poised likely scheduled "
        "expected planned upcoming future deadline ultimatum bid postpone delay anticipate anticipated"
    )
)
_TRIES = frozenset(
    _words("attempt effort try failure refusal")
)  # made when they are told: "an attempt to flee on Monday"
# Pasts that look like presents.
_ONE_FORM = frozenset(_words("beat burst cast cost cut hit hurt let put quit read set shed shut spread thrust"))
_WHOLE_CASES = frozenset(_words("during in at amid amidst throughout"))
# "convicted in the 2016 killing": the year is the killing's, though the noun hangs on the verb.
_LEGAL_VERBS = frozenset(
    _words("convict sentence charge arrest indict acquit accuse detain implicate fine jail try extradite wound")
)
_ANNOUNCED = frozenset(_words("plan schedule slate set expect announce cancel call prepare propose due"))
_DELAYS = frozenset(_words("postpone delay defer suspend push adjourn reschedule"))
_PREPOSED = frozenset(("In ", "On ", "By "))
# Nouns that only measure or phase the acts they govern: "a series of attacks", "the start of the invasion".
_MEASURES = frozenset(
    _words(
        "series couple wave number spate string round hundred thousand dozen start beginning end phase day lot minute"
    )
)
# Verbs of harm, whose time is that of the attack or clash in which it was done.
_HARM_VERBS = frozenset(_words("kill injure wound arrest detain die hurt damage abduct kidnap displace destroy"))
_CROWD_VERBS = frozenset(_words("hold gather rally march protest meet demonstrate convene assemble take"))
_REPORTING = frozenset(
    _words("condemn denounce report announce confirm claim describe mention allege investigate cover")
)
WITHIN_A_DAY = frozenset({"clock", "daypart"})
_QUOTES = frozenset(('"', "“", "”", "``", "''"))
_MAX_CLIMB = 12  # a damaged parse may hold long chains; no sentence needs more


def time_host(doc: Doc, time: TimeExpression) -> tuple[Token, Token]:
    """The token that stands for the time, and the token it depends on (itself at the root).

    The tree is overruled where word order leaves no doubt and parsers often err: "the 2025 Bondi Beach shooting",
    "said on Friday the law ...", "may close by May unless it is sold".
    """
    inside = range(time.start, time.end)
    tops = [t for t in doc[time.start : time.end] if t.head.i not in inside or t.head.i == t.i]
    content = [t for t in tops if t.dep_ not in ("case", "mark", "det", "punct", "cc")] or tops or [doc[time.start]]
    top = content[-1] if time.kind != "offset" else content[0]
    dated = _noun_after(doc, time)
    if dated is not None:
        return top, dated
    host = top.head
    if time.kind == "offset" and time.direction in ("after", "before"):
        return top, host
    for _ in range(3):
        if host.i < time.end or host.head.i == host.i or not _is_shut_off(time, host):
            break
        host = host.head
    return top, host


def _noun_after(doc: Doc, time: TimeExpression) -> Token | None:
    """The noun a time stands before ("the 2019 summit", "last year's protests"), None if it is an adverbial."""
    i = time.end
    if i < len(doc) and doc[i].text in ("'s", "’s", "'", "’"):
        i += 1
    elif (
        time.kind not in ("year", "date", "month") or time.bound or time.text[0].islower() or time.text[:3] in _PREPOSED
    ):
        return None
    noun = None
    while i < len(doc) and (doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "NUM") or doc[i].text in ("-", "–")):
        noun = doc[i] if doc[i].pos_ in ("NOUN", "PROPN") else noun
        i += 1
    return noun if noun is not None and noun.pos_ == "NOUN" else None


def _is_shut_off(time: TimeExpression, host: Token) -> bool:
    """Whether the clause of `host` only begins after the time, so that the time is of the clause around it."""
    opening = [
        c.i
        for c in host.children
        if c.i >= time.end and (c.dep_ == "mark" or c.lower_ in ("that", "which", "who", "where", "when", "unless"))
    ]
    if opening:
        return True
    subjects = [c for c in host.children if c.dep_.startswith("nsubj") and c.i >= time.end]
    return host.dep_ == "ccomp" and host.head.i < time.start and bool(subjects)


Hosted = dict[int, list[TimeExpression]]


def hosted_times(doc: Doc, times: Sequence[TimeExpression]) -> Hosted:
    """The time expressions of a text by the index of the word that each depends on or opens the sentence of."""
    hosted: Hosted = {}
    for time in times:
        top, host = time_host(doc, time)
        hosted.setdefault(host.i, []).append(time)
        root = top.sent.root if doc.has_annotation("SENT_START") else host
        if root.i not in (host.i, top.i) and _opens_sentence(doc, time, top.sent.start):
            hosted.setdefault(root.i, []).append(time)
    return hosted


def attach_time(token: Token, hosted: Hosted) -> TimeExpression | None:
    """The time expression that dates the event headed by `token`, or None.

    "Two days after X resigned, Y was named": for `named` the expression as it stands; for `resigned` the same words
    with `direction` turned round ("ago"), since its day is counted back from the telling.
    """
    of_the_day: TimeExpression | None = None
    for candidates in _sources(token, hosted):
        best = _best([t for t in candidates if _same_voice(token.doc, token, t)], token)
        if best is not None and best.kind not in WITHIN_A_DAY:
            return best
        of_the_day = of_the_day or best
    return of_the_day


def _opens_sentence(doc: Doc, time: TimeExpression, start: int) -> bool:
    """Whether the sentence begins with the time, which then dates its main verb wherever the parser hung it."""
    before = [t for t in doc[start : time.start] if not t.is_space and t.lower_ not in ("but", "and", '"', "“")]
    after = doc[time.end] if time.end < len(doc) else None
    prenominal = after is not None and (after.pos_ in ("NOUN", "ADJ", "NUM", "PART") or after.dep_ == "case")
    return not before and not prenominal and time.kind not in ("duration", "vague", "offset")


def _same_voice(doc: Doc, token: Token, time: TimeExpression) -> bool:
    """Whether no quotation opens or closes between the act and the time: what is quoted dates what is quoted."""
    first, last = sorted((token.i, time.start))
    return sum(t.text in _QUOTES for t in doc[first:last]) % 2 == 0


def _sources(token: Token, hosted: Hosted) -> Iterator[list[TimeExpression]]:
    """Times that may date `token`, in groups, the closest tie first."""
    yield [_seen_from(time, token) for time in hosted.get(token.i, []) if not _is_of_its_object(time, token)]
    yield [t for child in token.children for t in _from_child(child, hosted)]
    yield _from_conjuncts(token, hosted)
    yield _from_governor(token, hosted)


def _is_of_its_object(time: TimeExpression, verb: Token) -> bool:
    """Whether the time of a verb is that of the act it speaks of: "planned for Monday", "postponed until May"."""
    if verb.pos_ != "VERB":
        return False
    if time.bound in ("until", "through"):
        return token_tense(verb) not in ("future", "open")
    return time.bound == "for" and verb.lemma_ in _ANNOUNCED | _DELAYS


def _best(times: list[TimeExpression], token: Token) -> TimeExpression | None:
    """The most telling of several: a day before a month, a date before a clock; lengths and "recently" never."""
    usable = [t for t in times if t.kind not in ("duration", "vague") and not (t.kind == "duration" and not t.bound)]
    if not usable:
        usable = [t for t in times if t.kind == "duration" and t.bound == "within"]
    weight = {"clock": 2, "daypart": 2, "anaphor": 1, "nth": 1}
    return min(usable, key=lambda t: (weight.get(t.kind, 0), abs(t.start - token.i)), default=None)


def _seen_from(time: TimeExpression, token: Token) -> TimeExpression:
    """The time as its host sees it: inside "two days after X" the count runs the other way."""
    turned = time.kind == "offset" and time.direction in ("after", "before") and time.end <= token.i
    if turned and led_by(token.doc, time) in (None, token):
        return replace(time, direction="ago" if time.direction == "after" else "hence")
    if token.pos_ == "NOUN" and time.bound in ("after", "before", "for") and time.end <= token.i:
        return replace(time, bound="")  # "after Monday's attack": the preposition is the attack's
    if token.lemma_ in _DELAYS and time.bound in ("until", "for", "to"):
        return replace(time, bound="")
    return time


def led_by(doc: Doc, time: TimeExpression) -> Token | None:
    """What "a day after" leads to: the noun or the verb of the clause whose day is counted from."""
    if time.kind != "offset" or time.direction not in ("after", "before"):
        return None
    rest = doc[time.end : doc[time.start].sent.end]
    return next((t for t in rest if any(time.start <= c.i < time.end for c in t.children)), None)


def _from_child(child: Token, hosted: Hosted) -> Iterator[TimeExpression]:
    times = hosted.get(child.i, [])
    relation = child.dep_.split(":")[0]
    if relation in ("obl", "nmod", "advcl"):
        led = {c.lower_ for c in child.children if c.dep_ in ("case", "mark")}
        for time in times:
            if time.kind == "offset" and time.direction in ("after", "before") and relation != "acl":
                yield time  # "two days after the talks": the outer act, counted forward
            elif "since" in led:
                yield replace(time, bound="since")
            elif (
                relation != "advcl" and led & _WHOLE_CASES and not time.bound and child.head.lemma_ not in _LEGAL_VERBS
            ):
                yield time  # "killed during clashes on Monday", "in a 2021 speech"
    elif relation == "acl" and child.lemma_ not in _REPORTING and (child.tag_ == "VBN" or _has_relative_subject(child)):
        yield from times  # "an agreement reached in January", "the attack that killed six in May"
        yield from (t for part in child.children if _case(part) & {"during"} for t in hosted.get(part.i, []))
    elif (
        relation == "amod"
        and child.tag_ == "VBN"
        or relation == "xcomp"
        and child.lemma_ not in FUTURE_GOVERNORS
        and child.pos_ in ("NOUN", "ADJ", "PROPN")
    ):
        yield from times


def _has_relative_subject(clause: Token) -> bool:
    return any(c.dep_.startswith("nsubj") and c.lower_ in ("that", "which") for c in clause.children)


def _case(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ == "case"}


def _from_conjuncts(token: Token, hosted: Hosted) -> list[TimeExpression]:
    """Shared adjuncts: a time before the first of joined predicates, or after the last of those with one subject."""
    found = []
    if token.dep_ == "conj":
        first = token.head
        same_subject = not any(c.dep_.startswith(("nsubj", "csubj")) for c in token.children)
        found += [t for t in hosted.get(first.i, []) if t.end <= first.i and (same_subject or token.pos_ != "VERB")]
        found += [t for t in hosted.get(first.i, []) if t.start > token.i]
    for last in token.children:
        if last.dep_ == "conj" and not any(c.dep_.startswith("nsubj") for c in last.children):
            if token_tense(last) == "future" != token_tense(token):
                continue  # "is freed and will be heard in May"
            between = token.doc[token.i + 1 : last.i]
            if not any(t.text in (",", ";") for t in between):
                found += [t for t in hosted.get(last.i, []) if t.start > last.i]
    return found


def _from_governor(token: Token, hosted: Hosted) -> list[TimeExpression]:
    """The time of the verb that carries this noun or infinitive, or of the deed this participle is part of."""
    head, relation = token.head, token.dep_
    if head.i == token.i:
        return []
    times = [_seen_from(t, head) for t in hosted.get(head.i, [])]
    if relation == "conj" and token.pos_ == "NOUN":
        return _from_governor(head, hosted) if head.pos_ == "NOUN" and head.head.i != head.i else []
    if token.pos_ in ("NOUN", "PROPN") and relation.split(":")[0] in ("obj", "nsubj", "obl") and head.pos_ == "VERB":
        led = _case(token)
        if relation.startswith("obl") and head.lemma_ in _HARM_VERBS and led & {"in", "during", "amid", "by"}:
            return times  # "killed over the weekend in drone strikes"
        if relation.startswith("obl") and not led <= {"in", "to", "into", "with", "on"}:
            return []
        if head.lemma_ in _ANNOUNCED | _DELAYS:
            return [t for t in times if _is_of_its_object(t, head) or t.bound == ""] if relation != "nsubj" else []
        if head.lemma_ not in SUPPORT_VERBS:
            return []
        return times or _from_conjuncts(head, hosted)
    if relation in ("xcomp", "ccomp") and head.lemma_ in RAISING_VERBS and relation == "xcomp":
        return times
    if relation == "advcl" and token.tag_ == "VB" and head.lemma_ in _CROWD_VERBS:
        return times  # "marched on Monday to demand"
    if relation == "nmod" and head.lemma_.lower() in _MEASURES and _case(token) == {"of"}:
        return times or _from_governor(head, hosted)
    if relation == "advcl" and token.tag_ == "VBG" and not any(c.dep_ == "mark" for c in token.children):
        return [t for t in times if t.bound not in ("until", "by")]
    if (
        relation.startswith("acl")
        and head.pos_ == "NOUN"
        and token.tag_ in ("VBG",)
        and head.lemma_ in ("plan", "move")
    ):
        return times
    return []


def time_tense(doc: Doc, time: TimeExpression) -> str:
    """Tense of the clause a time stands in: past, present, future, or open ("would meet on Friday")."""
    _, host = time_host(doc, time)
    tense = token_tense(host)
    return "future" if tense == "present" and _is_of_a_timetable(time, host) else tense


def _is_of_a_timetable(time: TimeExpression, verb: Token) -> bool:
    """Does the present tell what comes after the article's day: "talks that open on Sunday", "on Friday he resigns"?

    So a weekday or month where the story goes on or is told in the past; items open with the day they tell.
    """
    if time.kind not in ("weekday", "month") or verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.lower_ in _ONE_FORM and not any(c.dep_ == "aux:pass" for c in verb.children):
        return False
    told = verb.sent.root
    return verb.sent.start > 0 or (told is not verb and token_tense(told) == "past")


def token_tense(token: Token) -> str:
    """Tense of the clause of `token`: of the verb it is, or of the verb that governs it."""
    node, ahead = token, False
    for _ in range(_MAX_CLIMB):
        if node.lemma_ in FUTURE_GOVERNORS and node is not token and node.pos_ in ("NOUN", "ADJ"):
            ahead = True
        if any(
            c.dep_ == "amod" and c.lower_ in ("upcoming", "planned", "scheduled", "forthcoming") for c in node.children
        ):
            ahead = True
        if node.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in node.children) or node.head.i == node.i:
            return "future" if ahead else _verb_tense(node)
        node = node.head
    return "past"


def _verb_tense(verb: Token) -> str:
    helpers = [c for c in verb.children if c.dep_.startswith("aux") or c.dep_ == "cop"]
    words = {h.lower_ for h in helpers}
    if words & {"will", "shall", "'ll", "’ll", "wo"}:
        return "future"
    if words & {"would", "could", "may", "might", "should", "must", "can", "ca"}:
        return "open"
    if words & {"was", "were"} and verb.tag_ == "VB":
        return "open"  # "was to meet on Friday"
    if words & {"had", "was", "were", "did", "'d"}:
        return "past"
    if words & {"has", "have"} or verb.tag_ in ("VBD",):
        return "past"
    infinitive = verb.tag_ == "VB" or any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in verb.children)
    if infinitive and verb.head.i != verb.i:
        return _infinitive_tense(verb)
    if words & {"is", "are", "am", "'s", "'re"}:
        if verb.tag_ == "VB":  # "is to discuss", "are due to resume"
            return "future"
        return "open" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP"):
        return "present" if verb.lower_.endswith("s") or verb.tag_ == "VBP" else "past"  # "vowed", read as VBZ
    if verb.dep_.startswith("acl") and verb.tag_ == "VBN":
        return "future" if verb.lemma_ in ("schedule", "plan", "slate", "set", "expect") else "past"
    if verb.tag_ in ("VBG", "VBN") and verb.dep_ in ("advcl", "conj", "xcomp", "acl") and verb.head.i != verb.i:
        return "past" if verb.tag_ == "VBN" else token_tense(verb.head) if verb.head.i < verb.i else "past"
    return "past"


def _infinitive_tense(verb: Token) -> str:
    governor = verb.head
    if governor.lemma_ in ("be", "go"):
        return "open" if governor.lower_ in ("was", "were") else "future"
    if governor.lemma_ in _TRIES:
        return token_tense(governor)
    if governor.lemma_ in FUTURE_GOVERNORS or verb.dep_ in ("acl", "ccomp"):
        return "future"
    if verb.dep_ == "advcl":
        return "open"
    return _verb_tense(governor) if verb.dep_ == "xcomp" else "open"
