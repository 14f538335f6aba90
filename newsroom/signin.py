from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are for staff and are made by staff: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Moderators begin at the desk, everybody else in the admin."""
        moderates = request.user.has_perm("comments.moderate_comment")
        return reverse("comments:queue" if moderates else "admin:index")
