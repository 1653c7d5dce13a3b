"""Event data of others: every row is a record or a drop with its line and reason."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_rows import gdelt_row
from tocsin.errors import SourceError
from tocsin.records import Article, Drop, Event
from tocsin.sources.eventset_files import GDELT_EVENTS, GDELT_MENTIONS
from tocsin.sources.eventsets import event_set_format, read_event_rows, read_event_set

ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name"
    "\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry"
    "\tLatitude\tLongitude\n"
)
ICEWS_ROW = (
    "7\t2018-06-01\tAda Smith\tElite,Legislative / Parliamentary,Provincial Court, Central-East\tRussian Federation"
    "\tPraise or endorse\t051\t3.4\tMinistry (European Union)\tGovernment\tNA\t99\t2\tA Paper\tRiga\tNA\tNA\tLatvia"
    "\t56.9\t24.1\n"
)
POLECAT_HEAD = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tContexts\tActor Name\tActor Country\tActor Sectors"
    "\tRecipient Name\tRecipient Country\tRecipient Sectors\tPlacename\tCountry\tLatitude\tLongitude\tSource"
    "\tPublication Date\tVersion\n"
)
POLECAT_ROW = (
    '20180101-1_3\t2018-01-01\tASSAULT\tassassinate\t-9.5\tmilitary|democracy\t"A ""B"" C; None"\tFRA; IGO'
    "\tMIL|GOV; None"
    "\tNone\tNone\tNone\tParis\tFRA\t48.85\t2.35\tA Wire\t2018-01-02\tV1\n"
)


def written(folder: Path, text: str | bytes, name: str = "a.export.CSV") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def only(path: Path) -> tuple[Article, Event]:
    (item,) = read_event_rows(path)
    assert not isinstance(item, Drop), item
    return item


def drops(path: Path) -> Iterator[tuple[str, str]]:
    for item in read_event_set(path):
        if isinstance(item, Drop):
            yield item.source.rpartition(":")[2], item.reason


def test_gdelt(tmp_path: Path) -> None:
    row = gdelt_row(
        Actor1Code="ROMGOV",
        Actor1Name="ROMANIA",
        Actor1CountryCode="ROM",
        Actor1Type1Code="GOV",
        Actor2Code="IGOUNO",
        Actor2Name="UNITED NATIONS",
        Actor2KnownGroupCode="UNO",
        Actor2Type1Code="IGO",
        ActionGeo_Type="4",
        ActionGeo_FullName="Doha, Ad Dawhah, Qatar",
        ActionGeo_CountryCode="QA",
        ActionGeo_Lat="25.2867",
        ActionGeo_Long="51.5333",
    )
    path = written(tmp_path, row)
    assert event_set_format(path) == "gdelt 2.0"
    article, event = only(path)
    assert (event.id, event.article, event.coder) == ("gdelt:5", "gdelt:5", "gdelt 2.0")
    assert (article.id, article.url, article.publisher) == ("gdelt:5", "https://www.example.org/a", "example.org")
    assert article.text == ""
    assert (event.event, event.mode, event.cameo, event.quad_code, event.event_scale) == (
        *("CONSULT", ("visit",), "043"),
        *(1, 4.0),
    )
    assert (event.date, event.published) == ("2017-07-01", "2017-07-02")
    assert [(e.code, e.sector, e.name) for e in event.actor] == [("ROU", ("GOV",), "ROMANIA")]
    assert [(e.code, e.sector) for e in event.recipient] == [("UNO", ())]
    assert event.event_loc == {
        "city": "Doha",
        "province": "Ad Dawhah",
        "country": "Qatar",
        "resolved_place": "Doha",
        "country_code": "QAT",
        "lat": 25.2867,
        "lon": 51.5333,
        "resolution": 4,
    }


def test_evidence_without_words_is_told_as_such(tmp_path: Path) -> None:
    _, event = only(written(tmp_path, gdelt_row()))
    assert set(event.evidence.spans()) == {(0, 0)}
    assert event.evidence.rule == "lead paragraph"
    assert Event.from_dict(event.to_dict()) == event


@pytest.mark.parametrize("width", [57, 58])
def test_gdelt_1_has_fewer_columns(tmp_path: Path, width: int) -> None:
    cells = dict(zip(GDELT_EVENTS, gdelt_row(DATEADDED="20130401").rstrip("\n").split("\t"), strict=True))
    kept = [value for name, value in cells.items() if "ADM2" not in name][:width]
    path = written(tmp_path, "\t".join(kept) + "\n")
    assert event_set_format(path) == "gdelt 1.0"
    article, event = only(path)
    assert (event.published, event.coder, article.url) == (
        *("2013-04-01", "gdelt 1.0"),
        "https://www.example.org/a" if width == 58 else None,
    )


def test_icews(tmp_path: Path) -> None:
    path = written(tmp_path, ICEWS_HEAD + ICEWS_ROW, "events.2018.tab")
    assert event_set_format(path) == "icews"
    article, event = only(path)
    assert event.id == "icews:7:2018-06-01"
    assert event.evidence.rule == "story 99, sentence 2"
    assert article.publisher == "A Paper"
    assert [(e.code, e.sector, e.name) for e in event.actor] == [("RUS", ("LEG", "ELI"), "Ada Smith")]
    assert [(e.code, e.sector) for e in event.recipient] == [("EUR", ("GOV",))]
    assert event.event_loc is not None
    assert (event.event_loc["city"], event.event_loc["country_code"], event.event_loc["resolution"]) == (
        "Riga",
        "LVA",
        4,
    )


def test_icews_of_other_times(tmp_path: Path) -> None:
    """Commas instead of tabs, no code but its label, month/day/year, quoted cells with line ends."""
    names = "event_id,event_date,source_name,source_sectors,source_country,event_text,target_name,target_country"
    row = '8,6/1/2017,"Smith,\nAda","Military,Government",Japan,Praise or endorse,Japan,Japan'
    _, event = only(written(tmp_path, f"{names}\n{row}\n", "icews.csv"))
    assert (event.date, event.cameo, event.event) == ("2017-06-01", "051", "SUPPORT")
    assert event.actor[0].sector == ("MIL", "GOV")


def test_polecat(tmp_path: Path) -> None:
    path = written(tmp_path, POLECAT_HEAD + POLECAT_ROW, "ngecEvents.txt")
    assert event_set_format(path) == "polecat"
    article, event = only(path)
    assert (event.id, event.coder, event.evidence.rule) == ("polecat:20180101-1_3", "polecat V1", "story 20180101-1")
    assert (event.mode, event.context, event.event_scale) == (("targeted",), ("military", "pro_democracy"), -9.5)
    assert [(e.code, e.sector, e.name) for e in event.actor] == [("FRA", ("MIL", "GOV"), 'A "B" C'), ("IGO", (), "")]
    assert event.recipient == ()
    assert (article.publisher, article.published) == ("A Wire", "2018-01-02")


def test_bad_rows_are_dropped_with_line_and_reason(tmp_path: Path) -> None:
    rows = [
        gdelt_row(),
        gdelt_row(GLOBALEVENTID="six"),
        "7\tshort\n",
        "\n",
        gdelt_row(EventCode="999"),
        gdelt_row(EventCode="010"),
        gdelt_row(SQLDATE="20170231"),
        "x" * 1_000_001 + "\n",
        gdelt_row(GLOBALEVENTID="9"),
    ]
    path = written(tmp_path, "".join(rows))
    assert list(drops(path)) == [
        ("2", "bad row"),
        ("3", "bad row"),
        ("5", "unknown code"),
        ("6", "not a PLOVER act"),
        ("7", "impossible date"),
        ("8", "too long"),
    ]
    assert [item.id for item in read_event_set(path) if isinstance(item, Event)] == ["gdelt:5", "gdelt:9"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=60) | st.just(gdelt_row().encode().rstrip()), max_size=8))
def test_no_line_is_lost(tmp_path: Path, lines: list[bytes]) -> None:
    lines = [line.replace(b"\n", b"") for line in lines]
    path = written(tmp_path, gdelt_row().encode() + b"\n".join(lines) + b"\n")
    assert len(list(read_event_set(path))) == 1 + sum(bool(line.strip()) for line in lines)


def test_archives(tmp_path: Path) -> None:
    row = gdelt_row()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.CSV", row)
        archive.writestr("__MACOSX/._a.CSV", b"\0\1")
        archive.writestr("readme.txt", "about these data\n")
        archive.writestr("b.txt", POLECAT_HEAD + POLECAT_ROW)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(row.encode()))
    found = list(read_event_set(tmp_path / "a.zip"))
    assert [item.reason if isinstance(item, Drop) else item.coder for item in found] == [
        *("gdelt 2.0", "unknown format", "polecat V1"),
    ]
    assert only(tmp_path / "a.csv.gz")[0].source == f"{tmp_path.as_posix()}/a.csv.gz:1"


def test_a_broken_archive_says_so(tmp_path: Path) -> None:
    data = gzip.compress((gdelt_row() * 2000).encode())
    path = written(tmp_path, data[: len(data) // 2], "a.csv.gz")
    last = list(read_event_set(path))[-1]
    assert isinstance(last, Drop)
    assert last.reason == "unreadable"


def test_old_code_pages_are_read(tmp_path: Path) -> None:
    _, event = only(written(tmp_path, gdelt_row(Actor1Name="CAFÉ").encode("latin-1")))
    assert event.actor[0].name == "CAFÉ"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "a,b\n1,2\n", "not event data"),
        ("a.csv", "", "not event data"),
        ("a.csv", "\t".join(("1", "20170701234500", *[""] * (len(GDELT_MENTIONS) - 2))), "mentions"),
        ("a.pdf", gdelt_row(), "not event data"),
        ("a.zip", "no zip", "not event data"),
    ],
)
def test_other_files_are_refused_at_once(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = written(tmp_path, text, name)
    assert event_set_format(path) is None
    with pytest.raises(SourceError, match=said):
        read_event_set(path)


def test_a_missing_file(tmp_path: Path) -> None:
    assert event_set_format(tmp_path / "none.csv") is None
    with pytest.raises(SourceError, match="no such file"):
        read_event_set(tmp_path / "none.csv")


def test_every_reason_is_documented() -> None:
    root = Path(__file__).parents[2]
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "src/tocsin/sources").glob("eventset*.py"))
    used = set(re.findall(r'RowError\("([^"]+)"', code)) | set(re.findall(r'Drop\(source, None, "([^"]+)"', code))
    assert len(used) >= 6
    documented = set(re.findall(r"`([a-zA-Z ]+)`", (root / "docs" / "record.md").read_text(encoding="utf-8")))
    assert used <= documented
