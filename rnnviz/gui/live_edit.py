"""One undoable step while it is still being made, by a drag or in a dialog."""

from __future__ import annotations

from functools import partial

from ..experiment.experiment import Experiment
from .session import Edit, Session


class LiveEdit:
    """Shows edit after edit of the experiment it began with; however many there were, undo takes them back at once."""

    def __init__(self, session: Session, label: str) -> None:
        self._session = session
        self._label = label
        self._original = session.experiment
        # The history keeps the original as long as the step, so no other step can have its id.
        self._merge = f"{label} since {id(self._original)}"

    def show(self, edit: Edit) -> bool:
        """Apply an edit of the original in place of the one before; whether it was possible."""
        return self._session.apply(self._label, partial(_edit_original, self._original, edit), self._merge)

    def cancel(self) -> None:
        """Take the step back, as if it had never begun."""
        if self._session.experiment is not self._original:
            self._session.withdraw()


def _edit_original(original: Experiment, edit: Edit, _present: Experiment) -> Experiment:
    return edit(original)
