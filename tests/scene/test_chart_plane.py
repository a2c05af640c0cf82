"""Planes as shapes."""

from __future__ import annotations

import numpy as np
import pytest

from rnnviz.scene.bounds import Bounds
from rnnviz.scene.chart import Cloud, Plane
from rnnviz.scene.chart_plane import plane_plot
from rnnviz.scene.paper import Paper
from rnnviz.scene.shapes import Dot, Group, Wire, flatten
from rnnviz.scene.theme import LIGHT

PLACE, PAPER = Bounds(0.0, 0.0, 500.0, 300.0), Paper(LIGHT)
POINTS = np.array([[0.5, 0.0], [np.nan, 1.0], [0.0, -0.5]])


def test_both_axes_have_one_scale_so_that_the_unit_circle_is_round() -> None:
    plot = plane_plot(Plane("", (Cloud(POINTS),), has_circle=True), PLACE, PAPER)
    circle = next(part for part in plot.draw() if isinstance(part, Group) and part.name == "unit circle").children[0]
    assert isinstance(circle, Dot)
    assert circle.radius_x == pytest.approx(circle.radius_y)
    assert plot.area.left < circle.x - circle.radius_x
    assert circle.y + circle.radius_y < plot.area.bottom


def test_points_lie_at_their_coordinates_and_those_that_are_not_finite_nowhere() -> None:
    plot = plane_plot(Plane("", (Cloud(POINTS, says="here"),), has_circle=True), PLACE, PAPER)
    cloud = next(part for part in plot.draw() if isinstance(part, Group) and part.name == "here")
    assert [(dot.x, dot.y) for dot in flatten(cloud) if isinstance(dot, Dot)] == [
        plot.place(0.5, 0.0),
        plot.place(0.0, -0.5),
    ]


def test_an_arrow_leads_from_its_point_to_its_end() -> None:
    cloud = Cloud(np.array([[0.0, 0.0], [1.0, 1.0]]), "arrows", says="field", ends=np.array([[1.0, 0.0], [1.0, 1.0]]))
    plot = plane_plot(Plane("", (cloud,)), PLACE, PAPER)
    field = next(part for part in plot.draw() if isinstance(part, Group) and part.name == "field")
    wires = [shape for shape in flatten(field) if isinstance(shape, Wire)]
    assert wires[0].points == (plot.place(0.0, 0.0), plot.place(1.0, 0.0))
    assert len(wires) == 2
    assert wires[1].points[1] == plot.place(1.0, 0.0)


def test_forms_are_told_apart_without_colour() -> None:
    clouds = tuple(Cloud(np.array([[0.0, 0.0]]), form, says=form) for form in ("points", "rings", "crosses"))
    plot = plane_plot(Plane("", clouds, has_circle=True), PLACE, PAPER)
    found = {part.name: list(flatten(part)) for part in plot.draw() if isinstance(part, Group)}
    filled, ring = found["points"][0], found["rings"][0]
    assert isinstance(filled, Dot)
    assert isinstance(ring, Dot)
    assert filled.fill is not None
    assert ring.fill is None
    assert len(found["crosses"]) == 2
