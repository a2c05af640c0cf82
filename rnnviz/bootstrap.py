"""First-run set-up from a checkout, and the check of what the system must offer; standard library only.

Written in the syntax of Python 3.8, so that an old Python prints a sentence and not a traceback.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import IO, Iterable, Iterator, NoReturn  # noqa: UP035  # Python 3.8 is let in as far as the sentence

_ROOT = Path(__file__).resolve().parents[1]
_OLDEST_PYTHON = (3, 11)
_OLDEST_GLIBC_WITH_T64 = (2, 39)

# What PySide6's libraries ask the system for: name of the library, package on Debian and Ubuntu.
_DRAWING_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
_HEADLESS = "the commands trace, export, snapshot and examples need none"


def ensure_environment(module: str = "rnnviz", extra: str | None = None) -> None:
    """Continue ``python -m module`` inside the checkout's ``.venv``, set up first where ``pyproject.toml`` asks for it.

    Return at once when already inside, or when the package is installed and no checkout is at hand. ``extra`` names
    the optional dependencies that the command needs.
    """
    if not (_ROOT / "pyproject.toml").is_file():
        return
    venv = _ROOT / ".venv"
    if not _is_set_up(venv, extra):
        _set_up(venv, extra)
    elif Path(sys.prefix).resolve() == venv.resolve():
        return
    _continue_in(_python_of(venv), module)


def check_drawing() -> None:
    """Stop with one line unless Qt can draw, display or none; as root on Debian and Ubuntu install what is missing."""
    _check_qt()
    _check_libraries(_DRAWING_LIBRARIES)


def check_window() -> None:
    """Stop with one line unless Qt can open a window; as root on Debian and Ubuntu install what is missing."""
    platform_name = os.environ.get("QT_QPA_PLATFORM", "")
    x11, wayland = os.environ.get("DISPLAY"), os.environ.get("WAYLAND_DISPLAY")
    needs_display = sys.platform.startswith("linux") and platform_name in ("", "xcb", "wayland")
    if needs_display and not x11 and not wayland:
        _stop(f"no window can open: neither DISPLAY nor WAYLAND_DISPLAY is set; {_HEADLESS}", status=2)
    _check_qt()
    display_libraries = (_X11_LIBRARIES if x11 else _WAYLAND_LIBRARIES) if needs_display else {}
    _check_libraries({**_DRAWING_LIBRARIES, **display_libraries})
    if needs_display and x11 and not wayland and not _answers_x11():
        _stop(f"no window can open: nothing answers at the display {x11}; {_HEADLESS}", status=2)


def _is_set_up(venv: Path, extra: str | None) -> bool:
    """Whether the environment was completed for this checkout, this ``pyproject.toml`` and this extra."""
    state = _state(venv)
    return _python_of(venv).exists() and all(_read(stamp) == state for stamp in _stamps(venv, extra))


def _stamps(venv: Path, extra: str | None) -> list[Path]:
    """The files that are written last, one for the program and one for the extra."""
    return [venv / f"rnnviz-{name}.stamp" for name in ("program", extra) if name]


def _state(venv: Path) -> str:
    """What an environment depends on: the place of the checkout, its Python, the text of ``pyproject.toml``."""
    parts = [str(_ROOT), os.path.realpath(_python_of(venv)), (_ROOT / "pyproject.toml").read_text("utf-8")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _read(path: Path) -> str:
    """The text of a file, empty if there is none."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def _python_of(venv: Path) -> Path:
    """The interpreter of an environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _set_up(venv: Path, extra: str | None) -> None:
    """Create or complete the environment; one process at a time, the others wait for it."""
    if sys.version_info < _OLDEST_PYTHON:
        _stop(f"Python 3.11 or newer is needed; {sys.executable} is {platform.python_version()}")
    try:
        with _lock(_ROOT / ".venv.lock"):
            if _is_set_up(venv, extra):
                return
            if not _is_usable(venv):
                _create(venv)
            _install(venv, extra)
            for stamp in _stamps(venv, extra):
                stamp.write_text(_state(venv), "utf-8")
    except OSError as error:
        _stop(f"the set-up cannot write in {_ROOT} ({error.strerror}); pipx install {_ROOT} needs no such place")
    except KeyboardInterrupt:
        _stop("set-up interrupted; the same command takes it up again", status=130)
    _say("set-up complete")


def _is_usable(venv: Path) -> bool:
    """Whether the environment belongs to this place, was never left half installed, and its Python runs."""
    if _read(venv / "rnnviz-place.stamp") not in ("", str(_ROOT)) or _unfinished(venv).exists():
        return False
    test = f"import pip, sys; sys.exit(sys.version_info < {_OLDEST_PYTHON})"
    try:
        return subprocess.run([str(_python_of(venv)), "-c", test], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _unfinished(venv: Path) -> Path:
    """The file that stands while packages are installed, and stays only when the process was killed."""
    return venv / "rnnviz-unfinished.stamp"


def _create(venv: Path) -> None:
    """Make a fresh environment, in place of a broken one if there is one."""
    if importlib.util.find_spec("ensurepip") is None:
        _need_packages("the venv module of Python", [f"python3.{sys.version_info.minor}-venv"])
    _say(f"{'rebuilding' if venv.exists() else 'creating'} the environment {venv}")
    _run([sys.executable, "-m", "venv", "--clear", str(venv)], "the environment could not be created")
    (venv / "rnnviz-place.stamp").write_text(str(_ROOT), "utf-8")


def _install(venv: Path, extra: str | None) -> None:
    """Install the checkout, editable, with what the command needs."""
    _say(f"installing what pyproject.toml asks for{f' with {extra}' if extra else ''}; the first time takes minutes")
    pip = [str(_python_of(venv)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    target = f"{_ROOT}[{extra}]" if extra else str(_ROOT)
    failure = "the installation failed; the end of its output stands above (a network is needed, once)"
    _unfinished(venv).touch()
    try:
        _run([*pip, "--progress-bar", "off", "--editable", target], failure)
    finally:
        _unfinished(venv).unlink()


def _run(command: list[str], failure: str) -> None:
    """Run a command, its downloads told line by line; on failure show the end of its output and stop."""
    lines: list[str] = []
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_USER": "0"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", env=settings
    ) as process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            _tell_progress(line.split())
    if process.returncode != 0:
        print("\n".join(lines[-15:]), file=sys.stderr)
        _stop(failure)


def _tell_progress(words: list[str]) -> None:
    """Pass on what takes long: the lines of pip that name a download or the installation."""
    if words[:1] == ["Downloading"]:
        _say(f"  fetching {words[1].rsplit('/', 1)[-1]} {' '.join(words[2:])}")
    elif words[:3] == ["Installing", "collected", "packages:"]:
        _say(f"  installing {' '.join(words[3:])}")


def _continue_in(python: Path, module: str) -> NoReturn:
    """Become ``python -m module`` with the same arguments; the exit status passes through."""
    command = [str(python), "-m", module, *sys.argv[1:]]
    os.environ.pop("PYTHONHOME", None)
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))
    sys.stdout.flush()
    os.execv(command[0], command)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold a file that one process at a time can hold; the system lets go of it when the process ends."""
    with path.open("w") as file:
        if not _try_lock(file):
            _say("another start is setting up; waiting for it")
            while not _try_lock(file, wait=True):
                pass
        yield


def _try_lock(file: IO[str], wait: bool = False) -> bool:
    """Whether the lock is ours now; with ``wait`` not before the present holder has let go."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
    return True


def _check_qt() -> None:
    """Stop when PySide6 is missing, or is a release known not to work with this Python."""
    if importlib.util.find_spec("PySide6") is None:
        _stop("PySide6 is not installed; pip install PySide6-Essentials brings it", status=2)
    for distribution in ("PySide6-Essentials", "PySide6"):
        try:
            version = metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
        problem = _qt_problem(version, sys.version_info[:2])
        if problem:
            choice = 'pip install "PySide6-Essentials>=6.8.3,<6.9"'
            _stop(f"{distribution} {version} {problem}; another release is needed: {choice}", status=2)


def _qt_problem(version: str, python: tuple[int, ...]) -> str | None:
    """What is wrong with a PySide6 release under a Python release, if anything is known."""
    if version in ("6.9.0", "6.9.1", "6.9.2"):
        return "breaks the plots"
    if version in ("6.11.0", "6.11.1"):
        return "lays windows out wrongly"
    if version == "6.12.0" and python < (3, 12):
        return f"crashes under Python {'.'.join(map(str, python))}"
    return None


def _check_libraries(libraries: dict[str, str]) -> None:
    """Stop with the packages to install when libraries are missing; as root on Debian and Ubuntu install them."""
    if not sys.platform.startswith("linux"):
        return
    missing = [library for library in libraries if not _loads(library)]
    if missing:
        _need_packages(", ".join(missing), _packages(missing, libraries))
        still = [library for library in missing if not _loads(library)]
        if still:
            _stop(f"still missing after the installation: {', '.join(still)}", status=2)


def _loads(library: str) -> bool:
    """Whether the dynamic loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _packages(missing: Iterable[str], libraries: dict[str, str]) -> list[str]:
    """The Debian packages of libraries; from glibc 2.39 on (Debian 13, Ubuntu 24.04) GLib's name ends in t64."""
    release = platform.libc_ver()[1].split(".")
    renamed = tuple(int(part) for part in release[:2] if part.isdigit()) >= _OLDEST_GLIBC_WITH_T64
    return [
        f"{name}t64" if renamed and name == "libglib2.0-0" else name for name in map(libraries.__getitem__, missing)
    ]


def _need_packages(what: str, packages: list[str]) -> None:
    """Install Debian packages as root, otherwise stop with the line that does it."""
    apt = shutil.which("apt-get")
    if apt is None:
        _stop(f"missing: {what}; in Debian and Ubuntu: {' '.join(packages)}", status=2)
    if os.geteuid() != 0:
        _stop(f"missing: {what}; to install: sudo apt-get install {' '.join(packages)}", status=2)
    _say(f"missing: {what}; installing {' '.join(packages)}")
    failure = f"apt-get could not install {' '.join(packages)}"
    # Where one of many sources is out of reach, the update fails and the installation can still succeed.
    script = f'{apt} update -qq; {apt} install -y -qq --no-install-recommends "$@"'
    _run(["sh", "-c", script, "sh", *packages], failure)
    importlib.invalidate_caches()


def _answers_x11() -> bool:
    """Whether an X server stands behind DISPLAY; asked first, because Qt aborts where none does."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return bool(error == 0)


def _say(message: str) -> None:
    """Tell on standard error, so that the output of a command stays clean."""
    print(f"rnnviz: {message}", file=sys.stderr, flush=True)


def _stop(message: str, status: int = 1) -> NoReturn:
    """End the program with one line."""
    _say(message)
    raise SystemExit(status)
