"""What a clause itself says of its act: negation, modality, plans, background, demands, questions, arrangements.

Statuses are PLOVER's auxiliary modes (labels STATUS); each comes with the word that says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tocsin.language.predicates import is_bare, preposition_of

ROOT = ("root", "ROOT")
NEGATORS = frozenset({
    "not", "never", "no", "neither", "nor", "nobody", "none", "without", "nothing", "hardly", "nowhere",
    "nearly", "almost", "scarcely",
})  # fmt: skip
_ONLY = frozenset({"only", "just", "merely", "simply", "necessarily", "least"})
MODALS = {
    "will": "future",
    "shall": "future",
    "'ll": "future",
    "’ll": "future",
    "wo": "future",
    "would": "hypothetical",
    "could": "hypothetical",
    "may": "hypothetical",
    "might": "hypothetical",
    "should": "hypothetical",
    "must": "hypothetical",
    "can": "hypothetical",
    "ca": "hypothetical",
    "ought": "hypothetical",
    "need": "hypothetical",
}
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "assuming"})
# "Once the troops leave", "until it disarms": open, but "until it collapsed" is told.
_OPEN_WHEN_PRESENT = frozenset({"once", "until", "till", "before", "when", "whenever", "after", "as"})
_WHATEVER = frozenset({"whatever", "whoever", "whomever", "whichever", "whenever", "wherever"})
_PRESENT = frozenset({"VBP", "VBZ", "VB"})
_INSTEAD = frozenset({"instead", "rather"})
_BACKGROUND = frozenset({"previously", "formerly", "once", "earlier", "historically", "originally"})
# Words that put a present tense into the future: "is leaving tomorrow", "meets him next week".
_AHEAD = frozenset({"tomorrow", "tonight", "soon", "shortly"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_SPANS = frozenset({"week", "month", "year", "weekend", "summer", "winter", "spring", "autumn", "fall"})
# Acts that are done by saying so, without a subject: "Thank you", "Hope he comes".
_SAID = frozenset({"thank", "hope", "wish", "beg", "apologize", "apologise", "guess", "welcome", "seem",
    "love", "like", "want", "wonder", "recommend"})  # fmt: skip
# "I would suggest", "we would like": what the speaker says or wants, put politely.
_HEDGED = frozenset({"like", "love", "prefer", "suggest", "recommend", "say", "think", "argue", "urge", "ask", "guess",
    "agree", "add", "stress", "advise", "encourage"})  # fmt: skip
_ME = frozenset({"i", "we"})
# "Left for no reason", "in no time": how it was done.
_FREELY = frozenset({"reason", "cause", "warning", "explanation", "notice", "doubt", "purpose", "avail", "charge",
    "problem", "trouble", "hesitation", "delay", "loss", "incident", "casualty", "evidence", "cost"})  # fmt: skip
_STATES = frozenset({"have", "possess", "contain", "know", "see", "find", "hear", "need", "want", "mean", "lack"})
_CLAUSES = frozenset({*ROOT, "parataxis", "ccomp", "conj", "advcl", "dep"})
_HELD = frozenset({"think", "mean", "know", "want", "feel"})  # "what do you think": he does
_OPEN_ENDED = frozenset({"how", "what", "where", "when", "which", "who"})
# "Could hear", "can see": who can, does.
_PERCEIVED = frozenset({"see", "hear", "feel", "tell", "say", "smell", "understand", "imagine", "sense", "remember"})


def is_past(token: Token) -> bool:
    """Is the clause of a predicate told in the past or the perfect?"""
    helpers = [c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if any(c.lower_ in MODALS for c in helpers):
        return False
    return token.tag_ == "VBD" or any(
        c.tag_ == "VBD" or (c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ in ("VBP", "VBZ")) for c in helpers
    )


def subject_of(token: Token) -> Token | None:
    """The subject of a predicate."""
    return next((c for c in token.children if c.dep_.startswith(("nsubj", "csubj"))), None)


def said_by_clause(token: Token) -> Iterator[tuple[str, Token]]:
    """(status, word that says it) for what stands in the clause of ``token``."""
    for child in token.children:
        if value := _function_word(token, child):
            yield value, child
        if child.dep_ in ("nsubj", "nsubj:pass", "obj", "obl") and token.pos_ != "NOUN":
            none = [g for g in child.children if g.lower_ in ("no", "neither") and g.dep_ in ("det", "advmod")]
            none = [g for g in none if not _is_compounded(g)]
            if (none or (child.lower_ in NEGATORS and child.dep_ != "obl")) and not _only_lacks(token, child):
                yield "negation", child
    if token.dep_ == "acl:relcl" and token.head.lower_ in _WHATEVER and not is_past(token):
        yield "hypothetical", token.head
    had = [c for c in token.children if c.dep_ == "aux" and c.lower_ in ("had", "'d")]
    if had and token.tag_ == "VBN" and token.dep_ not in ("ccomp", "parataxis"):
        yield "historical", had[0]
    if token.pos_ not in ("VERB", "AUX"):
        return
    yield from _planned(token)
    if is_demand(token):
        yield "hypothetical", token


def _only_lacks(token: Token, child: Token) -> bool:
    """ "Has no weapons", "left for no reason": what is denied is not the act."""
    if child.dep_ == "obl":
        return child.lemma_.lower() in _FREELY or (child.lower_ == "time" and preposition_of(child) == "in")
    return child.dep_ == "obj" and token.lemma_.lower() in _STATES


def _planned(token: Token) -> Iterator[tuple[str, Token]]:
    """Plans told without "will": "Kim to visit Seoul" (headlines), "is going to", "leaves tomorrow"."""
    infinitive = any(c.lower_ == "to" and c.dep_ == "mark" for c in token.children)
    if infinitive and token.tag_ == "VB" and token.dep_ in (*ROOT, "parataxis"):
        yield "future" if token.dep_ in ROOT else "hypothetical", token
    going = token.lower_ in ("going", "gon") and any(
        c.dep_ == "xcomp" and any(g.lower_ in ("to", "na") for g in c.children) for c in token.children
    )
    if going:
        yield "future", token
    elif token.tag_ in ("VBZ", "VBP", "VBG") and not is_past(token):
        ahead = next((c for c in token.children if _is_ahead(c)), None)
        if ahead is not None and subject_of(token) is not None:
            yield "future", ahead


def _is_ahead(word: Token) -> bool:
    """ "tomorrow", "next week"; "is leaving on Monday"."""
    if word.lower_ in _WEEKDAYS and word.head.tag_ == "VBG":
        return word.dep_.startswith("obl") and preposition_of(word) in ("on", "this", "")
    if word.lower_ in _AHEAD and word.dep_ in ("advmod", "obl:tmod", "obl", "nmod:tmod", "obl:unmarked"):
        return not any(c.dep_ in ("advcl", "advmod", "case") for c in word.children)
    if not word.dep_.startswith("obl") or word.lower_ not in _SPANS | _WEEKDAYS:
        return False  # "next day" counts from what was told, not from today
    return any(c.lower_ == "next" and c.dep_ == "amod" for c in word.children)


def is_demand(token: Token) -> bool:
    """ "Stop the war!", "Call and ask!", "asked that he leave": nobody says that it is done."""
    if not is_bare(token):
        return _is_forbidden(token)
    if any(c.lower_ == "please" for c in token.children):
        return token.tag_ == "VB"
    subject = any(c.dep_.startswith(("nsubj", "csubj", "expl")) for c in token.children)
    if subject or token.dep_ == "ccomp":
        return token.tag_ == "VB" and token.dep_ == "ccomp"
    if token.dep_ == "conj":
        return _is_demand_beside(token)
    if token.dep_ == "advcl":
        return token.tag_ == "VB" and not any(c.dep_ in ("mark", "advmod") for c in token.children)
    return token.dep_ in (*ROOT, "parataxis", "appos") and token.lemma_.lower() not in _SAID


def _is_forbidden(token: Token) -> bool:
    """ "Do not fire!"."""
    helpers = [c.lower_ for c in token.children if c.dep_ in ("aux", "advmod")]
    denied = any(word == "not" or word.endswith(("n't", "n’t")) or word == "nt" for word in helpers)
    plain = token.tag_ == "VB" and token.dep_ in _CLAUSES and subject_of(token) is None
    return plain and denied and "do" in helpers and not any(word in MODALS for word in helpers)


def _is_demand_beside(token: Token) -> bool:
    """ "Call and ask"; also behind a statement with a subject and a tense of its own: "it is late, but let me know"."""
    if is_bare(token.head) and subject_of(token.head) is None:
        return is_demand(token.head)
    return (
        token.tag_ == "VB"
        and token.head.tag_ in ("VBZ", "VBD", "VBN", "JJ", "NN", "NNS")
        and not any(c.dep_ == "aux" for c in token.head.children)
        and token.head.dep_ in (*ROOT, "conj", "parataxis")
    )


def _is_compounded(word: Token) -> bool:
    """Does a hyphen tie the word to the next one: a "no-confidence vote" is held?"""
    return word.i + 1 < len(word.doc) and not word.whitespace_ and word.nbor().text in ("-", "‑", "–")


def _function_word(token: Token, child: Token) -> str:
    """What a small word of the clause says of it: "not", "may", "if", "previously"; "" when nothing."""
    word, dep = child.lower_, child.dep_
    if word.endswith(("n't", "n’t")) or word == "nt":
        return "negation"
    if word in NEGATORS and dep in ("advmod", "det", "cc:preconj", "case", "mark"):
        following = child.nbor() if child.i + 1 < len(child.doc) else child
        return "" if _is_compounded(child) or following.lower_ in _ONLY else "negation"
    if dep == "aux":
        return _helper(token, child)
    if dep == "mark" and word in CONDITIONS or dep == "det" and word == "any":
        return "hypothetical"
    if word in _WHATEVER and dep in ("mark", "advmod", "obj", "nsubj") and token.tag_ in _PRESENT and child.i < token.i:
        return "hypothetical"
    if dep in ("mark", "advmod") and word in _OPEN_WHEN_PRESENT and _opens(token, word):
        return "hypothetical"
    longer = dep == "advmod" and word == "longer" and any(g.lower_ in ("no", "any") for g in child.children)
    if longer or (dep in ("mark", "case", "cc") and word in _INSTEAD):
        return "negation"
    return "historical" if dep == "advmod" and word in _BACKGROUND else ""


def _helper(token: Token, word: Token) -> str:
    """What an auxiliary says."""
    if (
        word.lemma_ == "be"
        and word.tag_ not in ("VB", "VBN", "VBG")
        and any(g.lower_ == "to" and g.i > word.i for g in token.children)
    ):
        return "future"  # "is to visit"
    value = MODALS.get(word.lower_, "")
    if word.lower_ in ("'d", "’d") and token.tag_ == "VB":  # "they'd leave"
        value = "hypothetical"
    if value != "hypothetical":
        return value
    if word.lower_ in ("can", "could") and token.lemma_.lower() in _PERCEIVED:
        negated = any(c.lower_ in NEGATORS or c.lower_ in ("n't", "n’t") for c in token.children)
        return value if negated else ""
    if word.lower_ in ("would", "should", "must", "'d", "’d") and token.lemma_.lower() in _HEDGED:
        subject = subject_of(token)
        return "" if subject is not None and subject.lower_ in _ME else value
    return value


def _opens(token: Token, word: str) -> bool:
    """A clause in the present that hangs on one about the future or the possible: "once the troops leave".

    So does one about anybody: "when you leave".
    """
    helpers = [c for c in token.children if c.dep_ in ("aux", "aux:pass")]
    if token.dep_ != "advcl" or any(c.tag_ in ("VBD", "MD") for c in helpers):
        return False
    if token.tag_ not in _PRESENT and not any(c.tag_ in _PRESENT for c in helpers):
        return (
            token.tag_ == "VBN"
            and word in ("once", "until", "till", "when")
            and not helpers
            and not is_past(token.head)
        )
    subject = subject_of(token)
    if subject is not None and subject.lower_ == "you":
        return True
    if word == "as":
        return token.head.lower_ in ("soon", "long")
    if any(c.dep_ == "aux" and c.lower_ in MODALS for c in token.head.children):
        return True
    return token.head.tag_ == "VB" and word != "after"  # "agree to pay after he signs"


def asked(token: Token) -> Token | None:
    """What makes the clause an open question or a mere supposition: "Will they fight?", "had he signed"; else None.

    "Why did he sign?" takes for granted that he did.
    """
    if token.dep_ not in _CLAUSES or token.pos_ not in ("VERB", "ADJ", "NOUN"):
        return None
    subject = subject_of(token)
    first = next((c for c in token.children if c.dep_ in ("aux", "aux:pass", "cop")), None)
    if subject is None or first is None or first.i > subject.i:
        return None
    mark = next((t for t in token.doc[token.i : token.sent.end] if t.text == "?"), None)
    if mark is None:
        supposed = first.i == token.left_edge.i and first.lower_ in ("had", "should", "were")
        return first if supposed and token.dep_ not in ROOT else None
    word = next((t for t in token.subtree if t.tag_ in ("WRB", "WP", "WDT", "WP$") and t.i < first.i), None)
    if word is None:
        return mark
    if token.lemma_.lower() in _HELD:
        return None
    open_ended = word.lower_ in _OPEN_ENDED and subject.lower_ in ("i", "we", "you")
    return mark if open_ended and first.lower_ in ("do", "does", "can", "should") else None
