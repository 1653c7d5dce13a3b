"""Whom pronouns, "the two countries", "the group" and "the president" refer back to."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.actors import homeland
from tocsin.actors.antecedents import candidates, earlier
from tocsin.actors.context import ranked
from tocsin.actors.finder import GEO, ORGANISED
from tocsin.actors.nominals import (
    CORE,
    SUBJECTS,
    ancestors,
    case_of,
    clause_of,
    complements,
    conjuncts,
    is_definite,
    is_plural,
    possessor,
    role_of,
)
from tocsin.actors.registry import Entry
from tocsin.actors.scene import Party, Scene
from tocsin.actors.vocabulary import (
    COUNTS,
    HE,
    IT,
    ME,
    NUMBERS,
    PERSONAL,
    REFLEXIVE,
    RELATIVE,
    SAY,
    SHE,
    WE,
)

# How many sentences back "the statement" was made: two paragraphs, as far as other phrases are taken up.
_ISSUED = 6
# Whose speakers call their own side "the group" or "the party"; of police and officials it is somebody else.
_MEMBERS = frozenset({"REB", "PRM", "CRM", "PTY"})


def is_pronoun(token: Token) -> bool:
    """Whether this module answers for the token."""
    word = token.lower_
    if word in PERSONAL:
        return token.text != "US" and not _is_name(token) and not (word == "mine" and token.pos_ in ("NOUN", "PROPN"))
    if token.pos_ not in ("PRON", "DET", "NUM", "ADJ", "NOUN"):
        return False
    return (word in RELATIVE and token.pos_ == "PRON") or word in ("both", "another", "other") and _reciprocal(token)


def _is_name(token: Token) -> bool:
    """Is a word written like a pronoun the last part of a name ("commentator Wang He said")?"""
    if not token.text.istitle() or len(token) < 2 or token.i == token.sent.start:
        return False
    before = token.nbor(-1)
    return before.pos_ == "PROPN" and before.text.istitle() and before.whitespace_ != ""


def _reciprocal(token: Token) -> bool:
    if token.lower_ == "both":
        return token.dep_ not in ("det", "cc:preconj", "det:predet", "advmod")
    before = token.nbor(-1).lower_ if token.i else ""
    return (token.lower_, before) in (("other", "each"), ("another", "one"))


def pronoun(scene: Scene, token: Token) -> tuple[Party, ...]:
    """The parties a pronoun stands for; empty if nobody fits."""
    word = token.lower_
    if word in RELATIVE:
        return _relative(scene, token)
    if word in ("other", "another"):
        return _subject(scene, token) or pair(scene, token)
    if word == "both":
        return pair(scene, token)
    if word in REFLEXIVE:
        return _subject(scene, token) or _antecedent(scene, token, word)
    if word in ME or word in WE:
        return _speaker(scene, token)
    return _antecedent(scene, token, word)


def _relative(scene: Scene, token: Token) -> tuple[Party, ...]:
    for here in (token, *ancestors(token)):
        if here.dep_.startswith("acl") and here.head.i < token.i:
            return _together(scene, here.head, token.text)  # "Chad and Sudan, whose troops ..."
    return ()


def _subject(scene: Scene, token: Token) -> tuple[Party, ...]:
    for verb in ancestors(token):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i != token.i:
                return _together(scene, child, token.text)
    return ()


def _together(scene: Scene, token: Token, why: str) -> tuple[Party, ...]:
    """The parties of a phrase and of all that is coordinated with it."""
    out: list[Party] = []
    for item in conjuncts(token):
        for party in scene.parties(item):
            if all((p.code, p.sector, p.name) != (party.code, party.sector, party.name) for p in out):
                out.append(party.because(why))
    return tuple(out)


def _speaker(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Who says "I" and "we": whose quotation it is, else the subject of the verb of saying above or of the last one
    before."""
    said = scene.speaker(token)
    if said is not None and said.lower_ not in WE | ME:
        found = scene.parties(said)
        if found:
            return tuple(p.because(f"{token.text}, speaker") for p in found)
    for here in ancestors(token):
        for verb in [here.head, *(c for c in here.children if c.dep_ == "parataxis")]:
            said_by = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if said_by is not None and verb.lemma_.lower() in SAY and said_by.lower_ not in WE | ME:
                return tuple(p.because(f"{token.text}, speaker") for p in scene.parties(said_by))
    for i in range(token.i - 1, max(-1, token.i - 150), -1):
        verb = scene.doc[i]
        if verb.pos_ == "VERB" and verb.lemma_.lower() in SAY:
            said_by = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if said_by is not None and said_by.lower_ not in WE | ME:
                found = scene.parties(said_by)
                if found:
                    return tuple(p.because(f"{token.text}, speaker") for p in found)
    return ()


def _antecedent(scene: Scene, token: Token, word: str) -> tuple[Party, ...]:
    kind = "person" if word in HE | SHE else "thing" if word in IT else "people"
    beside = _joined_owner(scene, token, kind)
    if beside is not None:
        scene.anaphors[token.i], scene.antecedents[token.i] = kind, beside.i
        return tuple(p.because(f"{token.text} = {beside.text}") for p in scene.parties(beside))
    for other, _ in earlier(scene, token, kind):
        why = f"{token.text} = {other.text}"
        found = _together(scene, other, why) if kind == "people" else scene.parties(other)[:1]
        if found:
            scene.antecedents[token.i] = other.i
            return found if kind == "people" else tuple(p.because(why) for p in found)
    return ()


def _joined_owner(scene: Scene, token: Token, kind: str) -> Token | None:
    """Whose the second of two joined phrases is: "the police and its chief", "officers and their families"."""
    second = token.head
    if token.dep_ != "nmod:poss" or second.dep_ != "conj" or second.head.i > token.i:
        return None
    first = second.head
    body = kind == "thing" and scene.nature(first) == "organisation"  # "the police and its chief"
    fits = first.pos_ in ("NOUN", "PROPN") and (body or (kind == "people") == is_plural(first))
    if kind == "person":  # "Putin and his country", but of "the minister" it may be somebody else's
        fits = first.pos_ == "PROPN" and scene.nature(first) == "person"
    return first if fits and scene.parties(first) else None


# -- nouns that refer back --


def pair(scene: Scene, token: Token) -> tuple[Party, ...]:
    """ "Both countries", "the two sides": as many of the parties named before as the words say (two if they do not).

    Whoever asks something of both sides is none of them: the subject of the clause is left out.
    """
    said = token.lower_ in COUNTS or any(c.lower_ in NUMBERS for c in token.children)
    wanted = COUNTS.get(token.lower_) or max((NUMBERS.get(c.lower_, 2) for c in token.children), default=2)
    outside = _subject_codes(scene, token)
    here = _named_before(scene, token, token.sent.start)
    own = _without(here, outside)
    if len(own) == wanted:
        return own
    if len(here) == wanted and case_of(token) == "between":  # "Seoul signed ... an agreement between both countries"
        return here
    near = [i for i, nature in candidates(scene) if i < token.i and nature in ("country", "organisation")]
    for i in reversed(near):
        group = conjuncts(scene.doc[i])
        if len(group) >= 2 and all(g.i < token.i for g in group):
            together = _together(scene, group[0], token.text)
            found = _without(together, outside)
            if not found and (token.dep_ == "nmod:poss" or case_of(token) == "between"):
                found = together  # "X and Y ... after talks between the two countries' envoys"
            if len({p.code for p in found}) < 2:  # "Windsor, Ontario" are no two countries
                continue
            if len(found) == wanted or (len(found) >= 2 and not said):
                return found
        if token.i - i > 80:
            break
    most = [code for code in ranked(scene) if code not in outside][:wanted]
    out = _without(_named_before(scene, token, 0), outside)
    chosen = tuple(p for p in out if p.code in most)
    return chosen if len(chosen) > 1 else out[-wanted:] if len(out) > 1 else ()


def _named_before(scene: Scene, token: Token, start: int) -> tuple[Party, ...]:
    """The last countries named between token `start` and `token`, by themselves or by their people, in text order."""
    out: list[Party] = []
    for match in scene.matches.before(token.i):
        if match.start < start:
            break
        entry = match.of(GEO) or match.of(ORGANISED | {"person"})
        known = entry is not None and entry.code in scene.registry.countries
        if entry is not None and known and not match.foreign and all(p.code != entry.code for p in out):
            out.insert(0, Party(entry.code, (), entry.name, f"{token.text} includes {entry.name}"))
    return tuple(out)


def _subject_codes(scene: Scene, token: Token) -> set[str]:
    """Codes of the subject of the clause in which the phrase is something else."""
    if role_of(token) in SUBJECTS:
        return set()
    subject = next((c for c in clause_of(token).children if c.dep_ in SUBJECTS and c.i < token.i), None)
    return {p.code for p in _together(scene, subject, "")} if subject is not None else set()


def _without(parties: tuple[Party, ...], codes: set[str]) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.code not in codes)


def noun(scene: Scene, token: Token, entry: Entry, words: list[Token]) -> tuple[Party, ...]:
    """ "The country", "the group", "its neighbour": the last thing of that kind."""
    if entry.detail == "country":
        return _country(scene, token, words)
    if not is_definite(token) and possessor(token) is None:
        return ()
    told = [p for p in _tellers(scene, token) if p.sector and p.sector[0] in entry.sector and p.sector[0] in _MEMBERS]
    if told:
        scene.taken_up.add(token.i)
        return tuple(p.because(f"{token.text} of the speaker") for p in told[:1])
    for other, nature in earlier(scene, token, "group"):
        match = scene.match(other)
        if match is not None and match.of({"anaphor"}) is not None:
            continue
        named = _named_before_a_noun(scene, token, entry) if nature == "people" else ()
        if named:
            return named
        found = scene.parties(other)
        if found and (not entry.sector or not found[0].sector or found[0].sector[0] in entry.sector):
            scene.taken_up.add(token.i)
            return tuple(p.because(f"{token.text} = {other.text}") for p in found[:1])
    return ()


def _named_before_a_noun(scene: Scene, token: Token, entry: Entry) -> tuple[Party, ...]:
    """Whose deed was told in this sentence or the last: "after a *Shabaab* raid on two farms; the group ..."."""
    for match in scene.matches.before(token.i):
        last = scene.doc[match.end - 1]
        if scene.sentence_of[token.i] - scene.sentence_of[last.i] > 1:
            return ()
        if match.of({"armed"}) is None or last.dep_ not in CORE:
            continue
        found = [p for p in scene.parties(last) if set(p.sector) & set(entry.sector)]
        if found:
            scene.taken_up.add(token.i)
            return tuple(p.because(f"{token.text} = {last.text}") for p in found[:1])
    return ()


def issuer(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    """Who speaks by "the statement": its owner or nation, whoever it is "by" or "from", else who spoke last before."""
    owner = possessor(token)
    makers = [head for case, head in complements(token) if case in ("by", "from")]
    for maker in [*([owner] if owner is not None else []), *makers]:
        found = scene.parties(maker)
        if found:
            return tuple(p.because(f"{token.text} of {maker.text}") for p in found)
    for match in (m for w in words if w.i < token.i for m in scene.matches.at.get(w.i, ())):
        entry = match.of(GEO)
        if entry is not None and entry.code and not match.foreign:
            state = ("GOV",) if entry.code in scene.registry.countries else ()
            return (Party(entry.code, state, entry.name, f"{token.text} of {entry.name} ({entry.where})"),)
    if not is_definite(token) or role_of(token) not in SUBJECTS:
        return ()
    for speech in reversed(scene.speeches):
        if speech.speaker in (None, token.i) or speech.cue[0] > token.i:
            continue
        if scene.sentence_of[token.i] - scene.sentence_of[speech.cue[0]] > _ISSUED:
            break
        said = scene.doc[speech.speaker]
        found = scene.parties(said)
        if found:
            return tuple(p.because(f"{token.text} of {said.text}") for p in found)
    return ()


def spoken_for(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Whose "spokesperson" it is where the phrase does not say: of the body that spoke, or was named, last before."""
    for other, nature in earlier(scene, token, "group"):
        found = scene.parties(other) if nature == "organisation" else ()
        if found and found[0].code:
            return tuple(p.because(f"{token.text} of {other.text}") for p in found[:1])
    return ()


def _country(scene: Scene, token: Token, words: list[Token]) -> tuple[Party, ...]:
    owner = possessor(token)
    owners = [p.code for p in scene.parties(owner)] if owner is not None else []
    countries = scene.registry.countries
    if token.lower_ in ("neighbour", "neighbor", "neighbours", "neighbors") and owners:
        near = countries[owners[0]].neighbours if owners[0] in countries else frozenset()
        for match in scene.matches.before(token.i):
            entry = match.of(GEO)
            if entry is not None and entry.code in near:
                return (Party(entry.code, (), entry.name, f"neighbour of {owners[0]}"),)
        return ()
    if is_plural(token):  # "several countries" and "European nations" are none that were named before
        counted = any(c.lower_ in NUMBERS or c.lower_ in ("both", "two") for c in token.children)
        return pair(scene, token) if counted or is_definite(token) else ()
    if owners:
        return tuple(Party(c, (), c, f"{token.text} of {c}") for c in dict.fromkeys(owners))
    teller = _teller(scene, token)
    if teller:
        return (Party(teller, (), teller, f"{token.text} of the speaker"),)
    regions = {" ".join(w.lower_ for w in words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    last: tuple[Party, ...] = ()
    for other, _ in earlier(scene, token, "state"):
        found = tuple(p.because(f"{token.text} = {other.text}") for p in scene.parties(other)[:1] if p.code)
        if not found:
            continue
        found = (Party(found[0].code, (), found[0].name, found[0].why),)
        if found[0].code in countries and countries[found[0].code].regions & regions:
            return found  # "the Gulf state", "the kingdom": the word itself says which
        last = last or found
    if not last:
        code = homeland.home(scene, token)
        return (Party(code, (), code, f"{token.text} in context"),) if code else ()
    scene.taken_up.add(token.i)
    return last


def _teller(scene: Scene, token: Token) -> str:
    """The country of whoever says what "the country" does: "the *Iranian* minister said that the country would ..."."""
    if role_of(token) not in SUBJECTS:
        return ""
    codes = {p.code for p in _tellers(scene, token)}
    return codes.pop() if len(codes) == 1 and codes <= scene.registry.countries.keys() else ""


def _tellers(scene: Scene, token: Token) -> tuple[Party, ...]:
    """Who says the clause: "an *M23* spokesman says that the group's withdrawal ..."."""
    verb = clause_of(token)
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in SAY:
        return ()
    said_by = next((c for c in verb.head.children if c.dep_ in SUBJECTS and c.i < token.i), None)
    return scene.parties(said_by) if said_by is not None else ()


def same_role(scene: Scene, token: Token, role: Entry) -> tuple[Party, ...]:
    """The last one before who was called by that role: "the ministry", "the president"."""
    name = role.name.lower()
    for match in scene.matches.before(token.i):
        earlier = match.of({"role"})
        head = scene.doc[match.end - 1]
        if earlier is not None and earlier.name.lower().endswith(name):
            while head.dep_ in CORE and head.head.i != head.i and head.head.pos_ == "PROPN":
                head = head.head
            if head.dep_ in ("compound", "amod") or head.i == token.i or is_plural(head) != is_plural(token):
                continue
            found = scene.parties(head)
            if found and found[0].code and (not role.sector or found[0].sector == role.sector):
                scene.taken_up.add(token.i)
                return tuple(p.because(f"{token.text} = {head.text}") for p in found)
        elif "person" in match.kinds and not is_plural(token):
            entry = match.of({"person"})
            row = scene.registry.office(entry.name, scene.date) if entry is not None else None
            if row is not None and name in row.detail.lower():
                scene.taken_up.add(token.i)
                return (Party(row.code, row.sector, row.name, f"{token.text} = {row.name}, {row.detail}"),)
    return ()
