"""The ledger: every demand, threat and promise, and what later records say became of it.

    with tocsin.open_store("news.duckdb") as store:
        update_stories(store)
        update_ledger(store)        # `tocsin add` does both

docs/ledger.md says what counts as compliance, refusal and the rest. Nothing is decided without a later record.
"""

from tocsin.ledger.entries import Act, Deed, Entry, entries_of
from tocsin.ledger.updating import update_ledger
from tocsin.ledger.verdicts import Bearing, Verdict, decide

__all__ = ["Act", "Bearing", "Deed", "Entry", "Verdict", "decide", "entries_of", "update_ledger"]
