"""Forms that no browser of ours sends: other encodings, too much, other methods."""

from django.test import TestCase

from comments.models import Comment
from tests import make, posting

FORM = "application/x-www-form-urlencoded"


class OddFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()

    def send(self, body, kind=FORM, **extra):
        address = posting.address_of(self.article)
        return self.client.post(address, body, kind, headers=posting.OURS, **extra)

    def test_a_body_that_is_no_utf_8_is_taken_with_signs_for_what_it_was(self):
        answer = self.send(
            b"name=R%FFader&email=reader%40example.org&comment=Caf%E9+%ED%A0%80"
        )

        self.assertEqual(answer.status_code, 303)
        self.assertTrue(Comment.objects.get().body.startswith("Caf\ufffd"))

    def test_forms_of_other_encodings_are_taken_or_refused_in_words(self):
        for kind, body, status in (
            ("text/plain", "name=Reader", 422),
            ("application/json", '{"name": "Reader"}', 422),
            ("multipart/form-data; boundary=x", "--x\r\nnothing", 422),
            ("multipart/form-data", "no boundary", 400),
        ):
            with self.subTest(kind):
                self.assertEqual(self.send(body, kind).status_code, status)

    def test_t49_too_much_is_refused_in_a_sentence(self):
        for body in (
            "comment=" + "x" * 300_000,
            "&".join(f"field{n}=x" for n in range(1001)),
            "&".join(["same=x"] * 51),
        ):
            answer = self.send(body)
            self.assertContains(answer, "more than a comment can be", status_code=413)
            self.assertEqual(answer["Cache-Control"], "private, no-store")

    def test_t49_a_length_that_is_none_is_refused_and_one_left_out_is_nothing(self):
        for length, status in (("abc", 413), ("-1", 413), ("", 422)):
            answer = self.send("x=1", CONTENT_LENGTH=length)
            self.assertEqual(answer.status_code, status)

    def test_t49_a_hundred_files_are_refused(self):
        part = (
            '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n'
        )
        answer = self.send(part * 101 + "--x--\r\n", "multipart/form-data; boundary=x")
        self.assertEqual(answer.status_code, 413)

    def test_other_methods_are_refused(self):
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            answer = self.client.generic(method, posting.address_of(self.article))
            self.assertEqual(answer.status_code, 405)
