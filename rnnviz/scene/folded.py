"""The folded network: one cell whose states come back to it at the next step."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.network import Layer, qualify
from ..engine.run import Run as Forward
from .measure import measure
from .shapes import Box, Dot, Group, Key, Label, Run, Scene, Shape, Wire
from .strip import output_name
from .symbol import joint_symbol, symbol_runs
from .theme import Theme
from .unfolding import find_weights

NODE = 12.5
BOX_HEIGHT = 40.0
GAP = 24.0
LOOP = 24.0
LOOP_RISE = 15.0
SYMBOL = 15.0
WEIGHT = 13.0
NOTE = 11.0
MARGIN = 6.0
WIRE = 1.6


def draw_folded(run: Forward, *, theme: Theme) -> Scene:
    """Input, layers with their recurrent loops and read-out, upwards; the shared weights named."""
    layers = run.network.layers
    box_width = max(64.0, *(measure(_title(layer), NOTE, "sans") + 20 for layer in layers))
    has_reverse = any(layer.bidirectional for layer in layers)
    note_width = max(measure(_recurrent(run, k), WEIGHT, "math") for k in range(len(layers)))
    side = LOOP + max(note_width, 26.0) + 10
    left = MARGIN + (side if has_reverse else 14.0)
    output = output_name(run)
    height = 2 * MARGIN + 2 * NODE + len(layers) * (GAP + BOX_HEIGHT) + ((GAP + 2 * NODE) if output else GAP)
    drawing = _Drawing(run, theme, left + box_width / 2, box_width)
    page = left + box_width + side + MARGIN
    return Scene(page, height, Group("folded network", tuple(drawing.draw(height - MARGIN))), theme.background)


class _Drawing:
    """The pen of one folded picture: where its column stands and in which colours it draws."""

    def __init__(self, run: Forward, theme: Theme, x: float, box_width: float) -> None:
        self._run, self._theme, self._x, self._box_width = run, theme, x, box_width

    def draw(self, y: float) -> Iterator[Shape]:
        """Everything from the foot of the picture upwards."""
        theme, x = self._theme, self._x
        yield from self._node("x", y - NODE)
        y -= 2 * NODE
        for k, layer in enumerate(self._run.network.layers):
            weights = find_weights(self._run.network, k)
            yield self._up(y)
            yield Label(x + 8, y - GAP / 2, joint_symbol(weights.inward), WEIGHT, theme.muted, "start", "math",
                        Key(None, weights.inward[0]))  # fmt: skip
            y -= GAP
            yield from self._layer(k, layer, y)
            y -= BOX_HEIGHT
        last = self._output_of(len(self._run.network.layers) - 1)
        yield self._up(y)
        output = output_name(self._run)
        if output is None:
            yield Label(x + 9, y - GAP / 2, symbol_runs(last), SYMBOL, theme.ink, "start", "math", Key(None, last))
            return
        if "W_hy" in self._run.parameters:
            runs = joint_symbol(("W_hy",))
            yield Label(x + 8, y - GAP / 2, runs, WEIGHT, theme.muted, "start", "math", Key(None, "W_hy"))
        yield from self._node(output, y - GAP - NODE)

    def _output_of(self, layer: int) -> str:
        return qualify(layer, False, self._run.network.layers[layer].cell.output.name)

    def _node(self, name: str, y: float) -> Iterator[Shape]:
        theme = self._theme
        yield Dot(self._x, y, NODE, NODE, theme.operation_fill, theme.cell_stroke, 1.3)
        yield Label(self._x, y, symbol_runs(name), SYMBOL, theme.ink, family="math")

    def _up(self, y: float) -> Wire:
        return Wire(((self._x, y), (self._x, y - GAP)), self._theme.wire, WIRE, arrow=True)

    def _layer(self, k: int, layer: Layer, bottom: float) -> Iterator[Shape]:
        theme, half = self._theme, self._box_width / 2
        middle = bottom - BOX_HEIGHT / 2
        yield from self._loop(k, middle, 1)
        if layer.bidirectional:
            yield from self._loop(k, middle, -1)
        yield Box(
            self._x - half, bottom - BOX_HEIGHT, 2 * half, BOX_HEIGHT, 7.0, theme.state_fill, theme.cell_stroke, 1.3
        )
        yield Label(self._x, middle - 8, _title(layer), NOTE, theme.ink)
        yield Label(self._x, middle + 9, (Run(f"{layer.hidden_size} units"),), NOTE, theme.muted)

    def _loop(self, k: int, y: float, side: int) -> Iterator[Shape]:
        """The loop on one side: right for the past, left for the future of a direction against time."""
        theme, near = self._theme, self._x + side * self._box_width / 2
        far = near + side * LOOP
        points = (
            (near, y - LOOP_RISE / 2 - 3),
            (far, y - LOOP_RISE / 2 - 3),
            (far, y + LOOP_RISE / 2 + 3),
            (near, y + LOOP_RISE / 2 + 3),
        )
        yield Wire(points, theme.wire, WIRE, radius=8.0, arrow=True)
        anchor = "start" if side > 0 else "end"
        sign = "−" if side > 0 else "+"
        x = far + side * 6
        names = find_weights(self._run.network, k).recurrent
        yield Label(x, y - 9, (Run("t", italic=True), Run(f" {sign} 1")), WEIGHT, theme.ink, anchor, "math")  # type: ignore[arg-type]
        yield Label(x, y + 9, _recurrent(self._run, k), WEIGHT, theme.muted, anchor, "math", Key(None, names[0]))  # type: ignore[arg-type]


def _title(layer: Layer) -> tuple[Run, ...]:
    return (Run(layer.cell.title, weight="semibold"),)


def _recurrent(run: Forward, layer: int) -> tuple[Run, ...]:
    return joint_symbol(find_weights(run.network, layer).recurrent)
