"""The stable views of a store: what `tocsin query` and users' notebooks read. docs/views.md is written from this.

A column that is here stays: its name, its type and its meaning. Days are DATE, inclusive; lists are never NULL in
records made by tocsin; spans are half-open character offsets into `articles.text`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """SQL of a view, what one row is, and what each column means."""

    sql: str
    row: str
    columns: dict[str, str]


_RECORD = {
    "event": "PLOVER type",
    "mode": "modes of that type",
    "context": "PLOVER contexts",
    "cameo": "CAMEO code with its leading zero, or ''",
    "quad_code": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    "event_scale": "-10 (conflict) to 10 (cooperation)",
    "actor": "who: list of {code, sector, text, name, identifier, span}",
    "recipient": "to whom: as actor",
}
_STATUS = {
    "auxiliary": "historical, future, hypothetical, negation; empty: told as done",
    "parent": "mention of the outer act, or NULL",
    "role": "content, condition, consequence, cause or purpose of the outer act, or NULL",
    "event_loc": "where: {resolved_place, country_code, lat, lon, ...}, or NULL",
    "confidence": "0 to 1",
}

_MENTIONS = View(
    """
    SELECT m.*, s.story, coalesce(r.original, m.article) AS original,
        r.original IS NOT NULL AND r.original <> m.article AS reprint, a.publisher,
        substring(a.text, m.evidence.trigger[1] + 1, m.evidence.trigger[2] - m.evidence.trigger[1]) AS words,
        substring(a.text, m.evidence.sentence[1] + 1, m.evidence.sentence[2] - m.evidence.sentence[1]) AS sentence
    FROM raw.mentions m
    LEFT JOIN raw.articles a ON a.id = m.article
    LEFT JOIN raw.reprints r ON r.article = m.article
    LEFT JOIN raw.story_mentions s ON s.mention = m.id
    """,
    "one act told in one sentence of one article: the record as coded (docs/record.md), with its words",
    {
        "id": "the record's id",
        "article": "id of the article",
        "published": "day the article was published",
        **_RECORD,
        "date": "first day of the act, NULL: the text states none",
        "enddate": "last day of the act",
        "date_precision": "day, month, year ... or ''",
        "auxiliary": _STATUS["auxiliary"],
        "attribution": "who vouches for it, outermost first: list of lists like actor",
        **{name: meaning for name, meaning in _STATUS.items() if name != "auxiliary"},
        "evidence": "{sentence, trigger, actor, recipient, date, cues, rule}: spans and the rule that read them",
        "coder": "what made the record, with its version",
        "story": "the story it belongs to, or NULL",
        "original": "the first article with this text: `article` itself unless it is a reprint",
        "reprint": "whether the article prints the text of an earlier one",
        "publisher": "who published the article",
        "words": "the trigger's words",
        "sentence": "the sentence's words",
    },
)

_PUBLISHERS = """
    SELECT coalesce(r.original, c.article) AS original, count(DISTINCT c.article) AS articles,
        coalesce(list_sort(list(DISTINCT c.publisher) FILTER (c.publisher IS NOT NULL)), []) AS publishers
    FROM raw.copies c
    JOIN raw.articles a ON a.id = c.article AND a.text_hash = c.text_hash
    LEFT JOIN raw.reprints r ON r.article = c.article
    GROUP BY ALL
"""

_HAPPENED = "event, mode, context, cameo, quad_code, event_scale, actor, recipient"

_EVENTS = View(
    f"""
    SELECT s.id, s.event, m.* EXCLUDE (id, event, article, published, date, enddate, date_precision, attribution,
            evidence, coder),
        s.date, s.enddate, s.first_report, s.last_report, s.mentions, s.publishers, s.independent, s.one_sided,
        s.head AS mention
    FROM raw.stories s JOIN raw.mentions m ON m.id = s.head
    UNION ALL
    SELECT m.id, {_HAPPENED}, auxiliary, parent, role, event_loc, confidence, m.date, enddate, m.published,
        m.published, 1, p.publishers, 1, len(m.attribution) > 0, m.id
    FROM (
        SELECT * FROM raw.mentions m
        ANTI JOIN raw.story_mentions k ON k.mention = m.id
        ANTI JOIN (SELECT article FROM raw.reprints WHERE original <> article) r ON r.article = m.article
    ) m
    LEFT JOIN ({_PUBLISHERS}) p ON p.original = m.article
    """,
    "one happening, counted once however often it is told: a story, or a mention that belongs to none",
    {
        "id": "the story's id, else the mention's",
        **_RECORD,
        **_STATUS,
        "date": "first day of the act, NULL: no text states one",
        "enddate": "last day of the act",
        "first_report": "earliest day of publication",
        "last_report": "latest day of publication",
        "mentions": "how many records tell it",
        "publishers": "who published it",
        "independent": "how many publishers did not print another's text",
        "one_sided": "whether only one side says so",
        "mention": "the record whose fields stand for it (`mentions.id`)",
    },
)

_PARTY = """
    SELECT mention, article, published, event, '{side}' AS side, party.code AS code, party.sector AS sector,
        concat_ws('/', nullif(party.code, ''), party.sector[1]) AS label,
        party.name AS name, party.identifier AS identifier, party.text AS text, party.span AS span
    FROM (SELECT id AS mention, article, published, event, unnest({parties}) AS party FROM raw.mentions)
"""

_ACTORS = View(
    " UNION ALL ".join(
        _PARTY.format(side=side, parties=parties)
        for side, parties in (
            ("actor", "actor"),
            ("recipient", "recipient"),
            ("speaker", "flatten(attribution)"),
        )
    ),
    "one party of one mention",
    {
        "mention": "the record",
        "article": "id of the article",
        "published": "day the article was published",
        "event": "PLOVER type of the record",
        "side": "actor, recipient or speaker",
        "code": "ISO 3166 alpha-3 or PLOVER's own, '' if only a sector is known",
        "sector": "list of PLOVER sectors",
        "label": "code and first sector: KOR/GOV",
        "name": "the registry's name, or ''",
        "identifier": "the registry's identifier, or ''",
        "text": "the words of the text",
        "span": "where they stand in the text",
    },
)

_ARTICLES = View(
    f"""
    SELECT a.id, a.title, a.published, a.published_source, a.publisher, a.url, a.language, a.source, a.text,
        coalesce(r.original, a.id) AS original, r.original IS NOT NULL AND r.original <> a.id AS reprint,
        p.publishers, p.articles AS prints, k.coders
    FROM raw.articles a
    LEFT JOIN raw.reprints r ON r.article = a.id
    LEFT JOIN ({_PUBLISHERS}) p ON p.original = coalesce(r.original, a.id)
    LEFT JOIN (SELECT article, list_sort(list(coder)) AS coders FROM raw.codings GROUP BY article) k
        ON k.article = a.id
    """,
    "one article; of those with nearly the same text the earliest is the original, the others are reprints",
    {
        "id": "the input's own id where it has one, else a hash of the text",
        "title": "headline, or NULL",
        "published": "day of publication, or NULL",
        "published_source": "where that day was read: field, page, text, file name, option",
        "publisher": "who published it, or NULL",
        "url": "address, or NULL",
        "language": "language code",
        "source": "file (and line) it came from",
        "text": "the text that offsets count in",
        "original": "the first article with this text: its own id unless it is a reprint",
        "reprint": "whether it prints the text of an earlier one",
        "publishers": "everyone who published this text, sorted",
        "prints": "how many articles have this text",
        "coders": "which coders, with their versions, have read it",
    },
)

_STORIES = View(
    "SELECT * FROM raw.stories",
    "the mentions, across articles and days, of one happening (`tocsin.stories` fills it)",
    {
        "id": "the story's id",
        "head": "the mention that stands for it",
        "event": "agreed PLOVER type",
        "events": "all types its mentions have",
        "parties": "labels of both sides, sorted",
        "date": "first day of the act as agreed, or NULL",
        "enddate": "last day of the act",
        "first_report": "earliest day of publication",
        "last_report": "latest day of publication",
        "publishers": "who published it, sorted",
        "independent": "how many publishers did not print another's text",
        "mentions": "how many records tell it",
        "one_sided": "whether only one side says so",
        "disagreements": "JSON: {field: [{value, mentions}, ...]}, or NULL",
    },
)

_LEDGER = View(
    "SELECT * FROM raw.ledger",
    "a demand, threat or promise and what became of it (`tocsin.ledger` fills it)",
    {
        "id": "the entry's id",
        "kind": "demand, threat or promise",
        "mention": "the record of it",
        "story": "the story of that record, or NULL",
        "by_parties": "who demands, threatens, promises: labels such as KOR/GOV",
        "to_parties": "to whom",
        "content": "JSON: the act demanded, threatened or promised, or NULL",
        "condition": "JSON: under what condition, or NULL",
        "made_on": "day it was made",
        "status": "complied, partly, refused, carried out, not carried out, overtaken or open",
        "verdict": "JSON: the evidence by side, or NULL if there is none",
        "confidence": "0 to 1, of the verdict",
        "days": "days from made_on to the verdict",
    },
)

_DROPS = View(
    """
    SELECT source, article, reason, detail, coder FROM raw.drops
    UNION ALL
    SELECT coalesce(c.source, ''), c.article, 'other text',
        'the id ' || c.article || ' belongs to another text; give each text an id of its own', NULL
    FROM raw.copies c JOIN raw.articles a ON a.id = c.article AND a.text_hash <> c.text_hash
    """,
    "input that gave no article, or an article that could not be coded",
    {
        "source": "file and line",
        "article": "id of the article, if it got that far",
        "reason": "short phrase to count by (docs/record.md)",
        "detail": "what was seen",
        "coder": "the coder that failed, NULL if the input never reached one",
    },
)

VIEWS = {
    "events": _EVENTS,
    "mentions": _MENTIONS,
    "actors": _ACTORS,
    "stories": _STORIES,
    "ledger": _LEDGER,
    "articles": _ARTICLES,
    "drops": _DROPS,
}
