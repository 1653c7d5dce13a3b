"""Near-duplicate texts: reprints and agency copies, found by MinHash fingerprints.

Two texts are near-duplicates if their sets of five-word sequences overlap by `SIMILAR` (Jaccard); candidates come from
locality-sensitive hashing, and each is checked on the texts themselves. A cluster is whatever hangs together by such
pairs, so it does not depend on the order in which texts come. Adding a text compares it with its candidates only.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import rensa

from tocsin.store.passing import passed

if TYPE_CHECKING:
    import duckdb

SEQUENCE = 5  # words
SHORTEST = 30  # words; two one-sentence items with the same words may well tell of two different days
# Of the 982 texts of ECB+ 30 pairs overlap by 0.5 or more, and the twelve looked at are one agency's text in two
# papers, title and lead edited; at 0.4 there are two reports by one writer on two days of one affair.
SIMILAR = 0.5
# 32 bands of 4 rows find 87 % of the pairs at a similarity of 0.5, 99 % at 0.6 and all at 0.7: 1 - (1 - s^4)^32.
BANDS, ROWS = 32, 4
SEED = 20160113
METHOD = f"rensa r-minhash {rensa.RMinHash.ALGORITHM_VERSION}, {BANDS}x{ROWS}, {SEQUENCE} words by crc32, seed {SEED}"

# Punctuation, which editors change: of ASCII byte by byte, the rest sign by sign.
_BLANKED = bytes(ord(" ") if chr(code) in string.punctuation else code for code in range(256))
_TYPOGRAPHIC = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00ab\u00bb\u00a0"  # quotes, dashes, dots, hard space
Sequences = np.ndarray[tuple[int], np.dtype[np.uint64]]
_FNV_START, _FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)

_REPRINTS = """
INSERT INTO raw.reprints SELECT id, first(id ORDER BY rank) OVER (PARTITION BY cluster) FROM prints
QUALIFY count(*) OVER (PARTITION BY cluster) > 1
"""


def sequences(text: str) -> Sequences:
    """Hashes of the five-word sequences of a text, without case and punctuation, sorted; none of a short text.

    >>> sequences("Seoul condemned the test.").size
    0
    """
    for sign in _TYPOGRAPHIC:
        text = text.replace(sign, " ")
    words = text.casefold().encode("utf-8", "surrogatepass").translate(_BLANKED).split()
    if len(words) < SHORTEST:
        return np.empty(0, dtype=np.uint64)
    hashes = np.fromiter(map(crc32, words), dtype=np.uint64, count=len(words))
    places = len(words) - SEQUENCE + 1
    found = np.full(places, _FNV_START, dtype=np.uint64)
    for word in range(SEQUENCE):  # FNV-1a over the words' hashes
        found = (found ^ hashes[word : word + places]) * _FNV_PRIME
    found.sort()
    distinct: Sequences = found[np.append(True, found[1:] != found[:-1])]
    return distinct


def similarity(a: Sequences, b: Sequences) -> float:
    """Jaccard overlap, 0 to 1."""
    shared = np.intersect1d(a, b, assume_unique=True).size
    return float(shared / (a.size + b.size - shared)) if shared else 0.0


def fingerprints(texts: Iterable[str]) -> list[list[int]]:
    """For each text the hashes of its bands; texts that share one are candidates. Short texts have none."""
    found = [sequences(text) for text in texts]
    long = [hashes for hashes in found if hashes.size]
    if not long:
        return [[] for _ in found]
    offsets = np.cumsum([0, *(hashes.size for hashes in long)], dtype=np.uint64)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(long), offsets, BANDS * ROWS, SEED)
    values = np.asarray(matrix.to_rows(), dtype=np.uint64).reshape(len(long), BANDS, ROWS)
    hashes = np.full((len(long), BANDS), _FNV_START, dtype=np.uint64) ^ np.arange(BANDS, dtype=np.uint64)
    for row in range(ROWS):  # FNV-1a over the rows of a band, its number first
        hashes = (hashes * _FNV_PRIME) ^ values[:, :, row]
    bands = iter(hashes.tolist())
    return [next(bands) if hashes.size else [] for hashes in found]


def group(con: duckdb.DuckDBPyConnection) -> None:
    """Bring clusters and reprints up to date after a batch; reads the temporary tables `staged` and `standing`."""
    loosened = _loosen(con)
    fresh = con.execute(
        "SELECT DISTINCT n.text_hash, n.text FROM staged n JOIN standing s ON s.id = n.id "
        "WHERE (s.fresh OR s.better) AND NOT EXISTS (SELECT 1 FROM raw.texts t WHERE t.hash = n.text_hash)"
    ).fetchall()
    _insert_texts(con, fresh)
    unmatched = [hash_ for hash_, _ in fresh] + loosened
    if unmatched:
        _cluster(con, unmatched)
    _find_reprints(con, loosened)


def refresh(con: duckdb.DuckDBPyConnection) -> int:
    """Make anew the fingerprints that another version of the method has made; how many. Within a transaction."""
    stale = _column(con, "SELECT hash FROM raw.texts WHERE method <> $method", method=METHOD)
    if not stale:
        return 0
    con.execute("DELETE FROM raw.texts")
    texts = con.execute("SELECT text_hash, any_value(text) FROM raw.articles GROUP BY text_hash").fetchall()
    _insert_texts(con, texts)
    _cluster(con, [hash_ for hash_, _ in texts])
    con.execute("DELETE FROM raw.reprints")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE prints AS SELECT a.id, a.rank, t.cluster FROM raw.texts t "
        "JOIN raw.articles a ON a.text_hash = t.hash WHERE len(t.bands) > 0"
    )
    con.execute(_REPRINTS)
    return len(stale)


def _insert_texts(con: duckdb.DuckDBPyConnection, fresh: list[tuple[str, str]]) -> None:
    """New texts, each a cluster of its own for now."""
    import pyarrow as pa

    if not fresh:
        return
    hashes = [hash_ for hash_, _ in fresh]
    bands = pa.array(fingerprints(text for _, text in fresh), pa.list_(pa.uint64()))
    with passed(con, in_texts=pa.table({"hash": hashes, "bands": bands})):
        con.execute("INSERT INTO raw.texts SELECT hash, $method, bands, hash FROM in_texts", {"method": METHOD})


def _loosen(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Forget texts that no article has any more; what hung together by them is taken apart, and returned."""
    gone = _column(
        con,
        "SELECT DISTINCT old_hash FROM standing s WHERE better "
        "AND NOT EXISTS (SELECT 1 FROM raw.articles a WHERE a.text_hash = s.old_hash)",
    )
    if not gone:
        return []
    clusters = _column(con, "SELECT DISTINCT cluster FROM raw.texts WHERE hash IN (SELECT unnest($gone))", gone=gone)
    con.execute("DELETE FROM raw.texts WHERE hash IN (SELECT unnest($gone))", {"gone": gone})
    left = _column(con, "SELECT hash FROM raw.texts WHERE cluster IN (SELECT unnest($names))", names=clusters)
    con.execute("UPDATE raw.texts SET cluster = hash WHERE cluster IN (SELECT unnest($names))", {"names": clusters})
    return left


def _cluster(con: duckdb.DuckDBPyConnection, unmatched: list[str]) -> None:
    """Join these texts with their near-duplicates among all texts."""
    pairs = con.execute(
        "WITH bands AS (SELECT hash, cluster, unnest(bands) AS band FROM raw.texts), "
        "mine AS (SELECT * FROM bands WHERE hash IN (SELECT unnest($unmatched))) "
        "SELECT DISTINCT m.hash, m.cluster, b.hash, b.cluster FROM mine m JOIN bands b USING (band) "
        "WHERE m.hash <> b.hash",
        {"unmatched": unmatched},
    ).fetchall()
    if not pairs:
        return
    wanted = list({hash_ for one, _, other, _ in pairs for hash_ in (one, other)})
    texts = dict(
        con.execute(
            "SELECT text_hash, any_value(text) FROM raw.articles WHERE text_hash IN (SELECT unnest($wanted)) "
            "GROUP BY text_hash",
            {"wanted": wanted},
        ).fetchall()
    )
    joined = _joined(pairs, texts)
    if joined:
        names, targets = list(joined), list(joined.values())
        con.execute(
            "UPDATE raw.texts SET cluster = j.target "
            "FROM (SELECT unnest($names) AS name, unnest($targets) AS target) j WHERE cluster = j.name",
            {"names": names, "targets": targets},
        )


def _joined(pairs: list[tuple[str, str, str, str]], texts: dict[str, str]) -> dict[str, str]:
    """For each cluster that joins another, the name of the joint one: the lowest hash in it."""
    parents: dict[str, str] = {}

    def root(name: str) -> str:
        while (above := parents.get(name, name)) != name:
            name = above
        return name

    known: dict[str, Sequences] = {}

    def words(hash_: str) -> Sequences:
        if hash_ not in known:
            known[hash_] = sequences(texts[hash_])
        return known[hash_]

    for one, cluster, other, other_cluster in pairs:
        low, high = sorted((root(cluster), root(other_cluster)))
        if low != high and similarity(words(one), words(other)) >= SIMILAR:
            parents[high] = low
    return {name: root(name) for name in parents}


def _find_reprints(con: duckdb.DuckDBPyConnection, loosened: list[str]) -> None:
    """Articles of one cluster, the earliest as their original, for all clusters this batch has touched."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT cluster FROM raw.texts WHERE len(bands) > 0 "
        "AND hash IN (SELECT n.text_hash FROM staged n JOIN standing s ON s.id = n.id WHERE s.fresh OR s.better "
        "UNION ALL SELECT old_hash FROM standing WHERE better UNION ALL SELECT unnest($loosened))",
        {"loosened": loosened},
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE prints AS SELECT a.id, a.rank, t.cluster FROM touched c "
        "JOIN raw.texts t ON t.cluster = c.cluster JOIN raw.articles a ON a.text_hash = t.hash"
    )
    con.execute(
        "DELETE FROM raw.reprints WHERE article IN "
        "(SELECT id FROM prints UNION ALL SELECT id FROM standing WHERE better)"
    )
    con.execute(_REPRINTS)


def _column(con: duckdb.DuckDBPyConnection, sql: str, **values: Any) -> list[str]:
    return [row[0] for row in con.execute(sql, values).fetchall()]
