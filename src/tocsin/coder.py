"""The conveyor: batches of articles in, each article with its events and drops out, in order."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from spacy.tokens import Doc

from tocsin.actors.registry import Registry
from tocsin.actors.resolver import ActorResolver
from tocsin.articles.furniture import furniture
from tocsin.events.apolitical import load_apolitical
from tocsin.events.assemble import assemble
from tocsin.events.lexicon import load_lexicon
from tocsin.events.reading import Reading
from tocsin.events.triggers import find_triggers
from tocsin.language.closer import load_closer
from tocsin.language.dates import TimeLine
from tocsin.language.model import load
from tocsin.language.signals import signals
from tocsin.places.finder import find_places
from tocsin.places.gazetteer import gazetteer
from tocsin.records import Article, Drop, Event
from tocsin.settings import Settings

# Articles read together: enough for full batches of the model, few enough that memory stays small.
BATCH_ARTICLES = 32


class Coder:
    """Codes articles. Everything it holds is loaded once and only read; ``timings`` sums seconds by stage."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.timings: dict[str, float] = defaultdict(float)
        collecting = gc.isenabled()
        gc.disable()  # a quarter of the loading time is the collector looking through tables that all stay
        try:
            self._load()
        finally:
            if collecting:
                gc.enable()

    def _load(self) -> None:
        self.nlp = load(self.settings.model, threads=self.settings.threads)
        self.closer = load_closer(self.settings.model, self.settings.threads)
        self.lexicon = load_lexicon(self.settings.overlay)
        self.resolver = ActorResolver(Registry.load(self.settings.overlay))
        self.gazetteer = gazetteer(self.settings.overlay)
        load_apolitical(self.settings.overlay)  # a wrong line is named before the first article is read
        self.version = self.settings.coder

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Event], list[Drop]]]:
        """Yield (article, events, drops) for each article, in order."""
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == BATCH_ARTICLES:
                yield from self._batch(batch)
                batch = []
        if batch:
            yield from self._batch(batch)

    def _batch(self, articles: list[Article]) -> Iterator[tuple[Article, list[Event], list[Drop]]]:
        began = time.perf_counter()
        docs = list(self.nlp.pipe([a.text for a in articles], batch_size=BATCH_ARTICLES))
        self.timings["reader"] += time.perf_counter() - began
        for article, doc in zip(articles, docs, strict=True):
            yield article, self.events(self.reading(article, doc)), []

    def reading(self, article: Article, doc: Doc) -> Reading:
        """Actors, times, speeches and places of a Doc read by ``self.nlp``."""
        published = date.fromisoformat(article.published) if article.published else None
        marks = [time.perf_counter()]
        actors = self.resolver.read(doc, article.published)
        marks.append(time.perf_counter())
        times = TimeLine(doc, published)
        marks.append(time.perf_counter())
        places = find_places(doc, self.gazetteer)
        marks.append(time.perf_counter())
        for stage, a, b in zip(("actors", "dates", "places"), marks, marks[1:], strict=False):
            self.timings[stage] += b - a
        heard = None if self.settings.lexicon_only else signals(doc)
        if heard is not None:
            heard.closer, heard.folder = self.closer, self.settings.model
        marked = furniture(article.text)
        return Reading(article, doc, actors, times, actors.scene.speeches, places, heard, marked, self.settings.overlay)

    def events(self, reading: Reading) -> list[Event]:
        """Records of one reading, those below ``min_confidence`` left out."""
        began = time.perf_counter()
        triggers = find_triggers(reading.doc, self.lexicon, reading.heard)
        events = assemble(reading, triggers, self.version)
        self.timings["events"] += time.perf_counter() - began
        return [e for e in events if e.confidence >= self.settings.min_confidence]
