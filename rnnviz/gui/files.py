"""Opening, saving and exporting, with every question that keeps work from being lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ..engine.error import InputError
from ..experiment import edits, example, storage
from ..experiment.experiment import Experiment
from ..experiment.storage import SUFFIX
from .new_dialog import NewDialog
from .session import Session
from .settings import Settings

FILTER = f"rnnviz experiments (*{SUFFIX})"


class Files(QObject):
    """The file commands of one window; ``done`` says in words what went well.

    ``leaving`` comes before the user is asked whether the present experiment may be replaced.
    """

    done = Signal(str)
    leaving = Signal()

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        session.experiment_changed.connect(self._on_experiment)

    def _on_experiment(self, old: Experiment, new: Experiment) -> None:
        """Remember the notation for what is opened next."""
        if new.notation != old.notation:
            self._settings.notation = new.notation

    def new(self) -> None:
        """Ask for cell and sizes, then begin a fresh experiment."""
        if not self.may_leave():
            return
        dialog = NewDialog(self._session.experiment, self._window)
        if dialog.exec() and dialog.experiment is not None:
            self._session.open(self._as_here(dialog.experiment))
        dialog.deleteLater()

    def open(self) -> None:
        """Ask for a file and open it."""
        start = str(self._session.path.parent) if self._session.path else ""
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open experiment", start, FILTER)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> bool:
        """Open a file, unless the user wants to stay; a file that cannot be read changes nothing."""
        try:
            experiment = storage.load(path)
        except (InputError, OSError) as error:
            self._settings.forget_recent(path)
            self._complain(f"“{path.name}” cannot be opened.", error)
            return False
        if not self.may_leave():
            return False
        self._session.open(experiment, path)
        self._settings.add_recent(path.absolute())
        return True

    def open_example(self, name: str) -> None:
        """Open a packaged example, unless the user wants to stay."""
        if self.may_leave():
            self._session.open(self._as_here(example.load_example(name)))

    def _as_here(self, experiment: Experiment) -> Experiment:
        """An experiment of nobody's own, in the notation of the window."""
        return edits.set_notation(experiment, self._session.experiment.notation)

    def open_argument(self, name: str) -> None:
        """Open what the command line names: an example, or else a file."""
        if name in example.EXAMPLES:
            self.open_example(name)
        else:
            self.open_path(Path(name))

    def save(self) -> bool:
        """Write the experiment to its file; whether it is safe now."""
        return self.save_as() if self._session.path is None else self._write(self._session.path)

    def save_as(self) -> bool:
        """Ask for a file and write the experiment to it; whether it is safe now."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save experiment", self._suggested(), FILTER)
        if not chosen:
            return False
        path = Path(chosen)
        return self._write(path if path.suffix else path.with_suffix(SUFFIX))

    def may_leave(self) -> bool:
        """Whether the present experiment may be replaced: it is saved, or the user saves or discards it."""
        self.leaving.emit()
        if not self._session.is_dirty:
            return True
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("rnnviz")
        box.setText(f"Save the changes to “{self.name}”?")
        box.setInformativeText("Without saving they are lost.")
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = box.exec()
        box.deleteLater()
        return self.save() if answer == buttons.Save else answer == buttons.Discard

    @property
    def name(self) -> str:
        """What the window is called after."""
        return display_name(self._session.experiment, self._session.path)

    def _write(self, path: Path) -> bool:
        try:
            storage.save(self._session.experiment, path)
        except (InputError, OSError) as error:
            self._complain(f"“{path.name}” cannot be saved.", error)
            return False
        self._session.mark_saved(path)
        self._settings.add_recent(path.absolute())
        self.done.emit(f"Saved {path.name}")
        return True

    def _suggested(self) -> str:
        path = self._session.path
        stem = path.stem if path else self.name
        folder = path.parent if path else Path.home()
        return str(folder / f"{stem}{SUFFIX}")

    def _complain(self, what: str, error: Exception) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("rnnviz")
        box.setText(what)
        box.setInformativeText(str(error))
        box.exec()
        box.deleteLater()


def display_name(experiment: Experiment, path: Path | None) -> str:
    """The name of the file, else the title, else ``untitled``."""
    return path.stem if path else experiment.title or "untitled"
