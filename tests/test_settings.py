"""Settings: what is refused, and how the coder made with them is named."""

from __future__ import annotations

import re
from pathlib import Path

from tocsin.settings import Settings


def test_the_coder_is_named_after_all_that_decides_its_records(tmp_path: Path) -> None:
    own = Settings().coder
    assert re.fullmatch(r"tocsin \d+\.\d+\.\d+\+[0-9a-f]{8}", own)
    overlay = tmp_path / "mine"
    overlay.mkdir()
    (overlay / "lexicon.tsv").write_text("one")
    first = Settings(overlay=overlay).coder
    assert first == Settings(overlay=overlay).coder
    (overlay / "lexicon.tsv").write_text("two")
    others = {own, first, Settings(overlay=overlay).coder, Settings(lexicon_only=True).coder}
    assert len(others) == 4
    assert Settings(threads=2, min_confidence=0.5).coder == own
