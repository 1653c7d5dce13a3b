"""The PLOVER modes of an act: what the judge and the construction say, and what is asked or threatened."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from tocsin.events.ontology import load_ontology
from tocsin.events.reading import Act
from tocsin.events.triggers import Trigger
from tocsin.language.labels import MODES
from tocsin.language.signals import Signals

MODE_THRESHOLD = 0.2
OWN_MODE = 0.7
# Types whose acts always have a mode: of 1,800 such readings of the training news 1 % have none (of ASSAULT, REJECT
# and CONSULT 44 %). Their likeliest mode is given however weak.
ALWAYS = frozenset({"ACCUSE", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})
# Type of the outer act, type and mode of its content (no mode: any) → mode of the outer act. A leader's going is
# another leader (`change` in plover_modes.tsv).
_BY_CONTENT = MappingProxyType(
    {
        ("REQUEST", "RETREAT", "resign"): "change",
        ("THREATEN", "ASSAULT", ""): "violence",
        ("THREATEN", "COERCE", "arrest"): "arrest",
        ("THREATEN", "COERCE", "deport"): "expel",
        ("THREATEN", "SANCTION", "expel"): "expel",
    }
)


def modes_of(trigger: Trigger, heard: Signals | None, contents: Iterable[Act] = ()) -> tuple[str, ...]:
    """PLOVER modes of the event: its content's, else the judge's best above a threshold, else the construction's."""
    for content in contents:
        inner = modes_of(content.trigger, heard)
        for mode in (*inner, ""):
            said = _BY_CONTENT.get((trigger.event, content.trigger.event, mode))
            if said is not None:
                return (said,)
    allowed = load_ontology().types[trigger.event].modes
    own = trigger.own_entry.mode if trigger.own_entry else ""
    if heard is None:
        return (own,) if own else ()
    scores = {m: float(heard.mode[trigger.token.i, MODES.index(m)]) for m in allowed if m in MODES}
    if own in scores:
        scores[own] += OWN_MODE
    if not scores:
        return (own,) if own else ()
    best = max(scores, key=lambda m: scores[m])
    return (best,) if scores[best] >= MODE_THRESHOLD or trigger.event in ALWAYS else ()
