"""Who stands where in a clause: subjects, objects and prepositional parties through passives, control and nominals.

All functions are pure and work on any Doc with Universal Dependencies relations (de Marneffe et al. 2021).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tocsin.actors.vocabulary import REFLEXIVE
from tocsin.events.lemmas import lemmas_of

OBLIQUE = frozenset({"obl", "nmod", "obl:agent"})
_MODIFIERS = frozenset({"nmod:poss", "amod", "compound", "nmod:desc", "nummod"})
# Verbs that lend their subject to the noun they govern: "held talks", "launched an attack on".
LIGHT_VERBS = frozenset(
    "hold launch carry conduct make stage issue give begin start continue resume mount order open undertake pay wage "
    "perform commit announce impose place exchange deliver lodge file express offer sign reach host attend lead join "
    "take have send extend provide face plan prepare declare call hit threaten engage end finish do conclude "
    "establish enter accept reject receive unleash initiate enact execute organize organise schedule seek get set "
    "submit release publish raise voice level strike forge ink secure complete involve include fire hurl "
    "break".split()
)

# With these too the subject does what the object names: "tabled a motion", "repeated its demand".
LENDING_VERBS = LIGHT_VERBS | frozenset("cast table unveil repeat use grant state renew pursue push".split())
# Verbs of plain doing: theirs is the act even where its noun asks for a "by".
DOING_VERBS = frozenset("carry conduct commit launch perform execute begin continue stage mount resume".split())
# Who answers what is asked has not asked it: "granted a request", "received an appeal".
_ANSWERING = frozenset("grant accept reject receive face".split())
_ASKED = frozenset("request appeal application demand petition call proposal offer invitation plea bid".split())

# Prepositions that keep their meaning before a second one: "out of Syria", "back to Kabul", "off from".
COMPOSITIONAL = frozenset(
    "out off back away up down over inside outside in from on into ahead through across together".split()
)
# Nouns that only count or group what stands behind their "of": hundreds of protesters, a series of strikes.
MEASURES = frozenset(
    "hundred thousand dozen score ten million number portion share bulk quarter third series group set round wave "
    "range package part member couple pair "
    "ton tonne barrage crowd lot majority handful string spate batch host array volley salvo column bunch "
    "contingent kind "
    "form type some many several most all both one two three four five half rest unit battalion squadron fleet".split()
)
# Dependents that open a clause of their own.
CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis", "advcl:relcl"})


def base_relation(token: Token) -> str:
    """Relation without subtype: nsubj:pass → nsubj."""
    return token.dep_.split(":", 1)[0]


def conjuncts(token: Token) -> list[Token]:
    """The token and those coordinated with it, in order."""
    found, queue = [token], [token]
    while queue:
        head = queue.pop()
        for child in head.children:
            if child.dep_ == "conj":
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def cases(token: Token) -> frozenset[str]:
    """All prepositions of a nominal: "out of Syria" has both *out* and *of*, but "because of" only its first."""
    words = [c for c in token.children if c.dep_ == "case" and c.i < token.i]
    if not words:
        return frozenset()
    if words[0].lower_ not in COMPOSITIONAL:
        return frozenset((words[0].lower_,))
    fixed = [c for w in words for c in w.children if c.dep_ == "fixed"]
    return frozenset(w.lower_ for w in [*words, *fixed])


def case_of(token: Token) -> str:
    """The preposition that introduces a nominal, "" if none; the first of several ("because of" → because)."""
    words = [c for c in token.children if c.dep_ == "case" and c.i < token.i]
    return words[0].lower_ if words else ""


def is_passive(token: Token) -> bool:
    """A verb in the passive: with a passive subject or auxiliary, or a bare participle that modifies a noun."""
    if any(c.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") or is_agent(c) for c in token.children):
        return True
    if token.tag_ != "VBN" or token.dep_ not in ("acl", "amod", "advcl", "root", "conj"):
        return False
    if token.dep_ == "conj":
        return is_passive(token.head) and not any(c.dep_ in ("obj", "nsubj") for c in token.children)
    return not any(c.dep_.startswith("aux") or c.dep_ in ("nsubj", "obj") for c in token.children)


def subjects(token: Token, depth: int = 0) -> list[Token]:
    """Grammatical subjects of a predicate, found through control, coordination, relatives and participles."""
    own = [c for c in token.children if c.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer")]
    own = [antecedent(s) for s in own]
    if own or depth > 6:
        return own
    head = token.head
    if token.dep_ == "conj" and head.i != token.i:
        return subjects(head, depth + 1)
    if token.dep_ == "xcomp":
        controlled = [c for c in head.children if c.dep_ in ("obj", "iobj") and c.lower_ not in REFLEXIVE]
        if controlled and head.lemma_ not in ("promise", "threaten", "vow"):
            return [_nearest_told(controlled[0], token)]
        if is_passive(head):
            return subjects(head, depth + 1)
        obliques = [
            c for c in head.children if c.dep_ == "obl" and c.i < token.i and case_of(c) in ("on", "to", "with")
        ]
        return obliques[:1] if obliques and head.lemma_ in ("call", "appeal", "plead") else subjects(head, depth + 1)
    if token.dep_ == "acl" and head.i != token.i and token.tag_ == "VB":
        return nominal_doers(head)
    if token.dep_ in ("acl", "acl:relcl") and head.i != token.i:
        return [head]
    if token.dep_ == "amod" and token.tag_ in ("VBN", "VBG"):
        return [head]
    if token.dep_ == "advcl" and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        kept = objects(head)[:1] if any(c.dep_ == "mark" and c.lower_ == "from" for c in token.children) else []
        return kept or subjects(head, depth + 1)  # "stop X from testing": X tests
    if token.dep_ in ("ccomp", "parataxis") and token.tag_ in ("VB", "VBG"):
        return subjects(head, depth + 1)
    return []


def _nearest_told(first: Token, verb: Token) -> Token:
    """Who of those asked does what the infinitive names: "urged A to leave and B to *stay*"."""
    before = [c.i for c in verb.head.children if c.dep_ == "xcomp" and c.i < verb.i]
    behind = [t for t in conjuncts(first) if before and before[-1] < t.i < verb.i]
    return behind[-1] if behind else first


def nominal_doers(noun: Token) -> list[Token]:
    """Who does what an infinitive behind a noun names ("Seoul's threat to attack", "Seoul made a threat to attack")."""
    lent = owners(noun) or light_subject(noun)
    if not lent and noun.dep_ in ("obj", "obl") and noun.head.pos_ == "VERB":
        lent = doers(noun.head)
    return lent or [noun]


def antecedent(token: Token) -> Token:
    """A relative pronoun stands for the noun its clause modifies."""
    if token.tag_ not in ("WP", "WDT"):
        return token
    for clause in token.ancestors:
        if clause.dep_ == "acl:relcl":
            return clause.head
    return token


def is_agent(token: Token) -> bool:
    """Is it "by X" of a passive? Another preposition shows that the relation was misread."""
    return token.dep_ == "obl:agent" and case_of(token) in ("by", "")


def agents(token: Token) -> list[Token]:
    """The doer of a passive: "by X"."""
    marked = [c for c in token.children if is_agent(c)]
    return marked or [
        c for c in token.children if c.dep_ in ("obl", "nmod") and case_of(c) == "by" and is_passive(token)
    ]


def objects(token: Token) -> list[Token]:
    """Direct and indirect objects, the passive subject among them; of a participle that modifies a noun, that noun."""
    if is_passive(token):
        return subjects(token)
    found = [antecedent(c) for c in token.children if c.dep_ in ("obj", "iobj")]
    if not found and token.dep_ == "conj" and token.head.pos_ == "VERB":  # "attacked and killed six soldiers"
        return [c for c in token.head.children if c.dep_ == "obj" and c.i > token.i]
    if not found and token.dep_ == "acl:relcl" and not any(c.dep_ == "obj" for c in token.children):
        own = [c for c in token.children if c.dep_ == "nsubj"]
        if own and antecedent(own[0]).i == own[0].i:
            return [token.head]
    return found


def doers(token: Token) -> list[Token]:
    """The logical subject: the agent of a passive, else the subject."""
    return agents(token) if is_passive(token) else subjects(token)


def obliques(token: Token, prepositions: frozenset[str] | None = None) -> list[Token]:
    """Prepositional dependents of a predicate (and of its objects, where parsers often hang them)."""
    found = []
    for source in [token, *[c for c in token.children if c.dep_ in ("obj", "xcomp", "compound:prt")]]:
        for child in source.children:
            if child.dep_ in OBLIQUE and (prepositions is None or case_of(child) in prepositions):
                found.append(child)
    return found


def owners(token: Token) -> list[Token]:
    """Modifiers that may name a noun's doer, likeliest first: possessive, name ("US"), any other ("rebel")."""
    found = [c for c in token.children if c.dep_ in _MODIFIERS and c.i < token.i]
    return sorted(found, key=lambda c: (c.dep_ != "nmod:poss", not c.text[:1].isupper(), c.i))


def measured(token: Token) -> list[Token]:
    """The word and, behind a word of number or kind, what is counted: "hundreds of protesters"."""
    found = [token]
    if token.lemma_.lower() in MEASURES or token.pos_ == "NUM":
        found += [c for c in token.children if c.dep_ == "nmod" and case_of(c) == "of"]
    return found


def light_subject(token: Token, verbs: frozenset[str] = LENDING_VERBS) -> list[Token]:
    """The subject that a verb of ``verbs`` lends to the noun it governs: "Seoul held talks" → Seoul."""
    verb = token.head
    if base_relation(token) == "conj":
        return light_subject(verb, verbs) if verb.i != token.i else []
    if verb.i == token.i or verb.pos_ != "VERB" or not lemmas_of(verb, verbs):
        return []
    if lemmas_of(verb, _ANSWERING) and token.lemma_.lower() in _ASKED:
        return []
    if token.dep_ in ("obj", "obl", "xcomp"):
        return doers(verb)
    return agents(verb) if token.dep_ == "nsubj:pass" else []


def neighbourhood(token: Token, depth: int = 3) -> Iterator[Token]:
    """Words of a predicate's own clause: descendants to a depth, not into other main or relative clauses."""
    level = [token]
    for _ in range(depth):
        below: list[Token] = []
        for head in level:
            for child in head.children:
                clause = child.dep_ in ("parataxis", "acl:relcl", "advcl", "list")
                if clause or (child.dep_ == "conj" and head.i == token.i and child.pos_ == "VERB"):
                    continue
                below.append(child)
        yield from below
        level = below
    if token.dep_ in ("amod", "acl", "compound") and token.head.i != token.i:
        yield token.head
