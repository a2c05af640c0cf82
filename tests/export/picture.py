"""A small picture with every kind of shape, for the tests of writers and painters."""

from __future__ import annotations

from rnnviz.scene.shapes import Box, Chip, Dot, Group, Heat, Key, Label, Run, Scene, Wire

RED, GREEN, BLUE, WHITE, BLACK = "#ff0000", "#008000", "#0000ff", "#ffffff", "#000000"


def make_picture(background: str | None = WHITE) -> Scene:
    """120 × 80 pixels: a red box, a green dot with a sign, a blue arrow, a heat, a chip and a label."""
    children = (
        Box(10, 10, 20, 20, 0, RED),
        Dot(50, 20, 10, 10, GREEN, BLACK, strokes=(((45.0, 20.0), (55.0, 20.0)),)),
        Wire(((70, 20), (110, 20)), BLUE, 4, arrow=True, gaps=((10, 20),)),
        Heat(10, 40, 20, 20, ((RED, BLUE), (GREEN, BLACK)), BLACK),
        Group("numbers", (Chip(50, 50, 30, 14, "+0.61", 11, WHITE, BLACK, BLACK),), "the <value> of f"),
        Label(90, 50, (Run("c", italic=True, accent="hat"), Run("t", level=-1)), 16, BLACK, family="math"),
    )
    return Scene(120, 80, Group("picture", (Group("numbers", children, key=Key(1, "f")),)), background)
