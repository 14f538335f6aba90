"""Words are made safe, and say the same as before."""

from unicodedata import category, is_normalized

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.rendering import html_of
from comments.screening.names import skeleton
from comments.text import clean_body, clean_line, is_blank, sameness
from tests.markup import Markup

# Every character, the rare ones that matter here often.
RARE = (
    "\u200c\u200d\u202e\u2066\u2069\u200e\u0301\u0315\u0327\ufe0f\u034f\u3164"
    "e\u212aअ\n\r\t \u2028\x00\x1b\ud800"
)
TEXT = st.text(st.one_of(st.characters(exclude_categories=()), st.sampled_from(RARE)))
WORDS = st.text(st.sampled_from(RARE + "eaKنم👩💻"), max_size=40)


class CleaningTests(SimpleTestCase):
    @settings(max_examples=400, deadline=None)
    @given(TEXT | WORDS)
    def test_cleaning_never_fails_and_twice_is_as_once(self, text):
        for clean in (clean_line, clean_body):
            once = clean(text)
            self.assertEqual(clean(once), once)
            self.assertTrue(is_normalized("NFC", once))
            once.encode()
            self.assertFalse(
                {category(c) for c in once if c not in "\n\t"} & {"Cc", "Cs"}
            )
        self.assertNotRegex(clean_line(text), "[\n\t]")

    @settings(max_examples=200, deadline=None)
    @given(TEXT | st.text("<>&\"' /=:\nhtpsavcripton.()"))
    def test_markup_of_any_text_is_only_ours(self, text):
        markup = Markup(html_of(clean_body(text)))
        self.assertLessEqual(markup.names, {"p", "br", "a"})
        self.assertLessEqual(markup.attributes, {("a", "href"), ("a", "rel")})
        for address in markup.values("href"):
            self.assertRegex(address, "^https?://")

    def test_t08_scripts_and_emoji_are_kept_as_they_are(self):
        for text in (
            "می\u200cخواهم",
            "👩\u200d💻 ❤️",
            "السَّلَامُ عَلَيْكُمْ",
            "é ñ ü",
            "नि\u200dक्",
        ):
            self.assertEqual(clean_body(text), text)
            self.assertEqual(clean_line(text), text)
        self.assertEqual(clean_body("a\u200fb\u200e"), "a\u200fb\u200e")

    def test_t08_signs_that_reorder_are_dropped(self):
        signs = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        self.assertEqual(clean_body(f"a{signs}b"), "ab")
        self.assertEqual(clean_line(f"a{signs}\u200e\u200f\u061cb"), "ab")

    def test_t09_joiners_hide_in_no_plain_name(self):
        self.assertEqual(clean_line("An\u200dna\u200c"), "Anna")
        self.assertEqual(clean_line("\u200cنرگس"), "نرگس")

    def test_t09_what_nobody_sees_is_blank(self):
        for text in ("", " \u3000\t", "\u200b\ufeff", "\u3164\u2800", "\u0301\u0301"):
            self.assertTrue(is_blank(text), repr(text))
        for text in ("a", "؟", "👍", "…", "0"):
            self.assertFalse(is_blank(text), repr(text))

    def test_t09_names_that_look_alike_have_one_skeleton(self):
        for name in (
            "ANNA BERG",
            "Аnnа Bеrg",
            "Ａｎｎａ Ｂｅｒｇ",
            "Anna\u200b-Berg",
            "𝐀nna Bérg",
        ):
            self.assertEqual(skeleton(name), skeleton("Anna Berg"))
        self.assertEqual(skeleton("Iinda"), skeleton("Linda"))
        self.assertNotEqual(skeleton("Anna Berg"), skeleton("Hanna Berg"))

    def test_t10_marks_are_few(self):
        for clean in (clean_line, clean_body):
            kept = clean("Z" + "\u0335" * 200)
            self.assertLessEqual(len(kept), 5)

    def test_lines_are_kept_and_gaps_are_short(self):
        self.assertEqual(clean_body("a\r\nb\rc\u2028d"), "a\nb\nc\nd")
        self.assertEqual(clean_body("a\n\n\n\n\nb\n"), "a\n\nb")
        self.assertEqual(clean_line("a\r\nBcc: b"), "a Bcc: b")

    def test_sameness_sees_through_case_and_spaces(self):
        self.assertEqual(sameness("Ｓaid  IT\n"), sameness("said it"))
