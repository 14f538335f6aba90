from typing import Any

from django.db.backends.postgresql import base

from newsroom.embedded.cluster import cluster_at


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend; asking for a connection starts the server."""

    def get_connection_params(self) -> dict[str, Any]:
        cluster = cluster_at(
            self.settings_dict["CLUSTER"],
            tuple(self.settings_dict.get("CLUSTER_OPTIONS", ())),
        )
        self.settings_dict["HOST"] = str(cluster.ensure())
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters
