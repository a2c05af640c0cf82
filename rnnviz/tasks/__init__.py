"""Every module here declares one TASK; adding a file adds a task."""

from importlib import import_module
from pkgutil import iter_modules

from ..engine.task import Task

TASKS: dict[str, Task] = {
    task.key: task for module in iter_modules(__path__) for task in [import_module(f"{__name__}.{module.name}").TASK]
}
