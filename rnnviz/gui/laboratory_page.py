"""A page of the gradient laboratory: controls in one row, figures side by side, and what they say in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ..engine.network import place_of, qualify, sweep_of
from ..scene.shapes import Key
from ..scene.words import LIMITS, VERDICTS, write_symbol
from .figure import Figure
from .laboratory_choice import Choice
from .plot_view import PlotView
from .rich_text import sink
from .schedule_words import schedule_words
from .session import Session
from .style import text_height

PAUSE = 120
"""After so many milliseconds without a change the figures that take long follow."""
LARGE = 2500
"""Runs of at most so many steps times units are shown at once, whatever is asked of them."""


class LaboratoryPage(QWidget):
    """Shows what a subclass makes of the session's run, but only while it is visible; then it follows every change.

    Where ``tells_schedule``, the words also say what clamps and feedback do to gradients.

    A subclass adds its controls and figures in its constructor and fills the figures in ``show_run``, those that take
    long in ``show_slow``.
    """

    tells_schedule = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown: object = None
        self._following: list[Choice] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self.setObjectName("Paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        em = text_height()
        self.controls = QHBoxLayout()
        self.controls.setContentsMargins(em // 2, em // 6, em // 2, 0)
        self.controls.setSpacing(em // 2)
        self.controls.addStretch(1)
        self.figures = QHBoxLayout()
        self.figures.setSpacing(em // 2)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._plain_words = ""
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setContentsMargins(em // 2, 0, em // 2, em // 6)
        self._words.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.controls)
        column.addLayout(self.figures, 1)
        column.addWidget(self._words)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        session.run_changed.connect(self._on_run_changed)
        session.step_changed.connect(self._on_step_changed)
        session.selection_changed.connect(self._on_selection_changed)
        session.theme_changed.connect(self._on_theme_changed)
        session.sweep_changed.connect(self._on_sweep_changed)

    def show_run(self) -> None:
        """Compute what the page shows of ``session.run`` and put it into the figures; ``words`` is asked for after."""
        raise NotImplementedError

    def show_slow(self) -> None:
        """Show what takes long: for a large run only when nothing has changed for a moment."""

    def words(self) -> str:
        """What is seen in the figures, in a sentence or two."""
        raise NotImplementedError

    def show_step(self) -> None:
        """Show what depends on the current step; the cursors of figures over time have moved already."""

    def add_control(self, name: str, widget: QWidget) -> None:
        """Put a control into the row, behind its name; the name may be empty."""
        place = self.controls.count() - 1
        if name:
            label = QLabel(name, self)
            label.setObjectName("Muted")
            label.setBuddy(widget)
            self.controls.insertWidget(place, label)
            place += 1
        widget.setAccessibleName(widget.accessibleName() or name)
        self.controls.insertWidget(place, widget)

    def offer_names(self, choice: Choice, titles: Mapping[str, str], default: str | None = None) -> None:
        """Offer values or parameters by full name, with their titles; the choice follows the layer that is chosen.

        At first it has what ``default``, a name in the cell, is in that layer, or else the first of its values.
        """
        if choice not in self._following:
            self._following.append(choice)
        choice.offer(titles, self._of_sweep(tuple(titles), choice.key, default or ""))

    def offer_states(self, choice: Choice) -> None:
        """Offer the states of all layers."""
        run = self.session.run
        self.offer_names(choice, {name: write_symbol(name, run.writing) for name in run.network.states})

    def _of_sweep(self, names: Sequence[str], *likes: str) -> str | None:
        """What the first of ``likes`` is in the layer that is looked into; else the first value of that layer."""
        sweep = self.session.sweep
        own = [name for name in names if sweep_of(name) == sweep]
        wished = [qualify(*sweep, place_of(like)[1]) for like in likes]
        return next((name for name in (*wished, *own) if name in own), None)

    def _on_sweep_changed(self, _sweep: object) -> None:
        for choice in self._following:
            choice.follow(qualify(*self.session.sweep, place_of(choice.key)[1]))
        self.changed()

    def add_figure(self, figure: Figure, stretch: int = 1) -> None:
        """Put a figure to the right of the others."""
        figure.set_theme(self.session.theme)
        figure.step_picked.connect(self._go)
        if isinstance(figure.view, PlotView):
            figure.view.name_picked.connect(self._select)
        self.figures.addWidget(figure, stretch)

    def changed(self, *_: object) -> None:
        """Show everything anew, now or when the page is visible; for controls to call."""
        self._shown = None
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show what the session holds now."""
        if self._shown is self.session.run:
            return
        self._shown = self.session.run
        self.show_run()
        if self._is_large():
            self._pause.start()
        else:
            self.show_slow()
        self._show_selection()
        self._show_step(is_new=True)

    @override
    def hasHeightForWidth(self) -> bool:
        # The words give way to the figures; otherwise their height would make the dock scroll.
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(800, 170)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 96)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown is self.session.run:
            self._show_step()
        self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words(0)

    def _shown_figures(self) -> list[Figure]:
        return self.findChildren(Figure)

    def _is_large(self) -> bool:
        run = self.session.run
        return run.n_steps * run.network.top_size > LARGE

    def _on_pause(self) -> None:
        """Show what takes long, unless the page is hidden or behind by now; it then does so when it is shown."""
        if self.isVisible() and self._shown is self.session.run:
            self.show_slow()
            self._show_words(is_new=True)
        else:
            self._shown = None

    def _on_run_changed(self, _run: object) -> None:
        if self.isVisible():
            self.refresh()

    def _on_step_changed(self, _step: int) -> None:
        if self.isVisible():
            self._show_step()

    def _show_step(self, is_new: bool = False) -> None:
        for figure in self._shown_figures():
            figure.set_step(self.session.step)
        self.show_step()
        self._show_words(is_new)

    def _show_words(self, is_new: bool = False) -> None:
        # A line may not end inside a derivative.
        beside = schedule_words(self.session.run, self.session.sweep) if self.tells_schedule else ""
        words = "  ".join(filter(None, (self.words(), beside))).replace("/", "/\N{WORD JOINER}")
        if words != self._plain_words:
            self._plain_words, rich = words, sink(words)
            formats = Qt.TextFormat
            self._words.setTextFormat(formats.PlainText if rich == words else formats.RichText)
            self._words.setText(rich)
            is_judged = any(verdict in words for verdict in VERDICTS)
            self._words.setToolTip(f"{words}\n\n{LIMITS}" if is_judged else words)
        self._fit_words(0 if is_new else self._words.height())

    def _fit_words(self, least: int) -> None:
        """Give the words the lines they need, at most three; never fewer than ``least``, so that nothing jumps."""
        metrics, margins = self._words.fontMetrics(), self._words.contentsMargins()
        room = QRect(0, 0, max(1, self.width() - margins.left() - margins.right()), 10_000)
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._plain_words).height()
        height = min(needed, 3 * metrics.lineSpacing()) + margins.bottom()
        if max(height, least) != self._words.height():
            self._words.setFixedHeight(max(height, least))

    def _on_selection_changed(self, _selection: object) -> None:
        if self.isVisible():
            self._show_selection()

    def _show_selection(self) -> None:
        """Make the curves of the selected value stronger."""
        selection = self.session.selection
        for figure in self._shown_figures():
            figure.choose(selection.name if selection is not None and selection.step is not None else None)

    def _on_theme_changed(self, _theme: object) -> None:
        for figure in self._shown_figures():
            figure.set_theme(self.session.theme)

    def _go(self, step: int) -> None:
        self.session.go(step)

    def _select(self, name: str) -> None:
        self.session.select(Key(self.session.step, name))
