"""The input panel edits the sequence by typing, pasting, buttons and text, and follows the current step."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnviz.experiment import edits
from rnnviz.gui.input_panel import InputPanel
from rnnviz.gui.matrix_model import MatrixModel
from rnnviz.gui.sequence_grid import target_text
from rnnviz.gui.session import Session
from rnnviz.scene.shapes import Key

from .editing import center, drag, make_session, messages_of, press, put, show, text_session, type_in

Press = Qt.Key


def make_panel(qtbot: QtBot, session: Session) -> InputPanel:
    panel = InputPanel(session)
    show(qtbot, panel, 280, 400)
    panel.table.setFocus()
    return panel


def number_session() -> Session:
    experiment = make_session().experiment
    return Session(experiment.with_inputs([[1, 2], [3, 4], [5, 6]]).with_targets([[0.5], None, [1.0]]))


def inputs(session: Session) -> list[list[float]]:
    found: list[list[float]] = session.experiment.inputs.tolist()
    return found


def test_typing_and_dragging_change_inputs(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    put(panel.table, 1, 0)
    type_in(panel.table, "7.5")
    drag(panel.table, center(panel.table, 2, 1), [QPoint(5, 0), QPoint(25, 0)])
    assert inputs(session) == [[1, 2], [7.5, 4], [5, pytest.approx(6.2)]]
    assert [step.label for step in session.history.past] == ["Set x[1] at step 2", "Drag x[2] at step 3"]


def test_a_target_is_typed_and_taken_away(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    put(panel.table, 1, 2)
    type_in(panel.table, "2")
    put(panel.table, 0, 2)
    press(panel.table, Press.Key_Delete)
    targets = session.experiment.targets
    assert targets is not None
    assert str(targets[:, 0].tolist()) == "[nan, 2.0, 1.0]"


def test_a_missing_target_cannot_be_dragged(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    drag(panel.table, center(panel.table, 1, 2), [QPoint(5, 0), QPoint(25, 0)])
    assert not session.history.can_undo


def test_letters_are_typed_down_the_column_each_at_one_key(qtbot: QtBot) -> None:
    session = text_session("hell")
    panel = make_panel(qtbot, session)
    put(panel.table, 0, 0)
    press(panel.table, Press.Key_O, Press.Key_L, Press.Key_E)
    assert session.experiment.text == "olel"
    assert len(session.history.past) == 3


def test_a_letter_outside_the_alphabet_is_refused(qtbot: QtBot) -> None:
    session = text_session("hell")
    messages = messages_of(session)
    panel = make_panel(qtbot, session)
    put(panel.table, 1, 0)
    press(panel.table, Press.Key_Q)
    assert messages == ["x at step 2: got q, expected one of h e l o"]
    assert session.experiment.text == "hell"


def test_whole_texts_are_typed_in_the_lines(qtbot: QtBot) -> None:
    session = text_session("hell")
    messages = messages_of(session)
    panel = make_panel(qtbot, session)
    for line, text in ((panel.text, "helloh"), (panel.targets, "elloh")):
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        press(line, Press.Key_Return)
    assert session.experiment.text == "helloh"
    assert target_text(session.experiment) == "elloh·"
    panel.next_symbol.click()
    panel.text.setFocus()
    panel.text.selectAll()
    QTest.keyClicks(panel.text, "help")
    press(panel.text, Press.Key_Return)
    assert len(messages) == 1
    assert session.experiment.text == "helloh"


def test_pasting_many_rows_makes_the_sequence_longer_in_one_step(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    QGuiApplication.clipboard().setText("".join(f"{t}\t{-t}\t{t / 2}\n" for t in range(1, 51)))
    put(panel.table, 0, 0)
    panel.table.block.paste()
    assert session.experiment.n_steps == 50
    assert inputs(session)[49] == [50, -50]
    assert panel.table.matrix.rowCount() == 50
    session.undo()
    assert session.experiment.n_steps == 3


def test_too_many_columns_are_refused(qtbot: QtBot) -> None:
    session = number_session()
    messages = messages_of(session)
    panel = make_panel(qtbot, session)
    QGuiApplication.clipboard().setText("1\t2\t3\t4\n")
    put(panel.table, 0, 0)
    panel.table.block.paste()
    assert len(messages) == 1
    assert "1 × 4 cells" in messages[0]
    assert not session.history.can_undo


def test_buttons_add_duplicate_move_and_remove_the_selected_steps(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    put(panel.table, 0, 0)
    panel.add()
    assert inputs(session) == [[1, 2], [0, 0], [3, 4], [5, 6]]
    panel.remove()
    assert inputs(session) == [[1, 2], [3, 4], [5, 6]]
    panel.table.select_rows(0, 2)
    panel.duplicate()
    assert inputs(session) == [[1, 2], [3, 4], [1, 2], [3, 4], [5, 6]]
    panel.move_later()
    assert inputs(session) == [[1, 2], [3, 4], [5, 6], [1, 2], [3, 4]]
    panel.move_earlier()
    panel.move_earlier()
    assert inputs(session) == [[1, 2], [1, 2], [3, 4], [3, 4], [5, 6]]
    assert session.history.undo_label == "Move steps 3–4"


def test_moving_beyond_an_end_does_nothing(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    panel.table.selectAll()
    panel.move_earlier()
    panel.move_later()
    assert not session.history.can_undo


def test_the_last_step_cannot_be_removed(qtbot: QtBot) -> None:
    session = number_session()
    messages = messages_of(session)
    panel = make_panel(qtbot, session)
    panel.table.selectAll()
    panel.remove()
    assert messages == ["inputs: got no steps, expected at least one step"]
    assert session.experiment.n_steps == 3


def test_a_click_on_a_steps_number_goes_there(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    heading = panel.table.verticalHeader()
    place = QPoint(4, heading.sectionViewportPosition(2) + 4)
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.step == 3


def test_other_edits_leave_the_table_alone(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    session = number_session()
    make_panel(qtbot, session)
    shown: list[object] = []
    monkeypatch.setattr(MatrixModel, "show", lambda _model, grid: shown.append(grid))
    session.apply("Scale", partial(edits.scale_parameter, name="W_f", factor=2.0))
    assert not shown


def test_another_loss_changes_the_columns(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    assert panel.table.matrix.columnCount() == 3
    session.apply("No loss", partial(edits.set_loss, loss=None))
    assert panel.table.matrix.columnCount() == 2
    assert not panel.text.isVisible()


def test_a_long_sequence_keeps_the_current_step_in_view(qtbot: QtBot) -> None:
    session = number_session()
    session.apply("Longer", partial(edits.resize, n_steps=1000))
    panel = make_panel(qtbot, session)
    session.go(777)
    assert panel.table.viewport().rect().contains(QPoint(5, panel.table.rowViewportPosition(776)))


def test_the_numbers_of_steps_have_room_when_the_sequence_grows_and_give_it_back(qtbot: QtBot) -> None:
    session = text_session()
    table = make_panel(qtbot, session).table
    narrow = table.verticalHeader().width()
    session.apply("Set inputs", partial(edits.set_text, text="helo" * 2500))
    assert table.verticalHeader().width() == table.name_width() > narrow
    session.undo()
    assert table.verticalHeader().width() == narrow


def test_a_change_of_length_leaves_the_steps_in_view_that_were(qtbot: QtBot) -> None:
    session = text_session("helo" * 50)
    table = make_panel(qtbot, session).table
    session.go(150)
    seen = table.rowAt(5)
    assert 100 < seen < 150
    for n_steps in (199, 220):
        session.apply("Set steps", partial(edits.resize, n_steps=n_steps))
        assert table.rowAt(5) == seen


def test_working_on_an_input_selects_it(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    put(panel.table, 1, 1)
    assert session.selection == Key(2, "x")
    put(panel.table, 2, 2)
    assert session.selection == Key(2, "x")


def test_an_input_selected_elsewhere_comes_into_view(qtbot: QtBot) -> None:
    session = number_session()
    session.apply("Longer", partial(edits.resize, n_steps=500))
    panel = make_panel(qtbot, session)
    panel.table.clearFocus()
    session.select(Key(400, "x"))
    assert panel.table.viewport().rect().contains(QPoint(5, panel.table.rowViewportPosition(399)))
    assert session.step == 1


def test_a_text_is_pasted_down_the_column_of_symbols(qtbot: QtBot) -> None:
    session = text_session("hell")
    panel = make_panel(qtbot, session)
    QGuiApplication.clipboard().setText("ollehh")
    put(panel.table, 1, 0)
    panel.table.block.paste()
    assert session.experiment.text == "hollehh"
    QGuiApplication.clipboard().setText("e\nh\n")
    put(panel.table, 0, 1)
    panel.table.block.paste()
    assert target_text(session.experiment).startswith("eh")


def test_a_huge_text_is_refused_for_its_length_and_not_for_what_is_left_of_it(qtbot: QtBot) -> None:
    session = text_session("hell")
    messages = messages_of(session)
    panel = make_panel(qtbot, session)
    for line in (panel.text, panel.targets):
        line.setFocus()
        line.selectAll()
        line.insert("l" * 5_000_000)
        press(line, Press.Key_Return)
        press(line, Press.Key_Escape)
    limit = "got more than 10,000 symbols, expected at most 10,000, one for each step"
    assert messages == [f"inputs: {limit}", f"targets: {limit}"]
    assert session.experiment.text == "hell"


def test_the_selected_steps_lose_their_input_and_their_read_out_and_get_them_back(qtbot: QtBot) -> None:
    session = number_session()
    panel = make_panel(qtbot, session)
    panel.table.select_rows(1, 2)
    panel.bar.marks["given"].click()
    schedule = session.experiment.schedule
    assert schedule.given is not None
    assert schedule.given.tolist() == [True, False, False]
    assert session.history.undo_label == "Give no input to steps 2–3"
    panel.table.select_rows(0, 1)
    assert panel.bar.marks["given"].isChecked()
    panel.bar.marks["read"].click()
    assert not panel.bar.marks["read"].isChecked()
    assert session.experiment.schedule.is_read(1) is False
    session.undo()
    session.undo()
    assert session.experiment.schedule.given is None
    assert panel.bar.marks["read"].isChecked()


def test_a_step_without_input_refuses_to_be_typed_dragged_or_nudged_and_says_why(qtbot: QtBot) -> None:
    session = number_session()
    session.apply("none", partial(edits.set_given, t=2, is_given=False))
    panel = make_panel(qtbot, session)
    said, before = messages_of(session), session.experiment
    put(panel.table, 1, 0)
    press(panel.table, Press.Key_Return)
    press(panel.table, Press.Key_Up, modifier=Qt.KeyboardModifier.AltModifier)
    drag(panel.table, center(panel.table, 1, 0), [QPoint(40, 0)])
    assert session.experiment is before
    assert len(said) == 2
    assert all("no input" in text for text in said)
    tip = panel.table.matrix.data(panel.table.matrix.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip == said[0]
