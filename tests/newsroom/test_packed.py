"""Pages go out packed to who takes them so, and are the same page."""

import gzip

from django.test import TestCase

from tests import make


class PackedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.path = make.article(body=f"<p>{'Words. ' * 400}</p>").get_absolute_url()

    def asked(self, encodings, **headers):
        return self.client.get(
            self.path, headers={"accept-encoding": encodings, **headers}
        )

    def test_a_browser_gets_it_packed(self):
        plain = self.client.get(self.path)
        for _time in ("rendered", "from the store"):
            packed = self.asked("gzip, deflate, br")

            self.assertEqual(packed["Content-Encoding"], "gzip")
            self.assertEqual(packed["Vary"], "Accept-Encoding")
            self.assertLess(len(packed.content) * 3, len(plain.content))
            self.assertEqual(gzip.decompress(packed.content), plain.content)

    def test_who_does_not_take_it_gets_it_plain(self):
        for encodings in ("", "br", "gzip;q=0", "gzip; q=0.0, br"):
            plain = self.asked(encodings)

            self.assertNotIn("Content-Encoding", plain)
            self.assertEqual(plain["Vary"], "Accept-Encoding")

    def test_what_a_reader_holds_is_known_by_the_name_it_went_out_under(self):
        packed, plain = self.asked("gzip"), self.asked("")

        self.assertEqual(packed["ETag"], f"W/{plain['ETag']}")
        for encodings, held in (("gzip", packed), ("", plain)):
            again = self.asked(encodings, **{"if-none-match": held["ETag"]})
            self.assertEqual((again.status_code, again["ETag"]), (304, held["ETag"]))

    def test_a_page_for_one_reader_is_not_packed(self):
        answer = self.client.get(
            f"{self.path}?reply=7", headers={"accept-encoding": "gzip"}
        )

        self.assertNotIn("Content-Encoding", answer)
