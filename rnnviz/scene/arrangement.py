"""How the rows of the unfolded network share the height of a page."""

from __future__ import annotations

from typing import NamedTuple

from ..engine.network import Network, qualify
from ..engine.run import Run
from .measure import measure
from .strip import FULL_PITCH, LEAST_GUTTER, NUMBER_WIDTH, PAD, Kind, Margins, Row, Strip, Viewport, content_width
from .symbol import symbol_runs

ROW_NAME = 15.0
"""The size of the symbols of the rows."""
TARGET_HEIGHT = 205.0
"""The height of a page from which targets have a row of their own in full detail."""
COMPACT_HEIGHT = 185.0
"""The height of a page below which full detail is drawn close together."""
LOW_HEIGHT = 150.0
"""The same for many steps, which need less height."""
NATURAL_PITCH = 130.0
NATURAL_STATE = 70.0


class Metrics(NamedTuple):
    """Heights in pixels: the parts with a fixed height, the room between rows, and the length of an arrow."""

    margin: float
    axis: float
    bar: float
    line: float
    space: float
    least_gap: float
    most_gap: float


COMPACT = Metrics(3.0, 16.0, 16.0, 13.0, 2.0, 12.0, 24.0)
ROOMY = Metrics(4.0, 18.0, 18.0, 15.0, 3.0, 14.0, 30.0)


class Part(NamedTuple):
    """A row before it has its place."""

    name: str
    kind: Kind
    size: int
    height: float
    reverse: bool = False


def plan_strip(run: Run, viewport: Viewport, has_gradients: bool = False) -> Strip:
    """The places of everything the network has at a step, from the read-out's loss down to the input.

    With ``has_gradients`` states have room for their gradients beside them.
    """
    metrics = _choose_metrics(viewport)
    above = _parts_above(run, viewport, metrics)
    layers = [_layer_parts(run.network, layer) for layer in range(len(run.network.layers))]
    fixed = 2 * metrics.margin + metrics.axis + metrics.bar + sum(part.height + metrics.space for part in above)
    gap, spare, heights = _share(viewport.height - fixed, layers, metrics)
    y = metrics.margin + spare / 2
    rows: list[Row] = []
    for part in above:
        rows.append(_place(part, y, part.height))
        y += part.height + metrics.space
    y += gap - metrics.space if above else 0.0
    boxes: list[tuple[float, float]] = []
    for parts, height in reversed(list(zip(layers, heights, strict=True))):
        boxes.insert(0, (y, y + height))
        rows += _place_states(parts, y, height, viewport.pitch >= FULL_PITCH)
        y += height + gap
    rows.append(Row("x", "input", run.network.input_size, y, metrics.bar))
    return Strip(viewport, run.n_steps, find_margins(run.network), tuple(rows), tuple(boxes), has_gradients)


def natural_size(run: Run, has_gradients: bool = False) -> tuple[float, float]:
    """Width and height of a page that shows every step in full detail with nothing crowded.

    A larger page is better filled with a larger picture than with more room.
    """
    viewport = Viewport(0.0, TARGET_HEIGHT, NATURAL_PITCH)
    above = sum(part.height + ROOMY.space for part in _parts_above(run, viewport, ROOMY))
    layers = [_layer_parts(run.network, layer) for layer in range(len(run.network.layers))]
    cells = sum(2 * PAD + sum(min(part.height, NATURAL_STATE) + PAD for part in parts) for parts in layers)
    gaps = (len(layers) + 1) * (ROOMY.least_gap + 4)
    height = 2 * ROOMY.margin + ROOMY.axis + ROOMY.bar + above + cells + gaps
    pitch = NATURAL_PITCH + (NUMBER_WIDTH if has_gradients else 0.0)
    return content_width(pitch, run.n_steps, find_margins(run.network)), height


def output_name(run: Run) -> str | None:
    """The value that the network says at a step: probabilities, or the read-out, or None."""
    return next((name for name in ("p", "y") if name in run), None)


def find_margins(network: Network) -> Margins:
    """The margins of a network's picture; names of further layers are long."""
    names = [part.name for layer in range(len(network.layers)) for part in _layer_parts(network, layer)]
    widest = max(measure(symbol_runs(name), ROW_NAME, "math") for name in names)
    return Margins(max(LEAST_GUTTER, widest + 12), any(layer.bidirectional for layer in network.layers))


def _choose_metrics(viewport: Viewport) -> Metrics:
    if viewport.pitch >= FULL_PITCH:
        return COMPACT if viewport.height < COMPACT_HEIGHT else ROOMY
    metrics = COMPACT if viewport.height < LOW_HEIGHT else ROOMY
    return metrics._replace(least_gap=5.0, most_gap=8.0)


def _parts_above(run: Run, viewport: Viewport, metrics: Metrics) -> list[Part]:
    """The rows above the cells."""
    parts: list[Part] = []
    if "loss" in run:
        parts.append(Part("loss", "loss", 1, metrics.line))
        if viewport.pitch < FULL_PITCH or viewport.height >= TARGET_HEIGHT:
            parts.append(Part("target", "target", 1, metrics.line))
    name = output_name(run)
    if name is not None:
        parts.append(Part(name, "output", run[name].shape[1], metrics.bar))
    return parts


def _layer_parts(network: Network, layer: int) -> list[Part]:
    """The states of a layer with the heights they would like: enough for a number for each unit."""
    described = network.layers[layer]
    size = described.hidden_size
    return [
        Part(qualify(layer, reverse, state.name), "state", size, max(30.0, size * 17.0), reverse)
        for reverse in described.directions
        for state in described.cell.states
    ]


def _share(room: float, layers: list[list[Part]], metrics: Metrics) -> tuple[float, float, list[float]]:
    """The gap between parts, what stays free, and the height of each layer's cell."""
    wanted = [2 * PAD + sum(part.height + metrics.space for part in parts) for parts in layers]
    n_gaps = len(layers) + 1
    cells = min(sum(wanted), max(20.0 * len(layers), room - n_gaps * metrics.least_gap))
    gap = min(metrics.most_gap, max(metrics.least_gap, (room - cells) / n_gaps))
    spare = max(0.0, room - cells - n_gaps * gap)
    return gap, spare, [cells * want / sum(wanted) for want in wanted]


def _place_states(parts: list[Part], top: float, height: float, is_full: bool) -> list[Row]:
    """The rows of a layer's states, inside the frame of its cell where that is drawn."""
    pad = PAD if is_full else 0.0
    own = (height - 2 * pad - PAD * (len(parts) - 1)) / len(parts)
    return [_place(part, top + pad + k * (own + PAD), own) for k, part in enumerate(parts)]


def _place(part: Part, top: float, height: float) -> Row:
    return Row(part.name, part.kind, part.size, top, height, part.reverse)
