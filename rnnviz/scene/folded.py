"""The folded network: one cell whose states come back to it at the next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..engine.network import Layer, qualify
from ..engine.run import Run as NetworkRun
from .arrangement import output_name
from .folded_schedule import LANE, clamped_layers, draw_feedback, draw_steps, has_feedback
from .measure import measure
from .padlock import draw_badge
from .shapes import Anchor, Box, Dot, Group, Key, Label, Run, Scene, Shape, Wire
from .symbol import joint_symbol, symbol_runs
from .theme import Theme
from .unfolding import find_weights

NODE = 12.0
LINE = 13.0
GAP = 21.0
LOOP = 24.0
LOOP_HALF = 10.0
SYMBOL = 15.0
WEIGHT = 13.0
NOTE = 11.0
MARGIN = 4.0
FOOT, WIDE_FOOT = 13.0, 26.0
"""The room for the buttons in the corner below the steps with input, and below loops at both sides."""
WIRE = 1.6


def draw_folded(run: NetworkRun, *, theme: Theme) -> Scene:
    """Input, layers with their recurrent loops and read-out, upwards; the shared weights named."""
    layers = run.network.layers
    box_width = max(64.0, *(measure(line, NOTE, "sans") + 16 for layer in layers for line in _lines(layer)))
    names = (_recurrent(run, k, reverse) for k, layer in enumerate(layers) for reverse in layer.directions)
    side = LOOP + 6 + max(32.0, *(measure(joint_symbol(some, run.writing), WEIGHT, "math") for some in names))
    left = MARGIN + (side if any(layer.bidirectional for layer in layers) else 10.0)
    left += LANE if has_feedback(run) else 0.0
    boxes = sum(_height(layer) + GAP for layer in layers)
    height = 2 * MARGIN + 2 * NODE + boxes + GAP + (2 * NODE if output_name(run) else 0.0)
    foot = 0.0 if run.schedule.given is None else FOOT
    foot = WIDE_FOOT if any(layer.bidirectional for layer in layers) else foot
    drawing = _Drawing(run, theme, left + box_width / 2, box_width)
    parts = tuple(drawing.draw(height - MARGIN))
    return Scene(left + box_width + side + MARGIN, height + foot, Group("folded network", parts), theme.background)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One folded picture: the middle ``x`` of its column, the width of its boxes and its colours."""

    run: NetworkRun
    theme: Theme
    x: float
    box_width: float

    def draw(self, y: float) -> Iterator[Shape]:
        """Everything from the foot of the picture upwards."""
        yield from self._node("x", y - NODE)
        schedule, right = self.run.schedule, self.x + NODE + 8
        yield from draw_steps(schedule.given, (right, y - NODE), self.theme, "inputs")
        foot, y = y - NODE, y - 2 * NODE
        for k, layer in enumerate(self.run.network.layers):
            yield from self._up(y, find_weights(self.run.network, k).inward)
            y -= GAP
            yield from self._layer(k, layer, y)
            y -= _height(layer)
        name = output_name(self.run)
        yield from self._up(y, ("W_hy",) if "W_hy" in self.run.parameters else ())
        if name is not None:
            top = y - GAP - NODE
            yield from self._node(name, top)
            yield from draw_steps(schedule.read, (right, top), self.theme, "outputs")
            if has_feedback(self.run):
                ends, left = ((self.x - NODE, top), (self.x - NODE - 2, foot)), self.x - self.box_width / 2
                yield draw_feedback(self.run, *ends, left, self.theme)

    def _node(self, name: str, y: float) -> Iterator[Shape]:
        yield Dot(self.x, y, NODE, NODE, self.theme.operation_fill, self.theme.cell_stroke, 1.3)
        runs = symbol_runs(name, writing=self.run.writing)
        size = SYMBOL * min(1.0, (2 * NODE - 5.0) / measure(runs, SYMBOL, "math"))
        yield Label(self.x, y, runs, size, self.theme.ink, family="math")

    def _up(self, y: float, weights: tuple[str, ...]) -> Iterator[Shape]:
        """A wire upwards with the weights on it; without any, with the symbol of the network's last state."""
        key = Key(None, weights[0]) if weights else None
        yield Wire(((self.x, y), (self.x, y - GAP)), self.theme.wire, WIRE, arrow=True, key=key)
        if weights:
            yield self._weights(weights, self.x + 8, y - GAP / 2, "start")
        else:
            top = len(self.run.network.layers) - 1
            last = qualify(top, False, self.run.network.layers[top].cell.output.name)
            yield Label(
                self.x + 8,
                y - GAP / 2,
                symbol_runs(last, writing=self.run.writing),
                SYMBOL,
                self.theme.ink,
                "start",
                "math",
            )

    def _weights(self, names: tuple[str, ...], x: float, y: float, anchor: Anchor) -> Label:
        return Label(
            x, y, joint_symbol(names, self.run.writing), WEIGHT, self.theme.muted, anchor, "math", Key(None, names[0])
        )

    def _layer(self, k: int, layer: Layer, bottom: float) -> Iterator[Shape]:
        height, lines = _height(layer), _lines(layer)
        top, left = bottom - height, self.x - self.box_width / 2
        for reverse in layer.directions:
            yield from self._loop(_recurrent(self.run, k, reverse), bottom - height / 2, reverse)
        theme = self.theme
        yield Box(left, top, self.box_width, height, 7.0, theme.state_fill, theme.cell_stroke, 1.3)
        if k in clamped_layers(self.run):
            yield Group("clamp", draw_badge(left, top, theme.ink, theme.background), "clamped units")
        first = bottom - height / 2 - (len(lines) - 1) * LINE / 2
        for place, line in enumerate(lines):
            yield Label(self.x, first + place * LINE, line, NOTE, theme.ink)

    def _loop(self, names: tuple[str, ...], y: float, reverse: bool) -> Iterator[Shape]:
        """The loop of the states: at the right from the past, at the left from the future."""
        side = -1 if reverse else 1
        near = self.x + side * self.box_width / 2
        far = near + side * LOOP
        above, below = y - LOOP_HALF, y + LOOP_HALF
        points = ((near, above), (far, above), (far, below), (near, below))
        yield Wire(points, self.theme.wire, WIRE, radius=8.0, arrow=True, key=Key(None, names[0]))
        anchor: Anchor = "end" if reverse else "start"
        time = (Run("t", italic=True), Run(" + 1" if reverse else " − 1"))
        yield Label(far + 6 * side, y - 9, time, WEIGHT, self.theme.ink, anchor, "math")
        yield self._weights(names, far + 6 * side, y + 9, anchor)


def _lines(layer: Layer) -> tuple[tuple[Run, ...], ...]:
    """What a cell's box says: its title, what the title has in brackets, and the size."""
    title, _, variant = layer.cell.title.removesuffix(")").partition(" (")
    size = f"{layer.hidden_size} unit{'s' if layer.hidden_size > 1 else ''}"
    notes = ((Run(text),) for text in (variant, size) if text)
    return ((Run(title, weight="semibold"),), *notes)


def _height(layer: Layer) -> float:
    return len(_lines(layer)) * LINE + 12


def _recurrent(run: NetworkRun, layer: int, reverse: bool) -> tuple[str, ...]:
    return find_weights(run.network, layer, reverse).recurrent
