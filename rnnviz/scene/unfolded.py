"""The unfolded network: the same cell at every step, its states flowing from step to step."""

from __future__ import annotations

from dataclasses import replace

from ..engine.run import Run
from .arrangement import SIDE_PITCH, TARGET_HEIGHT, find_margins, natural_size, plan_strip
from .backward import Backward
from .column import draw_column, draw_incoming, draw_start
from .legend import draw_legend, legend_width
from .marker import draw_band, draw_marker, draw_row_names, draw_ticks
from .overview import draw_overview, make_rasters
from .raster import to_heat
from .shapes import Group, Scene, Shape
from .strip import FULL_PITCH, NUMBER_WIDTH, Viewport, content_width, lead_width
from .theme import Theme
from .unfolding import Unfolding
from .weight_names import draw_weights

EXPORT_PITCH = 132.0
WEIGHTS_PITCH = 86.0
LEGEND_MARGIN = 12.0


def draw_unfolded(  # noqa: PLR0913 -- a figure has this many choices
    run: Run,
    first: int,
    last: int,
    step: int,
    *,
    theme: Theme,
    alphabet: str | None = None,
    backward: Backward | None = None,
    substep: int | None = None,
    digits: int = 2,
) -> Scene:
    """The steps ``first`` to ``last`` (from 1) in full detail, ``step`` marked; drawn to be a figure.

    ``substep`` says how many values of the step are computed, None that all are; numbers have ``digits`` decimals.
    With ``backward`` gradients stand beside the states and flow along the wires; a legend says what the colours mean.
    """
    pitch, margins = EXPORT_PITCH, find_margins(run.network, run.writing)
    if backward is not None:
        pitch += NUMBER_WIDTH
    if margins.has_reverse:
        pitch += SIDE_PITCH
    hidden = 0.0 if first == 1 else lead_width(pitch) + (first - 1) * pitch
    width = content_width(pitch, last, margins) - hidden
    height = max(natural_size(run)[1] + 20, TARGET_HEIGHT if "loss" in run else 0.0)
    strip = plan_strip(run, Viewport(width, height, pitch, hidden, (first, last)), backward is not None)
    scene = draw_scene(Unfolding(run, strip, theme, alphabet, step, substep, backward, digits))
    return scene if backward is None else _with_legend(scene, backward, theme)


def _with_legend(scene: Scene, backward: Backward, theme: Theme) -> Scene:
    """The picture with the scale of its gradients below it."""
    width = legend_width(backward) + 2 * LEGEND_MARGIN
    x = max(LEGEND_MARGIN, scene.width - width + LEGEND_MARGIN)
    legend = Group("legend", tuple(draw_legend(backward, theme, x, scene.height + 10.0)), "Scale of the gradients")
    root = replace(scene.root, children=(*scene.root.children, legend))
    return Scene(max(scene.width, width), scene.height + 22.0, root, scene.background)


def draw_scene(u: Unfolding) -> Scene:
    """The whole picture on its page, heat images as shapes."""
    heats: tuple[Shape, ...] = ()
    if u.strip.detail != "full":
        palettes = {False: u.palette, True: u.gradient_palette}
        heats = tuple(to_heat(raster, palettes[raster.is_gradient]) for raster in make_rasters(u))
    band, marker = (draw(u.strip, u.step, u.theme) for draw in (draw_band, draw_marker))
    parts = (band, *heats, draw_body(u), marker)
    page = u.strip.viewport
    return Scene(page.width, page.height, Group("unfolded network", parts), u.theme.background)


def draw_body(u: Unfolding) -> Group:
    """The picture without its heat images and the marker of the current step; it has a transparent ground."""
    parts: list[Shape] = []
    if u.strip.viewport.pitch >= FULL_PITCH:
        parts += [group for group in (draw_start(u), draw_incoming(u)) if group.children]
        parts += [draw_column(u, step) for step in range(u.strip.first, u.strip.last + 1)]
        if u.strip.viewport.pitch >= WEIGHTS_PITCH:
            parts.append(draw_weights(u, u.strip.viewport.only[0] if u.strip.viewport.only else 1))
    else:
        parts.append(draw_overview(u))
    parts += [draw_ticks(u.strip, u.theme), draw_row_names(u.strip, u.theme)]
    return Group("network over time", tuple(parts))
