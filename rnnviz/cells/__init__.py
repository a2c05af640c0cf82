"""Every module here declares one CELL; adding a file adds a cell."""

from importlib import import_module
from pkgutil import iter_modules

from ..engine.cell import Cell

CELLS: dict[str, Cell] = {
    cell.key: cell for module in iter_modules(__path__) for cell in [import_module(f"{__name__}.{module.name}").CELL]
}
