"""The gradient laboratory: a list of pages, each of which asks one question about the gradients of the run."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QListWidget, QStackedWidget, QWidget
from typing_extensions import override

from ..experiment.experiment import Experiment
from .clipping_page import ClippingPage
from .compare_page import ComparePage
from .contributions_page import ContributionsPage
from .influence_page import InfluencePage
from .jacobians_page import JacobiansPage
from .laboratory_page import LaboratoryPage
from .lineup import Lineup
from .lineup_page import LineupPage
from .magnitudes_page import MagnitudesPage
from .order_page import OrderPage
from .paths_page import PathsPage
from .portrait_page import PortraitPage
from .race_page import RacePage
from .session import Session
from .strength_page import StrengthPage

COMPARE, RACE = "Compare", "Race"
PAGES: dict[str, type[LaboratoryPage]] = {
    "Magnitudes": MagnitudesPage,
    "Jacobians": JacobiansPage,
    "Paths": PathsPage,
    "Influence": InfluencePage,
    "Contributions": ContributionsPage,
    "Clipping": ClippingPage,
    "Strength": StrengthPage,
    COMPARE: ComparePage,
    RACE: RacePage,
    "Order": OrderPage,
    "State space": PortraitPage,
}
"""The pages by their titles, in the order of the list."""


class LaboratoryPanel(QWidget):
    """Shows one page at a time; a page is made when it is first chosen, and the others rest."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: dict[str, LaboratoryPage] = {}
        self._lineup: Lineup | None = None
        self.setAccessibleName("Gradient laboratory")
        self.setAutoFillBackground(True)
        self._list = QListWidget(self)
        self._list.setObjectName("Pages")
        self._list.setAccessibleName("Pages of the gradient laboratory")
        self._list.addItems(list(PAGES))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        self._list.currentTextChanged.connect(self.show_page)
        self._list.setCurrentRow(0)
        self._fit_rows()

    @property
    def page(self) -> LaboratoryPage:
        """The page that is shown."""
        return self._pages[self._list.currentItem().text()]

    def compare_with(self, *experiments: Experiment) -> None:
        """Show the page that compares, with these beside the present experiment and nothing else."""
        self.show_page(COMPARE)
        page = self.page
        if isinstance(page, ComparePage):
            page.compare_with(*experiments)

    def show_page(self, title: str) -> None:
        """Show a page by its title."""
        if title not in self._pages:
            self._pages[title] = self._make_page(PAGES[title])
            self._stack.addWidget(self._pages[title])
        self._stack.setCurrentWidget(self._pages[title])
        self._list.setCurrentRow(list(PAGES).index(title))

    def _make_page(self, kind: type[LaboratoryPage]) -> LaboratoryPage:
        if issubclass(kind, LineupPage):
            self._lineup = self._lineup or Lineup(self._session.experiment, self)
            return kind(self._session, self._stack, self._lineup)
        return kind(self._session, self._stack)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        """Spread the list over the height, as far as that is pleasant."""
        metrics, n_rows = QFontMetrics(self._list.font()), self._list.count()
        least, most = metrics.ascent() + metrics.descent(), 2 * metrics.height()
        room = self.height() - 2 * self._list.frameWidth()
        height = max(least, min(most, room // max(1, n_rows)))
        width = max(metrics.horizontalAdvance(title) for title in PAGES) + 2 * metrics.height()
        self._list.setFixedWidth(width)
        for row in range(n_rows):
            self._list.item(row).setSizeHint(QSize(width - 2, height))

    @override
    def sizeHint(self) -> QSize:
        return QSize(1000, 170)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(320, 110)
