"""An explanation for a terminal: plain text in columns, colours if wanted."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tocsin.explain.nouns import (
    QUADS,
    ExplainedEvent,
    Explanation,
    FoundParty,
    Predicate,
    Rejected,
    Scores,
    Sentence,
    StatusHeard,
    Word,
    headline,
)
from tocsin.highlight import as_ansi, as_text, marks_of

_NAME = 12  # columns of the field names


def render(seen: Explanation, *, width: int = 100, color: bool = False) -> str:
    """The whole explanation in lines of at most `width` columns."""
    page = Sheet(max(width, 40), color)
    page.heading("Reading")
    for line in seen.gists():
        page.lines(line, "  ", "    ")
    if not seen.events:
        page.lines("no event was coded", "  ")
    judge = "reader and lexicon" if seen.judge else "lexicon only"
    page.lines(f"published {seen.published or 'unknown'} · {judge} · {seen.coder}", "  ", dim=True)
    page.heading("Events")
    for number, found in enumerate(seen.roots(), 1):
        _event(page, seen, found, str(number), 0)
    page.heading("Actors found")
    _actors(page, seen)
    page.heading("Considered, not coded")
    for rejected in seen.rejected:
        _rejected(page, rejected)
    if seen.unfit:
        listed = ", ".join(f"{text} ({count})" for text, _, count in seen.unfit)
        told = "known predicates (with rows of the lexicon) none of which fits here"
        page.lines(f"{told}: {listed}", "  ", "    ", dim=True)
    if not seen.rejected and not seen.unfit:
        page.lines("nothing", "  ", dim=True)
    page.heading("Words and relations")
    for sentence in seen.sentences:
        _tree(page, sentence)
    return "\n".join(page.out).strip("\n")


class Sheet:
    """Lines of a text under construction."""

    def __init__(self, width: int, color: bool) -> None:
        self.width, self.color = width, color
        self.out: list[str] = []

    def paint(self, text: str, code: str) -> str:
        """The text in a colour, if colours are wanted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text

    def heading(self, text: str) -> None:
        """A line that begins a part."""
        self.out += ["", self.paint(text.upper(), "1")]

    def lines(self, text: str, first: str = "", rest: str | None = None, *, dim: bool = False, code: str = "") -> None:
        """Wrapped text, indented by `first` and then `rest`."""
        rest = first if rest is None else rest
        plain = " ".join(text.split())
        wrapped = textwrap.wrap(
            plain, self.width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        )  # fmt: skip
        for line in wrapped:
            self.out.append(self.paint(line, "2" if dim else code) if dim or code else line)

    def field(self, name: str, text: str, indent: str) -> None:
        """A name and what stands there, continued below itself."""
        self.lines(text, f"{indent}{name:<{_NAME}}", indent + " " * _NAME)


def _event(page: Sheet, seen: Explanation, found: ExplainedEvent, number: str, depth: int) -> None:
    """One act and, indented below it, those that stand in it."""
    event, indent = found.event, "     " * depth + "  "
    role = f"{event.role}: " if event.role and depth else ""
    page.lines(f"{number}  {role}{headline(event)}", indent, indent + "   ", code="1;33")
    indent += "   "
    _words(page, seen, found, indent)
    _trigger(page, found, indent)
    for side in ("actor", "recipient", "speaker"):
        parties = [party for party in found.parties if party.role == side]
        for party in parties:
            page.field(side, _party(party), indent)
        if not parties and side != "speaker":
            page.field(side, "none named", indent)
    page.field("status", "; ".join(_status(s) for s in found.status) or "reported as done, no cue", indent)
    speech = [seen.text[slice(*cue.span)] for cue in event.evidence.cues if cue.kind not in _statuses(found)]
    if speech:
        page.field("said so by", "cue " + ", ".join(f"“{word}”" for word in speech), indent)
    page.field("date", _date(found, seen), indent)
    if event.event_loc:
        page.field("place", _place(event.event_loc), indent)
    if event.role and found.role_heard:
        page.field("inner role", _scores(found.role_heard), indent)
    page.field("scores", _numbers(found), indent)
    page.out.append("")
    for count, child in enumerate(seen.inner(found), 1):
        _event(page, seen, child, f"{number}.{count}", depth + 1)


def _statuses(found: ExplainedEvent) -> set[str]:
    return {status.value for status in found.status}


def _words(page: Sheet, seen: Explanation, found: ExplainedEvent, indent: str) -> None:
    """The sentence with its marks: in colour where there are colours, else in brackets."""
    event, marks = found.event, marks_of(found.event)
    span = event.evidence.sentence
    if not page.color:
        page.lines(as_text(seen.text, marks, span), indent, indent)
        return
    plain = textwrap.wrap(seen.text[slice(*span)], page.width - len(indent), break_on_hyphens=False)
    start = span[0]
    for line in plain:  # colours count no columns, so the plain text is wrapped and its lines are coloured
        at = seen.text.find(line, start, span[1])
        if at < 0:
            page.out.append(indent + line)
            continue
        start = at + len(line)
        page.out.append(indent + as_ansi(seen.text, marks, (at, start)))


def _trigger(page: Sheet, found: ExplainedEvent, indent: str) -> None:
    predicate = found.predicate
    page.field("trigger", f"“{predicate.text}”, found by {_finders(found.made_by)}", indent)
    if found.used:
        used = found.used
        page.field("  lexicon", f"{used.source}  {used.pattern}  (fit {used.score:.2f})", indent)
        if used.example:
            page.field("", f"as in “{used.example}”", indent)
    elif predicate.rows:
        page.field("  lexicon", f"none of its {predicate.rows} rows for this word fits as {found.event.event}", indent)
    others = [c for c in predicate.constructions if c != found.used]
    if others:
        told = "; ".join(f"{c.source} {c.event or 'not coded'} {c.score:.2f}" for c in others)
        page.field("  also fit", told, indent)
    if predicate.model:
        page.field("  model", _belief(predicate), indent)


def _finders(made_by: str) -> str:
    return {"both": "lexicon and model", "lexicon": "the lexicon", "model": "the model"}.get(made_by, made_by)


def _belief(predicate: Predicate) -> str:
    told = _scores(predicate.model)
    if predicate.none is not None:
        told += f" · no event {predicate.none:.2f}"
    if predicate.belief is not None and predicate.asked is not None:
        told += f"; with the lexicon: an event {predicate.belief:.2f} (asked: {predicate.asked:.2f})"
    return told


def _scores(scores: Scores) -> str:
    return " · ".join(f"{name} {p:.2f}" for name, p in scores)


def _party(party: FoundParty) -> str:
    return f"“{party.text}” = {party.label} [{party.how}] {party.why}"


def _status(status: StatusHeard) -> str:
    told = status.value if status.given else f"not {status.value}"
    parts = [f"cue {', '.join(f'“{word}”' for word in status.cues)}"] if status.cues else []
    if status.model is not None:
        parts.append(f"model {status.model:.2f}")
    return told + (f" ({', '.join(parts)})" if parts else " (by rule)")


def _date(found: ExplainedEvent, seen: Explanation) -> str:
    date = found.date
    if date is None:
        return "none stated: publication is the only bound"
    if date.start is None:
        return f"“{date.text}” ({date.kind}), not resolved: {seen.why_undated}"
    until = f" to {date.end}" if date.end != date.start else ""
    return f"“{date.text}” ({date.kind}) = {date.start}{until}, exact to the {date.precision}"


def _place(place: dict[str, object]) -> str:
    told = f"“{place.get('extracted_place', '')}”"
    if place.get("resolved_place"):
        told += f" = {place['resolved_place']} ({place.get('country_code') or '–'})"
        if place.get("lat") is not None:
            told += f", {place['lat']:.2f} {place['lon']:.2f}"
    return told


def _numbers(found: ExplainedEvent) -> str:
    event = found.event
    parts = [f"confidence {event.confidence:.2f}", QUADS.get(event.quad_code, ""), f"scale {event.event_scale:+g}"]
    if event.cameo:
        parts.append(f"CAMEO {event.cameo}")
    if event.context:
        parts.append("context " + ", ".join(event.context))
    return " · ".join(part for part in parts if part)


def _actors(page: Sheet, seen: Explanation) -> None:
    """Words, label and reason in three columns."""
    if not seen.actors:
        page.lines("nobody", "  ", dim=True)
        return
    words = min(32, max(len(" ".join(a.text.split())) for a in seen.actors))
    labels = min(20, max(len(" + ".join(a.labels)) for a in seen.actors))
    for actor in seen.actors:
        text, label = " ".join(actor.text.split()), " + ".join(actor.labels)
        left = f"  {_fit(text, words):<{words}}  {label:<{labels}}  "
        page.lines(actor.why or "–", left, " " * (words + labels + 6))


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _rejected(page: Sheet, rejected: Rejected) -> None:
    predicate = rejected.predicate
    page.lines(rejected.reason, f"  {predicate.text:<14} ", " " * 17)
    for c in predicate.constructions[:2]:
        told = f"{c.source} {c.pattern} → {c.event or 'not coded'} (fit {c.score:.2f})"
        page.lines(told, " " * 17, " " * 19, dim=True)
    if predicate.model:
        page.lines("model " + _belief(predicate), " " * 17, " " * 19, dim=True)


def _tree(page: Sheet, sentence: Sentence) -> None:
    """The words as a tree: each below its head, in the order of the text."""
    if sentence.furniture:
        page.lines("page furniture: " + " ".join(w.text for w in sentence.words), "  ", dim=True)
        return
    for word, depth in tree(sentence):
        form = f"{'  ' * min(depth, 20)}{word.text}"
        tag = f"{word.pos:<6}" + (f" {word.entity}" if word.entity else "")
        lemma = word.lemma if word.lemma.lower() != word.text.lower() else ""
        page.out.append(f"  {word.number:>3}  {form:<44} {word.relation:<14} {tag:<10} {lemma}".rstrip()[: page.width])
    page.out.append("")


def tree(sentence: Sentence) -> Iterator[tuple[Word, int]]:
    """The words with their depth, each directly below its head."""
    inside = {word.number for word in sentence.words}
    below: dict[int, list[Word]] = {}
    roots = []
    for word in sentence.words:
        if word.head == word.number or word.head not in inside:
            roots.append(word)
        else:
            below.setdefault(word.head, []).append(word)
    stack = [(word, 0) for word in reversed(roots)]
    while stack:
        word, depth = stack.pop()
        yield word, depth
        stack += [(child, depth + 1) for child in reversed(below.get(word.number, []))]
