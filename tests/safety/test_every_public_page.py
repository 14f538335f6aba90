"""Promises 2 and 6, over every public page that the URLconf knows."""

from unittest.mock import patch

from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from comments import tokens
from newsroom.middleware import PROBES
from newsroom.pages.store import store
from tests import make, posting
from tests.safety.crawl import faults_of, hashes_of
from tests.safety.pages import EMAIL, NETWORK, PRIVATE, PublicPagesTestCase

ALLOWED = {"testserver", "localhost:8000", "www.w3.org"}
ODD = [
    "x", "%00", "\x00", "0", "-1", "9" * 30, "9" * 10_000, "a" * 10_000, "٣", "'\"<>",
    "__class__", "1 OR 1=1", "\ud7ff", "../../etc/passwd", "{{7*7}}",
]  # fmt: skip
NAMES = [
    "page", "before", "after", "reply", "receipt", "q", "_connector", "__", "pk__gt",
    "id__in[]", "slug__regex", "a[b]", "utm_source", "format", "version", "preview",
]  # fmt: skip


class EveryPublicPageTests(PublicPagesTestCase):
    def test_every_route_says_how_it_is_reached(self):
        unknown = [route for route, pages in self.addresses().items() if not pages]
        self.assertEqual(unknown, [], "Name these in tests/safety/pages.py.")

    def test_t24_no_page_tells_an_address_sets_a_cookie_or_leads_elsewhere(self):
        for address in self.every():
            with self.subTest(address):
                for answer in (self.client.get(address), self.client.head(address)):
                    self.assertEqual(faults_of(answer, PRIVATE, ALLOWED), [])
                    self.assertLess(answer.status_code, 500)

    def test_t24_no_page_asks_for_the_table_of_addresses(self):
        for address in self.every():
            store.clear()
            with self.subTest(address), CaptureQueriesContext(connection) as queries:
                self.client.get(address)
                for query in queries:
                    self.assertNotIn("comments_contact", query["sql"])

    def test_t24_what_is_planted_is_found(self):
        for planted in (
            f"<p>{EMAIL}</p>",
            f"<p>{EMAIL.lower()}</p>",
            *(f'<img src="/avatar/{digest}">' for digest in hashes_of(EMAIL)),
            f"<p>{NETWORK}</p>",
            "<p>someone.else@example.net</p>",
            '<script src="https://cdn.example/x.js"></script>',
            "<img src=//pixel.example/x.gif>",
        ):
            self.assertTrue(faults_of(HttpResponse(planted), PRIVATE, ALLOWED), planted)
        with_cookie = HttpResponse("x")
        with_cookie.set_cookie("a", "b")
        by_cookie = HttpResponse("x", headers={"Vary": "Accept, Cookie"})
        for answer in (with_cookie, by_cookie):
            self.assertTrue(faults_of(answer, PRIVATE, ALLOWED))

    def test_t24_an_address_in_a_template_of_a_page_is_found_by_the_crawl(self):
        template = engines["django"].from_string(
            "{{ article.headline }} {{ comment.contact.email }}"
        )

        def leaking(_template, context, _request=None):
            return template.render({**context, "comment": self.comment})

        planted = patch("articles.pages.render_to_string", leaking)
        with planted, CaptureQueriesContext(connection) as queries:
            answer = self.client.get(self.article.get_absolute_url())
        self.assertIn(f"tells {EMAIL}", faults_of(answer, PRIVATE, ALLOWED))
        self.assertIn("comments_contact", str([q["sql"] for q in queries]))

    def test_t13_held_words_are_in_no_public_answer(self):
        theirs = {
            f"{self.article.get_absolute_url()}?receipt={tokens.receipt_for(self.held.pk)}",
            f"/comments/prove/{tokens.for_proof(self.held.pk)}/",
        }
        for address in set(self.every()) - theirs:
            with self.subTest(address):
                answer = self.client.get(address)
                if not answer.streaming:
                    self.assertNotIn(b"Unseen words", answer.content)

    def test_t16_comments_of_a_withdrawn_story_are_gone_everywhere(self):
        self.assertEqual(
            self.client.get(f"/comments/{self.comment.pk}/").status_code, 302
        )
        type(self.article).objects.filter(pk=self.article.pk).update(status="withdrawn")

        self.assertEqual(
            self.client.get(f"/comments/{self.comment.pk}/").status_code, 404
        )
        for address in (self.article.get_absolute_url(), "/"):
            self.assertNotIn(b"I disagree.", self.client.get(address).content)

    def test_t55_odd_parameters_never_fail(self):
        self.client.raise_request_exception = False
        for address in {a.partition("?")[0] for a in self.every()}:
            for value in ODD:
                query = dict.fromkeys(NAMES, value) | {value[:50]: "x"}
                status = self.client.get(address, query).status_code
                self.assertIn(
                    status, {200, 301, 302, 400, 404, 410, 414}, (address, value)
                )

    def test_t36_headers_of_proxies_change_no_page_and_are_not_reflected(self):
        spoofed = {
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Scheme": "https",
            "X-Original-URL": "/admin/",
            "X-Rewrite-URL": "/admin/",
            "X-HTTP-Method-Override": "DELETE",
            "X-Forwarded-Prefix": "/evil.example",
            "Forwarded": "host=evil.example",
            "Accept-Language": "ar",
            "X-Preview": "1",
        }
        for address in self.every():
            with self.subTest(address):
                store.clear()
                odd = self.client.get(address, headers=spoofed)
                store.clear()
                plain = self.client.get(address)
                if (
                    not plain.streaming
                    and "token" not in address
                    and "?rec" not in address
                ):
                    self.assertEqual(odd.content, plain.content)
                self.assertNotIn("evil.example", str(odd.headers))
                self.assertEqual(odd.status_code, plain.status_code)

    def test_t37_another_host_is_refused_everywhere_and_stores_nothing(self):
        with override_settings(ALLOWED_HOSTS=["testserver"]):
            for address in set(self.every()) - PROBES:
                with self.subTest(address):
                    wrong = self.client.get(address, headers={"Host": "evil.example"})
                    self.assertEqual(wrong.status_code, 400)
                    self.assertNotIn(b"evil.example", wrong.content)
                    self.assertIn("no-store", wrong["Cache-Control"])
            self.assertEqual(self.client.get("/").status_code, 200)
            probe = self.client.get("/healthz", headers={"Host": "10.0.0.7"})
            self.assertEqual(probe.status_code, 200)

    def test_t38_staff_see_the_pages_of_everyone_and_theirs_are_private(self):
        plain = {address: self.client.get(address) for address in self.every()}
        self.client.force_login(make.user(is_superuser=True))
        for address, answer in plain.items():
            again = self.client.get(address)
            if (
                not answer.streaming
                and "token" not in address
                and "?rec" not in address
            ):
                self.assertEqual(again.content, answer.content, address)
            self.assertEqual(faults_of(again, PRIVATE, ALLOWED), [], address)
        for address in ("/admin/", "/desk/", "/accounts/2fa/", "/accounts/login/"):
            self.assertIn("private", self.client.get(address)["Cache-Control"])
            self.assertIn("no-store", self.client.get(address)["Cache-Control"])

    def test_posting_tells_no_address_but_to_its_writer(self):
        answer = posting.post(self.client, self.article, email=EMAIL)
        page = self.client.get(answer["Location"])

        for told in (answer, page):
            self.assertEqual(faults_of(told, PRIVATE, ALLOWED), [])
