"""The command line: the worked figures of the notes, the shapes of its outputs, and every bad argument."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rnnviz
from rnnviz.__main__ import main

# What the lecture notes print, by example and step: name of the value, printed figure, digits after the point.
WORKED: list[tuple[str, str, int, str, list[float], int]] = [
    ("rnn-by-hand", "000, W_x x_1", 1, "h.1", [0.5, 0.1], 1),
    ("rnn-by-hand", "002, h_1 (first entry)", 1, "h", [0.46, 0.10], 2),
    ("rnn-by-hand", "002, y_1", 1, "y", [0.362], 3),
    ("rnn-two-inputs", "003, RNN example, tanh(1.1)", 1, "h.1", [1.1], 1),
    ("rnn-two-inputs", "003, RNN example, h_1", 1, "h", [0.8005], 4),
    ("rnn-two-inputs", "003, RNN example, tanh(1.85)", 2, "h.1", [1.85], 2),
    ("lstm-by-hand", "003, LSTM example, σ(0.2)", 1, "f.1", [0.2], 1),
    ("lstm-by-hand", "003, LSTM example, f_1", 1, "f", [0.55], 2),
    ("lstm-by-hand", "003, LSTM example, σ(0.37)", 1, "i.1", [0.37], 2),
    ("lstm-by-hand", "003, LSTM example, i_1", 1, "i", [0.59], 2),
    ("lstm-by-hand", "003, LSTM example, σ(0.54)", 1, "o.1", [0.54], 2),
    ("lstm-by-hand", "003, LSTM example, o_1", 1, "o", [0.63], 2),
    ("lstm-by-hand", "003, LSTM example, tanh(0.21)", 1, "c_hat.1", [0.21], 2),
    ("lstm-by-hand", "003, LSTM example, c_hat_1", 1, "c_hat", [0.21], 2),
    ("lstm-by-hand", "003, LSTM example, c_1", 1, "c", [0.12], 2),
    ("lstm-by-hand", "003, LSTM example, tanh(c_1)", 1, "h.1", [0.12], 2),
    ("gru-by-hand", "003, GRU example, argument of r_1", 1, "r.1", [0.2], 1),
    ("gru-by-hand", "003, GRU example, r_1", 1, "r", [0.55], 2),
    ("gru-by-hand", "003, GRU example, r_1 as carried on", 1, "r", [0.5498], 4),
    ("gru-by-hand", "003, GRU example, argument of z_1", 1, "z.1", [0.37], 2),
    ("gru-by-hand", "003, GRU example, z_1", 1, "z", [0.59], 2),
    ("gru-by-hand", "003, GRU example, h_hat_1", 1, "h_hat", [0.49], 2),
    ("gru-by-hand", "003, GRU example, h_1, z keeps", 1, "h", [0.20], 2),
    ("gru-by-hand-z-updates", "003, GRU example, h_1, z updates", 1, "h", [0.29], 2),
]


def trace(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What ``rnnviz trace`` prints, read as JSON."""
    assert main(["trace", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def fails(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> str:
    """The one line on standard error with which a command ends in status 2."""
    try:
        status: object = main(arguments)
    except SystemExit as stop:
        status = stop.code
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


def run_process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """A real process that runs the command line."""
    code = "import sys; from rnnviz.__main__ import main; sys.exit(main())"
    return subprocess.run([sys.executable, "-c", code, *arguments], text=True, check=False, timeout=60, **options)


@pytest.mark.parametrize("worked", WORKED, ids=[f"{w[0]}: {w[1]}" for w in WORKED])
def test_trace_gives_the_figures_that_the_notes_print(
    capsys: pytest.CaptureFixture[str], worked: tuple[str, str, int, str, list[float], int]
) -> None:
    name, source, step, value, printed, digits = worked
    found = trace(capsys, name)["steps"][step - 1][value]
    np.testing.assert_allclose(np.round(found, digits), printed, atol=1e-12, err_msg=f"notes {source}")


def test_the_notes_cut_the_second_entry_of_h_where_they_print_009(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes 002, h_1: printed (0.46, 0.09); tanh(0.1) = 0.0997."""
    assert trace(capsys, "rnn-by-hand")["steps"][0]["h"][1] == pytest.approx(0.0997, abs=5e-5)


def test_the_second_step_of_the_rnn_differs_from_the_notes_in_the_fourth_digit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Notes 003, RNN example, h_2: printed 0.9516 for tanh(1.85), which is 0.9517."""
    assert round(float(np.tanh(1.85)), 4) == 0.9517
    assert trace(capsys, "rnn-two-inputs")["steps"][1]["h"] == [pytest.approx(0.9516, abs=2e-4)]


def test_the_hidden_state_of_the_lstm_differs_from_the_notes_by_their_rounding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Notes 003, LSTM example, h_1: printed 0.63 · 0.12 ≈ 0.076."""
    step = trace(capsys, "lstm-by-hand")["steps"][0]
    assert round(round(step["o"][0], 2) * round(step["h.1"][0], 2), 3) == 0.076
    assert step["h"] == [pytest.approx(0.0770, abs=5e-5)]


def test_the_gru_differs_from_the_notes_in_figures_they_carry_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes 003, GRU example: z_1 is carried on as 0.5914 (cut from 0.59146) and h_hat_1 as 0.4910 (0.4930)."""
    step = trace(capsys, "gru-by-hand")["steps"][0]
    assert int(step["z"][0] * 1e4) / 1e4 == 0.5914
    assert step["h_hat"] == [pytest.approx(0.4930, abs=5e-5)]
    for keeps, printed in (("gru-by-hand", 0.20), ("gru-by-hand-z-updates", 0.29)):
        share = 1 - 0.5914 if printed == 0.20 else 0.5914
        assert round(share * 0.4910, 2) == printed == round(trace(capsys, keeps)["steps"][0]["h"][0], 2)


def sigmoid(a: float) -> float:
    return float(1 / (1 + np.exp(-a)))


def test_the_rnn_hands_on_is_what_the_formula_gives(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes 003, “Hands On”, RNN: W = [0.4, 0.3], U = 0.5, b = 0.1 over three inputs."""
    h, expected = 0.0, []
    for first, second in ((-1.0, 1.0), (1.0, -1.0), (1.0, 1.0)):
        h = float(np.tanh(0.4 * first + 0.3 * second + 0.5 * h + 0.1))
        expected.append([pytest.approx(h, rel=1e-13)])
    assert [step["h"] for step in trace(capsys, "rnn-hands-on")["steps"]] == expected


def test_the_lstm_hands_on_is_what_the_formula_gives(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes 003, “Hands On”, LSTM, two steps."""
    h = c = 0.0
    expected = []
    for x, y in ((-1.0, 1.0), (1.0, -1.0)):
        f = sigmoid(0.2 * x + 0.4 * y + 0.5 * h + 0.1)
        i = sigmoid(0.3 * x + 0.7 * y + 0.6 * h + 0.2)
        o = sigmoid(0.6 * x + 0.9 * y + 0.4 * h + 0.3)
        c = f * c + i * float(np.tanh(0.5 * x + 0.8 * y + 0.3 * h))
        h = o * float(np.tanh(c))
        expected.append({name: [pytest.approx(v, rel=1e-13)] for name, v in zip("fioch", (f, i, o, c, h), strict=True)})
    steps = trace(capsys, "lstm-hands-on")["steps"]
    assert [{name: step[name] for name in "fioch"} for step in steps] == expected


def test_the_gru_hands_on_is_what_the_formula_gives(capsys: pytest.CaptureFixture[str]) -> None:
    """Notes 003, “Hands On”, GRU, two steps, z keeps."""
    h, expected = 0.0, []
    for x, y in ((-1.0, 1.0), (1.0, -1.0)):
        r = sigmoid(0.2 * x + 0.4 * y + 0.5 * h + 0.1)
        z = sigmoid(0.3 * x + 0.7 * y + 0.6 * h + 0.2)
        h = z * h + (1 - z) * float(np.tanh(0.6 * x + 0.9 * y + 0.4 * r * h + 0.3))
        expected.append({name: [pytest.approx(v, rel=1e-13)] for name, v in zip("rzh", (r, z, h), strict=True)})
    steps = trace(capsys, "gru-hands-on")["steps"]
    assert [{name: step[name] for name in "rzh"} for step in steps] == expected


def test_a_trace_has_the_documented_shape(capsys: pytest.CaptureFixture[str]) -> None:
    found = trace(capsys, "hello", "--gradients")
    assert list(found) == ["cell", "parameters", "steps", "loss", "gradients"]
    assert found["cell"] == "rnn"
    assert [step["t"] for step in found["steps"]] == [1, 2, 3, 4]
    assert list(found["steps"][0]) == ["t", "x", "h.1", "h", "y", "p", "loss"]
    assert found["loss"] == pytest.approx(sum(step["loss"] for step in found["steps"]))
    gradients = found["gradients"]
    assert list(gradients) == ["parameters", "start", "steps"]
    assert {name: np.shape(value) for name, value in gradients["parameters"].items()} == {
        name: np.shape(value) for name, value in found["parameters"].items()
    }
    np.testing.assert_allclose(
        np.sum([step["y"] for step in gradients["steps"]], axis=0), gradients["parameters"]["b_y"]
    )


@pytest.mark.parametrize("suffix", [".json", ".csv", ".npz"])
def test_a_trace_is_written_in_the_format_of_the_suffix(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"run{suffix}"
    assert main(["trace", "hello", "--gradients", "-o", str(path)]) == 0
    h = rnnviz.open("hello").run()["h"]
    match suffix:
        case ".json":
            found = [step["h"] for step in json.loads(path.read_text("utf-8"))["steps"]]
        case ".csv":
            rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
            found = [[float(row[f"h[{k}]"]) for k in range(1, 7)] for row in rows]
        case _:
            with np.load(path) as arrays:
                found = arrays["h"]
    np.testing.assert_array_equal(found, h)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_examples_are_listed_with_their_titles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == list(rnnviz.EXAMPLES)
    assert lines[0].endswith("RNN by hand")


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"rnnviz {rnnviz.__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["trace", "--help"], ["export", "-h"], ["snapshot", "-h"]])
def test_help_is_printed_with_status_0(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 0
    assert "usage: rnnviz" in capsys.readouterr().out


@pytest.mark.parametrize("figure", ["cell", "unfolded", "backward-cell", "backward-unfolded"])
def test_a_figure_is_written_as_svg(tmp_path: Path, figure: str) -> None:
    path = tmp_path / "figure.svg"
    assert main(["export", "vanishing", "--figure", figure, "--step", "1", "-o", str(path)]) == 0
    assert path.read_text("utf-8").startswith("<?xml")


def test_a_figure_of_the_cell_shows_the_layer_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "figure.svg"
    texts = []
    for layer in ("1", "1r"):
        assert main(["export", "bidirectional", "--figure", "cell", "--layer", layer, "-o", str(path)]) == 0
        texts.append(path.read_text("utf-8"))
    assert [", reverse" in text for text in texts] == [False, True]


@pytest.mark.parametrize("figure", ["cell", "unfolded"])
def test_a_backward_figure_shows_gradients_and_their_scale(tmp_path: Path, figure: str) -> None:
    texts = []
    for kind in (figure, f"backward-{figure}"):
        path = tmp_path / f"{kind}.svg"
        assert main(["export", "vanishing", "--figure", kind, "-o", str(path)]) == 0
        texts.append(path.read_text("utf-8"))
    assert ["Scale of the gradients" in text for text in texts] == [False, True]


def test_without_a_loss_there_is_no_backward_figure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    figure = tmp_path / "x.svg"
    message = fails(capsys, ["export", "lstm-hands-on", "--figure", "backward-cell", "-o", str(figure)])
    assert "without a loss" in message
    assert not figure.exists()


def test_a_long_sequence_is_exported_around_its_step(tmp_path: Path) -> None:
    sizes = []
    for step in (1, 30, 50):
        path = tmp_path / f"{step}.svg"
        assert main(["export", "long-memory", "--figure", "unfolded", "--step", str(step), "-o", str(path)]) == 0
        sizes.append(path.stat().st_size)
    assert max(sizes) < 1.5 * min(sizes)


def test_a_snapshot_has_the_size_asked_for_and_nothing_reaches_the_console(tmp_path: Path) -> None:
    path = tmp_path / "window.png"
    found = run_process("snapshot", "hello", "--size", "1000x600", "-o", str(path), capture_output=True)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    header = path.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(header[16:20], "big"), int.from_bytes(header[20:24], "big")] == [1000, 600]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-example"], ["no-such-example", "lstm-by-hand"]),
        (["no-such-command", "hello"], ["unrecognized", "hello"]),
        (["--no-such-option"], ["unrecognized", "--no-such-option"]),
        (["trace"], ["required", "FILE-OR-EXAMPLE"]),
        (["trace", "no.rnnviz"], ["no.rnnviz", "no such file"]),
        (["trace", "."], [".", "a folder"]),
        (["trace", ""], ["experiment"]),
        (["trace", "a\0b.rnnviz"], ["null"]),
        (["trace", "x" * 5000], ["xxx", "lstm-by-hand"]),
        (["trace", "x" * 5000 + ".rnnviz"], ["too long"]),
        (["trace", "hello", "-o", "x.txt"], ["file type", ".txt", ".json"]),
        (["trace", "hello", "-o", "no/such/folder/x.csv"], ["no/such/folder/x.csv", "no such file"]),
        (["trace", "lstm-by-hand", "--gradients"], ["--gradients", "without a loss"]),
        (["export", "hello", "-o", "x.svg"], ["--figure", "got none", "backward-unfolded", ".csv"]),
        (["export", "hello", "--figure", "flat", "-o", "x.svg"], ["figure: got flat", "folded", "unfolded"]),
        (["export", "hello", "--figure", "cell"], ["required", "--output"]),
        (["export", "hello", "--figure", "cell", "--layer", "2", "-o", "x.svg"], ["layer", "got 2", "one of 1"]),
        (["export", "hello", "--figure", "cell", "--layer", "1r", "-o", "x.svg"], ["layer", "got 1r"]),
        (["export", "hello", "--figure", "unfolded", "--layer", "1", "-o", "x.svg"], ["layer", "got 1", "takes none"]),
        (["snapshot", "stacked-lstm", "--layer", "2r", "-o", "x.png"], ["layer", "got 2r", "one of 1, 2"]),
        (["gradients", "stacked-lstm", "--of", "3.h"], ["3.h", "2.h"]),
        (["export", "hello", "--figure", "cell", "-o", "x.jpg"], ["x.jpg", ".svg", ".png"]),
        (["export", "hello", "--figure", "cell", "--step", "0", "-o", "x.svg"], ["--step", "got 0", "1 to 4"]),
        (["export", "hello", "--figure", "cell", "--step", "5", "-o", "x.svg"], ["--step", "got 5", "1 to 4"]),
        (["export", "hello", "--figure", "cell", "--step", "two", "-o", "x.svg"], ["--step", "two"]),
        (["snapshot", "hello", "-o", "x.svg"], ["x.svg", ".png"]),
        (["snapshot", "hello", "-o", "x.png", "--size", "big"], ["--size", "big", "1280x720"]),
        (["snapshot", "hello", "-o", "x.png", "--size", "9999x720"], ["--size", "9999x720", "8000x8000"]),
        (["snapshot", "hello", "-o", "x.png", "--size", "300x300"], ["--size", "300x300", "800x500"]),
        (["snapshot", "hello", "-o", "x.png", "--theme", "pink"], ["pink", "dark"]),
        (["snapshot", "hello", "-o", "x.png", "--step", "9"], ["--step", "got 9"]),
        (["snapshot", "hello", "-o", "x.png", "--laboratory", "kitchen"], ["laboratory", "kitchen", "Compare"]),
        (["snapshot", "hello", "-o", "x.png", "--against", "nobody"], ["nobody", "lstm-by-hand"]),
        (["snapshot", "gru-by-hand", "-o", "x.png", "--backward"], ["backward", "without a loss"]),
        (["snapshot", "hello", "-o", "x.png", *["--against", "hello"] * 6], ["against", "6", "at most 5"]),
    ],
)
def test_a_bad_argument_gives_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    words: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    message = fails(capsys, arguments)
    assert all(word in message for word in words), message
    assert not list(tmp_path.iterdir())


def test_an_output_that_is_a_folder_or_read_only_stays_as_it_was(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, kept = tmp_path / "folder.json", tmp_path / "kept.json"
    folder.mkdir()
    kept.write_text("mine")
    kept.chmod(stat.S_IRUSR)
    assert "a folder" in fails(capsys, ["trace", "hello", "-o", str(folder)])
    assert "read-only" in fails(capsys, ["trace", "hello", "-o", str(kept)])
    assert kept.read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"folder.json", "kept.json"}


def test_numbers_that_are_not_finite_are_strict_json(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from rnnviz.experiment.storage import save

    path = tmp_path / "explodes.rnnviz"
    fresh = rnnviz.Experiment.new("rnn-relu", input_size=1, hidden_size=2, output_size=1, loss="squared")
    weights = {"W": [[1e300], [1e300]], "U": [[1e300, 1e300], [1e300, 1e300]], "W_hy": [[1, -1]]}
    save(fresh.with_parameters(weights).with_inputs([[1]] * 4).with_targets([[0]] * 4), path)
    assert main(["trace", str(path), "--gradients"]) == 0
    out, err = capfd.readouterr()

    def refuse(name: str) -> None:
        raise AssertionError(name)

    found = json.loads(out, parse_constant=refuse)
    assert err == ""
    assert "Infinity" in found["steps"][1]["h"]
    assert found["loss"] == "NaN"


def test_a_reader_that_stops_early_gets_no_traceback() -> None:
    code = "import sys; from rnnviz.__main__ import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, "trace", "long-memory", "--gradients"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        found = run_process("trace", "hello", stdout=full, stderr=subprocess.PIPE)
    assert found.returncode == 2
    assert found.stderr.startswith("rnnviz: standard output: ")
    assert found.stderr.count("\n") == 1


def test_without_a_display_the_window_says_so_in_one_line() -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    found = run_process("hello", capture_output=True, env=environment)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.count("\n") == 1
    assert "no window can open" in found.stderr


def test_a_process_prints_the_trace_without_loading_qt() -> None:
    code = (
        "import sys; from rnnviz.__main__ import main; status = main(['trace', 'lstm-by-hand']); "
        "sys.exit(status or any('PySide6' in name for name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["cell"] == "lstm"
