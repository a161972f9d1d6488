"""The embedded PostgreSQL: nothing to install, nothing to configure, one data folder.

Owns the life of that server: who runs it, where it lives, its start, its stop. It trusts no
process number: a server lives when it answers a connection.
"""

from motcua.project.embedded.cluster import CannotStart, Cluster, answers, start, stop
from motcua.project.embedded.owner import NoOwner
from motcua.project.embedded.place import cluster_in
from motcua.project.embedded.use import using

__all__ = ["CannotStart", "Cluster", "NoOwner", "answers", "cluster_in", "start", "stop", "using"]
