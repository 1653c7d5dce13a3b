"""A coder without a model: an ACCUSE for every "condemned". For tests of everything around the real one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from tocsin.records import Article, Drop, Entity, Event, Evidence
from tocsin.settings import Settings


class FakeCoder:
    """Codes by one word; "BREAK" raises, "DIE" ends the process, "SKIP" is dropped."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, list[Event], list[Drop]]]:
        for article in articles:
            if "BREAK" in article.text:
                raise ValueError("broken on purpose")
            if "DIE" in article.text:
                os._exit(9)
            drops = [Drop(article.source or "", article.id, "skipped")] if "SKIP" in article.text else []
            yield article, [condemned(article, match) for match in re.finditer("condemned", article.text)], drops


def condemned(article: Article, match: re.Match[str]) -> Event:
    start = article.text.rfind("\n", 0, match.start()) + 1
    end = article.text.find("\n", match.end())
    sentence = (start, end if end >= 0 else len(article.text))
    actor = Entity("KOR", ("GOV",), article.text[start : start + 5], "South Korea", "Q884", (start, start + 5))
    return Event(
        article=article.id,
        published=article.published,
        event="ACCUSE",
        mode=("disapprove",),
        cameo="111",
        quad_code=3,
        event_scale=-2.0,
        actor=(actor,),
        evidence=Evidence(sentence, match.span(), actor=(actor.span,), rule="fake"),
        confidence=0.5,
        coder="fake",
    )
