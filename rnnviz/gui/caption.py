"""The line above the pictures: the title of the experiment and what it is about."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from ..experiment import edits
from ..experiment.experiment import Experiment
from .session import Session
from .style import text_height


class Caption(QWidget):
    """Shows the title and as much of the description as one line holds; ``more`` opens the rest."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = QLabel(self)
        self._title.setObjectName("Heading")
        self._text = QLabel(self)
        self._text.setObjectName("Muted")
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = QToolButton(self)
        self.more.setObjectName("Link")
        self.more.setCheckable(True)
        self.more.setAccessibleName("Whole description")
        self.more.toggled.connect(self._show)
        em = text_height()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(em // 2, em // 4, em // 4, em // 4)
        self._row.setSpacing(em // 2)
        for widget, stretch in ((self._title, 0), (self._text, 1), (self.more, 0)):
            self._row.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
        session.experiment_changed.connect(self._on_experiment)
        self._show()

    def ask_title(self) -> None:
        """Ask for another title."""
        title, is_given = QInputDialog.getText(
            self.window(), "rnnviz", "Title of the experiment", text=self._session.experiment.title
        )
        if is_given:
            self._session.apply("Change the title", partial(edits.retitle, title=title.strip()))

    def _on_experiment(self, old: Experiment, new: Experiment) -> None:
        if (old.title, old.description) != (new.title, new.description):
            self._show()

    def _show(self, _checked: bool = False) -> None:
        experiment = self._session.experiment
        self._title.setText(experiment.title)
        self._title.setVisible(bool(experiment.title))
        self.setVisible(bool(experiment.title or experiment.description))
        self._fit()

    def _fit(self) -> None:
        """One line that ends in an ellipsis, or all lines."""
        whole = " ".join(self._session.experiment.description.split())
        line = self._text.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, max(0, self._room()))
        is_open = self.more.isChecked()
        self._text.setWordWrap(is_open)
        self._text.setText(whole if is_open else line)
        self._text.setToolTip("" if is_open or line == whole else f"<p>{whole}</p>")
        self.more.setVisible(is_open or line != whole)
        self.more.setText("less" if is_open else "more")

    def _room(self) -> int:
        """The width left for the description."""
        margins = self._row.contentsMargins()
        title = self._title.sizeHint().width() + self._row.spacing() if self._session.experiment.title else 0
        button = self.more.sizeHint().width() + self._row.spacing()
        return self.width() - margins.left() - margins.right() - title - button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
