"""Names of coders: `tocsin 0.1.0+3f2a91c0` is version 0.1.0 of the family `tocsin`, with the data of that hash."""

from __future__ import annotations

import re

from tocsin.settings import Settings


def current() -> str:
    """The coder of this version without settings."""
    return Settings().coder


def family(coder: str) -> str:
    """What stays when the version changes.

    >>> family("tocsin 0.1.0")
    'tocsin'
    """
    return coder.partition(" ")[0]


def version(coder: str) -> list[int]:
    """Numbers of the version, to be compared from the left; none for a coder without a version. A hash does not count.

    >>> version("tocsin 0.10.2+3f2a91c0") > version("tocsin 0.9.0")
    True
    """
    return [int(number) for number in re.findall(r"\d+", coder.partition(" ")[2].partition("+")[0])]
