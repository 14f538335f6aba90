"""What every request passes, and what only staff's requests pass.

A reader has no session, no user and no cookie. Django's middleware for those is
wrapped here, so that outside the staff corridors it does nothing at
all: a junk or dead cookie changes no public page.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.middleware import csp, csrf, security
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.csp import build_policy

from newsroom import errors, resending

PROBES = {"/healthz", "/readyz", "/metrics"}
Answer = Callable[[HttpRequest], HttpResponse]


def is_staff_corridor(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.STAFF_PREFIXES)


def staff_only(base: type) -> type:
    """The same middleware, asleep outside the corridors of staff."""

    class StaffOnly(base):
        def __call__(self, request: HttpRequest) -> HttpResponse:
            asleep = not is_staff_corridor(request)
            call = self.get_response if asleep else super().__call__
            answer: HttpResponse = call(request)
            return answer

        def process_view(self, request: HttpRequest, *view: Any) -> Any:
            base_view = getattr(super(), "process_view", None)
            if base_view is None or not is_staff_corridor(request):
                return None
            return base_view(request, *view)

    StaffOnly.__name__ = StaffOnly.__qualname__ = base.__name__
    return StaffOnly


class StaffAuthentication(auth.AuthenticationMiddleware):
    """What was written before a sign-in ended is not dropped on the way to the next."""

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        has_ended = (
            resending.leads_to_sign_in(response)
            and not request.user.is_authenticated
            and resending.can_be_sent_again(request)
        )
        return resending.offered(request) if has_ended else response


SessionMiddleware = staff_only(sessions.SessionMiddleware)
CsrfMiddleware = staff_only(csrf.CsrfViewMiddleware)
AuthenticationMiddleware = staff_only(StaffAuthentication)
MessageMiddleware = staff_only(messages.MessageMiddleware)


class SecurityMiddleware(security.SecurityMiddleware):
    """Django's own, the headers it has no setting for, and no host but ours.

    Every page is refused on another host, not only those that ask for it. Probes of
    health come by number.
    """

    def process_request(  # type: ignore[override]
        self, request: HttpRequest
    ) -> HttpResponse | None:
        if request.path_info in PROBES:
            return None
        try:
            request.get_host()
        except DisallowedHost:
            return errors.page(request, 400)
        return super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        response = super().process_response(request, response)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


class ContentSecurityPolicyMiddleware(csp.ContentSecurityPolicyMiddleware):
    """One policy for readers, written once; with a nonce for staff."""

    def __init__(self, get_response: Answer) -> None:
        super().__init__(get_response)
        self.for_readers = build_policy(settings.SECURE_CSP, None)

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        name = "Content-Security-Policy"
        if is_staff_corridor(request):
            config = settings.STAFF_CSP
            policy = build_policy(config, csp.get_nonce(request))
        else:
            policy = self.for_readers
        response.headers.setdefault(name, policy)
        return response


class PublicMiddleware:
    """Errors are stored by nobody; pages of staff are private."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_staff_corridor(request):
            add_never_cache_headers(response)
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class StaffLanguageMiddleware:
    """Admin and desk speak the language that their user chose, and keep their time."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_staff_corridor(request):
            return self.get_response(request)
        language = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        clock = getattr(request.user, "clock", None)
        with translation.override(language), timezone.override(clock):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SecondFactorMiddleware:
    """Outside the demo, staff enrol a second factor before anything else."""

    open_prefixes = (
        "/accounts/2fa/",
        "/accounts/reauthenticate/",
        "/accounts/logout/",
        "/accounts/login/",
    )

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.must_enrol(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def must_enrol(self, request: HttpRequest) -> bool:
        if not settings.SECOND_FACTOR_REQUIRED or not is_staff_corridor(request):
            return False
        if request.path_info.startswith(self.open_prefixes):
            return False
        return request.user.is_authenticated and not is_mfa_enabled(request.user)
