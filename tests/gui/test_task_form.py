"""A task as a form."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from rnnviz.engine.task import Task
from rnnviz.gui.network_form import SizeBox
from rnnviz.gui.task_form import TaskForm
from rnnviz.tasks import TASKS


@pytest.mark.parametrize("task", TASKS.values(), ids=list(TASKS))
def test_every_task_is_asked_for_within_its_limits(qtbot: QtBot, task: Task) -> None:
    form = TaskForm(task, {})
    qtbot.addWidget(form)
    assert form.options == task.complete({})
    for option in task.options:
        field = form.fields[option.name]
        if isinstance(field, SizeBox):
            assert (field.minimum(), field.maximum()) == (option.low, option.high)
        if isinstance(field, QComboBox):
            assert field.count() == len(option.choices)


def test_an_example_follows_the_options(qtbot: QtBot) -> None:
    form = TaskForm(TASKS["recall"], {"delay": 3})
    qtbot.addWidget(form)
    seen = form._example.text().splitlines()[0].split()[-1]
    assert (len(seen), seen[1:]) == (4, "..?")
    field = form.fields["delay"]
    assert isinstance(field, SizeBox)
    field.setValue(5)
    assert form._example.text().splitlines()[0].endswith("....?")
