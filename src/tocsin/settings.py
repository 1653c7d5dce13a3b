"""Settings of a run: everything a user may turn, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
