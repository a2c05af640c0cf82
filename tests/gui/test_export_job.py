"""A job writes the files it names, whole, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnnviz.engine.error import InputError
from rnnviz.experiment.experiment import Experiment
from rnnviz.export.formats import DATA, FORMATS
from rnnviz.gui.export_choice import NUMBERS, Manner, Subject
from rnnviz.gui.export_job import Job

pytestmark = pytest.mark.usefixtures("qapp")

SMALL = Experiment.new("rnn", input_size=1, hidden_size=2).with_inputs([[1], [0], [1]])


def job(path: Path, subject: Subject, **manner: object) -> Job:
    return Job(SMALL, subject, Manner(**manner), path)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["svg", "png", "pdf"])
def test_one_picture_is_one_file(tmp_path: Path, name: str) -> None:
    target = tmp_path / f"cell{FORMATS[name].suffix}"
    assert job(target, Subject("cell", 2), format=name).run() == [target]
    assert list(tmp_path.iterdir()) == [target]


def test_a_sequence_of_files_has_the_step_in_their_names(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    sequence = job(tmp_path / "cell.svg", Subject("cell", 1, 3), format="svg")
    written = sequence.run(lambda *news: told.append(news))
    assert [path.name for path in written] == ["cell-01.svg", "cell-02.svg", "cell-03.svg"]
    assert written == sequence.targets()
    assert told[:3] == [("Drawing", done, 3) for done in range(3)]
    assert told[3:] == [("Writing", done, 3) for done in range(3)]


def test_a_sequence_of_one_file_has_one_name(tmp_path: Path) -> None:
    sequence = job(tmp_path / "cell.gif", Subject("cell", 1, 2), format="gif", size="200px")
    assert sequence.targets() == [tmp_path / "cell.gif"]
    assert sequence.run() == [tmp_path / "cell.gif"]


def test_a_pattern_of_the_user_is_kept(tmp_path: Path) -> None:
    sequence = job(tmp_path / "{step}-of-them.svg", Subject("cell", 1, 2), format="svg")
    assert [path.name for path in sequence.targets()] == ["1-of-them.svg", "2-of-them.svg"]


def test_every_equation_has_its_number_in_the_name(tmp_path: Path) -> None:
    sequence = job(tmp_path / "cell.svg", Subject("cell", 1, 1, True), format="svg")
    assert sequence.targets()[0].name == "cell-01-00.svg"
    assert sequence.takes_long


@pytest.mark.parametrize("name", DATA)
def test_numbers_are_written(tmp_path: Path, name: str) -> None:
    target = tmp_path / f"numbers{DATA[name].suffix}"
    numbers = job(target, Subject(NUMBERS, 2), data=name)
    assert not numbers.takes_long
    assert numbers.run() == numbers.targets() == [target]
    assert target.stat().st_size > 50


@pytest.mark.parametrize("name", ["cell", "cell.txt", ""])
def test_a_name_that_does_not_say_the_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"ends in \.png"):
        job(tmp_path / name, Subject(), format="png").check_name()


def test_a_picture_that_is_too_large_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pixels"):
        job(tmp_path / "cell.png", Subject(), size="30000x30000px").run()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        job(tmp_path / "none" / "cell.png", Subject()).run()


def test_a_figure_of_many_runs_takes_long_for_a_large_network(tmp_path: Path) -> None:
    large = Experiment.new("rnn", input_size=1, hidden_size=50).with_inputs([[1]] * 50)
    assert Job(large, Subject("sweep"), Manner(), tmp_path / "sweep.png").takes_long
    assert not Job(large, Subject("cell", 1), Manner(), tmp_path / "cell.png").takes_long
    assert not job(tmp_path / "sweep.png", Subject("sweep")).takes_long
