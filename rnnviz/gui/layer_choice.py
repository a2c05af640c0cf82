"""The choice of the layer and direction that the cell picture, the equations and the laboratory look into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ..scene.layer_words import AGAINST_TIME, DIRECTIONS, GRADIENTS_WITH_TIME
from .session import Session
from .style import text_height
from .switch import Switch


class LayerChoice(QWidget):
    """Switches for layer and direction, as far as the network has several; with one of each the row is hidden."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._offered: tuple[int, bool] = (0, False)
        self.layers: Switch | None = None
        self.directions: Switch | None = None
        self._row = QHBoxLayout(self)
        em = text_height()
        self._row.setContentsMargins(em // 2, em // 4, em // 2, 0)
        self._row.setSpacing(em // 2)
        self._says = QLabel(self)
        self._says.setObjectName("Muted")
        self._says.setMinimumWidth(1)
        self._says.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._says, 1)
        session.run_changed.connect(self._show)
        session.sweep_changed.connect(self._show)
        session.direction_changed.connect(self._show)
        self._show()

    def _show(self, _what: object = None) -> None:
        network, (layer, reverse) = self._session.run.network, self._session.sweep
        offered = len(network.layers), network.layers[layer].bidirectional
        if offered != self._offered:
            self._offered = offered
            self._build()
        self.setVisible(len(network.sweeps) > 1)
        if self.layers is not None:
            self.layers.show_choice(str(layer))
        if self.directions is not None:
            self.directions.show_choice(DIRECTIONS[reverse])
        is_forward = self._session.direction == "forward"
        way = "from step T to step 1" if is_forward else "gradients from step 1 to step T"
        self._says.setText(way if reverse else "")
        self._says.setToolTip((AGAINST_TIME if is_forward else GRADIENTS_WITH_TIME) if reverse else "")

    def _build(self) -> None:
        """Make the switches that the network needs."""
        for old in (self.layers, self.directions):
            if old is not None:
                self._row.removeWidget(old)
                old.hide()
                old.deleteLater()
        n_layers, is_bidirectional = self._offered
        self.layers = self.directions = None
        if n_layers > 1:
            texts = {str(k): (f"Layer {k + 1}", f"Look into layer {k + 1}") for k in range(n_layers)}
            self.layers = self._add(Switch("Layer", texts, self), 0)
            self.layers.chosen.connect(self._on_layer)
        if is_bidirectional:
            ways = {"forward": ("Forward", "With time"), "reverse": ("Reverse", "Against time")}
            self.directions = self._add(Switch("Direction", ways, self), self._row.count() - 1)
            self.directions.chosen.connect(self._on_direction)

    def _add(self, switch: Switch, place: int) -> Switch:
        self._row.insertWidget(place, switch)
        return switch

    def _on_layer(self, key: str) -> None:
        self._session.set_sweep(in_layer(self._session, int(key)))

    def _on_direction(self, key: str) -> None:
        self._session.set_sweep((self._session.sweep[0], key == "reverse"))


def in_layer(session: Session, layer: int) -> tuple[int, bool]:
    """Another layer in the present direction, where it has that."""
    sweep = layer, session.sweep[1]
    return sweep if sweep in session.run.network.sweeps else (layer, False)
