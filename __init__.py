"""voltext reads the battery literature by machine: papers in, facts out, each tied to its sentence."""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app.api import (
        audit,
        build,
        extract,
        read,
        recipe_statistics,
        recipes,
        records,
        review,
        sample_paper,
        search,
        suggest,
    )

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "audit",
    "build",
    "extract",
    "read",
    "recipe_statistics",
    "recipes",
    "records",
    "review",
    "sample_paper",
    "search",
    "suggest",
]


def __getattr__(name: str) -> Any:
    """Fetch the verbs of the Python API on first use, so that importing voltext stays instant."""
    if name in _FOLDERS:
        return import_module(f".{name}", __name__)
    if name in __all__:
        return getattr(import_module(".app.api", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What there is to call, without what this file itself imports."""
    return sorted(__all__)


# Two verbs are also folders: `voltext.extract("paper.pdf")` and `from voltext.extract.extraction import Record` must
# both work, in either order. Python hangs a folder that is imported onto its parent, so the folder itself is callable.
_FOLDERS = ("extract", "search")


class _Verb(ModuleType):
    @property
    def __signature__(self) -> Any:
        """The signature of the verb, which `help` and editors show."""
        from inspect import signature

        return signature(getattr(import_module(".app.api", __name__), self.__name__.rpartition(".")[2]))

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        verb = getattr(import_module(".app.api", __name__), self.__name__.rpartition(".")[2])
        return verb(*arguments, **options)


class _Root(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        if name in _FOLDERS and type(value) is ModuleType:
            value.__class__ = _Verb
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Root
