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
    yield Command("train.task", "&Task…", partial(show_tasks, session, window), MENU, ("Ctrl+T",))
    for title in OWN:
        show = partial(show_tasks, session, window, title)
        yield Command(f"train.{title.split()[0].lower()}", f"{title}…", show, MENU)
    yield Command("train.settings", "S&ettings…", partial(show_settings, session, window), MENU)
    yield from _forward(training)
    yield from _back(training)


def _forward(training: TrainingSession) -> Iterator[Command]:
    """Starting, pausing and stepping."""

    def start_label() -> str:
        return "&Pause the training" if training.is_busy else "&Start the training"

    def phase_label() -> str:
        return f"Next p&hase: {training.next_phase}"

    def can_train() -> bool:
        return not training.obstacle

    def can_step() -> bool:
        return can_train() and not training.is_busy

    yield Command(
        "train.start", "&Start the training", training.toggle, f"{MENU}-", ("T",), "", can_train, label=start_label
    )
    yield Command("train.step", "&One step", training.step, MENU, ("Shift+T",), "", can_step)
    yield Command("train.phase", "Next p&hase", training.advance, MENU, ("P",), "", can_step, label=phase_label)


def _back(training: TrainingSession) -> Iterator[Command]:
    """Back to where a run, or the whole training, began; and what is looked back at."""

    def is_busy() -> bool:
        return training.is_busy

    def can_reset() -> bool:
        return training.n_done > 0

    def can_keep() -> bool:
        return training.scrubber.step is not None

    yield Command("train.cancel", "&Cancel the run", training.cancel, f"{MENU}-", (), "", is_busy)
    yield Command("train.reset", "&Reset the training", training.reset, MENU, (), "", can_reset)
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
