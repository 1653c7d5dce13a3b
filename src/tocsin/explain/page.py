"""An explanation as one self-contained HTML page: no network, no script, light and dark, readable by screen readers."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from tocsin.explain.arcs import arcs
from tocsin.explain.nouns import QUADS, Construction, ExplainedEvent, Explanation, Predicate, Rejected, Scores, Sentence
from tocsin.explain.text import tree
from tocsin.highlight import Mark, as_html, legend, marks_of, style
from tocsin.records import Entity

_FINDERS = {"both": "lexicon and model", "lexicon": "lexicon", "model": "model"}
# More sentences than this are folded: their trees would hide the rest of the page.
_OPEN_SENTENCES = 1


def page(seen: Explanation) -> str:
    """A whole document."""
    title = escape(" ".join(seen.text.split())[:80])
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>tocsin explains: {title}</title>'
        f'<style>html,body{{margin:0;padding:0}}\n{style()}</style></head><body class="tocsin whole"><main>'
        f"{body(seen)}</main></body></html>\n"
    )


def body(seen: Explanation, level: int = 1) -> str:
    """The content, its first heading at `level`, to be put into an element of class `tocsin`."""
    h1, h2 = f"h{level}", f"h{level + 1}"
    several = len(seen.events) > 1
    order = {found.event.id: numbers for numbers, found in numbered(seen)}
    marks = [m for f in seen.events for m in marks_of(f.event, order[f.event.id] if several else "")]
    facts = [
        f"published {seen.published}" if seen.published else "no date of publication: relative dates stay open",
        "read by model and lexicon" if seen.judge else "read by the lexicon alone",
        seen.coder,
    ]
    parts = [
        f'<header><{h1}><span class="brand">tocsin</span> explains</{h1}>'
        f'<p class="words">{as_html(seen.text, _overview(marks))}</p>{legend(marks)}'
        f'<p class="facts">{" · ".join(escape(f) for f in facts)}</p></header>',
        _section("Events", h2, _events(seen, h2), len(seen.events)),
        _section("Actors found, and why", h2, _actors(seen), len(seen.actors)),
        _section("Considered, not coded", h2, _rejections(seen), len(seen.rejected)),
        _section("Words and relations", h2, _sentences(seen.sentences), len(seen.sentences)),
    ]
    return "".join(parts)


def _section(title: str, tag: str, content: str, count: int) -> str:
    return f'<section><{tag}>{title} <span class="count">{count}</span></{tag}>{content}</section>'


def _overview(marks: Iterable[Mark]) -> list[Mark]:
    """In the text as a whole the triggers keep their labels; parties show their colour and tell on hovering."""
    return [m if m.kind == "trigger" else Mark(m.span, m.kind, "", m.note or m.label) for m in marks]


def numbered(seen: Explanation) -> list[tuple[str, ExplainedEvent]]:
    """Events with the number they are called by: inner acts count below their outer one (2.1)."""
    made: list[tuple[str, ExplainedEvent]] = []

    def walk(found: ExplainedEvent, number: str) -> None:
        made.append((number, found))
        for count, child in enumerate(seen.inner(found), 1):
            walk(child, f"{number}.{count}")

    for count, root in enumerate(seen.roots(), 1):
        walk(root, str(count))
    return made


def _events(seen: Explanation, tag: str) -> str:
    if not seen.events:
        return '<p class="none">No event was coded. What was considered is told below.</p>'
    gists = "".join(f"<li>{escape(line)}</li>" for line in seen.gists())
    names = {found.event.id: number for number, found in numbered(seen)}
    cards = "".join(_card(seen, root, names, f"h{int(tag[1]) + 1}") for root in seen.roots())
    return f'<ul class="gist">{gists}</ul>{cards}'


def _card(seen: Explanation, found: ExplainedEvent, names: dict[str, str], tag: str) -> str:
    """One act with its reasons, and the acts in it inside."""
    event = found.event
    inner = "".join(_card(seen, child, names, tag) for child in seen.inner(found))
    role = f'<span class="role">{escape(event.role)}</span>' if event.role else ""
    chips = "".join(f'<span class="chip status">{escape(s)}</span>' for s in event.auxiliary)
    mode = "".join(f' <span class="mode">{escape(m)}</span>' for m in event.mode)
    target = f'<span class="arrow" aria-label="to">→</span><span class="who">{_labels(event.recipient)}</span>'
    heading = (
        f'<{tag}><span class="number">{names[event.id]}</span>{role}<span class="who">{_labels(event.actor)}</span>'
        f'{target if event.recipient else ""}<span class="type">{escape(event.event)}{mode}</span>{chips}'
        f"{_confidence(event.confidence)}</{tag}>"
    )
    words = as_html(seen.text, marks_of(event), event.evidence.sentence)
    return (
        f'<article class="card quad{event.quad_code}">{heading}<p class="words">{words}</p>'
        f"<dl>{_fields(seen, found)}</dl>{inner}</article>"
    )


def _labels(side: Iterable[Entity]) -> str:
    return " + ".join(dict.fromkeys(escape(e.label or e.name or "?") for e in side)) or '<span class="open">?</span>'


def _confidence(value: float) -> str:
    return (
        f'<span class="confidence" title="probability that type and parties are right">{_bar(value)}'
        f'<span>{value:.2f}<span class="unseen"> confidence</span></span></span>'
    )


def _bar(value: float) -> str:
    """A small bar; the number stands beside it, so it is hidden from screen readers."""
    return f'<span class="bar" aria-hidden="true"><i style="width:{100 * min(max(value, 0.0), 1.0):.0f}%"></i></span>'


def _fields(seen: Explanation, found: ExplainedEvent) -> str:
    event, rows = found.event, [("trigger", _trigger(found))]
    for side in ("actor", "recipient", "speaker"):
        parties = [p for p in found.parties if p.role == side]
        told = "".join(
            f'<div><q>{escape(p.text)}</q> = <b>{escape(p.label)}</b> <span class="how">{escape(p.how)}</span>'
            f'<span class="why">{escape(p.why)}</span></div>'
            for p in parties
        )
        if told or side != "speaker":
            rows.append((side, told or '<span class="open">none named</span>'))
    rows.append(("status", _status(found)))
    known = {s.value for s in found.status}
    cues = [seen.text[slice(*cue.span)] for cue in event.evidence.cues if cue.kind not in known]
    if cues:
        rows.append(("said so by", ", ".join(f"<q>{escape(c)}</q>" for c in cues)))
    rows.append(("date", _date(found, seen)))
    if event.event_loc:
        rows.append(("place", _place(event.event_loc)))
    if found.role_heard:
        rows.append(("role", _scores(found.role_heard)))
    rows.append(("scores", _numbers(found)))
    return "".join(f'<dt class="{name.split()[0]}">{name}</dt><dd>{told}</dd>' for name, told in rows)


def _trigger(found: ExplainedEvent) -> str:
    predicate = found.predicate
    by = _FINDERS.get(found.made_by, found.made_by)
    told = f'<div><q>{escape(predicate.text)}</q> <span class="how">found by {by}</span></div>'
    if found.used:
        told += f"<div>{_construction(found.used)}</div>"
        if found.used.example:
            told += f'<span class="why">as in “{escape(found.used.example)}”</span>'
    elif predicate.rows:
        kind = escape(found.event.event)
        told += f'<span class="why">none of the lexicon’s {predicate.rows} rows for this word fits as {kind}</span>'
    others = [c for c in predicate.constructions if c != found.used]
    if others:
        items = "".join(f"<li>{_construction(c)}</li>" for c in others)
        told += f"<details><summary>{len(others)} more rows fit, less well</summary><ul>{items}</ul></details>"
    return told + _belief(predicate)


def _construction(c: Construction) -> str:
    kind = escape(c.event) or "not to be coded"
    return (
        f'<code class="source">{escape(c.source)}</code> <code>{escape(c.pattern)}</code> '
        f'<span class="how">{kind}, fit {c.score:.2f}</span>'
    )


def _belief(predicate: Predicate) -> str:
    if not predicate.model:
        return ""
    rest = (("no event", predicate.none),) if predicate.none is not None else ()
    told = _scores((*predicate.model, *rest), "model")
    if predicate.belief is not None and predicate.asked is not None:
        told += (
            f'<span class="why">with the lexicon heard: an event {predicate.belief:.2f} '
            f"(asked: {predicate.asked:.2f})</span>"
        )
    return told


def _scores(scores: Scores, lead: str = "") -> str:
    items = "".join(f"<li>{escape(name)} {_bar(p)} <b>{p:.2f}</b></li>" for name, p in scores)
    return f'<ul class="scores">{f"<li>{lead}</li>" if lead else ""}{items}</ul>'


def _status(found: ExplainedEvent) -> str:
    parts = []
    for s in found.status:
        cues = " ".join(f"<q>{escape(c)}</q>" for c in s.cues)
        model = f'<span class="how">model {s.model:.2f}</span>' if s.model is not None else ""
        name = f"<b>{s.value}</b>" if s.given else f'<span class="open">not {s.value}</span>'
        parts.append(f"<div>{name} {cues} {model}</div>")
    given = any(s.given for s in found.status)
    return ("" if given else "<div>reported as done or under way</div>") + "".join(parts)


def _date(found: ExplainedEvent, seen: Explanation) -> str:
    date = found.date
    if date is None:
        return '<span class="open">none stated: publication is the only bound</span>'
    lead = f'<q>{escape(date.text)}</q> <span class="how">{escape(date.kind)}</span>'
    if date.start is None:
        return f"{lead} not resolved: {seen.why_undated}"
    until = f" to <b>{date.end}</b>" if date.end != date.start else ""
    return f'{lead} = <b>{date.start}</b>{until} <span class="how">exact to the {escape(date.precision)}</span>'


def _place(place: dict[str, object]) -> str:
    told = f"<q>{escape(str(place.get('extracted_place', '')))}</q>"
    if place.get("resolved_place"):
        told += f" = <b>{escape(str(place['resolved_place']))}</b> {escape(str(place.get('country_code') or ''))}"
        if place.get("lat") is not None:
            told += f' <span class="how">{place["lat"]:.2f}, {place["lon"]:.2f}</span>'
    return told


def _numbers(found: ExplainedEvent) -> str:
    event = found.event
    parts = [QUADS.get(event.quad_code, ""), f"scale {event.event_scale:+g}"]
    parts += [f"CAMEO {event.cameo}"] if event.cameo else []
    parts += [f"context {', '.join(event.context)}"] if event.context else []
    return escape(" · ".join(p for p in parts if p))


def _actors(seen: Explanation) -> str:
    if not seen.actors:
        return '<p class="none">Nobody was found.</p>'
    rows = "".join(
        f"<tr><td><q>{escape(' '.join(a.text.split()))}</q></td><td><b>{escape(' + '.join(a.labels))}</b></td>"
        f"<td>{escape('; '.join(a.names))}</td><td class='why'>{escape(a.why)}</td></tr>"
        for a in seen.actors
    )
    return _table(("words", "code", "name", "why"), rows)


def _table(head: tuple[str, ...], rows: str) -> str:
    cells = "".join(f'<th scope="col">{h}</th>' for h in head)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>'


def _rejections(seen: Explanation) -> str:
    rows = "".join(_rejection(r) for r in seen.rejected)
    told = _table(("word", "why not", "rows of the lexicon that fit", "model"), rows) if rows else ""
    if seen.unfit:
        items = ", ".join(f"<q>{escape(text)}</q> ({count})" for text, _, count in seen.unfit)
        told += f'<p class="facts">Known predicates (with rows of the lexicon) none of which fits here: {items}.</p>'
    return told or '<p class="none">Nothing else was considered.</p>'


def _rejection(rejected: Rejected) -> str:
    predicate = rejected.predicate
    rows = "".join(f"<div>{_construction(c)}</div>" for c in predicate.constructions[:2]) or "–"
    model = "–"
    if predicate.model:
        none = (("no event", predicate.none),) if predicate.none is not None else ()
        model = _scores((*none, *predicate.model[:2]))
    word, reason = escape(predicate.text), escape(rejected.reason)
    return f"<tr><td><q>{word}</q></td><td>{reason}</td><td>{rows}</td><td>{model}</td></tr>"


def _sentences(sentences: tuple[Sentence, ...]) -> str:
    made = []
    for sentence in sentences:
        words = escape(" ".join(w.text for w in sentence.words))
        if sentence.furniture:
            made.append(f'<p class="facts">page furniture, never coded: {words}</p>')
            continue
        rows = "".join(
            f'<tr><td class="number">{w.number}</td><td style="padding-left:{0.6 + 1.1 * min(depth, 16):.1f}em">'
            f"{escape(w.text)}</td><td>{escape(w.relation)}</td><td>{escape(w.pos)}</td><td>{escape(w.tag)}</td>"
            f"<td>{escape(w.lemma)}</td><td>{escape(w.entity)}</td></tr>"
            for w, depth in tree(sentence)
        )
        table = _table(("no.", "word, below its head", "relation", "part of speech", "tag", "lemma", "name"), rows)
        shown = " open" if len(sentences) <= _OPEN_SENTENCES else ""
        made.append(
            f'<details class="sentence"{shown}><summary>{words}</summary>'
            f'<div class="scroll" tabindex="0">{arcs(sentence)}</div>'
            f"<details><summary>as a table</summary>{table}</details></details>"
        )
    return "".join(made)
