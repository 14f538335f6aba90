from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from newsroom import outbox
from newsroom.client import address_of, network_of


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are for staff and are made by staff: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Moderators begin at the desk, everybody else in the admin."""
        moderates = request.user.has_perm("comments.moderate_comment")
        return reverse("comments:queue" if moderates else "admin:index")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose attempts are counted together: the same rule as for comments."""
        return network_of(address_of(request))

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """By the outbox, so that a mail server that is away loses nothing."""
        message = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email} | context
        )
        words = outbox.Words(message.subject, message.body)
        outbox.write(about=f"account {uuid4()}", to=email, words=words)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the site's own address, whatever host the request named."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        )
        return f"{settings.SITE_URL}{path.replace('UID-KEY', key)}"
