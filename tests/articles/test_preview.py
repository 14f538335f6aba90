"""What is on the form, or saved and not out yet, as readers would see it."""

from datetime import timedelta

import time_machine
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import preview
from articles.models import Article, Byline
from comments.models import Comment
from tests import make
from tests.articles.admin import filled

SAYS_SO = "This is a preview: the story is not published."
NEW = reverse("admin:articles_article_preview_new")


def draft(**fields):
    fields = {"published_at": None, "first_published_on": None, **fields}
    return make.article(status="draft", **fields)


def of(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def link(article):
    return reverse("articles:preview", args=[preview.token_for(article)])


class FormPreviewTests(TestCase):
    def setUp(self):
        self.client.force_login(make.user("Editor"))

    def test_the_words_on_the_form_are_shown_and_nothing_is_stored(self):
        article = make.article(headline="Before")
        version = article.version
        words = filled(article, headline="Ümläut", body="<p>New <script>x</script></p>")

        answer = self.client.post(of(article), words)

        self.assertContains(answer, "<h1>Ümläut</h1>", html=True)
        self.assertContains(answer, "<p>New </p>", html=True)
        self.assertNotContains(answer, SAYS_SO)
        self.assertNotContains(answer, "<script>x")
        self.assertIn("private, no-store", answer["Cache-Control"])
        kept = Article.objects.get(pk=article.pk)
        self.assertEqual((kept.headline, kept.version), ("Before", version))

    def test_it_is_shown_as_on_a_dark_screen_too(self):
        words = filled(draft())
        self.assertNotContains(self.client.post(NEW, words), 'data-scheme="dark"')
        dark = self.client.post(NEW, words | {"scheme": "dark"})
        self.assertContains(dark, 'data-scheme="dark"')

    def test_what_others_make_of_it_is_shown_as_typed(self):
        article = draft(headline="Before", standfirst="Said below.")
        words = filled(article, headline="Typed", body="<p>In <b>full</b>.</p>")
        for address in (of(article), NEW):
            answer = self.client.post(address, words | {"elsewhere": "1"})

            self.assertContains(answer, '<p class="title">Typed</p>', count=2)
            self.assertContains(answer, '<p class="said">Said below.</p>', count=2)
            self.assertContains(answer, "<p>In <strong>full</strong>.</p>")
            self.assertIn("private, no-store", answer["Cache-Control"])

    def test_a_story_that_was_never_saved_shows_its_bylines(self):
        writer = make.contributor(name="Ada Example")
        section = make.section()
        words = filled(headline="Fresh", section=section.pk)
        words |= {"bylines-TOTAL_FORMS": "1", "bylines-0-contributor": writer.pk}
        words |= {"bylines-0-role": Byline._meta.get_field("role").default}
        words |= {"bylines-0-position": "1"}

        answer = self.client.post(NEW, words)

        self.assertContains(answer, "Ada Example")
        self.assertContains(answer, section.name)
        self.assertEqual(Article.objects.count(), 0)

    def test_an_unfinished_form_is_shown_as_far_as_it_goes(self):
        answer = self.client.post(NEW, filled(headline="", section="", body="<p>a</p>"))
        self.assertContains(answer, "<p>a</p>", html=True)

    def test_only_our_own_form_frames_it_and_nothing_in_it_runs(self):
        answer = self.client.post(NEW, filled())
        policy = answer["Content-Security-Policy"]
        self.assertIn("frame-ancestors 'self'", policy)
        self.assertIn("script-src 'none'", policy)
        self.assertEqual(answer["X-Frame-Options"], "SAMEORIGIN")
        form = self.client.get(reverse("admin:articles_article_add"))
        self.assertIn("frame-ancestors 'none'", form["Content-Security-Policy"])

    def test_comments_and_their_form_are_not_part_of_it(self):
        article = make.article()
        make.comment("approved", article=article, body="What a reader said")
        answer = self.client.post(of(article), filled(article))
        self.assertNotContains(answer, "What a reader said")
        self.assertNotContains(answer, "Post Comment")
        self.assertEqual(Comment.objects.count(), 1)

    def test_who_may_not_change_a_story_does_not_see_it_so(self):
        article = make.article()
        self.client.force_login(make.user("Reporter"))
        self.assertEqual(
            self.client.post(of(article), filled(article)).status_code, 404
        )
        self.client.force_login(make.user("Moderator"))
        self.assertEqual(self.client.post(NEW, filled()).status_code, 403)
        self.client.logout()
        self.assertEqual(self.client.post(NEW, filled()).status_code, 302)
        self.assertEqual(self.client.get(NEW).status_code, 302)


class LinkTests(TestCase):
    def test_a_draft_is_shown_to_whoever_has_its_link(self):
        story = draft(headline="Not yet")
        answer = self.client.get(link(story))

        self.assertContains(answer, "Not yet")
        self.assertContains(answer, SAYS_SO, 1)
        self.assertContains(answer, '<meta name="robots" content="noindex">', html=True)
        self.assertNotContains(answer, "canonical")
        self.assertNotContains(answer, "Post Comment")
        self.assertEqual(answer["Cache-Control"], "private, no-store")
        self.assertEqual(answer["X-Robots-Tag"], "noindex, nofollow")
        self.assertIn("frame-ancestors 'none'", answer["Content-Security-Policy"])
        self.assertEqual(answer.cookies, {})

    def test_it_ends_after_three_days(self):
        story = draft()
        address = link(story)
        with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_a_made_up_or_changed_link_shows_nothing(self):
        story, other = draft(), draft()
        forged = preview.token_for(story).replace(f"{story.pk}.", f"{other.pk}.", 1)
        for token in (forged, "1", "1.a.b", "\u0661.a.b"):
            address = reverse("articles:preview", args=[token])
            self.assertEqual(self.client.get(address).status_code, 404, token)

    def test_a_story_that_is_out_is_shown_where_it_stands(self):
        article = make.article()
        self.assertRedirects(self.client.get(link(article)), article.get_absolute_url())

    def test_a_story_that_was_taken_down_is_not_shown(self):
        article = make.article(status="withdrawn")
        self.assertEqual(self.client.get(link(article)).status_code, 404)

    def test_the_form_of_a_saved_story_has_the_link(self):
        story = draft()
        self.client.force_login(make.user("Editor"))
        page = reverse("admin:articles_article_change", args=[story.pk])
        self.assertContains(self.client.get(page), "/preview/")
