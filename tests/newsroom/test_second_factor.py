"""Outside the demo, staff have a second factor, and there is no way round it."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import override_settings
from django.urls import get_resolver

from newsroom.models import Letter
from tests.newsroom.test_signin import LOGIN, SignInTestCase

ENROLMENT = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/", LOGIN)


def enrol(user):
    """A second factor, as the enrolment page makes one."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def staff_routes(patterns=None, before=""):
    for found in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(found.pattern).replace("^", "").replace("$", "")
        if hasattr(found, "url_patterns"):
            yield from staff_routes(found.url_patterns, route)
        elif route.startswith(("admin/", "desk/", "accounts/")):
            yield f"/{route}"


@override_settings(SECOND_FACTOR_REQUIRED=True)
class SecondFactorTests(SignInTestCase):
    def test_t52_without_it_staff_see_only_where_to_enrol(self):
        self.user.is_superuser = True
        self.user.save()
        self.client.force_login(self.user)
        routes = [r for r in staff_routes() if not r.startswith(ENROLMENT)]
        self.assertGreater(len(routes), 30)
        for route in routes:
            for method in ("get", "post"):
                with self.subTest(route, method=method):
                    address = route.replace("<path:object_id>", "1")
                    answer = getattr(self.client, method)(address)
                    self.assertEqual(answer.status_code, 302)
                    self.assertEqual(answer["Location"], "/accounts/2fa/")

    def test_t52_the_way_to_enrol_is_open(self):
        self.sign_in()

        page = self.client.get("/desk/", follow=True)

        self.assertEqual(page.redirect_chain[-1][0], "/accounts/2fa/")
        self.assertEqual(page.status_code, 200)
        form = self.client.get("/accounts/2fa/totp/activate/", follow=True)
        self.assertEqual(form.status_code, 200)

    def test_t52_with_it_the_password_alone_opens_nothing(self):
        enrol(self.user)

        answer = self.sign_in()

        self.assertEqual(answer["Location"], "/accounts/2fa/authenticate/")
        self.assertFalse(self.is_in())
        self.client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        self.assertFalse(self.is_in())

    def test_t52_a_code_serves_once(self):
        secret = enrol(self.user)
        counter = next(iter(yield_hotp_counters_from_time()))
        code = format_hotp_value(hotp_value(secret, counter))
        self.sign_in()
        self.client.post("/accounts/2fa/authenticate/", {"code": code})
        self.assertTrue(self.is_in())
        self.client.logout()
        self.sign_in()

        self.client.post("/accounts/2fa/authenticate/", {"code": code})

        self.assertFalse(self.is_in())
        self.assertEqual(Authenticator.objects.count(), 1)

    def test_t52_a_link_to_a_new_password_is_no_way_round_the_second_factor(self):
        enrol(self.user)
        self.client.post("/accounts/password/reset/", {"email": "ada@example.org"})
        link = (
            Letter.objects.get().body.partition("http://localhost:8000")[2].split()[0]
        )
        form = self.client.get(link, follow=True)
        row = {"password1": "a-new-long-one-9", "password2": "a-new-long-one-9"}
        self.client.post(form.redirect_chain[-1][0], row)

        self.assertFalse(self.is_in())
