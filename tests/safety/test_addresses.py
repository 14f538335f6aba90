"""Addresses and strings that attackers send: nothing is obeyed, nothing is slow."""

import time
from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.test import SimpleTestCase, TestCase

from comments.rendering import html_of
from comments.screening.links import LINK
from comments.screening.names import skeleton
from comments.text import clean_body, clean_line, sameness
from tests import make, posting
from tests.data import payloads

LONGEST = 65_525
CRLF = ["/%0d%0aSet-Cookie:crlf=1", "/a%0aLocation:%20//evil.example/", "/%E5%98%8A/"]
UP = [
    "../settings.py",
    "..%2f..%2fsettings.py",
    "%2e%2e/x",
    "....//x",
    "/etc/passwd",
    "a/b",
]


class AddressTests(TestCase):
    def setUp(self):
        self.client.raise_request_exception = False

    def check(self, path):
        answer = self.client.get(path)
        self.assertIn(answer.status_code, {301, 302, 400, 404}, path)
        self.assertFalse(answer.cookies)
        self.assertNotIn("\n", "".join(f"{k}{v}" for k, v in answer.headers.items()))
        self.assertNotIn("crlf", " ".join(answer.headers).lower())
        self.assertNotRegex(answer.get("Location", "/"), r"^(//|[a-z]+:)")

    def test_t28_line_ends_in_an_address_make_no_header(self):
        for path in CRLF:
            self.check(path)

    def test_t28_nor_do_those_of_the_collection(self):
        for path in payloads("crlf"):
            self.check(path)

    def test_t28_line_ends_in_a_form_make_no_header_and_no_line(self):
        article = make.article()
        answer = posting.post(
            self.client,
            article,
            name="A\r\nBcc: b@c.example",
            email="a@b.example\r\nX: y",
        )
        self.assertEqual(answer.status_code, 422)
        self.assertNotIn("Bcc", answer.headers)
        posting.post(self.client, article, name="A\r\nBcc: b")
        self.assertContains(self.client.get("/"), article.headline)

    def test_no_address_climbs_out_of_the_media(self):
        for path in UP:
            self.check(f"/media/{path}")

    def test_nor_do_those_of_the_collection(self):
        for path in payloads("path-traversal"):
            self.check(f"/media/{quote(path, safe='%/.')}")


@pytest.mark.slow
class SlowStringTests(SimpleTestCase):
    """T47: the work grows with the length, and no faster."""

    PIECES = (
        *("a", "A", "é", "ﷺ", "a\u0301", "\u0301", "\u200d", "\n", " \n", "&", "<a "),
        *("http://", "https://a.b/)", "www.", "[url", "(", ".", "@", "a@", "a."),
    )

    def test_t47_worst_strings_of_the_greatest_length_are_quick(self):
        works = (clean_body, clean_line, html_of, sameness, skeleton, LINK.findall)
        for piece in self.PIECES:
            text = (piece * LONGEST)[:LONGEST]
            for work in works:
                # The processor's time, because the machine may be busy.
                began = time.process_time()
                work(text)
                spent = time.process_time() - began
                self.assertLess(spent, 1, (piece, work))

    def test_t47_a_long_address_is_refused_quickly(self):
        for piece in self.PIECES:
            began = time.process_time()
            with self.assertRaises(ValidationError):
                validate_email((piece * LONGEST)[:LONGEST] + "!")
            self.assertLess(time.process_time() - began, 1, piece)
