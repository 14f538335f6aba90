"""What the form says once an act is done: what has become of the story."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

OUTCOMES = {
    "submit": _("It waits for review."),
    "publish": _("Readers see it now."),
    "unpublish": _("It is a draft again, and readers do not see it."),
    "withdraw": _("It is withdrawn: its address says so to readers."),
}
APPEARS = _("It appears on %(when)s, and not before.")
CHANGES = _("Nothing has changed yet. It changes on %(when)s.")


def note_outcome(request: HttpRequest, act: str, at: datetime | None = None) -> None:
    """To be said once the form has said that it is saved. ``at`` is a moment that the
    act waits for, if it is ahead."""
    if at is not None and at > timezone.now():
        words = CHANGES if act == "plan" else APPEARS
        request.outcome = words % {"when": on_the_clock(at)}  # type: ignore[attr-defined]
    elif act in OUTCOMES:
        request.outcome = OUTCOMES[act]  # type: ignore[attr-defined]


def say_outcome(request: HttpRequest) -> None:
    if outcome := getattr(request, "outcome", None):
        messages.success(request, outcome)


def on_the_clock(moment: datetime) -> Any:
    """By the clock of whoever reads it."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
