"""How the rows of the unfolded network share the height of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..engine.glyph import PLAIN, Writing
from ..engine.network import Layer, Network, qualify
from ..engine.run import Run
from .measure import measure
from .strip import (
    FULL_PITCH,
    LEAST_GUTTER,
    NUMBER_WIDTH,
    PAD,
    CellBox,
    Kind,
    Margins,
    Row,
    Strip,
    Viewport,
    content_width,
)
from .symbol import joint_names, symbol_runs

ROW_NAME = 15.0
"""The size of the symbols of the rows."""
CROWDED_NAME = 12.0
"""The size where rows are low."""
TARGET_HEIGHT = 205.0
"""The height of a page from which targets have a row of their own in full detail."""
COMPACT_HEIGHT = 185.0
"""The height of a page below which full detail is drawn close together."""
LOW_HEIGHT = 150.0
"""The same for many steps, which need less height."""
LEAST_CELL = 20.0
NATURAL_PITCH = 130.0
SIDE_PITCH = 40.0
NATURAL_STATE = 70.0


class Metrics(NamedTuple):
    """Heights in pixels: the parts with a fixed height, the room between rows, and the length of an arrow.

    ``pad`` is the room around the states in a cell, ``apart`` that between the cells of two directions.
    """

    margin: float
    axis: float
    bar: float
    line: float
    space: float
    least_gap: float
    most_gap: float
    pad: float = PAD
    apart: float = 8.0


TIGHT = Metrics(2.0, 15.0, 14.0, 13.0, 1.0, 12.0, 20.0, 2.0, 4.0)
COMPACT = Metrics(3.0, 16.0, 16.0, 13.0, 2.0, 12.0, 24.0)
ROOMY = Metrics(4.0, 18.0, 18.0, 15.0, 3.0, 14.0, 30.0)
TIGHT_STATE, LEAST_STATE = 16.0, 7.0
"""The height of a state below which all is drawn close together, and the least that it can have."""


class Part(NamedTuple):
    """A row before it has its place."""

    name: str
    kind: Kind
    size: int
    height: float
    reverse: bool = False
    side: int = 0


class Cell(NamedTuple):
    """The states of one direction of a layer, from the top downwards."""

    layer: int
    reverse: bool
    side: int
    parts: tuple[Part, ...]

    def height(self, metrics: Metrics, state: float | None = None) -> float:
        """The height that it would like, or has with states of a height."""
        if state is None:
            return 2 * metrics.pad + sum(part.height + metrics.space for part in self.parts)
        return metrics.pad + len(self.parts) * (state + metrics.pad)


def plan_strip(run: Run, viewport: Viewport, has_gradients: bool = False) -> Strip:
    """The places of everything the network has at a step, from the read-out's loss down to the input.

    With ``has_gradients`` states have room for their gradients beside them.
    """
    cells = find_cells(run.network)
    metrics = _choose_metrics(run, viewport, cells)
    above = _parts_above(run, viewport, metrics)
    room = viewport.height - _fixed_height(above, metrics) - metrics.apart * _n_pairs(run.network)
    gap, spare, heights = _share(room, cells, len(run.network.layers), metrics)
    y = metrics.margin + spare / 2
    rows: list[Row] = []
    for part in above:
        rows.append(_place(part, y, part.height))
        y += part.height + metrics.space
    y += gap - metrics.space if above else 0.0
    boxes: list[CellBox] = []
    pad = metrics.pad if viewport.pitch >= FULL_PITCH else 0.0
    for cell, height in reversed(list(zip(cells, heights, strict=True))):
        boxes.insert(0, CellBox(y, y + height, cell.layer, cell.reverse, cell.side))
        rows += _place_states(cell.parts, y, height, pad)
        y += height + (metrics.apart if cell.reverse else gap)
    rows.append(Row("x", "input", run.network.input_size, y, metrics.bar))
    return Strip(
        viewport,
        run.n_steps,
        find_margins(run.network, run.writing),
        tuple(rows),
        tuple(boxes),
        has_gradients,
        run.writing,
    )


def least_height(run: Run) -> float:
    """The height below which the picture in full detail becomes too crowded to be read."""
    metrics = _tight(run.network)
    above = _parts_above(run, Viewport(0.0, 0.0, FULL_PITCH), metrics)
    heights = _least_of(find_cells(run.network), len(run.network.layers), metrics)
    gaps = metrics.apart * _n_pairs(run.network) + (len(run.network.layers) + 1) * metrics.least_gap
    return _fixed_height(above, metrics) + heights + gaps


def natural_size(run: Run, has_gradients: bool = False) -> tuple[float, float]:
    """Width and height of a page that shows every step in full detail with nothing crowded.

    A larger page is better filled with a larger picture than with more room.
    """
    viewport = Viewport(0.0, TARGET_HEIGHT, NATURAL_PITCH)
    cells = find_cells(run.network)
    states = sum(min(part.height, NATURAL_STATE) + PAD for cell in cells for part in cell.parts) + 2 * PAD * len(cells)
    gaps = (len(run.network.layers) + 1) * (ROOMY.least_gap + 4) + ROOMY.apart * _n_pairs(run.network)
    height = _fixed_height(_parts_above(run, viewport, ROOMY), ROOMY) + states + gaps
    pitch = NATURAL_PITCH + (NUMBER_WIDTH if has_gradients else 0.0) + (SIDE_PITCH if _n_pairs(run.network) else 0.0)
    return content_width(pitch, run.n_steps, find_margins(run.network, run.writing)), height


def output_name(run: Run) -> str | None:
    """The value that the network says at a step: probabilities, or the read-out, or None."""
    return next((name for name in ("p", "y") if name in run), None)


def find_margins(network: Network, writing: Writing = PLAIN) -> Margins:
    """The margins of a network's picture; names of further layers are long."""
    cells = find_cells(network)
    widest = max(
        measure(symbol_runs(part.name, writing=writing), ROW_NAME, "math") for cell in cells for part in cell.parts
    )
    if writing.notation.time == "argument":
        widest = max(widest, measure(symbol_runs("y*", writing=writing), ROW_NAME, "math"))
    if len(cells) > 1:
        joint = (joint_names([part.name for part in cell.parts], writing=writing) for cell in cells)
        widest = max(widest, *(measure(names, CROWDED_NAME, "math") for names in joint))
    return Margins(max(LEAST_GUTTER, widest + 12), any(layer.bidirectional for layer in network.layers))


def _tight(network: Network) -> Metrics:
    """All drawn close together; where wires of two directions meet they need more room."""
    return TIGHT._replace(least_gap=16.0) if _n_pairs(network) else TIGHT


def _choose_metrics(run: Run, viewport: Viewport, cells: list[Cell]) -> Metrics:
    if viewport.pitch < FULL_PITCH:
        metrics = COMPACT if viewport.height < LOW_HEIGHT else ROOMY
        return metrics._replace(least_gap=5.0, most_gap=8.0, apart=2.0)
    room = viewport.height - _fixed_height(_parts_above(run, viewport, COMPACT), COMPACT)
    room -= (len(run.network.layers) + 1) * COMPACT.least_gap + COMPACT.apart * _n_pairs(run.network)
    if len(cells) > 1 and room < sum(cell.height(COMPACT, TIGHT_STATE) for cell in cells):
        return _tight(run.network)
    return COMPACT if viewport.height < COMPACT_HEIGHT else ROOMY


def _fixed_height(above: list[Part], metrics: Metrics) -> float:
    """The height of all but the cells and the gaps around them."""
    return 2 * metrics.margin + metrics.axis + metrics.bar + sum(part.height + metrics.space for part in above)


def _n_pairs(network: Network) -> int:
    """How many layers have two directions."""
    return sum(layer.bidirectional for layer in network.layers)


def _parts_above(run: Run, viewport: Viewport, metrics: Metrics) -> list[Part]:
    """The rows above the cells."""
    parts: list[Part] = []
    if "loss" in run:
        parts.append(Part("loss", "loss", 1, metrics.line))
        if viewport.pitch < FULL_PITCH or viewport.height >= _target_height(run, viewport, metrics):
            parts.append(Part("target", "target", 1, metrics.line))
    name = output_name(run)
    if name is not None:
        parts.append(Part(name, "output", run[name].shape[1], metrics.bar))
    return parts


def find_cells(network: Network) -> list[Cell]:
    """The cells from the first layer upwards; states would like enough height for a number for each unit."""
    return [
        Cell(layer, reverse, _side(described, reverse), tuple(_states(layer, reverse, described)))
        for layer, described in enumerate(network.layers)
        for reverse in described.directions
    ]


def _side(layer: Layer, reverse: bool) -> int:
    if not layer.bidirectional:
        return 0
    return 1 if reverse else -1


def _target_height(run: Run, viewport: Viewport, metrics: Metrics) -> float:
    """The height of a page from which targets have the room for a row of their own."""
    crowded = least_height(run) + metrics.line + metrics.space if viewport.height >= TARGET_HEIGHT else 0.0
    return max(TARGET_HEIGHT, crowded)


def _states(layer: int, reverse: bool, described: Layer) -> Iterator[Part]:
    size, side = described.hidden_size, _side(described, reverse)
    for state in described.cell.states:
        yield Part(qualify(layer, reverse, state.name), "state", size, max(30.0, size * 17.0), reverse, side)


def _share(room: float, cells: list[Cell], n_layers: int, metrics: Metrics) -> tuple[float, float, list[float]]:
    """The gap between layers, what stays free, and the height of each cell."""
    wanted = [cell.height(metrics) for cell in cells]
    n_gaps = n_layers + 1
    least = _least_of(cells, n_layers, metrics)
    if metrics.least_gap < TIGHT.least_gap:
        least = min(least, room - n_gaps * metrics.least_gap)
    height = min(sum(wanted), max(least, room - n_gaps * metrics.least_gap))
    gap = min(metrics.most_gap, max(metrics.least_gap, (room - height) / n_gaps))
    spare = max(0.0, room - height - n_gaps * gap)
    return gap, spare, [height * want / sum(wanted) for want in wanted]


def _least_of(cells: list[Cell], n_layers: int, metrics: Metrics) -> float:
    """The height that the cells have at least, together."""
    return max(LEAST_CELL * n_layers, sum(cell.height(metrics, LEAST_STATE) for cell in cells))


def _place_states(parts: tuple[Part, ...], top: float, height: float, pad: float) -> list[Row]:
    """The rows of a cell's states, inside its frame where that is drawn."""
    between = pad or PAD
    own = (height - 2 * pad - between * (len(parts) - 1)) / len(parts)
    return [_place(part, top + pad + k * (own + between), own) for k, part in enumerate(parts)]


def _place(part: Part, top: float, height: float) -> Row:
    return Row(part.name, part.kind, part.size, top, height, part.reverse, part.side)
