"""What tests share: skipping what needs the language model where it is not there yet, and a fake coder."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, settings

from tocsin.settings import Settings

settings.register_profile(
    "house", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))

MODEL = Settings().model


def missing_for_model_tests() -> str | None:
    """Why tests marked `model` cannot run here, or None."""
    if not any(MODEL.glob("*.onnx")):
        return f"no language model (*.onnx) in {MODEL.name}/"
    absent = [name for name in ("coder", "explain", "relation") if find_spec(f"tocsin.{name}") is None]
    return f"not written yet: {', '.join(absent)}" if absent else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = missing_for_model_tests()
    for item in items:
        if reason and item.get_closest_marker("model"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def fake_coder(monkeypatch: pytest.MonkeyPatch) -> str:
    """Everything that codes uses `fake_coder` instead of the real one."""
    path = "fake_coder:FakeCoder"
    monkeypatch.setattr("tocsin.engines.local.CODER", path)
    return path
