import logging
import re
from datetime import timedelta

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import placing
from newsroom.errors import OUTAGE

# As articles.renditions names them.
MADE = re.compile(r"[0-9a-f]{32}\.(avif|jpg|webp)")
# Not every Python and not every system knows them all.
KINDS = {"avif": "image/avif", "jpg": "image/jpeg", "webp": "image/webp"}
YEAR = timedelta(days=365)
log = logging.getLogger(__name__)


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """A rendition: its name changes with its bytes. No originals here.

    It is gone when the rights of its photo end, and nobody keeps it for longer.
    """
    made = MADE.fullmatch(name)
    file = placing.opened(name) if made else None
    if file is None or made is None:
        raise Http404
    left = time_left(name)
    if left is not None and left <= timedelta():
        file.close()
        return HttpResponse(status=410, headers={"Cache-Control": "no-store"})
    response = FileResponse(file, content_type=KINDS[made[1]])
    response.headers["Cache-Control"] = kept_for(left)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def time_left(name: str) -> timedelta | None:
    """While the database is away: of a picture whose rights may have ended, none."""
    try:
        return placing.time_left(name)
    except OUTAGE:
        log.exception("The database is away; %s is shown if rights had no end.", name)
        return timedelta() if placing.is_limited(name) else None


def kept_for(left: timedelta | None) -> str:
    if left is None:
        return f"public, max-age={YEAR.total_seconds():.0f}, immutable"
    return f"public, max-age={min(left, YEAR) // timedelta(seconds=1)}"
