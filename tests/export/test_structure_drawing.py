"""Units as a graph and a network that folds, as figures."""

from __future__ import annotations

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.example import load_example
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.figure import figure
from rnnviz.export.structure_drawing import of_recurrent, of_stages
from rnnviz.scene.folding import CAPTIONS, STAGES
from rnnviz.scene.shapes import Group, Scene

from ..scene.label_clearance import label_collisions, texts

DEEP = Experiment.new(["lstm", "rnn"], input_size=2, hidden_size=[2, 30], bidirectional=[True, False])


def folding(of: str | None = None) -> Scene:
    return figure(DEEP, "folding", of=of).scene()


def groups(scene: Scene) -> set[str]:
    return {child.name for child in scene.root.children if isinstance(child, Group)}


def test_every_stage_has_its_caption_and_the_last_is_the_usual() -> None:
    for stage, caption in zip(STAGES, CAPTIONS, strict=True):
        assert caption in texts(folding(stage))
    assert folding() == folding("unfolded") == folding("2")
    assert folding("1") == folding("recurrent")
    assert folding("0.5") not in (folding("0"), folding("1"))
    assert tuple(of_stages(DEEP.run())) == STAGES


@pytest.mark.parametrize("of", ["3", "-1", "nan", "folded"])
def test_what_lies_beyond_the_stages_is_refused(of: str) -> None:
    with pytest.raises(InputError, match=f"of: got {of}, expected one of feed-forward, recurrent, unfolded, or a"):
        folding(of)


def test_the_matrix_that_is_asked_for_is_drawn_in_its_own_layer() -> None:
    offered = of_recurrent(DEEP.run())
    assert "1r.U_c" in offered
    assert "2.U" not in offered
    assert "LSTM, layer 1, reverse, step 4 of 4" in texts(figure(DEEP, "units", of="1r.U_c").scene())
    assert figure(DEEP, "units", of="U_f").scene() == figure(DEEP, "units", layer="1").scene()


def test_many_units_and_other_matrices_are_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="figure: got units of a layer of 30, expected a layer of at most 8"):
        figure(DEEP, "units", layer="2").scene()
    with pytest.raises(InputError, match="of: got W_f, expected one of U_f, "):
        figure(DEEP, "units", of="W_f").scene()


def test_title_legend_and_numbers_are_left_out_where_they_are_not_wanted() -> None:
    full = figure(DEEP, "units", step=1).scene()
    assert {"title", "legend"} <= groups(full)
    bare = figure(DEEP, "units", step=1, values="none", caption=False, legend=False).scene()
    assert not {"title", "legend"} & groups(bare)
    assert len(texts(bare)) == 2
    assert "caption" not in groups(figure(DEEP, "folding", caption=False).scene())


def test_numbers_have_the_digits_of_the_look() -> None:
    numbers = [text for text in texts(figure(DEEP, "units", digits=4).scene()) if text[:1] in "+−"]
    assert {len(number.partition(".")[2]) for number in numbers} == {4}


@pytest.mark.parametrize("name", ["units", "folding"])
def test_large_text_keeps_apart(name: str) -> None:
    for example in ("hello", "many-to-one", "stacked-bidirectional"):
        assert not label_collisions(figure(load_example(example), name, text_size=1.6).scene())
