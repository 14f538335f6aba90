import re

from django.http import HttpRequest

from newsroom.models import User


class SignedInRequest(HttpRequest):
    """A request behind sign-in, for the type checker."""

    user: User


def whole_number(written: str) -> int | None:
    """An id or a page's number from an address or a form; None for anything odd."""
    return int(written) if re.fullmatch("[0-9]{1,18}", written) else None
