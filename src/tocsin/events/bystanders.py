"""Words near an act that name no party of it, or not the one who does it, by the construction they stand in."""

from __future__ import annotations

from spacy.tokens import Token

from tocsin.events.clauses import agents, case_of, conjuncts, is_passive, objects, subjects
from tocsin.events.lemmas import lemmas_of
from tocsin.events.protests import is_helped, is_only_host
from tocsin.events.triggers import Trigger

# Participles that tie a group to somebody who need not act.
_TIED = frozenset(
    "backed supported sponsored aligned allied funded financed trained armed linked affiliated associated tied loyal "
    "connected".split()
)
# Behind a hyphen they name who helps others to talk.
_HELPED = frozenset({"mediated", "brokered", "facilitated", "moderated"})
_HELPING = frozenset("protect defend guard help support assist escort secure reassure train rescue".split())
_OVERTURNING = frozenset({"overturn", "reverse", "quash", "annul", "vacate"})
_VERDICTS = frozenset({"conviction", "sentence", "verdict", "judgment", "judgement"})
_VERBAL = frozenset({"ACCUSE", "REJECT", "THREATEN", "SUPPORT", "PROTEST"})
_COMPANY = [["along", "with"], ["together", "with"], ["accompanied", "by"]]
_DASHES = frozenset({"-", "‑", "–", "—"})
_CAPTIVES = frozenset("hostage captive prisoner detainee inmate soldier crew activist journalist civilian".split())
_INFINITIVES = frozenset({"xcomp", "advcl", "acl", "ccomp"})
_LINKED = frozenset({"cc", "conj", "flat", "compound"})
_BETWEEN = frozenset({"CONSULT", "AGREE"})
# Who is harmed, held or killed in a protest need not have protested.
_HARMING = frozenset(
    "kill injure wound hurt shoot arrest detain hospitalize hospitalise behead stab beat die attack target".split()
)
_AMID = frozenset({"in", "during", "amid", "amidst", "after", "following", "over", "throughout", "since", "as"})
_FIGHTING = frozenset("clash fighting violence battle gunfight shootout skirmish unrest firefight crossfire".split())
_SIDES = frozenset({"with", "between", "against", "by", "among", "involving", "of"})
# Of whom an adverbial clause under their verb tells, it is not done to him (of the readings' acts in nine of twelve).
_ENDING = frozenset({"RETREAT", "REQUEST", "MOBILIZE"})
# What is asked for may concern others than the one asked.
_CONCERNING = frozenset({"into", "against", "without", "involving", "regarding", "concerning", "about"})
# Whose subject has it done to him.
_SUFFERING = frozenset("report suffer face survive endure repel withstand intercept thwart".split())
_DONE_TO = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
# What their subject does to their object is not done by it.
_CAUSING = frozenset("cause prompt lead force push drive provoke compel induce".split())
_SPARKING = frozenset("trigger spark ignite draw face fuel inspire unleash cause prompt provoke".split())
_AT_WHOM = frozenset({"of", "on", "against"})
# What is called off has not been called off by those it was between.
_UNDONE = frozenset({"REJECT", "SANCTION"})
_ACCORDS = frozenset({"agreement", "ceasefire", "truce", "accord", "pact", "treaty", "deal", "armistice"})


def takes_no_part(word: Token, trigger: Trigger) -> bool:
    """Does a phrase only describe others, side with them, help them to talk, or suffer in the act's course?"""
    return (
        _only_describes(word, trigger.token)
        or _after_hyphen(word, trigger)
        or _sided_with(word)
        or _harmed_meanwhile(word, trigger)
        or _beside_both(word, trigger)
    )


def does_not_act(word: Token, trigger: Trigger) -> bool:
    """May a phrase name the one acted on, but not the one who acts?"""
    token = trigger.token
    if trigger.match is not None and word.i in trigger.match.circumstances:  # "challenged in court"
        return True
    suffers = trigger.event in _DONE_TO and token.dep_ == "obj" and bool(lemmas_of(token.head, _SUFFERING))
    if suffers and lemmas_of(token.head, ("report",)):  # "reported the capture of X", "strikes against Y": his own
        suffers = not any(c.dep_ == "nmod" and case_of(c) in _AT_WHOM for c in token.children)
    if suffers and any(word.i == s.i for subject in subjects(token.head) for s in conjuncts(subject)):
        return True
    causes = token.pos_ == "NOUN" and token.dep_ == "nsubj" and bool(lemmas_of(token.head, _CAUSING))
    if causes and any(word.i == o.i for caused in objects(token.head) for o in conjuncts(caused)):
        return True  # "the attacks prompted Kenya to send troops"
    if _brings_about(word, trigger):
        return True
    said = token.pos_ == "NOUN" and token.dep_ == "ccomp" and any(c.dep_ == "cop" for c in token.children)
    if said and any(word.i in {t.i for t in s.subtree} for s in subjects(token.head)):
        return True  # "the ministry alleges that it was an attack"
    undone = trigger.event in _UNDONE and token.pos_ == "VERB" and is_passive(token) and not agents(token)
    undone = undone and token.dep_ != "amod"  # "US-sanctioned oil"
    if undone and any(word.i != s.i and word.i in {t.i for t in s.subtree} for s in objects(token)):
        return True  # "the talks between X and Y have been cancelled"
    place = word.head if word.dep_ == "compound" else word  # "released from a police station", but not "from Iran"
    return trigger.event == "RETREAT" and case_of(place) == "from" and word.pos_ != "PROPN"


def falls_in(word: Token, trigger: Trigger) -> bool:
    """Is it only those killed or hurt in fighting that names no side ("nine villagers were killed in clashes")?

    Soldiers and rebels killed in the same fighting fought each other.
    """
    verb = _harmed_in(trigger)
    if verb is None or any(case_of(c) in _SIDES for c in trigger.token.children):
        return False
    return any(word.i == s.i and len(conjuncts(s)) == 1 for s in _harmed(verb, trigger.token))


def _harmed(verb: Token, fighting: Token) -> list[Token]:
    """The subjects of a passive, also where the tree hangs them on the noun behind it."""
    return [s for t in (verb, fighting) for s in subjects(t) if s.i < verb.i]


def _harmed_in(trigger: Trigger) -> Token | None:
    """The passive verb that tells whom fighting harms, if the trigger is that fighting."""
    token = trigger.token
    if trigger.event != "ASSAULT" or not lemmas_of(token, _FIGHTING) or case_of(token) not in _AMID:
        return None
    verb = token.head
    return verb if verb.pos_ == "VERB" and is_passive(verb) and lemmas_of(verb, _HARMING) else None


def _brings_about(word: Token, trigger: Trigger) -> bool:
    """Does what is told before only lead to protests ("her murder by a soldier sparked riots")? By the words' order."""
    token = trigger.token
    if trigger.event != "PROTEST" or word.i > token.i:
        return False
    verb = token.i - 1
    while verb > max(0, token.i - 5) and token.doc[verb].pos_ in ("ADJ", "DET", "NOUN", "ADV", "NUM"):
        verb -= 1
    return word.i < verb and token.doc[verb].pos_ == "VERB" and bool(lemmas_of(token.doc[verb], _SPARKING))


def is_not_done_to(word: Token, trigger: Trigger) -> bool:
    """May a phrase name one who acts, but not the one acted on?

    Nobody is resigned to; approving "the Darfur ceasefire deal" praises nobody; "calls for X to be fined" asks others;
    frigates sent "to protect X" are not shown to X; an inquiry "into X" is not asked of X.
    """
    token = trigger.token
    if _told_beside(word, trigger) or is_only_host(word, trigger) or is_helped(word, trigger):
        return True
    if trigger.event == "RETREAT" and trigger.match is not None and trigger.match.entry.mode == "resign":
        return case_of(word) != "from"  # "resigns from the party"
    if trigger.event == "REJECT" and lemmas_of(token, _OVERTURNING):  # whose conviction it was is not refused anything
        return any(word.i in {t.i for t in o.subtree} for o in objects(token) if o.lemma_.lower() in _VERDICTS)
    if trigger.event == "RETREAT" and case_of(word) == "to":  # "gave the sailors to a bishop"
        return any(lemmas_of(o, _CAPTIVES) for o in objects(token)) and all(word.i != o.i for o in objects(token))
    where = trigger.event in _VERBAL and case_of(word) == "in" and word.pos_ == "PROPN"
    if where and top(word).head.i == token.i:  # "sued in Oslo", but "demanded reforms in Peru"
        return trigger.match is None or all(word.i != t.i for t in trigger.match.roles.get("RECIPIENT", ()))
    near = {t.text for t in word.doc[max(0, word.i - 1) : word.i + 2]}
    if trigger.event == "SUPPORT" and word.dep_ in ("compound", "amod", "nmod:desc") and not near & _DASHES:
        return word.head.lemma_.lower() in _ACCORDS and word.head.i in {o.i for o in objects(token)}
    if trigger.event == "REQUEST":
        if _concerned(word, token):
            return True
        passive = [v for v in (word.head, *word.children, *token.children) if v.i > word.i and v.dep_ in _INFINITIVES]
        passive = [v for v in passive if v.pos_ == "VERB" and is_passive(v)]
        marks = (c for v in passive for c in v.children if c.dep_ == "mark" and c.i < word.i)
        return bool(passive) and (case_of(word) == "for" or any(c.lower_ == "for" for c in marks))
    if trigger.event == "MOBILIZE" and word.dep_ == "obj":
        verb = top(word.head)
        helped = verb.dep_ in _INFINITIVES and verb.i > token.i and bool(lemmas_of(verb, _HELPING))
        return helped and any(c.lower_ == "to" for c in verb.children)
    return False


def _told_beside(word: Token, trigger: Trigger) -> bool:
    """Does it only stand in another clause under the verb ("withdrew, handing the base to Y"; "asked, saying Y lacks")?

    Not where the construction itself looks there.
    """
    token = trigger.token
    if trigger.event not in _ENDING or token.pos_ != "VERB" or word.i < token.i:
        return False
    if trigger.match is not None and any(word.i == t.i for t in trigger.match.roles.get("RECIPIENT", ())):
        return False
    node = word
    while node.head.i not in (node.i, token.i):
        node = node.head
    if any(c.lower_ == "to" and c.i < node.i for c in node.children):  # "sent jets to shadow Y"
        return False
    return node.head.i == token.i and node.dep_ == "advcl" and node.i != word.i


def _concerned(word: Token, asking: Token) -> bool:
    """Is it only what the thing asked for is about ("ordered an inquiry into Y", "sought a pact involving Y")?"""
    node, deep = word, False
    while node.head.i not in (node.i, asking.i):
        deep = deep or (node.dep_ == "nmod" and case_of(node) in _CONCERNING)
        node = node.head
    return deep and node.head.i == asking.i and node.dep_ in ("obj", "obl")


def _only_describes(token: Token, act: Token) -> bool:
    """Does a phrase only say whose allies others are ("militias backed by Iran"), where that is not the act itself?"""
    said = top(token).head
    while said.dep_ in ("obl", "nmod") and said.head.i != said.i and said.i != act.i:
        said = said.head
    if said.dep_ != "acl" or said.lower_ not in _TIED or act.i in (said.i, said.head.i):
        return False
    return all(t.i != act.i for t in said.subtree)


def _after_hyphen(word: Token, trigger: Trigger) -> bool:
    """ "German- and French-mediated talks": those who mediate do not talk to each other."""
    if trigger.event not in _BETWEEN:
        return False
    doc, i = word.doc, word.i + 1
    while i < min(len(doc), word.i + 5) and (doc[i].pos_ == "PROPN" or doc[i].dep_ in _LINKED):
        i += 1
    hyphened = i + 1 < len(doc) and doc[i].text in _DASHES and doc[i + 1].lower_ in _HELPED
    if hyphened and doc[i + 1].i == trigger.token.i:  # the mediating itself is what is told
        return False
    return hyphened or word.lower_.rpartition("-")[2] in _HELPED


def _sided_with(word: Token) -> bool:
    """Does "pro-" stand before the word ("a pro-Kurdish march")?"""
    doc, i = word.doc, word.i
    tied = i > 1 and doc[i - 1].text in _DASHES and doc[i - 2].lower_ == "pro" and not doc[i - 2].whitespace_
    return tied or word.lower_.startswith(("pro-", "pro‑"))


def _harmed_meanwhile(word: Token, trigger: Trigger) -> bool:
    """Is somebody killed or held "in protests" or "amid unrest" of others?"""
    token = trigger.token
    if trigger.event != "PROTEST" or token.pos_ != "NOUN" or token.dep_ not in ("obl", "nmod", "conj"):
        return False
    first = top(token)
    while first.head.pos_ == "NOUN" and first.dep_ == "nmod":  # "during a crackdown on protests"
        first = top(first.head)
    verb = first.head
    if case_of(first) not in _AMID or verb.pos_ != "VERB" or not lemmas_of(verb, _HARMING):
        return False
    return any(word.i in {t.i for t in o.subtree} for o in objects(verb))  # "four people, two guards among them"


def _beside_both(word: Token, trigger: Trigger) -> bool:
    """Where those "between" whom it is are named, nobody else told before takes part in talks or an agreement."""
    noun = _shared(trigger)
    if noun is None or word.i > noun.i:
        return False
    return any(t.pos_ == "PROPN" for t in _between(noun))  # "the first meeting between the leaders": those before


def acts_too(word: Token, trigger: Trigger) -> bool:
    """Is it one of both sides of what is told of a truce or talks, or somebody who goes along on a visit?"""
    noun = _shared(trigger)
    if noun is not None and noun.i != trigger.token.i and word.i in {t.i for t in _between(noun)}:
        return True  # "the truce between X and Y will be extended"
    if trigger.event != "CONSULT" or word.i == trigger.token.i:
        return False
    first = top(word)
    return first.dep_ in ("obl", "nmod") and _company(first)


def _company(word: Token) -> bool:
    """ "Along with", "together with", "alongside", "accompanied by"."""
    at = word.left_edge.i
    opening = [t.lower_ for t in word.doc[max(0, at - 1) : at + 3]]
    return "alongside" in opening[1:2] or any(opening[k : k + 2] in _COMPANY for k in (0, 1))


def _shared(trigger: Trigger) -> Token | None:
    """The noun of what two sides share: the trigger itself, or what the truce is that it tells of."""
    token = trigger.token
    if trigger.event in _BETWEEN and token.pos_ == "NOUN":
        return token
    if trigger.event not in _BETWEEN | {"RETREAT"} or token.pos_ != "VERB":
        return None
    verbs = [token, *(c for c in token.children if c.dep_ == "ccomp")]
    return next((s for v in verbs for s in subjects(v) if s.lemma_.lower() in _ACCORDS), None)


def _between(noun: Token) -> list[Token]:
    """The words behind a noun's "between"."""
    both = [t for c in noun.children if c.dep_ in ("nmod", "obl") and case_of(c) == "between" for t in c.subtree]
    if not both and noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "between":
        both = list(noun.doc[noun.i + 2 : noun.i + 7])
    return both


def top(token: Token) -> Token:
    """The first of those joined by "and"."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token
