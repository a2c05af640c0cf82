"""What the README says can be run, runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(
    r"^    rnnviz ((?:examples|trace|gradients|export|snapshot|sample|tasks)\b.*?)\s*(?:#.*)?$", README, re.MULTILINE
)


def test_the_python_examples_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.chdir(tmp_path)
    example = "\n".join(re.findall(r"```python\n(.*?)```", README, re.DOTALL))
    assert "run.gradients()" in example
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 -- the project's own text


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_and_writes_its_file(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from rnnviz.__main__ import main

    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    assert main(words) == 0
    assert capfd.readouterr().err == ""
    if "-o" in words:
        assert (tmp_path / words[-1]).stat().st_size > 1000


def test_commands_were_found() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.parametrize("target", re.findall(r"\]\(([\w./-]+)\)", README))
def test_a_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).is_file()
