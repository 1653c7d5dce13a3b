"""The coder on this machine, in this process or in several.

Articles travel in chunks that depend on the articles alone, never on the number of processes, so the records are the
same, and in the same order, whatever `jobs` says. Only a few chunks are in flight: memory does not grow with the
number of articles. An article that breaks the coder, or kills its process, becomes a drop row.
"""

from __future__ import annotations

import logging
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from tocsin.errors import SettingsError, TocsinError
from tocsin.records import Article, Drop, Event
from tocsin.settings import Settings

log = logging.getLogger(__name__)

Coded = tuple[Article, list[Event], list[Drop]]

CODER = "tocsin.coder:Coder"
CHUNK_ARTICLES = 16
CHUNK_CHARS = (
    60_000  # about 500 sentences, two seconds of one core: long enough to hide the hand-over between processes
)


class CoderLike(Protocol):
    """What an engine needs of a coder."""

    def code(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Each article with its events and drops, in order."""
        ...


def code_articles(
    articles: Iterable[Article], settings: Settings | None = None, *, jobs: int = 1, coder: str | None = None
) -> Iterator[Coded]:
    """Each article with its events and drops, in the order of the articles.

    `coder` is where the coder's class is found (`module:name`); it is made once in each process. Raises `TocsinError`
    for what concerns all articles alike (a bad data file, a missing model), never for a single article.
    """
    if jobs < 1:
        raise SettingsError(f"jobs={jobs}: must be 1 or more")
    settings, coder = settings or Settings(), coder or CODER
    chunks = _chunks(articles)
    if jobs == 1:
        made = make_coder(settings, coder)
        return (coded for chunk in chunks for coded in code_chunk(made, chunk))
    return _in_processes(chunks, settings, jobs, coder)


def make_coder(settings: Settings, path: str = CODER) -> CoderLike:
    """The coder named by `module:name`, made with these settings."""
    module, _, name = path.partition(":")
    made: CoderLike = getattr(import_module(module), name)(settings)
    return made


def code_chunk(coder: CoderLike, chunk: list[Article]) -> list[Coded]:
    """One chunk; if the coder breaks on it, each article alone, and the one that breaks it is dropped."""
    try:
        return list(coder.code(chunk))
    except TocsinError:
        raise
    except Exception as e:  # whatever a text does to the coder, the run goes on
        error = e
    if len(chunk) > 1:
        return [coded for article in chunk for coded in code_chunk(coder, [article])]
    log.debug("the coder failed on article %s", chunk[0].id, exc_info=error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    detail = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
    return [_failed(chunk[0], "coder failed", detail)]


def _failed(article: Article, reason: str, detail: str) -> Coded:
    return (article, [], [Drop(article.source or "", article.id, reason, detail)])


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Runs of articles up to the size of a chunk; an article is never cut."""
    chunk: list[Article] = []
    size = 0
    for article in articles:
        if chunk and (len(chunk) == CHUNK_ARTICLES or size + len(article.text) > CHUNK_CHARS):
            yield chunk
            chunk, size = [], 0
        chunk.append(article)
        size += len(article.text)
    if chunk:
        yield chunk


# --- several processes -----------------------------------------------------------------------------------------------

_Waiting = deque[tuple[list[Article], Future[list[Coded]]]]
_made: CoderLike | None = None  # the coder of a worker process


def _begin_worker() -> None:
    """Ctrl-C reaches the whole group; only the parent answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(chunk: list[Article], settings: Settings, coder: str) -> list[Coded]:
    """Code one chunk in a worker, making the coder the first time."""
    global _made
    if _made is None:
        _made = make_coder(settings, coder)
    return code_chunk(_made, chunk)


class _Pool:
    """A process pool that is replaced when one of its processes dies."""

    def __init__(self, jobs: int, *args: Any) -> None:
        self.jobs, self.args = jobs, args
        self.executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # spawn everywhere: threads of onnxruntime and Arrow do not survive a fork
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_begin_worker)

    def submit(self, chunk: list[Article]) -> Future[list[Coded]]:
        return self.executor.submit(_work, chunk, *self.args)

    def restart(self) -> None:
        """A new pool for one that broke. Its other processes are killed: Python 3.11 misses one that was just being
        started when it asks them to end, and would wait for it for ever."""
        for process in list((getattr(self.executor, "_processes", None) or {}).values()):
            process.kill()
        self.stop()
        self.executor = self._start()

    def stop(self) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)


def _in_processes(chunks: Iterator[list[Article]], settings: Settings, jobs: int, coder: str) -> Iterator[Coded]:
    """Chunks over processes, at most two for each process in flight, results in order."""
    pool = _Pool(jobs, settings, coder)
    waiting: _Waiting = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, _submit(pool, chunk)))
            if len(waiting) >= 2 * jobs:
                yield from _first(pool, waiting)
        while waiting:
            yield from _first(pool, waiting)
    finally:
        pool.stop()


def _submit(pool: _Pool, chunk: list[Article]) -> Future[list[Coded]]:
    """Hand a chunk to the pool; a pool that broke meanwhile takes it once its casualties are known."""
    try:
        return pool.submit(chunk)
    except (BrokenProcessPool, OSError) as e:  # OSError: it broke while another process was being started
        broken: Future[list[Coded]] = Future()
        broken.set_exception(BrokenProcessPool(str(e)))
        return broken


def _first(pool: _Pool, waiting: _Waiting) -> list[Coded]:
    """Result of the oldest chunk; if a process died, find out on which article and go on without it."""
    chunk, future = waiting.popleft()
    try:
        return future.result()
    except BrokenProcessPool:
        log.warning("a worker process died; coding its %d articles one by one", len(chunk))
    pool.restart()
    coded: list[Coded] = []
    for article in chunk:
        try:
            coded += pool.submit([article]).result()
        except BrokenProcessPool:
            coded.append(_failed(article, "worker died", "the process coding this article was killed or crashed"))
            pool.restart()
    later = [(chunk, _submit(pool, chunk)) for chunk, _ in waiting]
    waiting.clear()
    waiting.extend(later)
    return coded
