import threading
import time
from typing import Any

from django.db import OperationalError
from django.utils.functional import cached_property

from newsroom.embedded.binaries import CannotStart, installed, version
from newsroom.embedded.cluster import cluster_at
from newsroom.postgres import base

# What the server says while it starts, or mends itself after a kill.
NOT_YET = (
    "the database system is starting up",
    "the database system is in recovery",
    "the database system is not yet accepting connections",
    "server closed the connection unexpectedly",
)
NOT_YET_SECONDS = 30


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend; asking for a connection starts the server."""

    @cached_property
    def pg_version(self) -> int:
        """As the server would say it. Checks ask, and need no server for that."""
        major, minor = version(installed())
        return major * 10_000 + minor

    def get_connection_params(self) -> dict[str, Any]:
        cluster = cluster_at(
            self.settings_dict["CLUSTER"],
            tuple(self.settings_dict.get("CLUSTER_OPTIONS", ())),
        )
        try:
            self.settings_dict["HOST"] = str(cluster.ensure())
        except CannotStart as reason:
            # A command ends with one line; a web process answers 503 and lives on.
            if threading.current_thread() is threading.main_thread():
                raise
            raise OperationalError(*reason.args) from None
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        until = time.monotonic() + NOT_YET_SECONDS
        while True:
            try:
                return super().get_new_connection(conn_params)
            except self.Database.OperationalError as error:
                waits = any(words in str(error) for words in NOT_YET)
                if not waits or time.monotonic() > until:
                    raise
            time.sleep(0.1)
