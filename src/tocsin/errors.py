"""Errors of tocsin: each names the value seen and the next step."""

from __future__ import annotations


class TocsinError(Exception):
    """Root of all errors raised on purpose by this package."""


class RecordError(TocsinError):
    """A record, or a row meant to become one, does not have the agreed shape."""


class DataFileError(TocsinError):
    """A data file (ontology, lexicon, actors, places, cues) does not load; the text names file and line."""

    def __init__(self, path: object, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = str(path)
        self.line = line
        self.problem = problem

    def __reduce__(self) -> tuple[type[DataFileError], tuple[str, int, str]]:
        """Keep path and line when the error crosses a process border."""
        return type(self), (self.path, self.line, self.problem)


class SourceError(TocsinError):
    """An input named by the user cannot be read at all (missing file, unknown suffix)."""


class ArticleError(TocsinError):
    """One raw item cannot become an article; `reason` is the short word of the drop row."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, str]]:
        """Keep reason and detail when the error crosses a process border."""
        return type(self), (self.reason, self.detail)


class ModelError(TocsinError):
    """The bundled language model is missing or not the one this version was built for."""


class OutputError(TocsinError):
    """Records cannot be written where or how the user asked."""


class SettingsError(TocsinError):
    """A setting has a value that cannot work."""


class StoreError(TocsinError):
    """A store cannot be opened, read or written; the text says what to do."""


class StoreLockedError(StoreError):
    """Another process holds the store; the text names it."""


class QueryError(StoreError):
    """A query is not one that a store answers: its SQL is wrong, or it would change something."""


class QueryLimitError(StoreError):
    """A query went beyond its time or memory."""
