"""The command that exports: figures as pictures, sequences as moving ones, numbers and equations as text."""

from __future__ import annotations

from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from .experiment.experiment import Experiment
    from .export.figure import Figure

USAGE = """\
rnnviz export FILE-OR-EXAMPLE --figure NAME [options] -o OUT
       rnnviz export FILE-OR-EXAMPLE [--step N] -o OUT.csv|.json|.npz|.tex|.md"""
NOTE = """\
One file holds one picture of .svg, .png and .tex, or all of .pdf, .pptx, .gif, .apng, .webp and .mp4; a pattern in the
name makes a file for each, with {step}, {substep}, {page} or {name}:
  rnnviz export hello --figure cell --step 1-4 -o 'cell-{step:02}.svg'
  rnnviz export hello --figure cell --step all --seconds 0.5 -o cell.gif
  rnnviz export hello --figure unfolded --steps 2-4 --size 16cm --theme print -o network.pdf
  rnnviz export hello --figure cell --step 2 --substeps --size slide -o steps.pdf
  rnnviz export hello --figure board --of 'cell,unfolded/gradients,states' --aspect 16:9 --step 2 -o board.pptx
Without --figure, numbers (.csv, .json, .npz) or equations (.tex, .md; worked out with --step):
  rnnviz export hello -o values.csv
The same input gives the same bytes; a file is written whole or not at all. What --substeps repeats is left out."""
SHOWN_FIELDS = ("substep", "substeps", "steps", "layer", "of", "aspect")
FILE_FIELDS = ("size", "dpi", "outlines", "seconds", "loop")
"""What may be chosen of figures only, besides their look."""


def add_export(commands: Any, experiment_help: str, layer_help: str) -> None:
    """Add the command export to the subcommands of a parser."""
    parser = commands.add_parser(
        "export",
        help="write figures, sequences, numbers and equations",
        description="Write a figure or a sequence of figures, or the numbers and equations of an experiment.",
        usage=USAGE,
        epilog=NOTE,
        formatter_class=_help_formatter(),
    )
    parser.add_argument("experiment", metavar="FILE-OR-EXAMPLE", help=experiment_help)
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", required=True, help="the file, or files, to write")
    parser.add_argument("--format", metavar="FORMAT", help="the format; what the name of the file ends in without it")
    _add_what(parser.add_argument_group("what is shown"), layer_help)
    _add_look(parser.add_argument_group("how it looks"))
    _add_file(parser.add_argument_group("the file"))


def _help_formatter() -> type[argparse.HelpFormatter]:
    """A formatter that lists the figures, which are imported only when the help is asked for."""
    import argparse

    from typing_extensions import override

    class Formatter(argparse.RawDescriptionHelpFormatter):
        @override
        def _get_help_string(self, action: argparse.Action) -> str | None:
            if action.dest != "figure":
                return super()._get_help_string(action)
            from .export.figure import FIGURES

            return f"one of {', '.join(FIGURES)}"

    return Formatter


def _add_what(group: Any, layer_help: str) -> None:
    group.add_argument("--figure", metavar="NAME", help="the name of a figure")
    group.add_argument("--step", metavar="N|A-B|all", help="the step, or the steps of a sequence; the last without it")
    group.add_argument("--substep", type=int, metavar="K", help="with only the first K values of the step computed")
    group.add_argument(
        "--substeps", action="store_true", default=None, help="a sequence of every sub-step of each step"
    )
    over_time = "the steps that a figure over time shows; at most 12 around --step without it"
    group.add_argument("--steps", metavar="A-B", help=over_time)
    group.add_argument("--layer", metavar="LAYER", help=layer_help)
    of = "what a figure of some shows, such as h or W_f,U_f; of a board its figures, such as cell,unfolded/gradients"
    group.add_argument("--of", metavar="NAMES", help=of)
    group.add_argument("--aspect", metavar="W:H", help="that of a board, 16:9 or 4:3; 16:9 without it")


def _add_look(group: Any) -> None:
    group.add_argument("--theme", metavar="THEME", help="light, dark or print; light without it")
    group.add_argument("--background", metavar="GROUND", help="theme, white or transparent; theme without it")
    group.add_argument("--values", metavar="WHICH", help="all, chips, wires (their colours) or none; all without it")
    group.add_argument("--digits", type=int, metavar="N", help="decimals of the numbers; 2 without it")
    group.add_argument("--text-size", type=float, metavar="X", help="enlarges all text; 1 without it")
    group.add_argument("--notation", metavar="KEY", help="how symbols are written, such as concatenated or split,tilde")
    group.add_argument("--no-legend", dest="legend", action="store_false", default=None, help="without legend")
    group.add_argument("--no-caption", dest="caption", action="store_false", default=None, help="without caption")


def _add_file(group: Any) -> None:
    size = "16cm, 16x9cm, 1920px, 1920x1080px, slide or slide-4:3; the figure's own without it"
    group.add_argument("--size", metavar="SIZE", help=size)
    dots = "dots per inch of images, 72 to 600; 300 without it, 144 for what moves"
    group.add_argument("--dpi", type=int, metavar="N", help=dots)
    group.add_argument("--outlines", action="store_true", default=None, help="letters of an SVG as shapes")
    group.add_argument(
        "--seconds", type=float, metavar="S", help="how long what moves shows each picture; 1 without it"
    )
    group.add_argument("--loop", type=int, metavar="N", help="how often it runs; 0, for ever, without it")


def export(options: argparse.Namespace) -> int:
    """Write what was asked for."""
    from .experiment.example import open_experiment

    experiment = open_experiment(options.experiment)
    if options.figure is None:
        _export_data(experiment, options)
    else:
        _export_figure(experiment, options)
    return 0


def _export_data(experiment: Experiment, options: argparse.Namespace) -> None:
    from .engine.error import InputError
    from .engine.notation import find_notation
    from .export.figure import FIGURES
    from .export.formats import DATA, FORMATS, write_data

    suffixes = [form.suffix for form in DATA.values()]
    if options.format in FORMATS or (options.format is None and options.output.suffix.lower() not in suffixes):
        raise InputError("--figure", "none", f"one of {', '.join(FIGURES)}, or a file of {', '.join(suffixes)}")
    _check_without_figure(options)
    first, last = (None, None) if options.step is None else _steps("--step", options.step, experiment.n_steps)
    if first != last:
        raise InputError("--step", options.step, "a single step without --figure")
    run = experiment.run()
    if options.notation is not None:
        run = run.write_in(find_notation(options.notation))
    write_data(run, options.output, first, options.format)


def _check_without_figure(options: argparse.Namespace) -> None:
    """Refuse what only figures have."""
    from .engine.error import InputError
    from .export.look import LOOK_FIELDS

    for field in (*SHOWN_FIELDS, *LOOK_FIELDS, *FILE_FIELDS):
        given = getattr(options, field)
        if given is not None and field != "notation":
            name = f"--{'no-' if given is False else ''}{field.replace('_', '-')}"
            raise InputError(name, "no --figure", "the figure that it is for")


def _export_figure(experiment: Experiment, options: argparse.Namespace) -> None:
    from .bootstrap import check_drawing
    from .export.formats import FORMATS, Options, find_format, write_pages

    found = Options.of(**{name: getattr(options, name) for name in FILE_FIELDS if getattr(options, name) is not None})
    form = find_format(FORMATS, options.output, options.format)
    figure = _figure(experiment, options)
    if form.uses_qt:
        check_drawing()
    write_pages(figure.pages(), options.output, found, name=options.format)


def _figure(experiment: Experiment, options: argparse.Namespace) -> Figure:
    from .export.figure import figure
    from .export.look import LOOK_FIELDS

    n_steps = experiment.n_steps
    step: int | tuple[int, int] | None = None
    if options.step is not None:
        first, last = _steps("--step", options.step, n_steps)
        step = first if first == last else (first, last)
    return figure(
        experiment,
        options.figure,
        step=step,
        substep=True if options.substeps else options.substep,
        steps=None if options.steps is None else _steps("--steps", options.steps, n_steps),
        layer=options.layer,
        of=options.of,
        aspect=options.aspect,
        **{name: getattr(options, name) for name in LOOK_FIELDS if getattr(options, name) is not None},
    )


def _steps(field: str, text: str, n_steps: int) -> tuple[int, int]:
    """The first and last step that a text says: ``3``, ``1-10`` or ``all``."""
    from .engine.error import InputError
    from .experiment.limit import whole_number

    if text == "all":
        return 1, n_steps
    found = fullmatch(r"(-?[0-9]{1,9})(?:[-–]([0-9]{1,9}))?", text)
    if found is None:
        raise InputError(field, text or "nothing", "a step such as 3, steps such as 1-10, or all")
    first, last = (whole_number(field, int(number), 1, n_steps) for number in (found[1], found[2] or found[1]))
    return first, last
