"""Settings of a run: everything a user may turn, in one frozen object."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tocsin import __version__
from tocsin.errors import SettingsError

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run of the coder can be told.

    `overlay` is a folder laid out like the package's own `data/`; a file there adds to ours, and its rows win.
    `model` is the folder of the language model. Both are local paths: nothing is ever fetched.

    >>> Settings(threads=2).threads
    2
    """

    model: Path = DATA / "model"
    overlay: Path | None = None
    threads: int = 1  # onnxruntime threads of one process
    max_chars: int = (
        2_000_000  # longer articles are dropped with the reason "too long"; 10 MB is one mistake, not one story
    )
    lexicon_only: bool = False  # no trained judge: every record is justified by a rule of the lexicon
    min_confidence: float = 0.0  # records below are not given out

    def __post_init__(self) -> None:
        """Refuse values that cannot work, naming them."""
        for name in ("threads", "max_chars"):
            value = getattr(self, name)
            if value < 1:
                raise SettingsError(f"{name}={value!r}: must be 1 or more")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise SettingsError(f"min_confidence={self.min_confidence!r}: must lie between 0 and 1")

    @property
    def coder(self) -> str:
        """The coder's name as records carry it: `tocsin 0.1.0+3f2a91c0`.

        Behind the version stands a hash of what else decides the records: data files, model, overlay, `lexicon_only`.
        """
        given = [folder for folder in (self.model, self.overlay) if folder is not None and folder != _MODEL]
        parts = [_ours(DATA), *map(_digest, given)]
        told = b"".join(parts) + bytes([self.lexicon_only])
        return f"tocsin {__version__}+{hashlib.blake2b(told, digest_size=4).hexdigest()}"


_MODEL = DATA / "model"


def _digest(folder: Path) -> bytes:
    """One hash of the names and contents of all files below a folder."""
    told = hashlib.blake2b(digest_size=16)
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            told.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
            told.update(file.read_bytes())
    return told.digest()


_ours = cache(_digest)  # our own files do not change while a process runs; an overlay may
