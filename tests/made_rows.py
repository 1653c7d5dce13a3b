"""Rows of others' event data, made up."""

from __future__ import annotations

from tocsin.sources.eventset_files import GDELT_EVENTS


def gdelt_row(**cells: str) -> str:
    values = {
        "GLOBALEVENTID": "5",
        "SQLDATE": "20170701",
        "EventCode": "043",
        "IsRootEvent": "1",
        "ActionGeo_Type": "0",
        "DATEADDED": "20170702234500",
        "SOURCEURL": "https://www.example.org/a",
    } | cells
    return "\t".join(values.get(name, "") for name in GDELT_EVENTS) + "\n"
