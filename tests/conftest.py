"""What holds for every test: no screen is needed, and no window outlives its test."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # tests that train run in parallel; NumPy reads this when it loads
# No test asserts how long something takes: other work on the machine would fail it.
settings.register_profile("rnnviz", deadline=None)
settings.load_profile("rnnviz")


@pytest.fixture(autouse=True)
def no_widget_is_left_behind() -> Iterator[None]:
    """Fail a test whose top-level widgets are still alive after it; the start of Qt is not forced."""
    before = _top_level_widgets()
    yield
    left = _top_level_widgets() - before
    if left:
        from PySide6.QtWidgets import QApplication

        names = sorted(
            f"{type(w).__name__} {w.objectName()!r}" for w in QApplication.topLevelWidgets() if id(w) in left
        )
        pytest.fail(f"widgets left behind: {', '.join(names)}")


def _top_level_widgets() -> set[int]:
    """The identities of all top-level widgets that Python has not let go."""
    if "PySide6.QtWidgets" not in sys.modules:
        return set()
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {id(widget) for widget in QApplication.topLevelWidgets()}
