"""The gallery of what can be learnt."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.experiment.experiment import Experiment
from rnnviz.experiment.training import find_training
from rnnviz.gui.network_form import SizeBox
from rnnviz.gui.own_data_form import TextForm
from rnnviz.gui.session import Session
from rnnviz.gui.task_dialog import OWN, TaskDialog, describe_layers
from rnnviz.gui.task_form import TaskForm
from rnnviz.tasks import TASKS


def make_dialog(qtbot: QtBot, session: Session, own: str = "") -> TaskDialog:
    dialog = TaskDialog(session, own)
    qtbot.addWidget(dialog)
    return dialog


def make_session() -> Session:
    return Session(Experiment.new("gru", hidden_size=3, input_size=2))


def test_it_offers_every_task_and_own_data(qtbot: QtBot) -> None:
    dialog = make_dialog(qtbot, make_session())
    titles = [dialog.list.item(k).text() for k in range(dialog.list.count())]
    assert titles == [*(task.title for task in TASKS.values()), *OWN]
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        assert dialog.form.isVisibleTo(dialog)


def test_a_task_is_one_edit_with_the_layers_as_they_are(qtbot: QtBot) -> None:
    session = make_session()
    dialog = make_dialog(qtbot, session)
    dialog.list.setCurrentRow(list(TASKS).index("recall"))
    assert isinstance(dialog.form, TaskForm)
    delay = dialog.form.fields["delay"]
    assert isinstance(delay, SizeBox)
    delay.setValue(9)
    dialog.network.setCurrentIndex(dialog.network.findData(True))
    dialog.accept()
    assert session.history.undo_label == "Learn recall after a delay"
    assert find_training(session.experiment).options["delay"] == 9
    assert describe_layers(session.experiment.network) == "GRU of 3"


def test_the_network_that_is_known_to_learn_is_the_first_choice(qtbot: QtBot) -> None:
    session = make_session()
    dialog = make_dialog(qtbot, session)
    dialog.list.setCurrentRow(list(TASKS).index("recall"))
    assert dialog.network.currentText() == "known to learn it: LSTM of 16"
    dialog.accept()
    assert describe_layers(session.experiment.network) == "LSTM of 16"


def test_own_data_that_is_wrong_is_explained_in_place(qtbot: QtBot) -> None:
    session = make_session()
    dialog = make_dialog(qtbot, session, "Text of your own")
    dialog.accept()
    assert "text: got nothing" in dialog._error.text()
    assert not session.history.can_undo
    assert isinstance(dialog.form, TextForm)
    dialog.form.text.setPlainText("to be or not to be, that is the question")
    dialog.accept()
    assert session.experiment.alphabet == "".join(sorted(set("to be or not to be, that is the question")))
