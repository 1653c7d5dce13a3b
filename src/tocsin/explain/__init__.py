"""How a text was read, so that a scholar can argue with it: `explain` and what it returns."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from tocsin.explain.gather import explain, explanation_of
from tocsin.explain.nouns import Explanation

__all__ = ["Explanation", "explain", "explanation_of"]


class _CallableModule(ModuleType):
    """`import tocsin.explain` puts this package where the function `tocsin.explain` was: then calling it must do."""

    def __call__(self, *args: Any, **options: Any) -> Explanation:
        return explain(*args, **options)


sys.modules[__name__].__class__ = _CallableModule
