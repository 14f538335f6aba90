"""The small program that keeps the last front page for a reader without a network."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

SCRIPT = Path(settings.BASE_DIR) / "static/js/sw.js"


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """At the root, because it may only act below the place where it stands."""
    answer = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript")
    answer.headers["Cache-Control"] = "public, max-age=0, s-maxage=60"
    return answer
