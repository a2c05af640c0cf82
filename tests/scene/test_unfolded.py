"""The unfolded network as a whole."""

from __future__ import annotations

from itertools import combinations

import pytest

from rnnviz.cells import CELLS
from rnnviz.engine.network import Layer, Network
from rnnviz.engine.notation import NOTATIONS, find_notation
from rnnviz.engine.run import Run
from rnnviz.scene.arrangement import find_margins, least_height, plan_strip
from rnnviz.scene.backward import Backward
from rnnviz.scene.bounds import Bounds, around, bounds_of
from rnnviz.scene.folded import draw_folded
from rnnviz.scene.path import arrowhead
from rnnviz.scene.shapes import Box, Chip, Heat, Key, Label, Scene, Wire, flatten
from rnnviz.scene.strip import Viewport, fitting_pitch
from rnnviz.scene.theme import DARK, LIGHT, PRINT
from rnnviz.scene.unfolded import draw_scene, draw_unfolded
from rnnviz.scene.unfolding import Unfolding

from .case import make_run, run_network, schedule_run, spell
from .golden import check_golden

PAGES = [(504.0, 132.0), (530.0, 170.0), (1040.0, 280.0), (3680.0, 400.0)]


def draw(
    run: Run, width: float, height: float, alphabet: str | None = None, *, backward: Backward | None = None
) -> Scene:
    """A run fitted into a page, its second step marked."""
    pitch = fitting_pitch(width, run.n_steps, find_margins(run.network))
    strip = plan_strip(run, Viewport(width, height, pitch), backward is not None)
    return draw_scene(Unfolding(run, strip, LIGHT, alphabet, min(2, run.n_steps), None, backward))


def labels(scene: Scene) -> list[Label]:
    return [shape for shape in flatten(scene.root) if isinstance(shape, Label)]


def texts(scene: Scene) -> list[str]:
    return ["".join(run.text for run in label.runs) for label in labels(scene)]


def test_a_simple_network_is_drawn_as_kept() -> None:
    check_golden("unfolded-rnn", draw_unfolded(make_run("rnn"), 1, 3, 2, theme=PRINT))


def test_a_network_with_two_states_is_drawn_as_kept() -> None:
    run = make_run("lstm", n_steps=4, output_size=3, loss="softmax")
    check_golden("unfolded-lstm", draw_unfolded(run, 2, 4, 3, theme=PRINT, alphabet="abc"))


FORMS: dict[str, tuple[tuple[int, ...] | None, tuple[int, ...] | None]] = {
    "one-to-many": ((1,), None),
    "many-to-one": (None, (4,)),
    "many-to-many-delayed": ((1, 2), (3, 4)),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_drawn_as_kept(form: str) -> None:
    given, read = FORMS[form]
    check_golden(f"unfolded-{form}", draw_unfolded(schedule_run(given=given, read=read), 1, 4, 2, theme=PRINT))


def test_feedback_and_clamps_are_drawn_as_kept() -> None:
    run = schedule_run(given=(1,), feedback="output", clamped=(0, 1))
    check_golden("unfolded-fed-clamped", draw_unfolded(run, 1, 4, 2, theme=PRINT))


def test_two_layers_are_drawn_as_kept() -> None:
    network = Network(1, (Layer(CELLS["lstm"], 2), Layer(CELLS["rnn"], 2)), 1)
    check_golden("unfolded-stacked", draw_unfolded(run_network(network, 3, "squared"), 1, 3, 2, theme=PRINT))


def test_both_directions_of_two_layers_are_drawn_as_kept() -> None:
    layer = Layer(CELLS["rnn"], 2, bidirectional=True)
    run = run_network(Network(1, (layer, layer), 1), 3, "squared")
    check_golden("unfolded-bidirectional", draw_unfolded(run, 1, 3, 2, theme=PRINT))


LAYERS = {
    "two of both": (Layer(CELLS["rnn"], 4, bidirectional=True),) * 2,
    "both below one": (Layer(CELLS["lstm"], 16, bidirectional=True), Layer(CELLS["gru"], 64)),
    "four": (Layer(CELLS["lstm"], 2),) * 4,
    "four of one state": (Layer(CELLS["rnn"], 6),) * 4,
    "four of both": (Layer(CELLS["lstm"], 1, bidirectional=True),) * 4,
}


@pytest.mark.parametrize("is_backward", [False, True])
@pytest.mark.parametrize("n_steps", [1, 3, 5, 40])
@pytest.mark.parametrize("layers", LAYERS)
def test_cells_of_a_grid_stand_apart_on_the_page(layers: str, n_steps: int, is_backward: bool) -> None:
    run = run_network(Network(2, LAYERS[layers], 2), n_steps, "squared")
    backward = Backward(run.gradients()) if is_backward else None
    least = least_height(run)
    for width, height in ((690.0, least), (690.0, max(170.0, least)), (1040.0, max(280.0, least)), (1600.0, 600.0)):
        scene = draw(run, width, height, backward=backward)
        kinds = (s for s in flatten(scene.root) if isinstance(s, Box) and s.fill == LIGHT.cell_fill)
        cells = [bounds_of(s) for s in kinds]
        assert not [pair for pair in combinations(cells, 2) if pair[0].overlaps(pair[1])]
        names = [bounds_of(s) for s in labels(scene) if s.anchor == "end" and s.family == "math" and s.x < 90]
        assert not [pair for pair in combinations(names, 2) if pair[0].grown(-2.0).overlaps(pair[1].grown(-2.0))]
        assert all(bounds_of(s).bottom <= height + 1.0 for s in flatten(scene.root))


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_the_backward_pass_is_drawn_as_kept(cell: str) -> None:
    run = make_run(cell, n_steps=3)
    backward = Backward(run.gradients(), "decades")
    check_golden(f"backward-unfolded-{cell}", draw_unfolded(run, 1, 3, 2, theme=PRINT, backward=backward))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("n_steps", [1, 3, 5, 12])
@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("cell", CELLS)
def test_backward_nothing_lies_on_a_text_or_a_strip(
    cell: str, hidden_size: int, n_steps: int, page: tuple[float, float]
) -> None:
    run = make_run(cell, hidden_size=hidden_size, n_steps=n_steps)
    scene = draw(run, *page, backward=Backward(run.gradients(), "decades"))
    shapes = list(flatten(scene.root))
    names = [bounds_of(label) for label in labels(scene) if label.family == "math"]
    strips = [bounds_of(shape) for shape in shapes if isinstance(shape, Heat)]
    wires = [around(arrowhead(w.points, w.width)) for w in shapes if isinstance(w, Wire)]
    assert not [pair for pair in combinations(strips, 2) if pair[0].overlaps(pair[1])]
    assert not [(text, other) for text in names for other in (*strips, *wires) if text.overlaps(other)]
    assert not [(wire, strip) for wire in wires for strip in strips if wire.overlaps(strip.grown(-1.0))]


@pytest.mark.parametrize("notation", [*NOTATIONS, "split,argument,from-0"])
@pytest.mark.parametrize("hidden_size", [1, 2, 4, 16, 64])
@pytest.mark.parametrize("cell", CELLS)
def test_no_symbol_lies_on_anything_in_any_notation(cell: str, hidden_size: int, notation: str) -> None:
    run = make_run(cell, hidden_size=hidden_size, output_size=3).write_in(find_notation(notation))
    for scene in (*(draw_unfolded(run, 1, 3, step, theme=LIGHT) for step in (1, 2)), draw_folded(run, theme=LIGHT)):
        symbols = [bounds_of(label) for label in labels(scene) if label.family == "math"]
        strips = [bounds_of(shape) for shape in flatten(scene.root) if isinstance(shape, Heat | Chip)]
        assert not [pair for pair in combinations(symbols, 2) if pair[0].overlaps(pair[1])]
        assert not [(symbol, strip) for symbol in symbols for strip in strips if symbol.overlaps(strip)]
        assert all(s.left >= 0.0 and s.right <= scene.width and s.bottom <= scene.height for s in symbols)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("n_steps", [1, 3, 5, 12])
@pytest.mark.parametrize("hidden_size", [1, 4, 16])
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_no_text_covers_another(cell: str, hidden_size: int, n_steps: int, page: tuple[float, float]) -> None:
    scene = draw(make_run(cell, hidden_size=hidden_size, n_steps=n_steps), *page)
    places = [(bounds_of(label), "".join(run.text for run in label.runs)) for label in labels(scene)]
    steps = {str(step) for step in range(n_steps + 1)}
    hits = [(a, b) for (here, a), (there, b) in combinations(places, 2) if here.overlaps(there) and a not in steps]
    assert not hits


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("n_steps", [1, 3, 5, 12])
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_no_wire_crosses_a_text_or_a_strip(cell: str, n_steps: int, page: tuple[float, float]) -> None:
    scene = draw(make_run(cell, n_steps=n_steps), *page)
    shapes = list(flatten(scene.root))
    strips = [bounds_of(shape) for shape in shapes if isinstance(shape, Heat)]
    obstacles = strips + [bounds_of(label) for label in labels(scene)]
    for wire in (shape for shape in shapes if isinstance(shape, Wire)):
        (x0, y0), (x1, y1) = wire.points
        line = Bounds(min(x0, x1) + 0.5, min(y0, y1) - 0.5, max(x0, x1) - 0.5, max(y0, y1) + 0.5)
        assert not [place for place in obstacles if line.overlaps(place)]


@pytest.mark.parametrize("n_steps", [1, 3, 12, 50])
@pytest.mark.parametrize("page", PAGES)
def test_everything_stays_on_the_page(n_steps: int, page: tuple[float, float]) -> None:
    scene = draw(make_run("lstm", hidden_size=4, n_steps=n_steps), *page)
    for label in labels(scene):
        place = bounds_of(label)
        assert place.left >= 0
        assert place.top >= -0.5
        assert place.right <= page[0]
        assert place.bottom <= page[1] + 0.5


def test_text_is_never_small() -> None:
    assert min(label.size for label in labels(draw(make_run("lstm", hidden_size=4), 530, 170))) >= 11


def test_shared_weights_are_named_once() -> None:
    said = texts(draw(make_run("lstm"), 900, 250))
    assert [said.count(name) for name in ("Wf,i,c,o", "Uf,i,c,o", "Why")] == [1, 1, 1]


def test_a_symbolic_network_shows_its_letters() -> None:
    scene = draw(spell("hello", "helo"), 900, 250, "helo")
    said = {label.key: "".join(run.text for run in label.runs) for label in labels(scene) if label.key}
    assert [said[Key(t, "x")] for t in range(1, 6)] == list("hello")
    assert [said[Key(t, "target")] for t in range(1, 5)] == list("ello")
    assert Key(5, "loss") not in said


def test_the_current_step_has_a_frame_and_a_number_of_its_own() -> None:
    scene = draw(make_run(), 900, 250)
    frames = [s for s in flatten(scene.root) if isinstance(s, Box) and s.stroke == LIGHT.accent]
    assert len(frames) == 1


def test_a_part_of_a_sequence_starts_with_the_wire_from_the_step_before() -> None:
    scene = draw_unfolded(make_run(n_steps=9), 4, 6, 5, theme=LIGHT)
    steps = {s.key.step for s in flatten(scene.root) if isinstance(s, Heat) and s.key}
    assert steps == {4, 5, 6}
    assert Key(3, "h") in {s.key for s in flatten(scene.root) if isinstance(s, Wire)}


@pytest.mark.parametrize("pitch", [0.5, 10.0, 40.0, 130.0])
def test_several_layers_and_directions_are_drawn_at_every_scale(pitch: float) -> None:
    network = Network(2, (Layer(CELLS["lstm"], 3, bidirectional=True), Layer(CELLS["gru"], 4)), 1)
    run = run_network(network, 6)
    strip = plan_strip(run, Viewport(900, 400, pitch))
    scene = draw_scene(Unfolding(run, strip, DARK, None, 2))
    assert len(list(flatten(scene.root))) > 20


def test_a_state_against_time_flows_to_the_left() -> None:
    network = Network(1, (Layer(CELLS["rnn"], 2, bidirectional=True),))
    run = run_network(network, 3)
    scene = draw_scene(Unfolding(run, plan_strip(run, Viewport(900, 300, 130.0)), LIGHT))
    wires = {s.key: s.points for s in flatten(scene.root) if isinstance(s, Wire)}
    assert wires[Key(2, "h")][0][0] < wires[Key(2, "h")][1][0]
    assert wires[Key(2, "1r.h")][0][0] > wires[Key(2, "1r.h")][1][0]
