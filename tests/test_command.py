"""The commands train and sample."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import rnnviz
from rnnviz.__main__ import main
from rnnviz.engine.optimiser import Settings
from rnnviz.experiment.training import find_training

TABLE = "id,x,y\n" + "".join(f"{k // 4},{k % 3},{k % 2}\n" for k in range(24))
TEXT = "the cat sat on the mat and looked at the rain and the rain looked at the cat\n" * 2


def step(path: Path) -> int:
    return int(json.loads(path.read_text("utf-8"))["training"]["progress"]["step"])


def test_a_task_is_learnt_and_sampled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "hello.rnnviz"
    assert main(["train", "--task", "hello", "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    *_, last, held_out = said.err.splitlines()
    assert last.startswith("step 100 of 100: loss 0.0")
    assert held_out.startswith("held out: loss 0.0")
    assert held_out.endswith("accuracy 100.0%")
    assert main(["sample", str(out), "--prompt", "h", "--length", "4", "--temperature", "0"]) == 0
    assert capsys.readouterr().out == "hello\n"


def test_training_goes_on_and_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    parts, whole = tmp_path / "parts.rnnviz", tmp_path / "whole.rnnviz"
    main(["train", "parity", "--steps", "4", "--seed", "7", "-o", str(parts)])
    main(["train", str(parts), "--steps", "5", "-o", str(parts)])
    main(["train", "--task", "parity", "--steps", "9", "--seed", "7", "-o", str(whole)])
    first, second = (json.loads(path.read_text("utf-8")) for path in (parts, whole))
    for field in ("parameters", "training", "network"):
        assert first[field] == second[field]
    main(["train", "parity", "--steps", "9", "--seed", "7", "-o", str(parts)])
    main(["train", "parity", "--steps", "9", "--seed", "7", "-o", str(whole)])
    assert parts.read_bytes() == whole.read_bytes()


def test_a_network_can_learn_another_task(tmp_path: Path) -> None:
    out = tmp_path / "out.rnnviz"
    assert main(["train", "sine", "--task", "sines", "--steps", "2", "-o", str(out)]) == 0
    assert rnnviz.open(out).training.task == "sines"  # type: ignore[union-attr]
    assert main(["train", "recall-rnn", "--task", "recall", "--option", "delay=7", "--steps", "1", "-o", str(out)]) == 0
    assert rnnviz.open(out).n_steps == 8


def test_own_tables_and_texts_are_learnt(tmp_path: Path) -> None:
    table, text, out = tmp_path / "table.csv", tmp_path / "text.txt", tmp_path / "out.rnnviz"
    table.write_text(TABLE, "utf-8")
    text.write_text(TEXT, "utf-8")
    columns = ["--inputs", "x", "--targets", "y", "--sequence", "id"]
    assert main(["train", "--data", str(table), *columns, "--cell", "gru", "--steps", "3", "-o", str(out)]) == 0
    assert rnnviz.open(out).network.cell.key == "gru"
    assert step(out) == 3
    assert main(["train", "--text", str(text), "--steps", "2", "-o", str(out)]) == 0
    assert rnnviz.sample(rnnviz.open(out), "the ", 5).startswith("the ")
    assert main(["train", str(out), "--steps", "2", "-o", str(out)]) == 0
    assert step(out) == 4


def test_the_tasks_are_listed_with_their_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "recall: See one letter, then nothing for a long time, and name the letter when asked." in lines
    assert "    delay=20  how many steps after the letter the question comes (1 to 500)" in lines
    assert "    text=prose  which text (prose, verse, c-source)" in lines


def test_a_task_takes_options_a_cell_and_a_size(tmp_path: Path) -> None:
    out = tmp_path / "out.rnnviz"
    chosen = ["--option", "delay=5", "--option", "letters=2", "--cell", "gru", "--hidden-size", "4"]
    assert main(["train", "--task", "recall", *chosen, "--steps", "1", "-o", str(out)]) == 0
    experiment = rnnviz.open(out)
    assert (experiment.alphabet, experiment.n_steps, experiment.network.hidden_size) == ("ab.?", 6, 4)


def test_a_text_can_have_an_alphabet_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, out = tmp_path / "text.txt", tmp_path / "out.rnnviz"
    text.write_text("abcabcabcabcabcabcabcabc", "utf-8")
    command = ["train", "--text", str(text), "--steps", "1", "--hidden-size", "4", "-o", str(out), "--alphabet"]
    assert main([*command, "abcd"]) == 0
    assert rnnviz.open(out).alphabet == "abcd"
    capsys.readouterr()
    assert main([*command, "abd"]) == 2
    assert capsys.readouterr().err == "rnnviz: text, line 1, column 3: got 'c', expected one of a b d\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "-o", "x.rnnviz"], "train: got nothing to train"),
        (["train", "--task", "recal", "-o", "x.rnnviz"], "task: got recal, expected one of adding"),
        (
            ["train", "parity", "--task", "adding", "-o", "x.rnnviz"],
            "output_size: got 2, expected 1, as what is to be learnt has it",
        ),
        (["train", "parity", "--steps", "0", "-o", "x.rnnviz"], "steps: got 0"),
        (["train", "parity", "--seed", "-1", "-o", "x.rnnviz"], "seed: got -1"),
        (["train", "parity", "--cell", "gru", "-o", "x.rnnviz"], "--cell: got gru, expected nothing"),
        (
            ["train", "--task", "recall", "--option", "delay", "-o", "x.rnnviz"],
            "--option: got delay, expected NAME=VALUE",
        ),
        (
            ["train", "--task", "recall", "--option", "delay=x", "-o", "x.rnnviz"],
            "delay: got x, expected a whole number",
        ),
        (["train", "--task", "recall", "--option", "cell=3", "-o", "x.rnnviz"], "option of recall: got cell"),
        (["train", "--task", "recall", "--hidden-size", "0", "-o", "x.rnnviz"], "hidden_size: got 0"),
        (["train", "--task", "recall", "--alphabet", "ab", "-o", "x.rnnviz"], "--alphabet: got ab, expected nothing"),
        (
            ["train", "parity", "--inputs", "a", "-o", "x.rnnviz"],
            "--inputs: got a, expected nothing, as there is no --d",
        ),
        (
            ["train", "parity", "--option", "a=1", "-o", "x.rnnviz"],
            "--option: got ['a=1'], expected nothing, as there is",
        ),
        (["train", "parity", "--standardise", "-o", "x.rnnviz"], "--standardise: got True, expected nothing"),
        (["train", "--text", "x.txt", "--ahead", "0", "-o", "x.rnnviz"], "--ahead: got 0, expected nothing"),
        (["train", "--data", "x.csv", "--alphabet", "ab", "-o", "x.rnnviz"], "--alphabet: got ab, expected nothing"),
        (["train", "parity", "--text", "x.txt", "-o", "x.rnnviz"], "train: got experiment, text"),
        (["train", "--task", "parity", "--data", "x.csv", "-o", "x.rnnviz"], "train: got data"),
        (["train", "--text", "missing.txt", "-o", "x.rnnviz"], "expected a text file that can be read"),
        (["train", "--data", "missing.csv", "-o", "x.rnnviz"], "expected a CSV or TSV file that can be read"),
        (["train", "parity", "-o", "x.json"], "--output: got x.json, expected a .rnnviz file"),
        (
            ["train", "parity", "-o", "no/such/x.rnnviz"],
            "x.rnnviz: got no such file or directory, expected a file that can be written",
        ),
        (["train", "rnn-by-hand", "-o", "x.rnnviz"], "expected a loss and targets, or a task"),
        (["sample", "rnn-by-hand"], "experiment: got no alphabet"),
        (["sample", "prose", "--prompt", "%"], "prompt, character 1: got '%'"),
        (["sample", "prose", "--temperature", "-1"], "temperature: got -1"),
        (["sample", "parity", "--length", "-3"], "length: got -3"),
    ],
)
def test_what_does_not_fit_is_one_line_before_anything_starts(
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told_before_the_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.rnnviz"
    out.touch(0o444)
    assert main(["train", "parity", "-o", str(out)]) == 2
    assert capsys.readouterr().err == f"rnnviz: {out}: got a read-only file, expected a file that can be written\n"


def test_what_was_learnt_before_numbers_exploded_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "table.csv", tmp_path / "out.rnnviz"
    table.write_text("x,y\n1,1e200\n2,1e100\n3,-1e300\n", "utf-8")
    assert main(["train", "--data", str(table), "--steps", "1", "-o", str(out)]) == 2
    assert not out.exists()
    capsys.readouterr()
    found = rnnviz.new_task("sine", "rnn-relu")
    settings = Settings("sgd", rate=100.0, clip=None)
    rnnviz.save(replace(found, training=replace(find_training(found), settings=settings)), out)
    assert main(["train", str(out), "--steps", "500", "-o", str(out)]) == 2
    kept, error = capsys.readouterr().err.splitlines()[-2:]
    assert kept == f"{out} holds what was learnt before numbers exploded"
    assert error.startswith(f"rnnviz: training, step {step(out) + 1}: got ")


def test_ctrl_c_keeps_what_has_been_learnt(tmp_path: Path) -> None:
    out = tmp_path / "out.rnnviz"
    command = [sys.executable, "-m", "rnnviz", "train", "sines", "--steps", "1000000", "-o", str(out)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("step 1 of 1,000,000: loss")
        process.send_signal(signal.SIGINT)
        process.stderr.read()
        assert process.wait() == 130
    assert step(out) >= 1
    assert rnnviz.open(out).n_steps == 60
