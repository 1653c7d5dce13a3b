"""Generated pages are current, links lead somewhere, and every command and drop reason is documented."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*.md")])


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["codebook.md", "cli.md", "views.md"])
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generator().pages()[name], "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


def test_every_drop_reason_is_documented() -> None:
    documented = set(re.findall(r"`([a-zA-Z ]+)`", (ROOT / "docs" / "record.md").read_text(encoding="utf-8")))
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "tocsin").rglob("*.py"))
    used = set(re.findall(r"ArticleError\(\s*\"([^\"]+)\"", code)) | set(
        re.findall(r"Drop\([^\"\n]*\"([^\"]+)\"", code)
    )
    assert len(used) > 10
    assert used <= documented
