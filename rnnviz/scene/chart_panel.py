"""Charts as pictures: each with its title in a place of its own, one or several on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from .bounds import Bounds
from .chart import BarChart, CurveChart, HeatMap, Plane, Saliency, SweepMap
from .chart_area import draw_bars, draw_stack, without_images
from .chart_bar import bar_legend, bar_plot
from .chart_curve import curve_plot
from .chart_frame import StepAxis, draw_cursor
from .chart_heat import HeatPlot, as_map, draw_saliency, heat_plot
from .chart_line import legend_curves, line_legend, line_plot
from .chart_plane import plane_plot
from .latex import latex_runs
from .measure import measure
from .paper import Paper
from .shapes import Group, Label, Run, Scene, Shape
from .trajectory import Trajectory
from .verdict_map import draw_verdicts

MARGIN = 22.0
GAP = 34.0
"""The space between charts beside each other."""
MOST_CURVES = 8
"""More units than these are shown as a map."""
WIDTH, HEIGHT = 720.0, 360.0
Chart: TypeAlias = Trajectory | HeatMap | Plane | BarChart | CurveChart


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A chart with what is marked in it: a step, or a point of a plane; ``weight`` is its share of the room."""

    data: Chart
    mark: int | None = None
    point: tuple[float, float] | None = None
    weight: float = 1.0


def draw_panels(rows: Sequence[Sequence[Panel]], paper: Paper, size: tuple[float, float] = (WIDTH, HEIGHT)) -> Scene:
    """Charts beside and below each other on a page; all rows are of one height."""
    width, height = size
    row_height = (height - 2 * MARGIN - GAP * (len(rows) - 1)) / len(rows)
    parts: list[Shape] = []
    for k, row in enumerate(rows):
        top = MARGIN + k * (row_height + GAP)
        places = share_out(MARGIN, width - MARGIN, [panel.weight for panel in row])
        for panel, (left, right) in zip(row, places, strict=True):
            parts.append(draw_panel(panel, Bounds(left, top, right, top + row_height), paper))
    return Scene(width, height, Group("figure", tuple(parts)), paper.theme.background)


def share_out(start: float, end: float, weights: Sequence[float], gap: float = GAP) -> list[tuple[float, float]]:
    """A length shared out by weights, with gaps between."""
    room, found = end - start - gap * (len(weights) - 1), []
    for weight in weights:
        length = room * weight / sum(weights)
        found.append((start, start + length))
        start += length + gap
    return found


def draw_panel(panel: Panel, place: Bounds, paper: Paper) -> Group:
    """A chart with its title inside ``place``."""
    data = panel.data
    head = draw_title(data.latex, data.title, place, paper) if paper.has_title else ()
    name = data.title or data.latex
    body = place._replace(top=place.top + (2.1 * paper.large if paper.has_title else 0.4 * paper.small))
    if data.message:
        return Group(name, (*head, *_message(data.message, body, paper)), data.message)
    return Group(name, (*head, *_draw(panel, body, paper)), data.title)


def draw_title(latex: str, title: str, place: Bounds, paper: Paper) -> tuple[Shape, ...]:
    """A symbol and words in one line at the top of a place, smaller where that is narrow."""
    runs = latex_runs(latex) if latex else ()
    words = (Run(title if latex else title[:1].upper() + title[1:], weight="medium"),) if title else ()
    large, gap = paper.large, 0.6 if runs and words else 0.0
    widths = measure(runs, 1.2 * large, "math"), measure(words, large, "sans")
    share = min(1.0, (place.right - place.left) / max(1.0, sum(widths) + gap * large))
    y, parts = place.top + 0.6 * large, []
    if runs:
        parts.append(Label(place.left, y + 1.0, runs, 1.2 * large * share, paper.theme.ink, "start", "math"))
    if words:
        x = place.left + (widths[0] + gap * large) * share
        parts.append(Label(x, y, words, large * share, paper.theme.ink, "start"))
    return tuple(parts)


def _message(text: str, place: Bounds, paper: Paper) -> Iterator[Shape]:
    """Words in place of a chart."""
    lines = text.split("\n")
    x, y = place.center
    for k, line in enumerate(lines):
        yield paper.words(x, y + (k - (len(lines) - 1) / 2) * paper.line, line, "middle")


def _draw(panel: Panel, body: Bounds, paper: Paper) -> Iterator[Shape]:
    match panel.data:
        case Saliency() as data:
            body = _below_mark(panel, body, paper)
            group, plot = draw_saliency(data, body, paper)
            yield group
            yield from _column_mark(panel, replace(plot, area=plot.area._replace(top=body.top)), paper)
        case SweepMap() as data:
            plot = heat_plot(data, body, paper)
            yield Group("map", (*plot.draw(), draw_verdicts(plot)), data.title)
        case HeatMap() as data:
            yield from _draw_map(data, panel, _below_mark(panel, body, paper), paper)
        case Trajectory() as data:
            yield from _draw_trajectory(data, panel, body, paper)
        case BarChart() as data:
            has_legend = paper.has_legend and (len(data.says) > 1 or data.limit is not None)
            legend = 1.9 * paper.size if has_legend else 0.0
            yield from bar_legend(data, body.left, body.top + 0.5 * paper.size, paper) if has_legend else ()
            bars = bar_plot(data, body._replace(top=body.top + legend), paper)
            yield Group("bars", tuple(bars.draw()), data.title)
        case CurveChart() as data:
            yield from _draw_lines(data, body, paper)
        case Plane() as data:
            yield from _draw_plane(data, panel, body, paper)


def _draw_plane(data: Plane, panel: Panel, body: Bounds, paper: Paper) -> Iterator[Shape]:
    plane = plane_plot(data, body, paper)
    yield Group("plane", tuple(plane.draw()), data.title)
    if panel.point is not None:
        yield plane.cursor(panel.point)


def _draw_lines(data: CurveChart, body: Bounds, paper: Paper) -> Iterator[Shape]:
    """Curves under their legend, which one alone does not need."""
    if paper.has_legend and len(legend_curves(data)) > 1:
        yield from line_legend(data, body.left, body.top + 0.5 * paper.size, paper)
        body = body._replace(top=body.top + 1.9 * paper.size)
    yield Group("curves", tuple(line_plot(data, body, paper).draw()), data.title)


def _draw_map(data: HeatMap, panel: Panel, body: Bounds, paper: Paper) -> Iterator[Shape]:
    plot = heat_plot(data, body, paper)
    yield Group("map", tuple(plot.draw()), data.says or data.title)
    yield from _column_mark(panel, plot, paper)


def _draw_trajectory(data: Trajectory, panel: Panel, body: Bounds, paper: Paper) -> Iterator[Shape]:
    body = _below_mark(panel, body, paper)
    if data.form == "stack":
        group, steps, area = draw_stack(data, body, paper)
    elif data.form == "bars":
        group, steps, area = draw_bars(data, body, paper)
    elif data.values.shape[1] > MOST_CURVES and not data.says:
        yield from _draw_map(as_map(data), panel, body, paper)
        return
    else:
        plot = curve_plot(without_images(data, MOST_CURVES), body, paper)
        group, steps, area = Group("curves", tuple(plot.draw()), data.title), plot.steps, plot.area
    yield group
    yield from _step_mark(panel.mark, steps, area, paper)


def _below_mark(panel: Panel, body: Bounds, paper: Paper) -> Bounds:
    """The room below the sign of the present step."""
    return body if panel.mark is None else body._replace(top=body.top + 1.8 * paper.small)


def _step_mark(step: int | None, steps: StepAxis, area: Bounds, paper: Paper) -> Iterator[Shape]:
    if step is not None and steps.first <= step <= steps.last:
        yield draw_cursor(float(steps.x(step)), area, step + steps.offset, paper)


def _column_mark(panel: Panel, plot: HeatPlot, paper: Paper) -> Iterator[Shape]:
    axis = plot.data.x
    if panel.mark is not None and axis.low <= panel.mark <= axis.high:
        yield draw_cursor(plot.x(panel.mark), plot.area, panel.mark + axis.offset, paper)
