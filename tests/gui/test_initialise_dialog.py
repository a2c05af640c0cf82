"""Initialising shows at once, is one step, and offers what the scheme needs."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from rnnviz.engine.initial import SCHEMES, spectral_radius
from rnnviz.experiment import edits
from rnnviz.gui.initialise_dialog import SAYS, InitialiseDialog
from rnnviz.gui.session import Session

from .editing import make_session


def opened(qtbot: QtBot, session: Session, names: tuple[str, ...] | None, scheme: str) -> InitialiseDialog:
    dialog = InitialiseDialog(session, names, scheme)
    qtbot.addWidget(dialog)
    return dialog


def test_every_scheme_of_the_engine_has_words() -> None:
    assert set(SAYS) == set(SCHEMES)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_shows_at_once_what_the_edit_gives(qtbot: QtBot, session: Session, scheme: str) -> None:
    wanted = edits.initialise(session.experiment, scheme, 0)
    opened(qtbot, session, None, scheme)
    assert all((session.experiment.parameters[name] == wanted.parameters[name]).all() for name in wanted.parameters)


def test_seed_radius_and_forget_bias_are_one_step(qtbot: QtBot, session: Session) -> None:
    before = session.experiment
    dialog = opened(qtbot, session, None, "spectral")
    dialog.seed.setValue(7)
    dialog.radius.setValue(0.9)
    dialog.forget.setChecked(True)
    dialog.forget_bias.setValue(2.0)
    assert spectral_radius(session.experiment.parameters["U_o"]) == pytest.approx(0.9)
    assert session.experiment.parameters["b_f"].tolist() == [2.0] * 3
    dialog.accept()
    assert session.history.undo_label == "Initialise all parameters"
    session.undo()
    assert session.experiment is before


def test_only_the_named_parameter_changes_and_cancel_restores(qtbot: QtBot, session: Session) -> None:
    before = session.experiment
    dialog = opened(qtbot, session, ("U_f",), "identity")
    after = session.experiment
    assert (after.parameters["U_f"] == np.eye(3)).all()
    assert all(after.parameters[name] is before.parameters[name] for name in before.parameters if name != "U_f")
    dialog.reject()
    assert session.experiment is before
    assert not session.history.can_redo


def test_the_forget_bias_is_offered_only_where_there_is_one(qtbot: QtBot, session: Session) -> None:
    assert not opened(qtbot, session, None, "zero").forget.isHidden()
    assert opened(qtbot, session, ("U_f",), "zero").forget.isHidden()
    assert opened(qtbot, make_session(cell="gru"), None, "zero").forget.isHidden()


def test_a_radius_is_offered_only_for_its_scheme_and_a_seed_only_for_random_ones(
    qtbot: QtBot, session: Session
) -> None:
    dialog = opened(qtbot, session, None, "zero")
    assert dialog.radius.isHidden()
    assert dialog.seed.isHidden()
    dialog.scheme.setCurrentIndex(dialog.scheme.findData("spectral"))
    assert not dialog.radius.isHidden()
    assert not dialog.seed.isHidden()
