"""The figures beside the controls of a training."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rnnviz.experiment import headless
from rnnviz.experiment.experiment import Experiment
from rnnviz.gui.bar_view import BarView
from rnnviz.gui.curve_view import CurveView
from rnnviz.gui.heat_view import HeatView
from rnnviz.gui.style import text_height
from rnnviz.gui.training_figures import TrainingFigures

from .conftest import Trains
from .editing import show

NARROW, WIDE = 390, 1100


def make_figures(train: Trains, qtbot: QtBot, experiment: Experiment, width: int = NARROW) -> TrainingFigures:
    training = train(experiment)
    figures = TrainingFigures(training)
    training.progressed.connect(lambda _: figures.refresh())
    training.phase_done.connect(lambda _: figures.refresh())
    show(qtbot, figures, width, 180)
    return figures


def visible(figures: TrainingFigures) -> list[str]:
    titles = ("curves", "norms", "over_time", "bars", "heat")
    return [name for name, figure in zip(titles, figures.all, strict=True) if figure.isVisible()]


def test_two_figures_have_room_in_a_narrow_dock_and_three_in_a_wide_one(train: Trains, qtbot: QtBot) -> None:
    trained = headless.train(Experiment.new_task("hello"), 5)
    narrow = make_figures(train, qtbot, trained)
    assert visible(narrow) == ["curves", "norms"]
    narrow.detail.choose("time")
    assert visible(narrow) == ["curves", "over_time"]
    assert visible(make_figures(train, qtbot, trained, WIDE)) == ["curves", "norms", "over_time"]


def test_a_dock_that_is_too_narrow_for_two_shows_one(train: Trains, qtbot: QtBot) -> None:
    figures = make_figures(train, qtbot, Experiment.new_task("hello"), 15 * text_height())
    assert visible(figures) == ["curves"]
    with qtbot.waitSignal(figures._training.phase_done, timeout=30_000):
        figures._training.advance()
    assert visible(figures) == ["heat"]


def test_curves_and_norms_are_known_as_figures_of_the_training(train: Trains, qtbot: QtBot) -> None:
    figures = make_figures(train, qtbot, Experiment.new_task("hello"))
    assert [figures.of(figure) for figure in figures.all] == ["loss", "norm", None, None, None]
    figures.axis.buttons["linear"].click()
    assert figures.of(figures.curves) == "loss:linear"
    figures.score.buttons["accuracy"].click()
    assert figures.of(figures.curves) == "accuracy"


def test_loss_and_accuracy_on_either_axis(train: Trains, qtbot: QtBot) -> None:
    figures = make_figures(train, qtbot, headless.train(Experiment.new_task("hello"), 5))
    view = figures.curves.view
    assert isinstance(view, CurveView)
    kinds = []
    for axis in ("log", "linear"):
        figures.axis.buttons[axis].click()
        assert view.chart is not None
        kinds.append(view.chart.scale.kind)
    assert kinds == ["log", "linear"]
    figures.score.buttons["accuracy"].click()
    assert view.chart is not None
    assert view.chart.title == "Accuracy"
    assert not figures.axis.isVisible()


def test_a_phase_shows_what_it_has_computed(train: Trains, qtbot: QtBot) -> None:
    figures = make_figures(train, qtbot, Experiment.new_task("hello"))
    seen = []
    for _ in range(4):
        with qtbot.waitSignal(figures._training.phase_done, timeout=30_000):
            figures._training.advance()
        seen.append(visible(figures)[1:])
    assert seen == [["heat"], ["norms"], ["bars"], ["heat"]]
    assert isinstance(figures.bars.view, BarView)
    assert isinstance(figures.heat.view, HeatView)
    assert figures.heat.view.map is not None
    phase = figures._training.phase
    assert phase is not None
    figures.parameter.choose("b")
    assert figures.heat.view.map.values.ravel().tolist() == phase.changes["b"].tolist()


def test_a_character_model_shows_what_it_writes(train: Trains, qtbot: QtBot) -> None:
    figures = make_figures(train, qtbot, Experiment.new_task("hello"))
    training = figures._training
    training.start()
    qtbot.waitUntil(lambda: training.state == "paused", timeout=30_000)
    assert figures._sample.isVisible()
    assert figures._sample.text().startswith("Writes: h")


def test_the_cursor_stands_where_is_looked_back(train: Trains, qtbot: QtBot) -> None:
    figures = make_figures(train, qtbot, headless.train(Experiment.new_task("hello"), 5))
    figures._training.scrubber.show(2)
    figures.refresh()
    view = figures.curves.view
    assert isinstance(view, CurveView)
    assert view._cursor == 2
