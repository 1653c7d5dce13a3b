"""Records as a table for people at a terminal."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from tocsin.articles import legible
from tocsin.records import Article, Entity, Event, cut

_WIDTHS = (10, 24, 24, 24)  # date, actor, event, recipient; the words take the rest


class TableWriter:
    """Writes each article's heading and one line for each of its events."""

    def __init__(self, stream: TextIO, width: int | None = None) -> None:
        self.left_out: Counter[str] = Counter()  # a terminal shows everything
        self.stream = stream
        self.width = width or terminal_width()

    def write(self, article: Article, events: Iterable[Event]) -> None:
        """Heading and rows; an article without events says so."""
        name = article.title or article.source or article.id
        print(fit(" ".join(filter(None, (article.published, name))), self.width), file=self.stream)
        rows = sorted(events, key=lambda event: event.evidence.trigger)
        for event in rows:
            print(self._row(event, article.text), file=self.stream)
        if not rows:
            print("  no events", file=self.stream)
        print(file=self.stream)

    def _row(self, event: Event, text: str) -> str:
        kind = event.event + (f" {'/'.join(event.mode)}" if event.mode else "")
        notes = [*event.auxiliary, event.role or ""]
        notes += (
            ["said by " + ", ".join(_party(entity) for entity in event.attribution[-1])] if event.attribution else []
        )
        cells = (event.date or "", _parties(event.actor), kind, _parties(event.recipient))
        row = "  " + " ".join(fit(cell, width).ljust(width) for cell, width in zip(cells, _WIDTHS, strict=True))
        words = cut(text, event.evidence.trigger) + (f" [{'; '.join(filter(None, notes))}]" if any(notes) else "")
        return f"{row} {fit(words, max(20, self.width - len(row) - 1))}"


def _parties(entities: tuple[Entity, ...]) -> str:
    return ", ".join(_party(entity) for entity in entities) or "-"


def _party(entity: Entity) -> str:
    return entity.label or entity.text


def terminal_width() -> int:
    """Columns of the terminal, 120 where there is none."""
    return shutil.get_terminal_size((120, 24)).columns


def fit(text: str, width: int) -> str:
    """One line of at most this width, without control characters that could steer the terminal."""
    line = " ".join(legible(text).split())
    return line if len(line) <= width else line[: width - 1] + "…"
