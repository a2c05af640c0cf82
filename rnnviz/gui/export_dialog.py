"""The export dialog: what, how and where to, with a preview of what will be in the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.error import InputError
from ..experiment.experiment import Experiment
from .export_choice import NUMBERS, Manner, Subject, suffix_of
from .export_file_bar import FileBar
from .export_foot import ExportFoot
from .export_job import Job, is_slow
from .export_manner_form import MannerForm
from .export_memory import ExportMemory
from .export_stage import ExportStage
from .export_subject_form import SubjectForm
from .export_text import begin_of
from .export_worker import ExportWorker
from .figure_mime import drag_away, mime_of, put_on_clipboard
from .figure_source import usual_subject
from .files import display_name
from .preset_bar import PresetBar
from .style import text_height

if TYPE_CHECKING:
    from .main_window import MainWindow

PAUSE = 40
"""So many milliseconds without a change, and the preview follows."""
EXISTING = 3
SLOW_WORDS = "This figure takes so long for a network of this size that it is drawn only when it is exported."


class ExportDialog(QDialog):
    """Follows the window's experiment while it is open. A sequence is written by a process beside the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("Export")
        self.setWindowTitle("Export")
        self._window, self._session = window, window.session
        self._memory = ExportMemory(window.settings)
        self._confirmed: frozenset[Path] = frozenset()
        self.presets = PresetBar(self._memory, self)
        self.subject_form = SubjectForm(self._experiment, self)
        self.manner_form = MannerForm(self)
        self.stage = ExportStage(self._session.theme, self)
        self.file_bar = FileBar(self._folder(), self)
        self.foot = ExportFoot(self)
        self.worker = ExportWorker(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._lay_out()
        self._connect()
        self.manner_form.show_manner(self._memory.manner)
        self.show_subject(usual_subject(self._session, self._memory.figure))
        self._fit()
        self.resize(self._wanted_size())
        self.subject_form.figure.setFocus()

    @property
    def subject(self) -> Subject:
        """What is exported."""
        return self.subject_form.subject

    @property
    def manner(self) -> Manner:
        """How it is exported."""
        return self.manner_form.manner

    def show_subject(self, subject: Subject) -> None:
        """Choose what to export."""
        self.subject_form.show_subject(subject)

    def refresh(self) -> None:
        """Show in the preview what would be in the file."""
        self._pause.stop()
        subject, manner = self.subject, self.manner
        self.foot.copy_button.setEnabled(False)
        try:
            if subject.figure == NUMBERS:
                self.stage.show_text(*begin_of(self._experiment, subject, manner))
            elif is_slow(self._experiment, subject):
                self.stage.show_text(SLOW_WORDS, "")
            else:
                self.stage.show_figure(subject.pictures(self._experiment, manner.look), manner)
                self.foot.copy_button.setEnabled(True)
                self._say_files()
        except InputError as error:
            self.stage.clear()
            self.foot.say_trouble(str(error))

    def export(self) -> None:
        """Write the file or files, after one more press where there are such already; what fails is explained."""
        job = self.job()
        try:
            job.check_name()
            if not self._may_replace(job):
                return
            self._remember()
            if job.takes_long:
                self.worker.begin(job)
                self._show_busy("Beginning", 0, 0)
            else:
                QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
                try:
                    self._on_written(job.run())
                finally:
                    QApplication.restoreOverrideCursor()
        except (InputError, OSError) as error:
            self._on_refused(str(error))

    def job(self) -> Job:
        """What would be written now."""
        return Job(self._experiment, self.subject, self.manner, self.file_bar.path)

    def copy(self) -> None:
        """Put the picture of the preview on the clipboard."""
        mime = self._mime()
        if mime is not None:
            put_on_clipboard(mime)
            self.foot.say("Copied as PNG and SVG.")

    @property
    def _experiment(self) -> Experiment:
        return self._session.experiment

    def _folder(self) -> Path:
        path = self._session.path
        return self._memory.folder or (path.parent if path else Path.home())

    def _mime(self) -> QMimeData | None:
        if self.stage.scene is None:
            return None
        try:
            return mime_of(self.stage.scene, self.stage.page_name, self.manner.options)
        except InputError as error:
            self.foot.say_trouble(str(error))
            return None

    def _drag(self) -> None:
        mime = self._mime()
        if mime is not None:
            drag_away(self.stage.preview, mime)

    def _say_files(self) -> None:
        """Say which files a sequence will be."""
        targets = [path.name for path in self.job().targets()]
        if len(targets) > 1 and not self.worker.is_busy:
            self.foot.say(f"{len(targets)} files, {targets[0]} to {targets[-1]}")

    def _may_replace(self, job: Job) -> bool:
        """Whether no file is there already, or the user has said to replace them."""
        there = frozenset(path for path in job.targets() if path.exists())
        if there <= self._confirmed:
            return True
        self._confirmed = there
        names = sorted(path.name for path in there)
        listed = ", ".join(names[:EXISTING]) + (" …" if len(names) > EXISTING else "")
        are = "is" if len(names) == 1 else "are"
        self.foot.ask_replace(
            f"{listed} {are} there already. Press Replace to write over {'it' if are == 'is' else 'them'}."
        )
        return False

    def _remember(self) -> None:
        self._memory.manner = self.manner
        self._memory.figure = self.subject.figure
        self._memory.folder = self.file_bar.path.parent

    def _on_change(self) -> None:
        subject, manner = self.subject, self.manner
        self._confirmed = frozenset()
        self.subject_form.set_numbers_take_step(manner.data in ("latex", "markdown"))
        self.manner_form.show_numbers(subject.figure == NUMBERS)
        self.presets.show_manner(manner)
        name = display_name(self._experiment, self._session.path)
        self.file_bar.suggest(f"{name}-{subject.figure}", suffix_of(subject, manner))
        if not self.worker.is_busy:
            self.foot.clear()
        self._pause.start()

    def _on_path(self) -> None:
        self._confirmed = frozenset()
        self.foot.clear()
        self._pause.start()

    def _on_run(self, _run: object) -> None:
        self.subject_form.set_experiment(self._experiment)
        if self.isVisible():
            self._on_change()

    def _show_busy(self, says: str, done: int, total: int) -> None:
        """How far a sequence is, which has been chosen for good."""
        for chosen in (self.choices, self.file_bar):
            chosen.setEnabled(False)
        self.foot.show_busy(says, done, total)

    def _show_idle(self) -> None:
        for chosen in (self.choices, self.file_bar):
            chosen.setEnabled(True)
        self.foot.clear()

    def _on_written(self, paths: object) -> None:
        assert isinstance(paths, (list, tuple))
        names = [Path(path).name for path in paths]
        told = names[0] if len(names) == 1 else f"{len(names)} files, {names[0]} to {names[-1]}"
        self._show_idle()
        self._window.tell(f"Exported {told}")
        self.accept()

    def _on_refused(self, reason: str) -> None:
        self._confirmed = frozenset()
        self._show_idle()
        self.foot.say_trouble(reason)

    def _on_cancelled(self) -> None:
        self._show_idle()
        self.foot.say("Cancelled; nothing was written.")

    def _connect(self) -> None:
        self.subject_form.changed.connect(self._on_change)
        self.manner_form.changed.connect(self._on_change)
        self.presets.chosen.connect(self.manner_form.show_manner)
        self.file_bar.changed.connect(self._on_path)
        self.stage.dragged.connect(self._drag)
        self.foot.export_button.clicked.connect(self.export)
        self.foot.copy_button.clicked.connect(self.copy)
        self.foot.close_button.clicked.connect(self.reject)
        self.foot.cancel_button.clicked.connect(self.worker.cancel)
        self.worker.told.connect(self._show_busy)
        self.worker.written.connect(self._on_written)
        self.worker.refused.connect(self._on_refused)
        self.worker.cancelled.connect(self._on_cancelled)
        self._pause.timeout.connect(self.refresh)
        self._session.run_changed.connect(self._on_run)
        self._session.theme_changed.connect(self.stage.set_theme)

    def _lay_out(self) -> None:
        em = text_height()
        self.choices = choices = QWidget(self)
        column = QVBoxLayout(choices)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em // 2)
        for heading, form in (
            ("Preset", self.presets),
            ("What", self.subject_form),
            ("Format and size", self.manner_form),
        ):
            label = QLabel(heading, choices)
            label.setObjectName("Heading")
            column.addWidget(label)
            column.addWidget(form)
            column.addSpacing(em // 2)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(choices)
        self._area = area
        self._place(area)

    def _place(self, area: QScrollArea) -> None:
        """The choices at the left, the preview with file and buttons at the right."""
        em = text_height()
        right = QVBoxLayout()
        right.setContentsMargins(0, em, em, em)
        right.setSpacing(em // 2)
        right.addWidget(self.stage, 1)
        right.addWidget(self.file_bar)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em // 2)
        row.addWidget(area)
        row.addLayout(right, 1)

    def _fit(self) -> None:
        """Give the choices the width they need, but leave room for the preview."""
        em = text_height()
        wanted = max(24 * em, self.choices.minimumSizeHint().width() + em)
        self._area.setFixedWidth(round(min(wanted, 0.5 * self._window.width())))

    def _wanted_size(self) -> QSize:
        em = text_height()
        return QSize(72 * em, 42 * em).boundedTo(self._window.size() * 0.94)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._on_change()
        super().showEvent(event)

    @override
    def reject(self) -> None:
        if self.worker.is_busy:
            self.worker.cancel()
        else:
            super().reject()

    @override
    def done(self, result: int) -> None:
        self.stage.pause()
        super().done(result)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.stage.set_theme(self._session.theme)
            self._fit()


def show_export(window: MainWindow, subject: Subject | None = None) -> ExportDialog:
    """Open the dialog of a window, or bring it to the front; without a subject it has that of last time."""
    dialog = window.findChild(ExportDialog) or ExportDialog(window)
    if subject is not None and not dialog.worker.is_busy:
        dialog.show_subject(subject)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
