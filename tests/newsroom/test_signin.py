"""Staff sign-in: throttled, and telling nothing."""

import re

from django.core.cache import cache
from django.test import TestCase, override_settings

from newsroom.models import Letter, User
from tests import make
from tests.data import payloads

LOGIN = "/accounts/login/"
PASSWORD, HERE = "secret", "203.0.113.1"
NEXT = [
    "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example",
    "\\\\evil.example", "http:evil.example", "javascript:alert(1)", "/\t/evil.example",
    "https:///evil.example", "//evil.example@localhost", " //evil.example",
]  # fmt: skip


# What a browser would take for another host, or for a scheme of its own.
ELSEWHERE = re.compile(r"^[\s\x00-\x20]*([\\/]{2}|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


class SignInTestCase(TestCase):
    def setUp(self):
        cache.clear()
        self.addCleanup(cache.clear)
        self.user = make.user("Moderator", username="ada", email="ada@example.org")

    def sign_in(self, name="ada", password=PASSWORD, address=HERE, **query):
        return self.client.post(
            LOGIN, {"login": name, "password": password, **query}, REMOTE_ADDR=address
        )

    def is_in(self):
        return self.client.get("/desk/").status_code == 200


class ThrottleTests(SignInTestCase):
    def said(self, answer):
        return [str(e) for e in answer.context["form"].non_field_errors()]

    def test_t51_an_account_is_guarded_whatever_the_address(self):
        for number in range(5):
            self.sign_in(password="wrong", address=f"198.51.100.{number}")

        answer = self.sign_in(address="192.0.2.9")

        self.assertFalse(self.is_in())
        self.assertIn("Too many", str(self.said(answer)))

    def test_t51_a_network_is_guarded_whatever_the_account(self):
        answers = [
            self.sign_in(name=f"user{n}", password="wrong", address=f"2001:db8::{n:x}")
            for n in range(12)
        ]

        self.assertNotEqual(self.said(answers[0]), [])
        blocked = self.sign_in(address="2001:db8::ffff")
        self.assertFalse(self.is_in())
        self.assertIn("Too many", str(self.said(blocked)))

    def test_t51_another_network_is_not_locked_out_with_it(self):
        for number in range(12):
            self.sign_in(name=f"user{number}", password="wrong", address="203.0.113.5")

        self.sign_in(address="198.51.100.1")

        self.assertTrue(self.is_in())

    def test_t51_a_forged_header_does_not_get_round_it(self):
        for number in range(12):
            self.client.post(
                LOGIN,
                {"login": f"user{number}", "password": "wrong"},
                headers={"X-Forwarded-For": f"198.51.100.{number}"},
            )

        self.client.post(LOGIN, {"login": "ada", "password": "secret"})

        self.assertFalse(self.is_in())

    def test_t51_unknown_and_known_names_are_told_the_same(self):
        for known, unknown in (
            ("ada", "nobody"),
            ("ada@example.org", "no@example.org"),
        ):
            told = [self.said(self.sign_in(name, "wrong")) for name in (known, unknown)]
            self.assertEqual(told[0], told[1])
            self.assertNotEqual(told[0], [])


class SessionTests(SignInTestCase):
    def test_t53_the_session_has_another_key_after_sign_in(self):
        self.client.get(LOGIN)
        session = self.client.session
        session["planted"] = 1
        session.save()
        before = session.session_key

        self.sign_in()

        self.assertTrue(self.is_in())
        self.assertNotEqual(self.client.session.session_key, before)

    def test_t53_signing_out_ends_the_session_for_good(self):
        self.sign_in()
        cookie = self.client.cookies["session"].value
        self.client.get("/accounts/logout/")
        self.assertTrue(self.is_in(), "a link must not sign anybody out")
        self.client.post("/accounts/logout/")

        self.client.cookies["session"] = cookie
        self.assertFalse(self.is_in())

    def test_t53_leaving_staff_and_a_new_password_end_it_at_once(self):
        for change in ({"is_active": False}, {"password": "!"}):
            with self.subTest(change):
                self.client.force_login(self.user)
                self.assertTrue(self.is_in())
                User.objects.filter(pk=self.user.pk).update(**change)
                self.assertFalse(self.is_in())
                User.objects.filter(pk=self.user.pk).update(is_active=True)

    def test_the_cookie_is_for_this_site_and_not_for_scripts(self):
        self.sign_in()
        cookie = self.client.cookies["session"]
        self.assertTrue(cookie["httponly"])
        self.assertEqual(cookie["samesite"], "Lax")
        self.assertFalse(cookie["domain"])

    def test_nobody_signs_up(self):
        self.client.get("/accounts/signup/")
        self.client.post(
            "/accounts/signup/",
            {"username": "eve", "password1": "a-long-password", "email": "e@e.example"},
        )
        self.assertEqual(User.objects.count(), 1)

    def test_next_leads_nowhere_else(self):
        for target in NEXT:
            with self.subTest(target):
                answer = self.sign_in(next=target)
                self.assertEqual(answer.status_code, 302)
                self.assertNotRegex(answer["Location"], ELSEWHERE)
                self.client.logout()
                cache.clear()

    def test_next_of_the_collection_leads_nowhere_else(self):
        for target in payloads("open-redirect"):
            answer = self.client.get(LOGIN, {"next": target})
            self.assertLess(answer.status_code, 500)
            self.client.force_login(self.user)
            moved = self.client.get(LOGIN, {"next": target})
            place = moved.get("Location", "/")
            self.assertNotRegex(place, ELSEWHERE, target)
            self.client.logout()


class ResetTests(SignInTestCase):
    def ask(self, email):
        cache.clear()
        return self.client.post("/accounts/password/reset/", {"email": email})

    def test_the_answer_does_not_tell_whether_an_account_exists(self):
        known, unknown = self.ask("ada@example.org"), self.ask("nobody@example.org")

        self.assertEqual(known.status_code, unknown.status_code)
        self.assertEqual(known["Location"], unknown["Location"])
        self.assertEqual(
            [letter.to for letter in Letter.objects.all()], ["ada@example.org"]
        )

    def test_t37_the_link_stands_on_the_sites_own_address(self):
        with override_settings(ALLOWED_HOSTS=["*"]):
            self.client.post(
                "/accounts/password/reset/",
                {"email": "ada@example.org"},
                headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
            )

        body = Letter.objects.get().body
        self.assertIn("http://localhost:8000/accounts/password/reset/key/", body)
        link = body.partition("http://localhost:8000")[2].split()[0]
        self.assertEqual(self.client.get(link, follow=True).status_code, 200)
