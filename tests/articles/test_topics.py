from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles.models import Article, Tagging, Topic
from tests import make


class TopicTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make.topic(name="Harbour", description="Ships & quays.")
        cls.other = make.topic(name="Snow")
        cls.article = make.article(headline="A ship came in")
        Tagging.objects.create(article=cls.article, topic=cls.topic)

    def test_a_topic_lists_its_stories_and_no_others(self):
        make.article(headline="Unrelated")
        page = self.client.get(self.topic.get_absolute_url())
        self.assertContains(page, "A ship came in")
        self.assertContains(page, "Ships &amp; quays.")
        self.assertNotContains(page, "Unrelated")
        self.assertNotContains(
            self.client.get(self.other.get_absolute_url()), "A ship came in"
        )

    def test_all_topics_stand_on_one_page_linked_from_every_foot(self):
        page = self.client.get("/topics/")
        for topic in (self.topic, self.other):
            self.assertContains(page, f'href="{topic.get_absolute_url()}"')
        for link in ("/topics/", "/archive/", "/guidelines/", "/by/"):
            self.assertContains(self.client.get("/"), f'href="{link}"')

    def test_a_story_names_its_topics(self):
        page = self.client.get(self.article.get_absolute_url())
        self.assertContains(page, 'href="/topics/')
        self.assertContains(page, "<bdi>Harbour</bdi>")
        Topic.objects.filter(pk=self.topic.pk).update(name="Port")
        self.assertContains(
            self.client.get(self.article.get_absolute_url()), "<bdi>Port</bdi>"
        )

    def test_pages_follow_what_they_show(self):
        address = self.topic.get_absolute_url()
        seen = {self.client.get(address)["ETag"]}
        for change in (
            lambda: Topic.objects.filter(pk=self.topic.pk).update(description="New"),
            lambda: Article.objects.filter(pk=self.article.pk).update(headline="New"),
            lambda: Tagging.objects.create(article=make.article(), topic=self.topic),
            lambda: Tagging.objects.filter(article=self.article).delete(),
        ):
            change()
            seen.add(self.client.get(address)["ETag"])
        self.assertEqual(len(seen), 5)

    def test_one_topic_for_another_is_another_page(self):
        before = self.client.get("/topics/")["ETag"]
        self.other.delete()
        make.topic(name="Rain")
        self.assertNotEqual(self.client.get("/topics/")["ETag"], before)

    def test_a_topic_is_paged_by_cursor_and_loses_nothing(self):
        for minutes in range(45):
            moment = timezone.now() - timedelta(hours=2, minutes=minutes)
            article = make.article(headline=f"Part {minutes}.", published_at=moment)
            Tagging.objects.create(article=article, topic=self.other)
        address, seen = self.other.get_absolute_url(), set()
        while address:
            page = self.client.get(address).content.decode()
            seen |= {n for n in range(45) if f">Part {n}.<" in page}
            query = page.partition('rel="next" href="')[2].partition('"')[0]
            address = query and self.other.get_absolute_url() + query
        self.assertEqual(seen, set(range(45)))
