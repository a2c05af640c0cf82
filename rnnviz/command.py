"""The commands that train and sample: their arguments, and what they print."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from .engine.score import Score
    from .engine.train import Trainer
    from .experiment.experiment import Experiment

INTERRUPTED = 130
LINE_EVERY = 0.2
PLAIN_LINE_EVERY = 5.0

TRAIN_NOTE = """\
The file holds the whole state of the training: training it again goes on from there, with the same result as never
having stopped. The same seed gives the same bytes. Ctrl+C keeps what has been learnt, and so does a training whose
numbers explode.
Own data: --data takes a CSV or TSV table with a header (empty targets are allowed), --text a text in UTF-8 for a
character model; FILE-OR-EXAMPLE is then left out."""


def add_train(commands: Any, experiment_help: str) -> None:
    """Add the command train to the subcommands of a parser."""
    import argparse

    parser = commands.add_parser(
        "train",
        help="train a network",
        description="Train an experiment, a task or data of one's own, and save it with what has been learnt.",
        epilog=TRAIN_NOTE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("experiment", metavar="FILE-OR-EXAMPLE", nargs="?", help=experiment_help)
    parser.add_argument("--task", metavar="KEY", help="the task to learn, such as recall; with its own network alone")
    option = "an option of the task, such as delay=50; can be given several times"
    parser.add_argument("--option", metavar="NAME=VALUE", action="append", default=[], help=option)
    parser.add_argument("--text", type=Path, metavar="F.txt", help="learn the characters of a text")
    parser.add_argument("--alphabet", metavar="ABC", help="the characters of the text; those it has without it")
    parser.add_argument("--data", type=Path, metavar="F.csv", help="learn the sequences of a table")
    parser.add_argument("--inputs", metavar="A,B", help="the columns that are inputs; all others without it")
    parser.add_argument("--targets", metavar="C", help="the columns that are targets; the last one without it")
    parser.add_argument("--sequence", metavar="ID", help="the column that tells which sequence a row belongs to")
    parser.add_argument("--ahead", type=int, metavar="N", help="the target lies N rows later; 0 without it")
    parser.add_argument("--standardise", action="store_true", help="shift and scale columns to mean 0, deviation 1")
    parser.add_argument("--cell", metavar="KEY", help="the cell, for a task or own data")
    parser.add_argument("--hidden-size", type=int, metavar="H", help="the hidden size, for a task or own data")
    parser.add_argument("--steps", type=int, metavar="N", help="how many updates; as many as the task needs without it")
    parser.add_argument("--seed", type=int, metavar="S", help="begin anew from this seed; go on without it")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.rnnviz", required=True, help="the file to write")


def add_tasks(commands: Any) -> None:
    """Add the command tasks to the subcommands of a parser."""
    commands.add_parser("tasks", help="list the tasks and their options", description="List the tasks.")


def add_sample(commands: Any, experiment_help: str) -> None:
    """Add the command sample to the subcommands of a parser."""
    parser = commands.add_parser(
        "sample",
        help="let a character model write",
        description="Print a prompt and the text that a trained character model writes after it.",
    )
    parser.add_argument("experiment", metavar="FILE-OR-EXAMPLE", help=experiment_help)
    parser.add_argument("--prompt", metavar="TEXT", help="how the text begins; the first symbol without it")
    parser.add_argument("--length", type=int, default=200, metavar="N", help="characters to write; 200 without it")
    parser.add_argument(
        "--temperature", type=float, default=1.0, metavar="X", help="0 is always the likeliest; 1 without it"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the drawing; 0 without it")


def train(options: argparse.Namespace) -> int:
    """Train and save; 130 after Ctrl+C. This, and numbers that explode, keep what has been learnt until then."""
    from .engine.error import InputError
    from .experiment import headless, storage
    from .experiment.task_experiment import n_updates

    if options.output.suffix.lower() != storage.SUFFIX:
        raise InputError("--output", str(options.output), f"a {storage.SUFFIX} file")
    storage.check_writable(options.output)
    experiment = _begin(options)
    if options.task is not None and options.experiment is not None:
        experiment = headless.give_task(experiment, options.task, dict(map(_parse_option, options.option)))
    steps = n_updates(experiment) if options.steps is None else options.steps
    try:
        with _report(steps) as report:
            learnt = headless.train(experiment, steps, _seed_left(options), on_update=report.update)
            storage.save(learnt, options.output)
    except headless.ExplodedTraining as error:
        if error.learnt is not None:
            storage.save(error.learnt, options.output)
            print(f"{options.output} holds what was learnt before numbers exploded", file=sys.stderr)
        raise
    _tell_held_out(learnt)
    return INTERRUPTED if report.is_stopped else 0


def tasks(_options: argparse.Namespace) -> int:
    """Print each task, and its options with their limits and defaults."""
    from .tasks import TASKS

    for task in TASKS.values():
        print(f"{task.key}: {task.sentence}")
        for option in task.options:
            limits = ", ".join(option.choices) or f"{option.low:g} to {option.high:g}"
            print(f"    {option.name}={option.default}  {option.words} ({limits})")
    return 0


def sample(options: argparse.Namespace) -> int:
    """Print a sample."""
    from .experiment.example import open_experiment
    from .experiment.sampling import sample

    experiment = open_experiment(options.experiment)
    print(sample(experiment, options.prompt, options.length, options.temperature, options.seed))
    return 0


def _tell_held_out(experiment: Experiment) -> None:
    """How well sequences are answered that were never learnt from, where there are such."""
    from .experiment.training import make_source, make_trainer

    source = make_source(experiment)
    if source.holds_out:
        score = make_trainer(experiment).evaluate(source.held_out())
        print(f"held out: {_describe(score)}", file=sys.stderr)


def _describe(score: Score) -> str:
    accuracy = "" if score.accuracy is None else f", accuracy {score.accuracy:.1%}"
    return f"loss {score.loss:.4f}{accuracy}"


def _begin(options: argparse.Namespace) -> Experiment:
    """The experiment to train: an old one, or a new one for a task or data of one's own."""
    from .experiment.example import open_experiment
    from .experiment.task_experiment import new_data, new_task
    from .experiment.training import find_task

    _check_together(options)
    if options.experiment is not None:
        return open_experiment(options.experiment)
    network: dict[str, Any] = {"cell": options.cell, "hidden_size": options.hidden_size, "seed": options.seed or 0}
    if options.task is None:
        return new_data(_read(options), **network)
    chosen: dict[str, Any] = find_task(options.task).complete(dict(map(_parse_option, options.option)))
    return new_task(options.task, **network, **chosen)


def _check_together(options: argparse.Namespace) -> None:
    """Refuse arguments that do not go together."""
    from .engine.error import InputError

    given = [name for name in ("experiment", "text", "data") if getattr(options, name) is not None]
    if len(given) > 1 or (options.task is not None and given and given != ["experiment"]):
        raise InputError("train", ", ".join(given), "one of FILE-OR-EXAMPLE, --text and --data")
    if not given and options.task is None:
        raise InputError("train", "nothing to train", "FILE-OR-EXAMPLE, --task, --text or --data")
    if options.task is None:
        _refuse(options, "as there is no --task", "option")
    if options.text is None:
        _refuse(options, "as there is no --text", "alphabet")
    if options.data is None:
        _refuse(options, "as there is no --data", "inputs", "targets", "sequence", "ahead", "standardise")
    if options.experiment is not None:
        _refuse(options, "as the experiment has its network", "cell", "hidden_size")


def _refuse(options: argparse.Namespace, why: str, *names: str) -> None:
    """Refuse arguments that would have no effect."""
    from .engine.error import InputError

    for name in names:
        value = getattr(options, name)
        if value not in (None, []) and value is not False:
            raise InputError(f"--{name.replace('_', '-')}", value, f"nothing, {why}")


def _parse_option(text: str) -> tuple[str, int | float | str]:
    """The name and the value of an option of a task."""
    from .engine.error import InputError

    name, equals, value = text.partition("=")
    if not name or not equals:
        raise InputError("--option", text, "NAME=VALUE, such as delay=50")
    for kind in (int, float):
        try:
            return name, kind(value)
        except ValueError:
            continue
    return name, value


def _seed_left(options: argparse.Namespace) -> int | None:
    """The seed that an old experiment begins anew from; a new one has it already."""
    return options.seed if options.experiment is not None else None


def _read(options: argparse.Namespace) -> Any:
    from .experiment import own_text, table
    from .experiment.storage import read_utf8

    if options.text is not None:
        return own_text.make_text(read_utf8(options.text, "a text file that can be read"), options.alphabet)
    columns = table.Columns(_names(options.inputs), _names(options.targets), options.sequence, options.ahead or 0)
    text = read_utf8(options.data, "a CSV or TSV file that can be read")
    return table.read_table(text, columns, standardise=options.standardise)


def _names(text: str | None) -> list[str] | None:
    return None if text is None else [name.strip() for name in text.split(",")]


class _Report:
    """A line of progress on standard error: one that is written over on a terminal, else one now and then."""

    def __init__(self, n_updates: int) -> None:
        self._n_updates = self._left = n_updates
        self.is_stopped = False
        self._is_terminal = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._next = self._begun
        self._line = ""

    def update(self, trainer: Trainer) -> bool:
        """Tell how far the training is; whether it goes on."""
        now = time.monotonic()
        self._left -= 1
        self._line = self._tell(trainer, now)
        if now >= self._next:
            self._write()
            self._line = ""
            self._next = now + (LINE_EVERY if self._is_terminal else PLAIN_LINE_EVERY)
        return not self.is_stopped

    def stop(self, *_signal: object) -> None:
        """End after the update that is being made."""
        self.is_stopped = True

    def finish(self) -> None:
        """Leave the last line."""
        if self._line:
            self._write()
            if self._is_terminal:
                print(file=sys.stderr)

    def _tell(self, trainer: Trainer, now: float) -> str:
        spent = now - self._begun
        left = spent / (self._n_updates - self._left) * self._left
        said = f"{spent:.1f} s" + (f", {left:.0f} s left" if self._left else "")
        return f"step {trainer.n_done:,} of {trainer.n_done + self._left:,}: {_describe(trainer.score)}, {said}"

    def _write(self) -> None:
        start, end = ("\r\x1b[K", "") if self._is_terminal else ("", "\n")
        print(f"{start}{self._line}", end=end, file=sys.stderr, flush=True)


@contextmanager
def _report(n_updates: int) -> Iterator[_Report]:
    """Progress during a training, which Ctrl+C ends between two updates; what follows within is not interrupted."""
    report = _Report(n_updates)
    before = signal.signal(signal.SIGINT, report.stop)
    try:
        yield report
    finally:
        signal.signal(signal.SIGINT, before)
        report.finish()
