"""What the command refuses to do, with cause and cure in one message."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any


class Refused(Exception):
    """The command will not do this; the message says why and what to do."""


def function(module: str, name: str) -> Any:
    """Return a function of a room that this build may lack; refuse plainly where it does."""
    try:
        is_here = find_spec(module) is not None
    except ModuleNotFoundError:
        is_here = False
    found = getattr(import_module(module), name, None) if is_here else None
    if found is None:
        raise Refused(f"this build does not contain {module}.{name} yet")
    return found
