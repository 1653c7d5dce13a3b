"""Names of coders: `tocsin 0.1.0` is version 0.1.0 of the family `tocsin`."""

from __future__ import annotations

import re

from tocsin import __version__

CURRENT = f"tocsin {__version__}"


def family(coder: str) -> str:
    """What stays when the version changes.

    >>> family("tocsin 0.1.0")
    'tocsin'
    """
    return coder.partition(" ")[0]


def version(coder: str) -> list[int]:
    """Numbers of the version, to be compared from the left; none for a coder without a version.

    >>> version("tocsin 0.10.2") > version("tocsin 0.9.0")
    True
    """
    return [int(number) for number in re.findall(r"\d+", coder.partition(" ")[2])]
