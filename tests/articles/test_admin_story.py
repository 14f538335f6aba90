from datetime import timedelta

from django.db.models import F
from django.test import TestCase

from articles.models import Article, Byline, Tagging, Topic
from tests import make
from tests.articles.admin import ADD, filled, saved


class WritingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.section = make.section()

    def setUp(self):
        self.client.force_login(self.editor)

    def write(self, **fields):
        return self.client.post(ADD, filled(**{"section": self.section.pk} | fields))

    def read(self, article):
        # The whole test is one moment of the database's clock, before it was published.
        earlier = F("published_at") - timedelta(hours=1)
        Article.objects.filter(pk=article.pk).update(published_at=earlier)
        return self.client.get(article.get_absolute_url())

    def test_a_story_is_written_with_all_its_parts_and_published(self):
        writer, agency = make.contributor(), make.contributor(kind="agency")
        topic = Topic.objects.create(name="Water", slug="water")
        answer = self.write(
            headline="“Quoted” 100% headline",
            dateline="Anbar",
            source_agency=agency.pk,
            act="publish",
            **{
                "bylines-TOTAL_FORMS": "1",
                "bylines-0-contributor": writer.pk,
                "bylines-0-role": "reported",
                "bylines-0-position": "0",
                "taggings-TOTAL_FORMS": "1",
                "taggings-0-topic": topic.pk,
            },
        )

        article = saved(self, answer)
        self.assertEqual(article.slug, "quoted-100-headline")
        self.assertEqual(article.created_by, self.editor)
        self.assertTrue(Byline.objects.filter(article=article, role="reported"))
        self.assertTrue(Tagging.objects.filter(article=article, topic=topic))
        page = self.read(article)
        for words in ("“Quoted” 100%", "Anbar", writer.name, agency.name):
            self.assertContains(page, words)

    def test_plain_text_becomes_paragraphs(self):
        article = saved(self, self.write(body="One & two.\r\nThree.\r\n\r\nFour < 5."))

        self.assertEqual(
            article.body, "<p>One &amp; two.<br>Three.</p><p>Four &lt; 5.</p>"
        )
        self.assertEqual(article.body_text, "One & two.\nThree.\nFour < 5.")

    def test_pasted_markup_is_cleaned(self):
        article = saved(
            self,
            self.write(
                body='<p style="color:red" onclick="x()">Kept <script>bad()</script>'
                '<a href="javascript:bad()">link</a><img src=x onerror=bad()></p>'
            ),
        )

        self.assertNotRegex(article.body, "style|onclick|script|bad|img|onerror")
        self.assertIn("Kept", article.body)

    def test_an_arabic_headline_makes_an_arabic_slug(self):
        article = saved(
            self, self.write(headline="قرية تطفئ أنوارها", language="ar", act="publish")
        )

        self.assertEqual(article.slug, "قرية-تطفئ-أنوارها")
        self.assertContains(self.read(article), '<html lang="ar" dir="rtl"')

    def test_a_slug_that_another_has_or_had_is_refused_and_all_words_kept(self):
        taken = make.article(slug="taken")
        once = make.article(slug="once")
        Article.objects.filter(pk=once.pk).update(slug="now")

        for slug in (taken.slug, "once"):
            answer = self.write(slug=slug, body="My very own words.")
            self.assertContains(answer, "Another story has, or once had, this slug.")
            self.assertContains(answer, "My very own words.")

    def test_the_same_headline_twice_gets_a_number(self):
        slugs = [saved(self, self.write(headline="Briefing")).slug for _ in range(3)]

        self.assertEqual(slugs, ["briefing", "briefing-2", "briefing-3"])

    def test_a_headline_without_a_letter_asks_for_a_slug(self):
        self.assertContains(self.write(headline="…!"), "Write a slug")

    def test_nul_bytes_are_a_clear_error_in_every_field(self):
        for name in filled():
            answer = self.write(**{name: "a\0b"})
            self.assertIn(answer.status_code, {200, 302, 400}, name)
            if name in {"headline", "body", "standfirst", "dateline", "slug"}:
                self.assertContains(answer, "Null characters are not allowed.")

    def test_unusual_words_never_break_the_page(self):
        for words in ("x" * 301, "\ud800".encode("utf-8", "replace").decode(), "‮"):
            self.assertLess(self.write(headline=words).status_code, 500)

    def test_two_hundred_thousand_different_words_are_saved(self):
        words = " ".join(f"w{number:x}" for number in range(200_000))
        article = saved(self, self.write(body=words))

        self.assertEqual(len(article.body_text.split()), 200_000)
        self.assertTrue(Article.objects.search("w1f").exists())

    def test_the_worst_words_for_the_search_vector_are_saved(self):
        pairs = (f"{chr(0x4E00 + n % 20_000)}{n:x}-ب{n:x}" for n in range(40_000))
        saved(self, self.write(body=" ".join(pairs)))

    def test_a_headline_named_like_a_reserved_word_is_explained(self):
        self.assertContains(self.write(headline="Feed"), "the site itself uses")
