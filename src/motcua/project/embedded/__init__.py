"""The embedded PostgreSQL: nothing to install, nothing to configure, one data folder.

Owns the life of that server: who runs it, where it lives, its start, its stop. It trusts no
process number: a server lives when it answers a connection.
"""

from motcua.project.embedded.base import back_up_base, bring_back
from motcua.project.embedded.cluster import (
    CannotStart,
    Cluster,
    answers,
    believing,
    revive,
    start,
    stop,
)
from motcua.project.embedded.keeping import kept
from motcua.project.embedded.owner import NoOwner
from motcua.project.embedded.place import cluster_in
from motcua.project.embedded.use import using

__all__ = [
    "CannotStart",
    "Cluster",
    "NoOwner",
    "answers",
    "back_up_base",
    "believing",
    "bring_back",
    "cluster_in",
    "kept",
    "revive",
    "start",
    "stop",
    "using",
]
