"""The gallery of what can be learnt: tasks, and data of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ..engine.error import InputError
from ..engine.network import Network
from ..engine.task import Value
from ..experiment.training import find_training
from ..tasks import TASKS
from .network_form import Note
from .own_data_form import TableForm, TextForm
from .session import Session
from .style import text_height
from .task_form import TaskForm

OWN: dict[str, type[TextForm | TableForm]] = {"Text of your own": TextForm, "Table of your own": TableForm}


class TaskDialog(QDialog):
    """Chooses what the experiment learns, with a network that fits: one edit. What is wrong is explained in place."""

    def __init__(self, session: Session, own: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("What to learn")
        self._session = session
        self._tasks = list(TASKS.values())
        self._forms: dict[int, TaskForm | TextForm | TableForm] = {}
        self.list = QListWidget(self)
        self.list.setObjectName("Pages")
        self.list.setAccessibleName("Tasks")
        self.list.addItems([task.title for task in self._tasks])
        self.list.addItems(list(OWN))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.network = QComboBox(self)
        self.network.setAccessibleName("Network")
        self._stack = QStackedWidget(self)
        self._error = Note(self)
        self._error.setObjectName("Trouble")
        self._error.say("")
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_row)
        training = find_training(session.experiment)
        titles = [*[task.key for task in self._tasks], *OWN]
        self.list.setCurrentRow(titles.index(own or training.task or self._tasks[0].key))

    @property
    def form(self) -> TaskForm | TextForm | TableForm:
        """The form that is shown."""
        return self._forms[self.list.currentRow()]

    def _on_row(self, row: int) -> None:
        if row not in self._forms:
            self._forms[row] = self._make_form(row)
            self._stack.addWidget(self._forms[row])
        form = self._forms[row]
        self._stack.setCurrentWidget(form)
        chosen = self.network.currentData()
        self.network.clear()
        kind = "known to learn it" if row < len(self._tasks) else "usual for this"
        self.network.addItem(f"{kind}: {form.known}", False)
        self.network.addItem(f"as it is: {describe_layers(self._session.experiment.network)}", True)
        self.network.setCurrentIndex(max(0, self.network.findData(chosen)))
        self._error.say("")

    def _make_form(self, row: int) -> TaskForm | TextForm | TableForm:
        if row >= len(self._tasks):
            return list(OWN.values())[row - len(self._tasks)](self)
        task, training = self._tasks[row], find_training(self._session.experiment)
        options: dict[str, Value] = dict(training.options) if training.task == task.key else {}
        return TaskForm(task, options, self)

    @override
    def accept(self) -> None:
        form = self.form
        edit = partial(form.edit, keeps_layers=bool(self.network.currentData()))
        try:
            experiment = edit(self._session.experiment)
        except InputError as error:
            self._error.say(str(error))
            return
        self._session.apply(form.label, lambda _: experiment)
        super().accept()

    def _lay_out(self) -> None:
        em = text_height()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        learn = buttons.addButton("Learn this", QDialogButtonBox.ButtonRole.AcceptRole)
        learn.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(em)
        form.addRow("&Network", self.network)
        right = QVBoxLayout()
        right.setContentsMargins(em, em, em, em)
        right.setSpacing(em // 2)
        right.addWidget(self._stack, 1)
        right.addLayout(form)
        right.addWidget(self._error)
        right.addWidget(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        metrics = self.list.fontMetrics()
        titles = [self.list.item(k).text() for k in range(self.list.count())]
        self.list.setFixedWidth(max(map(metrics.horizontalAdvance, titles)) + 3 * em)
        for k in range(self.list.count()):
            self.list.item(k).setSizeHint(QSize(em, round(1.7 * em)))
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.resize(46 * em, 28 * em)


def describe_layers(network: Network) -> str:
    """The layers of a network: ``LSTM of 16, 2 layers``."""
    kinds = [f"{layer.cell.key.upper()} of {layer.hidden_size}" for layer in network.layers]
    return kinds[0] if len(kinds) == 1 else f"{len(kinds)} layers, {', '.join(kinds)}"
