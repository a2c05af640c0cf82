"""Experiments as files: UTF-8 JSON with a format version, read strictly and written atomically."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from ..engine.error import InputError
from .experiment import Experiment
from .record import decode, encode

SUFFIX = ".rnnviz"
MAX_BYTES = 2**30
"""The largest network that there may be fits, with the moments of its optimiser and some checkpoints."""


def dumps(experiment: Experiment) -> str:
    """The experiment as the text of a file."""
    return encode(experiment)


def loads(text: str) -> Experiment:
    """The experiment in the text of a file; InputError names what is wrong with it."""
    return decode(text)


def load(path: str | os.PathLike[str]) -> Experiment:
    """The experiment in a file; InputError names the file and what is wrong with it."""
    try:
        return decode(read_utf8(Path(path), f"a {SUFFIX} file that can be read"))
    except InputError as error:
        if error.field == str(path):
            raise
        raise InputError(f"{path}: {error.field}", error.value, error.expected) from None


def save(experiment: Experiment, path: str | os.PathLike[str]) -> None:
    """Write the experiment to a file, which holds the old or the new text whole at any moment."""
    data = encode(experiment).encode("utf-8")
    if len(data) > MAX_BYTES:
        raise InputError(str(path), f"{len(data):,} bytes", f"an experiment of at most {MAX_BYTES:,} bytes")
    write_atomically(path, data)


def check_writable(path: str | os.PathLike[str]) -> None:
    """Raise InputError where a file cannot be written, so that nothing is computed in vain."""
    try:
        target = Path(os.path.realpath(path))
        _mode_for(target)
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except (OSError, ValueError) as error:
        raise InputError(str(path), _reason(error), "a file that can be written") from None


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all; a file that was there keeps its permissions, a link leads where it led."""
    try:
        target = Path(os.path.realpath(path))
        mode = _mode_for(target)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(mode)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise InputError(str(path), _reason(error), "a file that can be written") from None


def _mode_for(target: Path) -> int:
    """The permissions that the written file shall have; an OSError where it may not be written at all."""
    try:
        status = target.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(0, "a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "a device or pipe")
    if not os.access(target, os.W_OK) or not status.st_mode & stat.S_IWUSR:
        raise PermissionError(0, "a read-only file")
    return stat.S_IMODE(status.st_mode)


def read_utf8(path: Path, expected: str) -> str:
    """The text of a file of bounded size; InputError says that ``expected`` was wanted where it cannot be read."""
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "a folder")
        if path.exists() and not path.is_file():
            raise OSError(0, "a device or pipe")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > MAX_BYTES else file.read()
    except (OSError, ValueError) as error:
        raise InputError(str(path), _reason(error), expected) from None
    if size > MAX_BYTES:
        raise InputError(str(path), f"{size:,} bytes", f"at most {MAX_BYTES:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"byte {error.start + 1} that is not UTF-8", "a text file in UTF-8") from None


def _reason(error: OSError | ValueError) -> str:
    """Why a file could not be opened, in a few words."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return str(error)
