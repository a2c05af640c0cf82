"""A task with its sentence and its options, as a form."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..engine.error import InputError
from ..engine.task import Option, Task, Value
from ..experiment.experiment import Experiment
from ..experiment.task_edit import learn_task
from ..experiment.training import find_task
from .network_form import SizeBox, inset, size_box
from .style import text_height

MOST_SHOWN = 48
"""So many symbols of an example are shown."""

Field = QComboBox | QDoubleSpinBox | SizeBox


class TaskForm(QWidget):
    """Asks for the options of a task, within their limits."""

    def __init__(self, task: Task, options: dict[str, Value], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = task
        self.fields: dict[str, Field] = {}
        em = text_height()
        title, sentence = QLabel(task.title, self), QLabel(task.sentence, self)
        title.setObjectName("Heading")
        sentence.setWordWrap(True)
        self._example = QLabel(self)
        self._example.setObjectName("Muted")
        self._example.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(em)
        form.setVerticalSpacing(em // 3)
        for option in task.options:
            field = self.fields[option.name] = _field(option, options.get(option.name, option.default), self)
            form.addRow(option.words[:1].upper() + option.words[1:], field)
            signal = field.currentIndexChanged if isinstance(field, QComboBox) else field.valueChanged
            signal.connect(self._show_example)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em // 2)
        for widget in (title, sentence, self._example):
            column.addWidget(widget)
        column.addLayout(form)
        column.addStretch(1)
        self._show_example()

    @property
    def known(self) -> str:
        """The network that is known to learn the task, in words."""
        return describe_network(self._task.key)

    @property
    def label(self) -> str:
        """What the edit is called."""
        return f"Learn {self._task.title.lower()}"

    @property
    def options(self) -> dict[str, Value]:
        """What is chosen."""
        return {name: _value(field) for name, field in self.fields.items()}

    def edit(self, experiment: Experiment, keeps_layers: bool) -> Experiment:
        """The experiment with the task."""
        return learn_task(experiment, self._task.key, self.options, keeps_layers=keeps_layers)

    def _show_example(self, _value: object = None) -> None:
        """The beginning of one sequence of symbols, and what is told."""
        text = _example(self._task, self.options)
        self._example.setText(text)
        self._example.setVisible(bool(text))


def describe_network(key: str) -> str:
    """The network that is known to learn a task: ``LSTM of 16``."""
    defaults = find_task(key).defaults
    return f"{defaults.cell.upper()} of {defaults.hidden_size}"


def _example(task: Task, options: dict[str, Value]) -> str:
    try:
        alphabet = task.sizes(options).alphabet
        if alphabet is None:
            return ""
        found = task.make(np.random.default_rng(1), 1, options)
    except InputError:
        return ""
    rows, targets = found.inputs[:, 0], found.targets
    seen = "".join(alphabet[k] for k in rows.argmax(axis=1).tolist())
    if targets.ndim != 2 or targets.max() >= len(alphabet):
        return f"For example:  {_cut(seen)}"
    told = "".join("\N{MIDDLE DOT}" if k < 0 else alphabet[k] for k in targets[:, 0].tolist())
    if found.lengths is not None:
        seen, told = seen[: int(found.lengths[0])], told[: int(found.lengths[0])]
    return f"For example, seen:  {_cut(seen)}\nto be answered:  {_cut(told)}"


def _cut(text: str) -> str:
    """A text in one line, without its middle where it is long."""
    plain = text.replace("\n", "\N{RETURN SYMBOL}")
    half = MOST_SHOWN // 2
    return plain if len(plain) <= MOST_SHOWN else f"{plain[:half]} … {plain[-half:]}"


def _field(option: Option, value: Value, parent: QWidget) -> Field:
    if option.choices:
        box = QComboBox(parent)
        box.addItems(list(option.choices))
        box.setCurrentText(str(value))
        box.setAccessibleName(option.words)
        return box
    if isinstance(option.default, int):
        sizes = size_box(parent, option.words, int(option.low), int(option.high))
        sizes.setSpecialValueText("")
        sizes.setValue(int(value))
        return sizes
    numbers = QDoubleSpinBox(parent)
    inset(numbers)
    numbers.setDecimals(3)
    numbers.setRange(option.low, option.high)
    numbers.setSingleStep((option.high - option.low) / 20)
    numbers.setValue(float(value))
    numbers.setAccessibleName(option.words)
    return numbers


def _value(field: Field) -> Value:
    return field.currentText() if isinstance(field, QComboBox) else field.value()
