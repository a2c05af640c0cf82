"""The command line: open the window, or run, export and photograph an experiment without one."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from . import command, export_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from .experiment.experiment import Experiment

BAD_INPUT, BROKEN_PIPE = 2, 141
SMALLEST_SIZE, LARGEST_SIDE = (800, 500), 8_000
EXPERIMENT_HELP = "a .rnnviz file, or the name of an example"
LAYER_HELP = "the layer whose cell is shown: 2, or 2r for layer 2 against time; 1 without it"
JSON_NOTE = """\
JSON: {"cell", "parameters", "steps": [{"t": 1, "x": [...], "f.1": [...], "f": [...], ..., "loss": ...}], "loss"};
f.1, f.2, ... are the parts of the equation of f. 2.f is that of layer 2, 1r.f that of layer 1 against time; "layers"
lists them. "schedule" tells of steps without input, steps that are not read out, feedback and clamped units: x stands
only at steps with an input, y and p only at those that are read out.
With --gradients also "gradients": {"parameters", "start", "steps"}.
Numbers that are not finite are the strings "NaN", "Infinity" and "-Infinity".
CSV: one row for each step, columns t, x[1], f[1], ..., and dL/df[1], ... for gradients; no parameters.
NPZ: NumPy arrays f (T, n), ..., parameters/W_f, start/h, and gradients/... in front of each for gradients."""

GRADIENTS_NOTE = """\
JSON: {"of", "loss", "n_steps", "cell", "jacobians", "path_split", "norms", "paths", "influence"}, as trace also
"layers" and "schedule"; NPZ: the arrays as group/name.
jacobians: norms and singular values of d of_s/d of_t for t = 0...s; s is the last step, or K. log10_bound is
(gamma |U|)^(s-t) where the cell has this bound. path_split: diag(belt) + rest is d of_t/d of_(t-1) of each step.
norms: of dL/d(value) at each step, by value. paths: belt, rest and loss sum to dL/d(of_t) at each step.
influence: log10_norms of dL_k/d(of_t) in row k, column t. Names with log10 hold decimal logarithms.
Without a loss there are jacobians and path_split only. Texts stand for numbers that are not finite."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Print the message and stop."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(BAD_INPUT)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 2, after one line on standard error, for anything that does not fit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in (*_COMMANDS, "-h", "--help", "--version"):
        given.insert(0, "open")
    try:
        options = _make_parser().parse_args(given)
        status = _COMMANDS[options.command](options) if options.command else _tell_version()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return command.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except (ValueError, OSError, MemoryError) as error:
        return _explain(error)
    return status


def _explain(error: ValueError | OSError | MemoryError) -> int:
    """Say in one line what did not fit; an error that nobody expected is raised again."""
    from .engine.error import InputError

    if isinstance(error, InputError):
        message = str(error)
    elif isinstance(error, MemoryError):
        message = "not enough memory for an experiment of this size"
    elif isinstance(error, OSError) and error.filename is None:
        _drop_output()
        message = f"standard output: {error.strerror or error}"
    else:
        raise error
    print(f"rnnviz: {message}", file=sys.stderr)
    return BAD_INPUT


def _drop_output() -> None:
    """Let what is left of the output vanish, so that Python does not complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _make_parser() -> _Parser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog="rnnviz",
        description="Step through a recurrent network and see every number, gate and gradient.",
        epilog="Without a command, rnnviz [FILE-OR-EXAMPLE] opens the window.",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    opening = commands.add_parser("open", help="open the window; this is what happens without a command")
    opening.add_argument("experiment", metavar="FILE-OR-EXAMPLE", nargs="?", help=EXPERIMENT_HELP)
    commands.add_parser("examples", help="list the examples")
    _add_trace(commands)
    _add_gradients(commands)
    export_command.add_export(commands, EXPERIMENT_HELP, LAYER_HELP)
    _add_snapshot(commands)
    command.add_tasks(commands)
    command.add_train(commands, EXPERIMENT_HELP)
    command.add_sample(commands, EXPERIMENT_HELP)
    return parser


def _add_trace(commands: argparse._SubParsersAction[_Parser]) -> None:
    trace = commands.add_parser(
        "trace",
        help="print every value of a run",
        description="Run an experiment and write every value at every step.",
        epilog=JSON_NOTE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    trace.add_argument("experiment", metavar="FILE-OR-EXAMPLE", help=EXPERIMENT_HELP)
    trace.add_argument("--gradients", action="store_true", help="add the gradients of the total loss")
    _add_output(trace, "F.json|.csv|.npz", "the file to write; JSON on standard output without it", required=False)


def _add_gradients(commands: argparse._SubParsersAction[_Parser]) -> None:
    gradients = commands.add_parser(
        "gradients",
        help="print how the gradient of a state fades",
        description="Write norms, Jacobians, paths and influence of the gradient of a state over time.",
        epilog=GRADIENTS_NOTE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    gradients.add_argument("experiment", metavar="FILE-OR-EXAMPLE", help=EXPERIMENT_HELP)
    gradients.add_argument("--of", metavar="STATE", help="the state, such as h, c or 2.h; the last output without it")
    gradients.add_argument("--loss", type=int, metavar="K", help="the loss of step K alone; that of all without it")
    _add_output(gradients, "F.json|.npz", "the file to write; JSON on standard output without it", required=False)


def _add_snapshot(commands: argparse._SubParsersAction[_Parser]) -> None:
    snapshot = commands.add_parser(
        "snapshot", help="write a picture of the whole window", description="Draw the whole window to a PNG file."
    )
    snapshot.add_argument("experiment", metavar="FILE-OR-EXAMPLE", help=EXPERIMENT_HELP)
    snapshot.add_argument("--step", type=int, metavar="STEP", help="the current step, from 1; the last without it")
    snapshot.add_argument("--size", type=_size, default=(1280, 720), metavar="WxH", help="pixels; 1280x720 without it")
    snapshot.add_argument("--theme", choices=("light", "dark"), default="light", help="light without it")
    snapshot.add_argument("--backward", action="store_true", help="show the gradients, with time running from T to 1")
    snapshot.add_argument("--layer", metavar="LAYER", help=LAYER_HELP)
    laboratory = "a page of the gradient laboratory by its title, such as jacobians; the plots without it"
    snapshot.add_argument("--laboratory", metavar="PAGE", help=laboratory)
    against = "compare with another experiment in the laboratory; can be given up to five times"
    snapshot.add_argument("--against", metavar="FILE-OR-EXAMPLE", action="append", default=[], help=against)
    _add_output(snapshot, "F.png", "the file to write")


def _add_output(parser: argparse.ArgumentParser, metavar: str, text: str, required: bool = True) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar=metavar, help=text, required=required)


def _size(text: str) -> tuple[int, int]:
    """Width and height in pixels from a text such as 1280x720."""
    match = re.fullmatch(r"([0-9]{1,5})[xX×]([0-9]{1,5})", text)
    sides = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(low <= side <= LARGEST_SIDE for low, side in zip(SMALLEST_SIZE, sides, strict=True)):
        limits = f"at least {SMALLEST_SIZE[0]}x{SMALLEST_SIZE[1]} and at most {LARGEST_SIDE}x{LARGEST_SIDE}"
        raise argparse.ArgumentTypeError(f"got {text}, expected WIDTHxHEIGHT such as 1280x720, {limits}")
    return sides


def _tell_version() -> int:
    from . import __version__

    print(f"rnnviz {__version__}")
    return 0


def _open(options: argparse.Namespace) -> int:
    from . import bootstrap

    if options.experiment is not None:
        _load(options.experiment)
    bootstrap.check_window()
    from .gui import app

    return app.main(options.experiment)


def _examples(_options: argparse.Namespace) -> int:
    from .experiment.example import EXAMPLES

    width = max(map(len, EXAMPLES))
    print("\n".join(f"{name:<{width}}  {title}" for name, title in EXAMPLES.items()))
    return 0


def _trace(options: argparse.Namespace) -> int:
    from .engine.error import InputError
    from .export import data

    experiment = _load(options.experiment)
    if options.gradients and experiment.loss is None:
        raise InputError("--gradients", "an experiment without a loss", "one whose loss can be differentiated")
    if options.output is not None:
        data.write(experiment, options.output, gradients=options.gradients)
        return 0
    run = experiment.run()
    print(data.to_json(run, run.gradients() if options.gradients else None).decode("utf-8"), end="")
    return 0


def _gradients(options: argparse.Namespace) -> int:
    from .export import gradient_data

    experiment = _load(options.experiment)
    if options.output is not None:
        gradient_data.write(experiment, options.output, options.of, options.loss)
    else:
        print(gradient_data.to_json(experiment.run(), options.of, options.loss).decode("utf-8"), end="")
    return 0


def _snapshot(options: argparse.Namespace) -> int:
    from . import bootstrap
    from .experiment.storage import write_atomically
    from .export.figure import find_sweep

    _check_suffix(options.output, ".png")
    experiment = _load(options.experiment)
    step, sweep = _step(options.step, experiment), find_sweep(experiment.network, options.layer)
    against = tuple(map(_load, options.against))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    bootstrap.check_drawing()
    from .gui import app

    view = app.View(step, options.size, options.theme, options.backward, options.laboratory, against, sweep)
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "window.png")
        app.snapshot(experiment, picture, view)
        write_atomically(options.output, picture.read_bytes())
    return 0


def _load(name_or_path: str) -> Experiment:
    from .experiment.example import open_experiment

    return open_experiment(name_or_path)


def _step(step: int | None, experiment: Experiment) -> int:
    """The step that was asked for, or the last."""
    from .experiment.limit import whole_number

    return experiment.n_steps if step is None else whole_number("--step", step, 1, experiment.n_steps)


def _check_suffix(path: Path, suffix: str) -> None:
    from .engine.error import InputError

    if path.suffix.lower() != suffix:
        raise InputError("--output", str(path), f"a {suffix} file")


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "open": _open,
    "examples": _examples,
    "trace": _trace,
    "gradients": _gradients,
    "export": export_command.export,
    "snapshot": _snapshot,
    "tasks": command.tasks,
    "train": command.train,
    "sample": command.sample,
}

if __name__ == "__main__":
    try:
        from rnnviz import bootstrap

        bootstrap.ensure_environment()
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(command.INTERRUPTED)
