"""How one process of the service begins: bound to its supervisor, on a database that exists."""

import os

from motcua.project import ground
from motcua.project.deathpact import die_with
from motcua.project.refusal import Refused


def begin() -> None:
    """Prepare this process; alone, it needs a database of its own."""
    parent = os.environ.get("MOTCUA_PARENT", "")
    if parent.isdigit():
        die_with(int(parent))
    if not ground.is_given():
        raise Refused(
            "a single process needs MOTCUA_DATABASE_URL; `motcua run` starts the embedded "
            "database and all processes together"
        )
