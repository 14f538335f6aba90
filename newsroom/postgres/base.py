import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        """Statements may be prepared; only ``newsroom.postgres.prepared`` does it.

        Not with ``?prepared=no`` in the address: an old PgBouncer loses them.
        """
        parameters: dict[str, Any] = super().get_connection_params()
        loses_them = parameters.pop("prepared", "yes") == "no"
        return parameters | {"prepare_threshold": None if loses_them else 0}

    def is_usable(self) -> bool:
        """Whether a kept connection still stands; asked once in each request.

        A server that is not asked says nothing, unless it hangs up. So it is asked
        only when something has come: no question for each reader.
        """
        heard = select.poll()
        try:
            heard.register(self.connection.fileno(), select.POLLIN)
        except self.Database.Error:
            return False
        return not heard.poll(0) or super().is_usable()
