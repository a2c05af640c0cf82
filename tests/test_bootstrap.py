"""Set-up from a checkout happens once, recovers, tells what is missing, and lets an installed package alone."""

from __future__ import annotations

import ast
import os
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rnnviz import bootstrap

ROOT = Path(__file__).resolve().parents[1]
READ_BY_AN_OLD_PYTHON = ("rnnviz/__init__.py", "rnnviz/__main__.py", "rnnviz/bootstrap.py", "tests/__main__.py")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a checkout; what would be run is written down instead."""
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(bootstrap, "_ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def commands(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the set-up would run and continue with, in order; the environment it makes has an interpreter."""
    done: list[str] = []
    python = bootstrap._python_of(checkout / ".venv")

    def run(command: list[str], failure: str) -> None:
        done.append("create" if "venv" in command else f"install {command[-1].removeprefix(str(checkout))}".strip())
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(bootstrap, "_run", run)
    monkeypatch.setattr(bootstrap, "_is_usable", lambda venv: python.exists())
    monkeypatch.setattr(bootstrap, "_continue_in", lambda python, module: done.append(f"continue {module}"))
    return done


def test_a_first_start_creates_installs_and_continues(commands: list[str]) -> None:
    bootstrap.ensure_environment()
    assert commands == ["create", "install", "continue rnnviz"]


def test_a_second_start_only_continues(commands: list[str]) -> None:
    bootstrap.ensure_environment()
    commands.clear()
    bootstrap.ensure_environment()
    assert commands == ["continue rnnviz"]


def test_an_extra_is_added_to_what_stands(commands: list[str]) -> None:
    bootstrap.ensure_environment()
    commands.clear()
    bootstrap.ensure_environment("tests", extra="dev")
    assert commands == ["install [dev]", "continue tests"]
    commands.clear()
    bootstrap.ensure_environment()
    assert commands == ["continue rnnviz"]


def test_a_changed_project_file_is_installed_again(commands: list[str], checkout: Path) -> None:
    bootstrap.ensure_environment()
    commands.clear()
    (checkout / "pyproject.toml").write_text("[project]\nname = 'other'\n")
    bootstrap.ensure_environment()
    assert commands == ["install", "continue rnnviz"]


def test_an_interrupted_installation_is_taken_up_again(
    commands: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "_install", interrupt)
        with pytest.raises(SystemExit) as stop:
            bootstrap.ensure_environment()
    assert stop.value.code == 130
    assert "takes it up again" in capsys.readouterr().err
    bootstrap.ensure_environment()
    assert commands == ["create", "install", "continue rnnviz"]


def interrupt(*_: object) -> None:
    """What Ctrl+C does."""
    raise KeyboardInterrupt


def test_inside_the_finished_environment_the_command_goes_on_at_once(
    commands: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.ensure_environment()
    commands.clear()
    monkeypatch.setattr(sys, "prefix", str(checkout / ".venv"))
    bootstrap.ensure_environment()
    assert commands == []


def test_an_installed_package_sets_nothing_up(commands: list[str], checkout: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    bootstrap.ensure_environment()
    assert commands == []


def test_an_old_python_is_told_so(
    commands: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit):
        bootstrap.ensure_environment()
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err
    assert commands == []


@pytest.mark.parametrize("name", READ_BY_AN_OLD_PYTHON)
def test_an_old_python_can_read_what_it_meets_first(name: str) -> None:
    ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 8))


def test_set_up_needs_no_installed_package() -> None:
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import rnnviz.bootstrap; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True)
    outside = {name.partition(".")[0] for name in done.stdout.split()} - set(sys.stdlib_module_names)
    assert outside == {"rnnviz", "__main__"}


def test_an_environment_of_another_place_is_not_used(checkout: Path) -> None:
    venv = checkout / ".venv"
    venv.mkdir()
    (venv / "rnnviz-place.stamp").write_text("/somewhere/else")
    assert not bootstrap._is_usable(venv)


def test_an_environment_whose_installation_was_killed_is_not_used(checkout: Path) -> None:
    venv = checkout / ".venv"
    venv.mkdir()
    bootstrap._unfinished(venv).touch()
    assert not bootstrap._is_usable(venv)


def test_a_failed_installation_leaves_the_environment_usable(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / ".venv").mkdir()
    monkeypatch.setattr(bootstrap, "_run", lambda command, failure: bootstrap._stop(failure))
    with pytest.raises(SystemExit):
        bootstrap._install(checkout / ".venv", None)
    assert not bootstrap._unfinished(checkout / ".venv").exists()


def test_an_environment_without_a_working_python_is_not_used(checkout: Path) -> None:
    python = bootstrap._python_of(checkout / ".venv")
    python.parent.mkdir(parents=True)
    python.symlink_to(checkout / "gone")
    assert not bootstrap._is_usable(checkout / ".venv")


def test_a_failed_command_shows_the_end_of_its_output(capsys: pytest.CaptureFixture[str]) -> None:
    script = "for number in range(100): print('line', number)\nraise SystemExit(3)"
    with pytest.raises(SystemExit) as stop:
        bootstrap._run([sys.executable, "-c", script], "it failed")
    shown = capsys.readouterr().err.splitlines()
    assert stop.value.code == 1
    assert shown[-1] == "rnnviz: it failed"
    assert shown[-2] == "line 99"
    assert "line 84" not in shown


def test_downloads_are_told_while_they_happen(capsys: pytest.CaptureFixture[str]) -> None:
    script = "print('Collecting numpy>=2'); print('  Downloading https://host/a/numpy-2.4.whl (16.6 MB)')"
    bootstrap._run([sys.executable, "-c", script], "it failed")
    assert capsys.readouterr().err == "rnnviz:   fetching numpy-2.4.whl (16.6 MB)\n"


def test_a_second_set_up_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with bootstrap._lock(path), path.open("w") as other:
        assert not bootstrap._try_lock(other)
    with path.open("w") as other:
        assert bootstrap._try_lock(other)


@pytest.mark.parametrize(
    ("version", "python", "works"),
    [
        ("6.8.3", (3, 11), True),
        ("6.9.1", (3, 12), False),
        ("6.10.1", (3, 11), True),
        ("6.11.0", (3, 13), False),
        ("6.11.3", (3, 11), True),
        ("6.12.0", (3, 11), False),
        ("6.12.0", (3, 12), True),
    ],
)
def test_releases_of_qt_that_fail_are_known(version: str, python: tuple[int, int], works: bool) -> None:
    assert (bootstrap._qt_problem(version, python) is None) == works


def test_a_release_of_qt_that_fails_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(metadata, "version", lambda name: "6.11.0")
    with pytest.raises(SystemExit) as stop:
        bootstrap.check_drawing()
    assert stop.value.code == 2
    assert "6.11.0 lays windows out wrongly" in capsys.readouterr().err


def test_calls_into_qt_keep_the_count_of_none(qtbot: QtBot) -> None:
    from PySide6.QtGui import QPainter, QPainterPath, QPixmap
    from PySide6.QtWidgets import QLabel

    label, path, pixmap = QLabel(), QPainterPath(), QPixmap(8, 8)
    qtbot.addWidget(label)
    with QPainter(pixmap) as painter:
        before = sys.getrefcount(None)
        for _ in range(1000):
            label.setText("a")
            label.update()
            path.lineTo(1.0, 2.0)
            painter.drawLine(0, 0, 4, 4)
    assert abs(sys.getrefcount(None) - before) < 100


@pytest.fixture
def bare_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux without display, root or the libraries of Qt."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "_check_qt", lambda: None)
    monkeypatch.setattr(bootstrap, "_loads", lambda library: library == "libGL.so.1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.usefixtures("bare_linux")
def test_without_a_display_one_line_names_the_commands_that_need_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        bootstrap.check_window()
    (line,) = capsys.readouterr().err.splitlines()
    assert stop.value.code == 2
    assert all(word in line for word in ("DISPLAY", "trace", "export", "snapshot", "examples"))


@pytest.mark.usefixtures("bare_linux")
@pytest.mark.parametrize(("glibc", "glib"), [("2.36", "libglib2.0-0"), ("2.39", "libglib2.0-0t64")])
def test_missing_libraries_are_named_as_packages(
    glibc: str, glib: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("glibc", glibc))
    with pytest.raises(SystemExit) as stop:
        bootstrap.check_drawing()
    (line,) = capsys.readouterr().err.splitlines()
    assert stop.value.code == 2
    assert line.endswith(f"sudo apt-get install libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 {glib}")


@pytest.mark.usefixtures("bare_linux")
def test_root_on_debian_installs_missing_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(bootstrap, "_run", lambda command, failure: installed.extend(command[-5:]))
    monkeypatch.setattr(bootstrap, "_loads", lambda library: library == "libGL.so.1" or bool(installed))
    bootstrap.check_drawing()
    assert installed[:2] == ["libegl1", "libxkbcommon0"]


@pytest.mark.usefixtures("bare_linux")
def test_a_display_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "_loads", lambda library: True)
    monkeypatch.setattr(bootstrap, "_answers_x11", lambda: False)
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(SystemExit) as stop:
        bootstrap.check_window()
    assert stop.value.code == 2
    assert "nothing answers at the display :987" in capsys.readouterr().err


@pytest.mark.usefixtures("bare_linux")
def test_a_platform_chosen_by_hand_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(bootstrap, "_loads", lambda library: library in bootstrap._DRAWING_LIBRARIES)
    bootstrap.check_window()
