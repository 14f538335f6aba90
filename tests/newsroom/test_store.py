"""Which rendered pages are kept, and which are thrown out first."""

from datetime import UTC, datetime
from random import randbytes

from django.test import SimpleTestCase, TestCase

from newsroom.pages.store import Store, Stored, store
from newsroom.pages.validator import Validator
from tests import make


def stored(size=10):
    nothing = Validator({}, datetime.now(UTC), None, None)
    return Stored("etag", b"x" * size, "en", "text/html", nothing)


class StoreTests(SimpleTestCase):
    def test_the_least_used_goes_first(self):
        pages = Store(most_bytes=100)
        for name in "abc":
            pages.put(name, stored(10))
        pages.get("a", "etag")
        for number in range(8):
            pages.put(f"other{number}", stored(10))

        self.assertIn("a", pages)
        self.assertNotIn("b", pages)

    def test_a_page_weighs_what_it_is_kept_as(self):
        pages = Store(most_bytes=10_000)
        noise = Stored("etag", randbytes(1000), "en", "text/html", stored().validator)
        for name in "abcdefghi":
            pages.put(name, stored(1000))
        pages.put("j", noise)
        for form in ("gzip", "br", "br", ""):
            noise.in_form(form)
            pages.packed("j", noise)

        self.assertNotIn("b", pages)
        self.assertIn("c", pages)
        self.assertEqual(pages.plain._bytes, 7000 + sum(map(len, noise.forms.values())))
        pages.put("j", stored(1000))
        self.assertEqual(pages.plain._bytes, 8000)

    def test_packed_a_page_takes_less_room(self):
        pages = Store()
        pages.put("a", page := stored(1000))
        page.in_form("br")
        pages.packed("a", page)

        self.assertLess(pages.plain._bytes, 100)

    def test_a_form_made_of_a_page_that_is_gone_weighs_nothing(self):
        pages = Store()
        pages.put("a", old := stored())
        pages.put("a", stored())
        old.in_form("gzip")
        pages.packed("a", old)

        self.assertEqual(pages.plain._bytes, 10)

    def test_another_version_is_not_given_out(self):
        pages = Store()
        pages.put("a", stored())

        self.assertIsNotNone(pages.get("a", "etag"))
        self.assertIsNone(pages.get("a", "another"))

    def test_counting_up_a_parameter_throws_out_no_plain_page(self):
        pages = Store(most_bytes=1000)
        pages.put("a", stored(100))
        for number in range(1000):
            pages.put(f"a?page={number}", stored(10))

        self.assertIn("a", pages)
        self.assertIn("a?page=999", pages)
        self.assertNotIn("a?page=1", pages)


class PlaceTests(TestCase):
    def test_parameters_that_no_part_understands_share_the_page(self):
        address = make.article().get_absolute_url()
        self.client.get(address)
        self.assertIn(f"testserver{address}", store)

        with self.assertNumQueries(1):
            self.client.get(f"{address}?utm_source=x&fbclid=7")
