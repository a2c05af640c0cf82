"""The fields that say what happens when: the form of the network, and what is fed back as the next input."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from ..engine.error import InputError
from ..experiment import edits
from ..experiment.experiment import Experiment
from ..experiment.form import FORMS, form_of
from ..experiment.schedule import check_feedback
from .network_form import Note
from .session import Edit, Session

NO_FORM = "Which steps have an input, and which are read out, is chosen step by step under “Inputs”."
FEEDBACK = {
    None: ("nothing", "A step without input receives zeros."),
    "output": ("the output y", "A step without input receives the output of the step before."),
    "probability": ("the probabilities", "A step without input receives the softmax of the output before."),
    "choice": (
        "the most likely symbol",
        "A step without input receives the symbol with the largest output before. No gradient passes through a choice.",
    ),
}
ALL_GIVEN = "Every step has an input of its own, so that nothing is fed back yet: choose another form."


class ScheduleForm:
    """Two fields, each with the sentence that says what was chosen: ``form`` and ``feedback``."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self.form, self.forms, self.form_says = _field("Form", parent)
        self.feedback, self.kinds, self.feedback_says = _field("Fed back as the next input", parent)
        for key, (title, sentence) in FORMS.items():
            self.forms.addItem(title, key)
            self.forms.setItemData(self.forms.count() - 1, sentence, Qt.ItemDataRole.ToolTipRole)
        self.forms.setPlaceholderText("none of these")
        for kind, (title, sentence) in FEEDBACK.items():
            self.kinds.addItem(title, kind)
            self.kinds.setItemData(self.kinds.count() - 1, sentence, Qt.ItemDataRole.ToolTipRole)
        self.forms.activated.connect(self._on_form)
        self.kinds.activated.connect(self._on_feedback)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show what holds, and why there can be no feedback where there can be none."""
        form = form_of(experiment)
        self.forms.setCurrentIndex(-1 if form is None else self.forms.findData(form))
        self.form_says.say(NO_FORM if form is None else FORMS[form][1])
        schedule = experiment.schedule
        self.kinds.setCurrentIndex(self.kinds.findData(schedule.feedback))
        why_not = _why_no_feedback(experiment)
        self.kinds.setEnabled(not why_not)
        says = FEEDBACK[schedule.feedback][1]
        if schedule.given is None:
            says = "" if schedule.feedback is None else ALL_GIVEN
        self.feedback_says.say(why_not or says)

    def _on_form(self, index: int) -> None:
        title, key = self.forms.itemText(index), self.forms.itemData(index)
        self._apply(f"Change the form to {title.lower()}", partial(edits.set_form, form=key))

    def _on_feedback(self, index: int) -> None:
        title, kind = self.kinds.itemText(index), self.kinds.itemData(index)
        self._apply(f"Feed back {title}", partial(edits.set_feedback, feedback=kind))

    def _apply(self, label: str, edit: Edit) -> None:
        if not self._session.apply(label, edit):
            self.show_experiment(self._session.experiment)


def _why_no_feedback(experiment: Experiment) -> str:
    """What the network needs for its output to be its next input; empty where it has that."""
    try:
        check_feedback("output", experiment.network)
    except InputError as error:
        return f"Feeding back needs {error.expected}."
    return ""


def _field(name: str, parent: QWidget) -> tuple[QWidget, QComboBox, Note]:
    """A choice below its name and above a sentence."""
    whole = QWidget(parent)
    title, box, says = QLabel(name, whole), QComboBox(whole), Note(whole)
    box.setAccessibleName(name)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    title.setBuddy(box)
    title.setObjectName("Muted")
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for part in (title, box, says):
        column.addWidget(part)
    return whole, box, says
