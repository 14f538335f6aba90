"""What the server keeps of a text, whatever came in, and what it says beside it."""

from django.test import SimpleTestCase, TestCase

from articles.forms.body import QUOTES
from articles.models.languages import Language
from articles.rendering import clean, minutes
from tests import make
from tests.articles.admin import ADD, change


class CleanTests(SimpleTestCase):
    def test_what_a_word_processor_wrote_is_named_as_here(self):
        pasted = (
            '<h1 class="x">A</h1><H4>B</H4><p style="color:red"><b class="y">c</b>'
            "<i>d</i><blink>e</blink></p><o:p>&nbsp;</o:p>"
        )
        self.assertEqual(
            clean(pasted).strip("\xa0").replace("&nbsp;", ""),
            "<h2>A</h2><h3>B</h3><p><strong>c</strong><em>d</em>e</p>",
        )

    def test_other_elements_that_begin_with_the_same_letter_are_left_alone(self):
        kept = "<p><bdi>a</bdi><br></p><blockquote><p>b</p></blockquote>"
        self.assertEqual(clean(kept), kept)

    def test_what_shows_nothing_is_not_kept(self):
        pasted = (
            "<p>&nbsp;</p><p><br></p><p><span><span>a</span></span></p>"
            "<ul><li><p> </p></li></ul><p></p>"
        )
        self.assertEqual(clean(pasted), "<p>a</p><ul></ul>")

    def test_a_language_and_a_direction_stay_on_block_and_span(self):
        kept = '<p lang="ar" dir="rtl">a <span lang="de" dir="ltr">b</span></p>'
        self.assertEqual(clean(kept), kept)

    def test_a_link_leads_only_where_a_reader_may_go(self):
        self.assertNotIn("href", clean('<a href="javascript:alert(1)">x</a>'))
        self.assertNotIn("style", clean('<p style="x" onclick="y">x</p>'))
        self.assertEqual(clean("<style>p {}</style><script>x</script>"), "")

    def test_cleaning_again_changes_nothing(self):
        once = clean("<b>a</b><p><span>b</span> <i>c</i></p><p> </p><a href='/x'>d</a>")
        self.assertEqual(clean(once), once)

    def test_deep_nonsense_takes_no_time(self):
        self.assertIn("x", clean("<span>" * 2000 + "x" + "</span>" * 2000))


class BesideTheTextTests(TestCase):
    def test_the_form_counts_words_and_minutes(self):
        self.client.force_login(make.user("Editor"))
        article = make.article(body=f"<p>{'word ' * 460}</p><p>end</p>")

        answer = self.client.get(change(article))

        self.assertContains(answer, "<b data-words>461</b>", html=True)
        self.assertContains(answer, "<b data-minutes>2</b>", html=True)

    def test_no_text_takes_less_than_a_minute_to_read(self):
        self.assertEqual([minutes(0), minutes(230), minutes(700)], [1, 1, 3])

    def test_every_language_but_hebrew_has_quotes_of_its_own(self):
        self.assertEqual(set(Language) - set(QUOTES), {Language.HEBREW})
        self.assertEqual({len(marks) for marks in QUOTES.values()}, {5})

    def test_the_editor_is_only_a_script_of_our_own_host(self):
        self.client.force_login(make.user("Editor"))
        answer = self.client.get(ADD)
        self.assertContains(answer, 'data-editor="/static/django_prose_editor/editor')
        self.assertNotContains(answer, "importmap")
