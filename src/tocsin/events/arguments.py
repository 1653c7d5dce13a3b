"""Which words name the parties of an event: the trained links and the frames of syntax, then whom those words mean."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.tokens import Token

from tocsin.actors.allegiance import Part
from tocsin.actors.resolver import DocActors
from tocsin.actors.vocabulary import ME, WE, YOU
from tocsin.events.bystanders import acts_too, does_not_act, falls_in, is_not_done_to, takes_no_part, top
from tocsin.events.candidates import FEATURES, ROLES, Candidate, against, candidates, opposed
from tocsin.events.clauses import agents, case_of, conjuncts, doers, light_subject, objects, obliques, owners
from tocsin.events.lemmas import lemmas_of
from tocsin.events.parties import Parties
from tocsin.events.protests import is_opposed
from tocsin.events.triggers import Trigger
from tocsin.events.whereabouts import is_mere_place
from tocsin.language.labels import KINDS, LINKS, SECTORS
from tocsin.language.signals import Signals
from tocsin.records import Entity

# Probability that a word must reach to be a party, and a bare link to be believed (held-out batches of readings).
PARTY = {"actor": 0.18, "recipient": 0.25}
# Meetings: whether a word is guest or host matters less than that it takes part.
PARTY_EITHER = 0.45
AGENT = FEATURES.index("agent_by")
DOER = FEATURES.index("doer")
FRAMED, WITH, BETWEEN = (FEATURES.index(f) for f in ("lexicon", "with", "between"))
SURE_BESIDE_DOER = 0.5
BESIDE_BEST = 0.7  # of the likeliest recipient's belief is asked of further ones
ASKED_FOR = 0.26  # belief in a word that stands where the construction asks for its recipient
LINK = 0.5
OPPOSED = 0.75  # belief that a protest is against whom "anti-" names
SECTOR = 0.5
SURE_OF_KIND = 0.4
_WORDS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X", "ADV", "VERB", "SYM"})
_PART = frozenset(
    {"flat", "compound", "amod", "nmod:desc", "nmod:poss", "nmod", "nummod", "det", "appos", "nmod:unmarked"}
)
# Types whose frames with "with" and "between" readings code as done by both sides; "cooperates with" has a recipient.
_TOGETHER = frozenset({"ASSAULT", "AGREE"})
# Types whose forces are moved by whoever owns them.
_MOVING = frozenset({"RETREAT", "MOBILIZE"})
_CALLING_BACK = frozenset({"withdraw", "recall", "pull", "evacuate"})
_ADDING = frozenset({"in", "at", "near"})
_QUANTITIES = frozenset({"hundred", "thousand", "million", "dozen", "ten", "crowd", "number", "score"})
_TOWARD = frozenset({"to", "against", "for", "with", "on", "of", "at", "toward", "towards", "over", "from", "into"})


def parties_of(triggers: Sequence[Trigger], actors: DocActors, heard: Signals | None) -> list[tuple[Parties, Parties]]:
    """Actor and recipient of each event of a text."""
    found = [_chosen(trigger, actors, heard) for trigger in triggers]
    if heard is not None:
        _weigh_sides(triggers, found, actors, heard)
    return [(parties["actor"], parties["recipient"]) for parties in found]


def _chosen(trigger: Trigger, actors: DocActors, heard: Signals | None) -> dict[str, Parties]:
    """The phrases that name actor and recipient, with whom they mean by themselves."""
    found = {"actor": Parties(), "recipient": Parties()}
    if heard is None:
        taken: set[int] = set()
        for role, parties in found.items():
            for slot in _frame_groups(trigger, role):
                _first_named(slot, parties, taken, actors)
        return found
    weights = party_weights(heard.folder)
    options: list[tuple[float, str, Candidate]] = []
    beliefs: dict[int, dict[str, float]] = {}
    best = {"actor": 0.0, "recipient": 0.0}
    for candidate in candidates(trigger, actors, heard):
        if takes_no_part(candidate.token, trigger):
            continue
        belief = {r: _sigmoid(float(candidate.features[r] @ weights[r])) for r in ROLES}
        if against(candidate.token):
            if not opposed(candidate.token, trigger.token):  # "his anti-Western policies"
                continue
            if not _names_somebody(candidate.token, actors):  # "anti-tax protests"
                continue
            belief = {"actor": 0.0, "recipient": max(OPPOSED, *belief.values())}  # "anti-government protests"
        elif is_opposed(candidate.token, trigger) and _names_somebody(candidate.token, actors):
            belief = {"actor": 0.0, "recipient": max(OPPOSED, *belief.values())}
        elif _is_host(candidate):  # "was received by X": by the construction X has him as guest
            belief = {"actor": 0.0, "recipient": max(belief.values())}
        elif falls_in(candidate.token, trigger):
            belief = {"actor": 0.0, "recipient": max(SURE_BESIDE_DOER, *belief.values())}
        elif acts_too(candidate.token, trigger) and _names_somebody(candidate.token, actors):
            belief = {"actor": max(SURE_BESIDE_DOER, *belief.values()), "recipient": 0.0}
        elif candidate.features["actor"][AGENT] or _joins(trigger, candidate):  # "by X", "clash with X"
            belief = {"actor": max(belief.values()), "recipient": 0.0}
        elif _own_people(trigger, candidate, actors):
            continue
        elif _acted_on(trigger, candidate):
            belief = {"actor": 0.0, "recipient": max(belief.values())}
        elif does_not_act(candidate.token, trigger):
            belief = {**belief, "actor": 0.0}
        if _asked_for(trigger, candidate.token) and _names_somebody(candidate.token, actors):
            belief = {**belief, "recipient": max(belief["recipient"], ASKED_FOR)}
        if is_not_done_to(candidate.token, trigger) or is_mere_place(candidate.token, trigger, actors):
            belief = {**belief, "recipient": 0.0}
        beliefs[candidate.token.i] = belief
        role = max(ROLES, key=lambda r: belief[r] - PARTY[r])
        best = {r: max(best[r], belief[r]) for r in ROLES}
        either = trigger.event == "CONSULT" and sum(belief.values()) >= PARTY_EITHER
        if belief[role] >= PARTY[role] or either:
            options.append((belief[role], role, candidate))
    chosen = _apart(_outermost(_without_bystanders(trigger, options, beliefs), actors), actors)
    links = heard.links(trigger.token.i)
    for sure, role, candidate in chosen:
        row = links[LINKS.index(role)]
        found[role].add(candidate.token, meant(candidate.token, row, actors, heard), f"judged {sure:.2f}")
    for role, parties in found.items():
        believed = [b for b, r, _ in chosen if r == role]
        parties.sure = sum(believed) / len(believed) if believed else 1.0 - best[role]
    return found


def _weigh_sides(
    triggers: Sequence[Trigger], found: Sequence[dict[str, Parties]], actors: DocActors, heard: Signals
) -> None:
    """Weigh again whose those are whom nobody names, now that their parts in the act are known. Changes ``found``."""
    tokens = {token.i: token for sides in found for parties in sides.values() for token in parties.tokens}
    unstated = {i: actors.unstated(token) for i, token in tokens.items()}
    asked = [
        (trigger.token.i, token.i)
        for trigger, sides in zip(triggers, found, strict=True)
        for parties in sides.values()
        for token in parties.tokens
        if unstated[token.i] is not None
    ]
    homes = heard.homes(actors.scene.doc, asked)
    for trigger, sides in zip(triggers, found, strict=True):
        sure = {role: {t.i: actors.stated(t) for t in parties.tokens} for role, parties in sides.items()}
        for role, other in (("actor", "recipient"), ("recipient", "actor")):
            others = frozenset[str]().union(*sure[other].values())
            for k, token in enumerate(sides[role].tokens):
                beside = frozenset[str]().union(*(codes for i, codes in sure[role].items() if i != token.i))
                open_ = unstated[token.i]
                if open_ is None:
                    continue
                part, home = Part(role, trigger.event, others, beside), homes.get((trigger.token.i, token.i))
                code = actors.in_act(token, open_, part, heard.folder, heard.kind[token.i], home)
                sides[role].give(k, actors.span(token), code)
        sides["recipient"].without_own_country(sides["actor"], actors)


def _asked_for(trigger: Trigger, word: Token) -> bool:
    """Does the construction ask for a recipient and find this word, in no other part?"""
    match = trigger.match
    if match is None or "RECIPIENT!" not in match.entry.pattern:
        return False
    acting, done_to = ({t.i for t in match.roles.get(role, ())} for role in ("ACTOR", "RECIPIENT"))
    return word.i in done_to - acting


def _names_somebody(word: Token, actors: DocActors) -> bool:
    """Is it a pronoun, a name, a known sort of people or body, or a thing said to be of a country?"""
    if not (entities := actors.entities(word)):
        return False
    return word.pos_ in ("PRON", "PROPN") or any(e.sector for e in entities) or bool(actors.stated(word))


def _is_host(candidate: Candidate) -> bool:
    """Does the construction make the agent of a passive the one acted on ("RECIPIENT receive ACTOR")?"""
    actor, recipient = candidate.features["actor"], candidate.features["recipient"]
    return bool(actor[AGENT] and recipient[FRAMED] and not actor[FRAMED])


def _joins(trigger: Trigger, candidate: Candidate) -> bool:
    """Do those named after "with" or "between" do it too, by the lexicon ("clash with the police")?"""
    if trigger.match is None or trigger.event not in _TOGETHER:
        return False
    with_ = _behind(candidate, WITH, "with")
    if candidate.features["actor"][FRAMED]:
        return with_ or _behind(candidate, BETWEEN, "between")
    if not with_ or not trigger.match.entry.mutual or candidate.features["recipient"][FRAMED]:
        return False
    above, token = top(candidate.token).head, trigger.token  # "agreed to cooperate with": by the other verb
    objects_of = {n.head.i for n in (above, token) if n.dep_ == "obj"}  # "an agreement with", "exchanged fire with"
    return above.i == token.i or bool(objects_of & {above.i, token.i})


def _own_people(trigger: Trigger, candidate: Candidate, actors: DocActors) -> bool:
    """Does somebody move or call back his own, as a pronoun says ("withdrew our soldiers", "recalled its envoy")?"""
    token = candidate.token
    if not any(c.dep_ == "nmod:poss" and c.tag_ == "PRP$" for c in token.children):
        return False
    if trigger.event == "SANCTION":
        return bool(lemmas_of(trigger.token, _CALLING_BACK))
    moved = trigger.event in _MOVING and not candidate.features["actor"][DOER]
    return moved and any("MIL" in e.sector for e in actors.entities(token))


def _acted_on(trigger: Trigger, candidate: Candidate) -> bool:
    """Is it done to those behind "between" ("mediates between"), or, by one side, behind "with" ("a truce with")?"""
    framed = bool(candidate.features["recipient"][FRAMED])
    if framed and _behind(candidate, BETWEEN, "between"):
        return True
    if framed and trigger.event == "COOPERATE" and _behind(candidate, WITH, "with"):
        return True
    return trigger.event == "RETREAT" and _behind(candidate, WITH, "with")


def _behind(candidate: Candidate, place: int, preposition: str) -> bool:
    """Does a preposition stand before the phrase: of the trigger by the tree, or of anything by the words?"""
    return bool(candidate.features["actor"][place]) or case_of(top(candidate.token)) == preposition


def _frame_groups(trigger: Trigger, role: str) -> Iterable[Iterable[Iterable[Token]]]:
    """For each slot of a role the groups of words that may fill it, likeliest first."""
    options = trigger.match.options if trigger.match else {}
    if options.get("ACTOR") or options.get("RECIPIENT"):
        return options.get(role.upper(), ())
    return [[[token] for token in frame_roles(trigger)[role]]]


def _first_named(groups: Iterable[Iterable[Token]], parties: Parties, taken: set[int], actors: DocActors) -> None:
    """Add the first group of words in which somebody is named; a word plays one part."""
    for group in groups:
        named = [(t, actors.entities(t)) for t in group if t.i not in taken]
        if any(entities for _, entities in named):
            for token, entities in named:
                if entities:
                    parties.add(token, entities, "syntax")
                    taken.add(token.i)
            return


def _without_bystanders(
    trigger: Trigger, options: list[tuple[float, str, Candidate]], beliefs: dict[int, dict[str, float]]
) -> list[tuple[float, str, Candidate]]:
    """Options less the doubtful actors beside the clause's own doer, and recipients much less likely than another.

    "China urged North Korea to stop" is one actor; "vetoed a US vote on North Korea" is against the one who moved it.
    Who does not do it may still be the one it is done to: "has been shared by Jordan with Iraq".
    """
    actors = [o for o in options if o[1] == "actor"]
    others = [o for o in options if o[1] != "actor"]
    if any(c.features["actor"][DOER] for _, _, c in actors):
        doing = [o[0] >= SURE_BESIDE_DOER or o[2].features["actor"][DOER] or _joins(trigger, o[2]) for o in actors]
        beside = [c for (_, _, c), does in zip(actors, doing, strict=True) if not does]
        actors = [o for o, does in zip(actors, doing, strict=True) if does]
        told = [(beliefs[c.token.i]["recipient"], "recipient", c) for c in beside]
        others += [o for o in told if o[0] >= PARTY["recipient"]]
    if others:
        best = max(others, key=lambda o: o[0])
        joined = {t.i for t in conjuncts(best[2].token)}
        others = [o for o in others if o[0] >= BESIDE_BEST * best[0] or o[2].token.i in joined]
    return actors + others


def _outermost(options: list[tuple[float, str, Candidate]], actors: DocActors) -> list[tuple[float, str, Candidate]]:
    """Options in reading order without those inside another one's phrase ("Syria" in "the government of Syria")."""
    by_token = {c.token.i: r for _, r, c in options}
    kept: list[tuple[float, str, Candidate]] = []
    for option in sorted(options, key=lambda o: o[2].token.i):
        node, inside = option[2].token, False
        below = False
        while (node.dep_ in _PART or node.dep_ == "conj") and node.head.i != node.i:
            below = below or node.dep_ in _PART
            node = node.head
            inside = inside or (below and by_token.get(node.i) == option[1])
        spare = kept and _continues(kept[-1], option) and any(e.sector for e in actors.entities(kept[-1][2].token))
        if kept and _names(kept[-1], option) and actors.entities(option[2].token):
            kept.pop()
        if not inside and not spare:
            kept.append(option)
    spans = [(role, actors.span(c.token)) for _, role, c in kept]
    return [o for o, mine in zip(kept, spans, strict=True) if not any(_within(mine, other) for other in spans)]


def _apart(options: list[tuple[float, str, Candidate]], actors: DocActors) -> list[tuple[float, str, Candidate]]:
    """Options less a phrase that is taken up in the other role: "it would test" names nobody that the North tests."""
    for _, _, candidate in options:
        actors.entities(candidate.token)  # settles what it takes up
    return [
        one
        for one in options
        if not any(
            one[0] < other[0] and one[1] != other[1] and actors.same(one[2].token, other[2].token) for other in options
        )
    ]


def _within(mine: tuple[str, tuple[int, int]], other: tuple[str, tuple[int, int]]) -> bool:
    """Do the words of one party only stand within another's of its role ("20-year" in "a 20-year-old settler")?"""
    (role, (a, b)), (other_role, (c, d)) = mine, other
    return role == other_role and c <= a and b <= d and b - a < d - c


def _continues(first: tuple[float, str, Candidate], second: tuple[float, str, Candidate]) -> bool:
    """Does the second phrase only go on from the first, however it was parsed ("police in Minsk", "crowds of men")?"""
    a, b = first[2].token, second[2].token
    between = [t.lower_ for t in a.doc[a.i + 1 : b.i]]
    return first[1] == second[1] and bool(between) and _adds(a, between[0]) and set(between[1:]) <= {"the"}


def _names(first: tuple[float, str, Candidate], second: tuple[float, str, Candidate]) -> bool:
    """Is the second the name of what the first describes, whatever the parser made of it ("homestay firm Airbnb")?"""
    a, b = first[2].token, second[2].token
    return first[1] == second[1] and a.i + 1 == b.i and a.pos_ == "NOUN" and b.pos_ == "PROPN"


def _adds(head: Token, word: str) -> bool:
    return word in _ADDING or (word == "of" and head.lemma_.lower().rstrip("s") in _QUANTITIES)


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


@lru_cache(maxsize=2)
def party_weights(folder: Path) -> dict[str, np.ndarray]:
    """Weights of FEATURES for each role (arguments.json of the model's folder, made by training/arguments.py)."""
    table = json.loads((folder / "arguments.json").read_text(encoding="utf-8"))
    return {role: np.array([table[role][f] for f in FEATURES], np.float32) for role in ROLES}


def linked(trigger: Token, row: np.ndarray, least: float) -> list[Token]:
    """Words a link row names, each the head of its phrase: coordinated phrases count apart."""
    doc = trigger.doc
    chosen = {int(i) for i in np.flatnonzero(row >= least) if doc[int(i)].pos_ in _WORDS and int(i) != trigger.i}
    heads: list[Token] = []
    for i in sorted(chosen):
        token = doc[i]
        if token.head.i in chosen and token.head.i != i and token.dep_ not in ("conj", "parataxis", "root"):
            continue
        if token.dep_ == "conj" and token.pos_ == "VERB":
            continue
        if heads and _one_phrase(heads[-1], token, chosen):
            continue
        heads.append(token)
    return heads


def _one_phrase(first: Token, second: Token, chosen: set[int]) -> bool:
    """Do two heads stand in one unbroken run of linked words ("President", "Yoon" where the parser missed the name)?"""
    between = range(first.i + 1, second.i)
    words = [first.doc[i] for i in between]
    return all(i in chosen for i in between) and not any(w.dep_ in ("cc", "punct") or w.is_punct for w in words)


def meant(token: Token, row: np.ndarray, actors: DocActors, heard: Signals | None) -> tuple[Entity, ...]:
    """Entities a linked word stands for; a phrase unknown as a whole may be known by a part ("people of Gaza")."""
    found = actors.entities(token)
    if found:
        return found
    for child in token.children:
        if row[child.i] >= LINK and child.dep_ in ("nmod", "nmod:poss", "compound", "amod", "flat", "appos"):
            part = actors.entities(child)
            if part:
                return part
    if heard is None or token.pos_ not in ("NOUN", "PROPN", "PRON"):
        return ()
    entity = unknown(token, actors, heard)
    return (entity,) if entity.code or entity.sector else ()


def unknown(token: Token, actors: DocActors, heard: Signals) -> Entity:
    """A party nobody knows: the judge's sector, and its kind of organisation or the country in force if it is sure."""
    start, end = actors.span(token)
    sectors = [(float(heard.sector[token.i, k]), s) for k, s in enumerate(SECTORS)]
    score, best = max(sectors)
    kind = heard.kind[token.i]
    k = int(kind.argmax())
    code = KINDS[k] if KINDS[k] != "none" and kind[k] > SURE_OF_KIND else ""
    if code == "state":  # whoever speaks or is spoken to need not be of the country in force
        code = "" if token.lower_ in ME | WE | YOU else actors.home(token)
    text = token.doc.text[start:end]
    return Entity(code=code, sector=(best,) if score >= SECTOR else (), text=text, name=text, span=(start, end))


def frame_roles(trigger: Trigger) -> dict[str, list[Token]]:
    """Words that the construction, or else plain syntax, puts in each role."""
    if trigger.match:
        roles = trigger.match.roles
        if roles.get("ACTOR") or roles.get("RECIPIENT"):
            return {"actor": list(roles.get("ACTOR", ())), "recipient": list(roles.get("RECIPIENT", ()))}
    token = trigger.token
    if token.pos_ in ("VERB", "AUX"):
        actor = doers(token)
        recipient = objects(token) or obliques(token, _TOWARD)
    else:
        of = [c for c in token.children if c.dep_ in ("nmod", "obl")]
        actor = [c for c in of if case_of(c) in ("by", "between", "among")] or owners(token) or light_subject(token)
        recipient = [c for c in of if case_of(c) in _TOWARD]
        actor += [a for c in token.children if c.dep_ == "acl" for a in agents(c)]
    return {
        "actor": [x for t in actor for x in conjuncts(t)],
        "recipient": [x for t in recipient for x in conjuncts(t)],
    }
