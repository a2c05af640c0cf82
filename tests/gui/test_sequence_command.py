"""Commands on a whole sequence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.error import InputError
from rnnviz.engine.loss import NO_CLASS
from rnnviz.experiment import edits
from rnnviz.gui.sequence_command import hold_targets, sequence_commands
from rnnviz.gui.session import Session

from .editing import make_session, text_session

NAN = float("nan")


def functions(session: Session) -> dict[str, Callable[[], object]]:
    return {command.id: command.function for command in sequence_commands(session)}


def numbers() -> Session:
    experiment = make_session(output_size=2).experiment.with_inputs([[1, 2], [3, 4], [5, 6], [7, 8]])
    return Session(experiment.with_targets([[0.5, None], None, [1.0, -1.0], None]))


def test_the_last_target_is_held_over_the_last_steps_or_all(qtbot: QtBot) -> None:
    session = numbers()
    do = functions(session)
    do["sequence.target-few"]()
    expected = [[NAN, NAN], [1.0, -1.0], [1.0, -1.0], [1.0, -1.0]]
    np.testing.assert_array_equal(session.experiment.targets, expected)
    do["sequence.target-last"]()
    np.testing.assert_array_equal(session.experiment.targets, [[NAN, NAN]] * 3 + [[1.0, -1.0]])
    do["sequence.target-every"]()
    np.testing.assert_array_equal(session.experiment.targets, [[1.0, -1.0]] * 4)
    assert session.history.undo_label == "Targets at every step"
    do["sequence.target-none"]()
    assert np.isnan(session.experiment.targets).all()  # type: ignore[arg-type]  # there are targets
    do["sequence.target-last"]()
    np.testing.assert_array_equal(session.experiment.targets, [[NAN, NAN]] * 3 + [[0.0, 0.0]])


def test_classes_are_held_too() -> None:
    experiment = text_session("hell").experiment.with_targets("ello")
    assert experiment.targets is not None
    held = hold_targets(experiment, 1)
    assert held.targets is not None
    assert held.targets.tolist() == [NO_CLASS, NO_CLASS, NO_CLASS, experiment.targets[-1]]
    assert hold_targets(held, 1) is held


def test_without_a_loss_there_is_nothing_to_hold() -> None:
    with pytest.raises(InputError, match="a loss first"):
        hold_targets(edits.set_loss(numbers().experiment, None), 1)


def test_shuffling_again_gives_another_order_and_undo_the_old_one(qtbot: QtBot) -> None:
    session = numbers()
    before = session.experiment.inputs
    do = functions(session)
    do["sequence.shuffle"]()
    once = session.experiment
    assert sorted(once.inputs[:, 0].tolist()) == [1, 3, 5, 7]
    row = once.inputs[:, 0].tolist().index(5.0)
    assert once.targets is not None
    assert once.targets[row].tolist() == [1.0, -1.0]
    do["sequence.shuffle-inputs"]()
    assert session.experiment.inputs.tolist() != once.inputs.tolist()
    assert session.experiment.targets is once.targets
    session.undo()
    session.undo()
    assert session.experiment.inputs is before


def test_what_cannot_be_done_is_disabled(qtbot: QtBot) -> None:
    session = numbers()
    commands = {command.id: command for command in sequence_commands(session)}
    session.apply("no loss", lambda old: edits.set_loss(old, None))
    session.apply("one step", lambda old: edits.resize(old, n_steps=1))
    for command in commands.values():
        assert command.is_enabled is not None
        assert not command.is_enabled()
