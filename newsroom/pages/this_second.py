"""How nginx keeps a page for a second: to the end of the one in which it was made.

By ``s-maxage=1`` it keeps one for up to two, for it counts whole seconds from the
answer on. It takes a time of day as well, but by its own clock: so it says what that
shows when it asks, and is believed as far as ours agrees.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from newsroom.pages.door import KEPT_BY_CACHES, Application, Environ
from newsroom.pages.heads import FOR_A_SECOND

ASKED_AT = "HTTP_X_ASKED_AT"
CLOCK = re.compile(r"[0-9]{1,12}\.[0-9]{3}")
KEPT_UNTIL = "X-Accel-Expires"


def until_it_ends(application: Application) -> Application:
    """The application, whose answers also say when their second ends."""

    def answered(environ: Environ, start_response: Callable[..., Any]) -> Any:
        said = environ.get(ASKED_AT)
        second = said and this_second(said, time.time())
        if not second:
            return application(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            # After Cache-Control, or nginx would not read what that says of an outage.
            more = [(KEPT_UNTIL, f"@{second}")] if for_a_second(headers) else []
            return start_response(status, [*headers, *more], *fault)

        return application(environ, start)

    return answered


def this_second(asked_at: str, now: float) -> int | None:
    """The later of both clocks' seconds. None where they lie a second or more apart.

    Then the one is wrong, or the request has waited: an answer that is stale when it
    comes would spare an overtaxed site nothing. And anybody may have sent the header.
    """
    if not CLOCK.fullmatch(asked_at):
        return None
    theirs = float(asked_at)
    return int(max(theirs, now)) if abs(now - theirs) < 1 else None


def for_a_second(headers: list[tuple[str, str]]) -> bool:
    kept = next((value for name, value in headers if name == KEPT_BY_CACHES), "")
    return f"{kept},".startswith(f"{FOR_A_SECOND},")
