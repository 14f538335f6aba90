"""Pages go out packed to who takes them so, and are the same page."""

from unittest.mock import patch

from django.test import TestCase

from newsroom.pages.forms import PACKED_BY, UNPACKED_BY
from newsroom.pages.store import store
from tests import make


class PackedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.path = make.article(body=f"<p>{'Words. ' * 400}</p>").get_absolute_url()

    def setUp(self):
        store.clear()

    def asked(self, encodings, **headers):
        return self.client.get(
            self.path, headers={"accept-encoding": encodings, **headers}
        )

    def test_a_browser_gets_it_packed(self):
        plain = self.client.get(self.path)
        for form in PACKED_BY:
            for _time in ("rendered", "from the store"):
                packed = self.asked(form)

                self.assertEqual(packed["Content-Encoding"], form)
                self.assertEqual(packed["Content-Length"], str(len(packed.content)))
                self.assertEqual(packed["Vary"], "Accept-Encoding")
                self.assertLess(len(packed.content) * 3, len(plain.content))
                self.assertEqual(UNPACKED_BY[form](packed.content), plain.content)

    def test_of_the_forms_that_a_browser_takes_it_gets_the_one_it_likes_best(self):
        for encodings, form in {
            "gzip, deflate, br, zstd": "br",
            "BR;q=1.0, GZIP;q=0.8": "br",
            "br; q=0.5, gzip": "gzip",
            "br;q=0, gzip;q=0.001": "gzip",
            "br;q=0.000,gzip": "gzip",
            "sbr, gzip": "gzip",
            "br;quality=high, gzip": "gzip",
        }.items():
            with self.subTest(encodings):
                self.assertEqual(self.asked(encodings)["Content-Encoding"], form)

    def test_who_does_not_take_it_gets_it_plain(self):
        for encodings in ("", "zstd", "gzip;q=0", "gzip; q=0.0, br;q=0", ", ;q=1", "*"):
            plain = self.asked(encodings)

            self.assertNotIn("Content-Encoding", plain)
            self.assertEqual(plain["Vary"], "Accept-Encoding")

    def test_what_a_reader_holds_is_known_by_the_name_it_went_out_under(self):
        plain = self.asked("")

        for encodings in ("", "gzip", "br"):
            held = self.asked(encodings)
            self.assertEqual(
                held["ETag"], f"{'W/' if encodings else ''}{plain['ETag']}"
            )
            again = self.asked(encodings, **{"if-none-match": held["ETag"]})
            self.assertEqual((again.status_code, again["ETag"]), (304, held["ETag"]))
            self.assertNotIn("Content-Encoding", again)

    def test_who_asks_for_the_head_alone_is_told_the_same(self):
        for encodings in ("", "gzip", "br"):
            whole = self.asked(encodings)
            head = self.client.head(self.path, headers={"accept-encoding": encodings})

            self.assertEqual(head.content, b"")
            self.assertEqual(head.headers, whole.headers)

    def test_no_form_is_made_before_somebody_takes_it(self):
        self.asked("gzip")
        (stored,) = store.plain._pages.values()
        self.assertEqual(set(stored.forms), {"gzip"})

        with patch.dict(PACKED_BY, gzip=None):
            self.asked("gzip")
        self.asked("br")
        self.assertEqual(set(stored.forms), {"gzip", "br"})

    def test_once_packed_it_is_kept_so_and_unpacked_for_who_takes_it_plain(self):
        plain = self.asked("")
        self.asked("br")
        (stored,) = store.plain._pages.values()
        self.assertEqual(set(stored.forms), {"br"})

        self.assertEqual(self.asked("").content, plain.content)
        self.assertEqual(self.asked("").headers, plain.headers)
        self.assertEqual(set(stored.forms), {"br"})

    def test_a_page_for_one_reader_is_not_packed(self):
        answer = self.client.get(
            f"{self.path}?reply=7", headers={"accept-encoding": "gzip, br"}
        )

        self.assertNotIn("Content-Encoding", answer)
