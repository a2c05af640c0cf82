"""What the user can do about training, as commands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from .command import Command
from .session import Session
from .task_dialog import OWN, TaskDialog
from .training import TrainingSession
from .training_settings import SettingsDialog

MENU = "&Training"


def training_commands(session: Session, training: TrainingSession, window: QWidget) -> Iterator[Command]:
    """Every command about the training of the experiment on screen."""

    def start_label() -> str:
        return "&Pause the training" if training.is_busy else "&Start the training"

    def can_train() -> bool:
        return not training.obstacle

    def can_step() -> bool:
        return can_train() and not training.is_busy

    def can_reset() -> bool:
        return training.n_done > 0

    def can_keep() -> bool:
        return training.scrubber.step is not None

    def phase_label() -> str:
        return f"Next p&hase: {training.next_phase}"

    yield Command("train.task", "&Task…", partial(show_tasks, session, window), MENU, ("Ctrl+T",))
    for title in OWN:
        yield Command(
            f"train.{title.split()[0].lower()}", f"{title}…", partial(show_tasks, session, window, title), MENU
        )
    yield Command("train.settings", "S&ettings…", partial(show_settings, session, window), MENU)
    yield Command(
        "train.start", "&Start the training", training.toggle, f"{MENU}-", ("T",), "", can_train, label=start_label
    )
    yield Command("train.step", "&One step", training.step, MENU, ("Shift+T",), "", can_step)
    yield Command("train.phase", "Next p&hase", training.advance, MENU, ("P",), "", can_step, label=phase_label)
    yield Command("train.reset", "&Reset the training", training.reset, f"{MENU}-", (), "", can_reset)
    yield Command("train.keep", "Open the step that is &looked at", training.scrubber.keep, MENU, (), "", can_keep)


def show_tasks(session: Session, parent: QWidget, own: str = "") -> None:
    """Ask what to learn."""
    dialog = TaskDialog(session, own, parent)
    dialog.exec()
    dialog.deleteLater()


def show_settings(session: Session, parent: QWidget) -> None:
    """Ask how to train."""
    dialog = SettingsDialog(session, parent)
    dialog.exec()
    dialog.deleteLater()
