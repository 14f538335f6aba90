from django.test import TestCase

from comments.talk import most_talked_about
from newsroom.pages.store import store
from tests import make


class MostCommentedTests(TestCase):
    def setUp(self):
        store.clear()
        self.quiet = make.article(headline="Quiet")
        self.busy = make.article(headline="Busy")
        self.hidden = make.article(headline="Hidden", comments_mode="hidden")
        for article, number in ((self.quiet, 1), (self.busy, 2), (self.hidden, 3)):
            for _ in range(number):
                make.comment("approved", article=article)

    def front(self):
        page = self.client.get("/").content.decode()
        return page.partition('id="talked-about"')[2].partition("</section>")[0]

    def test_the_front_page_names_what_readers_talk_about_the_most_first(self):
        block = self.front()
        self.assertLess(block.index("Busy"), block.index("Quiet"))
        self.assertIn("2 comments", block)
        self.assertNotIn("Hidden", block)

    def test_what_readers_do_not_see_yet_does_not_count(self):
        make.comment("held", article=self.quiet)
        make.comment("approved", article=self.quiet, shown=False)
        make.comment("approved", article=self.quiet, shown=False)
        block = self.front()
        self.assertLess(block.index("Busy"), block.index("Quiet"))
        self.assertIn("1 comment<", block)

    def test_a_story_that_is_withdrawn_is_not_named(self):
        type(self.busy).objects.filter(pk=self.busy.pk).update(status="withdrawn")
        self.assertEqual([one.pk for one in most_talked_about()], [self.quiet.pk])

    def test_without_comments_nothing_is_said(self):
        for article in (self.quiet, self.busy):
            type(article).objects.filter(pk=article.pk).update(comments_mode="hidden")
        self.assertEqual(self.front(), "")
