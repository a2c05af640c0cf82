"""Groups hold shapes in painting order."""

from __future__ import annotations

from rnnviz.scene.shapes import Box, Group, flatten


def test_flattening_gives_what_is_painted_in_order() -> None:
    first, second, third = (Box(float(k), 0, 1, 1, 0, None) for k in range(3))
    tree = Group("all", (first, Group("inner", (second, Group("empty", ()))), third))
    assert list(flatten(tree)) == [first, second, third]
    assert list(flatten(first)) == [first]
