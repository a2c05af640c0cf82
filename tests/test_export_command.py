"""The command that exports figures, sequences, numbers and equations."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import rnnviz
from rnnviz.__main__ import BAD_INPUT, main
from rnnviz.experiment.example import load_example
from rnnviz.experiment.storage import save

from .export.progress import begun

pytestmark = pytest.mark.usefixtures("qapp")


def export(folder: Path, name: str, *arguments: str, of: str = "hello") -> list[str]:
    """Export, and the names of what is in the folder then."""
    assert main(["export", of, *arguments, "-o", str(folder / name)]) == 0
    return sorted(path.name for path in folder.iterdir())


def refused(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> str:
    """The one line on standard error with which an export is refused."""
    assert main(["export", *arguments]) == BAD_INPUT
    (line,) = capsys.readouterr().err.splitlines()
    return line


@pytest.mark.parametrize("name", rnnviz.FIGURES)
def test_every_figure_is_written(tmp_path: Path, name: str) -> None:
    of = "long-memory"
    if name == "training":
        of = str(tmp_path / "learnt.rnnviz")
        save(begun(load_example("long-memory")), Path(of))
    assert "a.svg" in export(tmp_path, "a.svg", "--figure", name, of=of)
    assert len(list(ET.parse(tmp_path / "a.svg").iter())) > 10


def test_a_range_of_steps_is_a_file_for_each(tmp_path: Path) -> None:
    names = export(tmp_path, "cell-{step:02}.svg", "--figure", "cell", "--step", "2-4")
    assert names == ["cell-02.svg", "cell-03.svg", "cell-04.svg"]


def test_steps_may_run_backwards(tmp_path: Path) -> None:
    names = export(tmp_path, "{page}-{step}.svg", "--figure", "backward-cell", "--step", "3-2")
    assert names == ["1-3.svg", "2-2.svg"]


def test_all_steps_are_one_moving_picture(tmp_path: Path) -> None:
    arguments = ("--figure", "cell", "--step", "all", "--size", "320px", "--seconds", "0.5", "--loop", "2")
    assert export(tmp_path, "a.gif", *arguments) == ["a.gif"]
    with Image.open(tmp_path / "a.gif") as image:
        assert (getattr(image, "n_frames", 1), image.width, image.info["duration"], image.info["loop"]) == (
            4,
            320,
            500,
            2,
        )


def test_sub_steps_are_a_sequence_without_what_looks_alike(tmp_path: Path) -> None:
    names = export(tmp_path, "{step}-{substep}.svg", "--figure", "cell", "--step", "2", "--substeps")
    run = rnnviz.open("hello").run()
    assert names == [f"2-{k}.svg" for k in range(len(run.order) + 1)]


def test_the_look_of_a_figure_is_chosen(tmp_path: Path) -> None:
    export(tmp_path, "a.svg", "--figure", "cell", "--theme", "dark", "--background", "transparent", "--no-caption")
    text = (tmp_path / "a.svg").read_text("utf-8")
    assert "#e9edf2" in text
    assert 'height="100%"' not in text
    assert "step 4 of 4" not in text.partition("</title>")[2]


def test_without_a_figure_numbers_and_equations_are_written(tmp_path: Path) -> None:
    export(tmp_path, "a.csv")
    export(tmp_path, "a.md", "--step", "2")
    assert export(tmp_path, "a.tex", "--notation", "concatenated") == ["a.csv", "a.md", "a.tex"]
    assert "[h_{t-1}" in (tmp_path / "a.tex").read_text("utf-8").replace(r"\left", "")
    assert (tmp_path / "a.csv").read_text("utf-8").startswith("t,x[1]")


def test_the_format_may_be_named(tmp_path: Path) -> None:
    export(tmp_path, "a.png", "--figure", "cell", "--step", "1-2", "--size", "200px", "--format", "apng")
    with Image.open(tmp_path / "a.png") as image:
        assert getattr(image, "n_frames", 1) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["hello", "--figure", "flat", "-o", "a.svg"], ["figure: got flat", "cell, "]),
        (["hello", "--figure", "cell", "-o", "a"], ["output: got a,", ".svg"]),
        (["hello", "-o", "a"], ["--figure: got none", ".csv"]),
        (["hello", "--figure", "cell", "--step", "0", "-o", "a.svg"], ["--step: got 0", "1 to 4"]),
        (["hello", "--figure", "cell", "--step", "2-5", "-o", "a.gif"], ["--step: got 5", "1 to 4"]),
        (["hello", "--figure", "cell", "--step", "x", "-o", "a.svg"], ["--step: got x", "1-10"]),
        (["hello", "--figure", "cell", "--steps", "1-2", "--step", "1", "-o", "a.svg"], ["steps: got", "takes none"]),
        (["hello", "--figure", "folded", "--substeps", "-o", "a.gif"], ["substep: got True", "takes none"]),
        (["hello", "--figure", "cell", "--size", "big", "-o", "a.svg"], ["size: got big", "16cm"]),
        (["hello", "--figure", "cell", "--dpi", "5", "-o", "a.png"], ["dpi: got 5", "72 to 600"]),
        (["hello", "--figure", "cell", "--theme", "pink", "-o", "a.svg"], ["theme: got pink", "light, dark, print"]),
        (["hello", "--figure", "cell", "--step", "1-3", "-o", "a.svg"], ["pattern", "{step:02}"]),
        (["hello", "--figure", "cell", "-o", "no/a.svg"], ["output: got no/a.svg", "folder"]),
        (["lstm-by-hand", "--figure", "backward-cell", "-o", "a.svg"], ["without a loss"]),
        (["hello", "--format", "svg", "-o", "a.svg"], ["--figure: got none"]),
        (["hello", "--step", "2", "-o", "a.csv"], ["step: got 2", "holds all steps"]),
        (["hello", "--step", "1-2", "-o", "a.tex"], ["--step: got 1-2", "a single step"]),
        (["hello", "--theme", "dark", "-o", "a.csv"], ["--theme: got no --figure"]),
        (["hello", "--no-legend", "-o", "a.csv"], ["--no-legend: got no --figure"]),
        (["hello", "--text-size", "1.2", "-o", "a.md"], ["--text-size: got no --figure"]),
        (["hello", "--figure", "cell", "--step", "1-2", "-o", "{step:300}.svg"], ["output: got {step:300}", "255"]),
        (["hello", "--figure", "cell", "--format", "pdf", "-o", "a.svg"], ["output: got a.svg", ".pdf"]),
    ],
)
def test_what_does_not_fit_is_one_line_and_writes_nothing(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    told: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    line = refused(capsys, arguments)
    assert all(word in line for word in told), line
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_must_not_be_written_stays(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text("old", "utf-8")
    path.chmod(stat.S_IRUSR)
    assert "a read-only file" in refused(capsys, ["hello", "--figure", "cell", "-o", str(path)])
    assert path.read_text("utf-8") == "old"


def test_the_help_lists_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    text = "".join(capsys.readouterr().out.split())
    assert "".join(", ".join(rnnviz.FIGURES).split()) in text


def test_another_process_writes_the_same_pdf(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; from rnnviz.__main__ import main; sys.exit(main())", "export"]
    for name, zone in (("a.pdf", "UTC"), ("b.pdf", "Asia/Tokyo")):
        rest = ["long-memory", "--figure", "cell", "-o", str(tmp_path / name)]
        subprocess.run([*command, *rest], check=True, env=os.environ | {"TZ": zone})
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
