from django.http import HttpRequest

from newsroom.models import User


class SignedInRequest(HttpRequest):
    """A request behind sign-in, for the type checker."""

    user: User
