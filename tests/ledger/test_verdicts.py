"""Each verdict with a case for it and one against."""

from __future__ import annotations

from datetime import date
from typing import Any

from made_events import article, event
from tocsin.ledger import Deed, Entry, decide, entries_of
from tocsin.ledger.entries import Report, deeds_of


def report(
    sentence: str, trigger: str, kind: str, published: str, *, inner: tuple[dict[str, Any], ...] = (), **fields: Any
) -> Report:
    made = article(sentence, published)
    head = event(made, sentence, trigger, kind, **fields)
    acts = tuple(
        (
            event(
                made,
                sentence,
                act["trigger"],
                act["kind"],
                parent=head,
                auxiliary=("hypothetical",),
                role=act.get("role", "content"),
                **act["fields"],
            ),
            act["trigger"],
        )  # noqa: E501
        for act in inner
    )
    return Report(head.id, head, sentence, trigger, head.date, published, acts)


def act(trigger: str, kind: str, role: str = "content", **fields: Any) -> dict[str, Any]:
    return {"trigger": trigger, "kind": kind, "role": role, "fields": fields}


def entry(*args: Any, **fields: Any) -> Entry:
    (found,) = entries_of([report(*args, **fields)])
    return found


def deed(*args: Any, **fields: Any) -> Deed:
    (found,) = deeds_of([report(*args, **fields)])
    return found


def demand() -> Entry:
    return entry(
        "Seoul demanded that Pyongyang release the detained fishermen.", "demanded", "REQUEST", "2016-02-01",
        who="KOR/GOV", whom="PRK", inner=(act("release", "RETREAT", who="PRK", whom="KOR", mode="release"),),
    )  # fmt: skip


def threat() -> Entry:
    return entry(
        "Seoul warned it would cut power to Kaesong if the North tests another device.", "warned", "THREATEN",
        "2016-02-01", who="KOR/GOV", whom="PRK", mode="relations",
        inner=(
            act("cut", "SANCTION", who="KOR", whom="PRK"),
            act("tests", "MOBILIZE", "condition", who="PRK", mode="weapons"),
        ),
    )  # fmt: skip


def promise() -> Entry:
    return entry(
        "Moscow promised to withdraw its troops from the enclave.", "promised", "AGREE", "2016-02-01",
        who="RUS/GOV", whom="MDA", inner=(act("withdraw", "RETREAT", who="RUS", mode="withdraw"),),
    )  # fmt: skip


RELEASED = ("Pyongyang released the fishermen.", "released", "RETREAT", "2016-02-20")
TESTED = ("The North tests another nuclear device.", "tests", "MOBILIZE", "2016-03-01")


def test_complied() -> None:
    found = decide(demand(), [deed(*RELEASED, who="PRK/GOV", whom="KOR/CVL", mode="release")])
    assert (found.status, found.days) == ("complied", 19)
    assert found.confidence is not None
    assert found.evidence[0].side == "for"


def test_not_complied_by_another_or_before_or_elsewhere() -> None:
    for other in (
        deed(*RELEASED, who="IRN", whom="KOR", mode="release"),
        deed(*RELEASED[:3], "2016-01-20", who="PRK", whom="KOR", mode="release"),
        deed(
            "Pyongyang released prisoners.", "released", "RETREAT", "2016-02-20", who="PRK", whom="SWE", mode="release"
        ),
    ):
        assert decide(demand(), [other]).status == "open"


def test_refused_and_then_done_counts_as_done() -> None:
    no = deed(
        "Pyongyang rejected the demand to free the fishermen.",
        "rejected",
        "REJECT",
        "2016-02-03",
        who="PRK",
        whom="KOR",
    )
    assert decide(demand(), [no]).status == "refused"
    later = deed(*RELEASED, who="PRK", whom="KOR", mode="release")
    found = decide(demand(), [no, later])
    assert found.status == "complied"
    assert {one.side for one in found.evidence} == {"for", "against"}
    assert found.confidence < decide(demand(), [later]).confidence  # type: ignore[operator]


def test_a_promise_to_comply_is_part_of_it() -> None:
    yes = deed(
        "Pyongyang agreed with Seoul on the detained fishermen.", "agreed", "AGREE", "2016-02-03", who="PRK", whom="KOR"
    )
    assert decide(demand(), [yes]).status == "partly"


def test_overtaken_when_the_maker_withdraws() -> None:
    drop = deed(
        "Seoul withdrew its demand about the detained fishermen.",
        "withdrew",
        "CONCEDE",
        "2016-02-09",
        who="KOR",
        whom="PRK",
    )
    assert decide(demand(), [drop]).status == "overtaken"
    unrelated = deed("Seoul pardoned a banker.", "pardoned", "CONCEDE", "2016-02-09", who="KOR", whom="KOR")
    assert decide(demand(), [unrelated]).status == "open"


def test_a_threat_carried_out() -> None:
    cut = deed("South Korea cut power to the Kaesong park.", "cut", "SANCTION", "2016-03-02", who="KOR/GOV", whom="PRK")
    found = decide(threat(), [deed(*TESTED, who="PRK", mode="weapons"), cut])
    assert found.status == "carried out"
    assert {one.side for one in found.evidence} == {"for", "condition"}


def test_a_threat_whose_condition_came_lapses_only_with_time() -> None:
    tested = deed(*TESTED, who="PRK", mode="weapons")
    day = date(2016, 3, 1).toordinal()
    assert decide(threat(), [tested], until=day + 30).status == "open"
    assert decide(threat(), [tested], until=day + 200).status == "not carried out"
    assert decide(threat(), [], until=day + 2000).status == "open"  # nothing is decided without a later record


def test_a_warning_of_what_others_will_do_speaks_of_a_condition() -> None:
    found = entry(
        "Park warned that the North would test again.", "warned", "THREATEN", "2016-01-14",
        who="KOR/GOV", inner=(act("test", "MOBILIZE", who="PRK", mode="weapons"),),
    )  # fmt: skip
    assert found.content == ()
    assert [one.event for one in found.conditions] == ["MOBILIZE"]
    assert found.to == ("PRK",)


def test_a_promise_kept_and_a_promise_broken() -> None:
    left = deed(
        "Russian troops withdrew from the enclave.", "withdrew", "RETREAT", "2016-05-01", who="RUS/MIL", mode="withdraw"
    )
    assert decide(promise(), [left]).status == "carried out"
    shelled = deed(
        "Russian troops in the enclave shelled a town.", "shelled", "ASSAULT", "2016-05-01", who="RUS", whom="MDA"
    )
    assert decide(promise(), [shelled]).status == "not carried out"
    elsewhere = deed("Russian jets bombed Aleppo.", "bombed", "ASSAULT", "2016-05-01", who="RUS", whom="SYR")
    assert decide(promise(), [elsewhere]).status == "open"


def test_what_was_itself_only_demanded_or_denied_is_no_entry() -> None:
    for auxiliary in (("hypothetical",), ("negation",)):
        made = report("Seoul urged talks.", "urged", "REQUEST", "2016-01-01", who="KOR", auxiliary=auxiliary)
        assert entries_of([made]) == []


def test_an_announced_act_of_its_doer_is_a_promise() -> None:
    found = entry(
        "Poland will open its border on Monday.", "open", "RETREAT", "2016-01-01", who="POL", auxiliary=("future",)
    )
    assert found.kind == "promise"
    assert found.content[0].doers == ("POL",)
    others = report(
        "Poland will open its border, said Minsk.", "open", "RETREAT", "2016-01-01", who="POL", auxiliary=("future",),
        said_by="BLR",
    )  # fmt: skip
    assert entries_of([others]) == []
