"""One act told twice is one record (codebook 9): "killed in an airstrike", "a strike kills six", subhead and story."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.events.clauses import LIGHT_VERBS, agents, case_of, is_passive, neighbourhood
from tocsin.events.lemmas import lemmas_of
from tocsin.events.reading import Act, Reading
from tocsin.records import Entity

_WITHIN = frozenset({"in", "by", "during", "through", "with"})
_HARM = frozenset({"kill", "wound", "injure", "murder", "assassinate", "massacre"})
_HARMED = frozenset({"killed", "wounded", "injured", "murdered", "hurt"})
_NEAR = 6
# How a crowd comes together, and what for.
_GATHERING = frozenset("gather assemble rally march turn join take walk meet converge stage hold mass flock".split())
_PROTESTING = frozenset({"protest", "demonstrate", "demonstration", "rally", "march"})
_FOR = frozenset({"xcomp", "advcl", "acl", "obj", "obl", "nmod"})
_OWN = frozenset({"nmod:poss", "amod", "compound", "nmod"})
# Beside the light verbs these too only say that it is done, or done more or again, what their object names.
_ONLY_DOING = LIGHT_VERBS | frozenset(
    "grant tender affirm reaffirm reiterate restate increase hike double triple reimpose reinstate institute levy "
    "introduce slap facilitate attend convene authorize authorise approve".split()
)
# Leave given to one's own is the act, whenever what is allowed follows ("authorised the *deployment*").
_LETTING = frozenset({"authorize", "authorise", "approve"})
# Whom somebody is put "under arrest", "into custody" or "in detention" by.
_PUTTING = frozenset("place put take keep hold bring remand throw".split())
_INTO = frozenset({"under", "into", "in"})
_CLAUSES = frozenset({"acl", "acl:relcl"})
_VERDICTS = frozenset("convict find sentence jail imprison".split())
_SHOUTING = frozenset({"chant", "shout", "wave", "sing"})
_BESIDE = frozenset({"advcl", "conj", "dep", "parataxis"})
# Those who go somewhere "to meet" somebody visit him, once (codebook 9).
_GOING = frozenset("visit travel arrive fly leave depart head go come tour return".split())
# What a person is first taken and then hit by is not one act.
_TAKING = frozenset("abduct kidnap capture seize detain hijack".split())


def dominated(acts: list[Act]) -> set[int]:
    """Token indices of acts told twice by a light construction: "launched an attack" keeps the noun only."""
    found: set[int] = set()
    for act in acts:
        token = act.trigger.token
        inner = [
            a
            for a in acts
            if a is not act and a.trigger.event == act.trigger.event and a.trigger.token.head.i == token.i
        ]
        for other in inner:
            if other.trigger.token.dep_ == "obj" and other.trigger.token in set(neighbourhood(token)):
                found.add(min((act, other), key=lambda a: a.trigger.probability).trigger.token.i)
    return found


def merged(acts: list[Act]) -> list[Act]:
    """Acts without those that another one of the same type tells as well; what only one of them knows is kept."""
    acts = _gathered(acts)
    by_token = {a.trigger.token.i: a for a in acts}
    gone: set[int] = set()
    for noun in acts:
        verb = by_token.get(noun.trigger.token.head.i)
        if verb is None or verb is noun or {verb.trigger.token.i, noun.trigger.token.i} & gone:
            continue
        light = _is_done(verb, noun)
        if _same_means(verb, noun) or ((light or _is_means(noun.trigger.token)) and _one_act(verb, noun)):
            lets = bool(lemmas_of(verb.trigger.token, _LETTING))
            surer = light and not lets and noun.trigger.probability > verb.trigger.probability
            kept, other = (noun, verb) if _has_own_doer(noun) or surer else (verb, noun)
            if light and verb.actor.entities:
                noun.actor = verb.actor  # who does it is the subject of the light verb
            for role, across in (("actor", "recipient"), ("recipient", "actor")):
                taken = {t.i for t in getattr(kept, across).tokens}
                if not getattr(kept, role).entities and not taken & {t.i for t in getattr(other, role).tokens}:
                    setattr(kept, role, getattr(other, role))
            kept.also.append(other.trigger.token)
            gone.add(other.trigger.token.i)
    gone |= _told_along(acts, by_token, gone)
    return [a for a in acts if a.trigger.token.i not in gone]


def _told_along(acts: list[Act], by_token: dict[int, Act], gone: set[int]) -> set[int]:
    """Words beside a verb that tell the same as it: "tariffs *imposed* by", "jailed *having convicted* her"."""
    found: set[int] = set()
    for below in acts:
        token = below.trigger.token
        verb = _done_by(token)
        above = by_token.get(verb.head.i)
        if above is None or above is below or verb.pos_ != "VERB" or {token.i, verb.head.i} & (gone | found):
            continue
        same = below.trigger.event == above.trigger.event and all(
            _agree(getattr(below, role).entities, getattr(above, role).entities) for role in ("actor", "recipient")
        )
        of_verb = _of_verb(above.trigger.token, token) and _takes_up(below, above)
        visit = below.trigger.event == "CONSULT" and _goes_to(above.trigger.token, verb)
        joined = _one_verb(above.trigger.token, token) and below.trigger.event == "ASSAULT"
        if not same or not (of_verb or visit or joined or _of_noun(above.trigger.token, token)):
            continue
        carries = above.trigger.token.pos_ == "NOUN" and bool(agents(token)) and not _has_own_doer(above)
        kept, other = (below, above) if carries else (above, below)
        for role in ("actor", "recipient"):
            if not getattr(kept, role).entities:
                setattr(kept, role, getattr(other, role))
        kept.also.append(other.trigger.token)
        found.add(other.trigger.token.i)
    return found


def _takes_up(below: Act, above: Act) -> bool:
    """Is nobody else the recipient of the second word than of the first, whom a pronoun may take up?"""
    known = {t.i for t in above.recipient.tokens}
    return all(t.i in known or t.pos_ == "PRON" or below.trigger.event == "PROTEST" for t in below.recipient.tokens)


def _of_noun(noun: Token, verb: Token) -> bool:
    """Does a noun's clause only say that it was done, or whom it killed ("an attack that killed nine")?"""
    if noun.pos_ != "NOUN" or verb.dep_ not in _CLAUSES:
        return False
    passive = verb.dep_ == "acl" or is_passive(verb)  # "blockades against him who declared an emergency"
    done = bool(lemmas_of(verb, _ONLY_DOING)) and verb.tag_ in ("VBN", "VBD") and passive
    return done or bool(lemmas_of(verb, _HARM))


def _of_verb(first: Token, second: Token) -> bool:
    """Is the second verb the verdict before the sentence, or what a crowd chants?"""
    if first.pos_ != "VERB" or second.dep_ not in _BESIDE:
        return False
    if lemmas_of(first, _VERDICTS) and lemmas_of(second, _VERDICTS):
        return True
    return second.dep_ == "advcl" and bool(lemmas_of(second, _SHOUTING)) and second.tag_ == "VBG"


def _done_by(token: Token) -> Token:
    """The light verb of a noun that is its object ("to *hold* talks"), else the word itself."""
    lent = token.pos_ == "NOUN" and token.dep_ == "obj" and lemmas_of(token.head, LIGHT_VERBS)
    return token.head if lent else token


def _goes_to(first: Token, second: Token) -> bool:
    """Is the second verb what somebody goes somewhere for ("flies to Lima *to meet* the mayor")?"""
    purpose = second.dep_ in ("advcl", "xcomp", "acl") and any(c.lower_ == "to" for c in second.children)
    return purpose and bool(lemmas_of(first, _GOING))


def _one_verb(first: Token, second: Token) -> bool:
    """Are two verbs joined before the one object of both ("*intercept and destroy* two drones")?"""
    joined = second.dep_ == "conj" and second.i - first.i == 2 and second.nbor(-1).lower_ == "and"
    return joined and first.pos_ == "VERB" and not lemmas_of(first, _TAKING)


def _gathered(acts: list[Act]) -> list[Act]:
    """Acts without the coming together for a protest that is told as well: "gathered to protest", "took part in"."""
    crowds = {a.trigger.token.i: a for a in acts if a.trigger.event == "PROTEST"}
    gone: set[int] = set()
    for protest in crowds.values():
        token = protest.trigger.token
        above = token.head.head if token.dep_ == "nmod" and token.head.lower_ == "part" else token.head
        gathering = crowds.get(above.i)
        if gathering is None or token.dep_ not in _FOR or not lemmas_of(token, _PROTESTING):
            continue
        if gathering is protest or above.pos_ != "VERB" or not lemmas_of(above, _GATHERING):
            continue
        if token.dep_ in ("obl", "nmod") and case_of(token) not in ("in", "at", "for"):  # "after a rally of others"
            continue
        if token.pos_ == "NOUN" and protest.actor.tokens and not _agree_on(protest, gathering):
            continue
        for role in ("actor", "recipient"):
            if not getattr(protest, role).entities:
                setattr(protest, role, getattr(gathering, role))
        protest.also.append(above)
        gone.add(above.i)
    return [a for a in acts if a.trigger.token.i not in gone]


def _agree_on(protest: Act, gathering: Act) -> bool:
    """Are those who protest by the noun's own words those who gather?"""
    return {t.i for t in protest.actor.tokens} <= {t.i for t in gathering.actor.tokens}


def without_subheads(acts: list[Act], reading: Reading) -> list[Act]:
    """Acts without those of subheads that the story tells as well: the same type, and nobody else takes part."""
    above = [a for a in acts if reading.in_subhead(a.trigger.token)]
    told = [a for a in acts if a not in above]
    return [a for a in acts if a not in above or not any(_tells(other, a) for other in told)]


def without_echoes(acts: list[Act]) -> list[Act]:
    """Acts without the content of a word given that is of its very type: "says it will not *allow*" is one refusal."""
    for act in acts:
        if act.parent is not None and _echoes(act.parent):
            act.parent = act.parent.parent
    return [a for a in acts if not _echoes(a)]


def _echoes(act: Act) -> bool:
    outer = act.parent
    return (
        outer is not None
        and act.role == "content"
        and outer.word is act.trigger.token
        and outer.trigger.event == act.trigger.event
    )


def _tells(act: Act, subhead: Act) -> bool:
    mine, theirs = ([_codes(a.actor.entities), _codes(a.recipient.entities)] for a in (act, subhead))
    return act.trigger.event == subhead.trigger.event and mine[0] == theirs[0] and theirs[1] <= mine[1]


def name_by_main_verb(acts: list[Act]) -> None:
    """Where no doer is named the main verb tells the act: "three people are *killed* in a strike" (codebook 9)."""
    for act in acts:
        token = act.trigger.token
        verb = token.head
        if act.actor.entities or token.pos_ != "NOUN" or verb.pos_ != "VERB" or act.word is not None:
            continue
        if lemmas_of(verb, _HARM) and _is_means(token):
            act.word = verb


def _same_means(first: Act, second: Act) -> bool:
    """Are both by what one verb harms ("gunfire and airstrikes kill 21")?"""
    one, other = first.trigger.token, second.trigger.token
    if (
        first.trigger.event != second.trigger.event
        or other.dep_ != "conj"
        or one.pos_ != "NOUN"
        or other.pos_ != "NOUN"
    ):
        return False
    harmed = _is_means(one) and bool(lemmas_of(one.head, _HARM))
    # Whatever the reader made of "killed and 21 are wounded by".
    before = one.doc[max(one.sent.start, one.i - _NEAR) : one.i]
    harmed = harmed or (case_of(one) in ("by", "killed") and any(t.lower_ in _HARMED for t in before))
    return harmed and _agree(first.actor.entities, second.actor.entities)


def _is_means(noun: Token) -> bool:
    """Is a noun the means or frame of what its verb tells ("killed in an airstrike", "a strike kills")?"""
    return noun.dep_ == "nsubj" or (noun.dep_ in ("obl", "obl:agent") and case_of(noun) in _WITHIN)


def _one_act(verb: Act, noun: Act) -> bool:
    """Are a verb and its noun of one type, and no party of the one against the other's?"""
    kinds = verb.trigger.token.pos_, noun.trigger.token.pos_
    if verb.trigger.event != noun.trigger.event or kinds != ("VERB", "NOUN"):
        return False
    return _agree(verb.actor.entities, noun.actor.entities) and _agree(verb.recipient.entities, noun.recipient.entities)


def _is_done(verb: Act, noun: Act) -> bool:
    """Does a light verb only say that it is done what the noun names?"""
    token = noun.trigger.token
    if token.dep_ in ("obl", "xcomp", "nmod") and case_of(token) in _INTO:
        return bool(lemmas_of(verb.trigger.token, _PUTTING))
    object_of = token.dep_ in ("obj", "nsubj:pass", "xcomp")
    return object_of and bool(lemmas_of(verb.trigger.token, _ONLY_DOING))


def _agree(first: list[Entity], second: list[Entity]) -> bool:
    """Do two lists of parties not speak of different countries?"""
    a, b = _codes(first), _codes(second)
    return not a or not b or bool(a & b)


def _codes(entities: list[Entity]) -> set[str]:
    return {e.code for e in entities if e.code}


def _has_own_doer(act: Act) -> bool:
    return any(t.head.i == act.trigger.token.i and t.dep_ in _OWN for t in act.actor.tokens)
