"""voltext reads the battery literature by machine: papers in, facts out, each tied to its sentence."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .app.api import audit, build, extract, read, records, sample_paper, search

__version__ = "0.1.0"
__all__ = ["__version__", "audit", "build", "extract", "read", "records", "sample_paper", "search"]


def __getattr__(name: str) -> Any:
    """Fetch the verbs of the Python API on first use, so that importing voltext stays instant."""
    if name in __all__:
        return getattr(import_module(".app.api", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
