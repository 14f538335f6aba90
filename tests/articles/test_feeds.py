import json
from datetime import timedelta
from xml.etree import ElementTree

from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Byline, Photo, Tagging
from articles.rendering import clean
from newsroom.feeds import ATOM, CONTENT, CREATOR, MEDIA
from newsroom.pages.store import store
from tests import make
from tests.data import VECTORS
from tests.markup import Markup

RENDITION = {
    "width": 1280,
    "height": 853,
    "format": "jpeg",
    "name": "a.jpg",
    "bytes": 9,
}


class FeedTestCase(TestCase):
    def read(self, address):
        """Strictly: what is not well-formed fails."""
        answer = self.client.get(address)
        self.assertEqual(answer.status_code, 200)
        return ElementTree.fromstring(answer.content)  # noqa: S314 (our own)

    def items(self, address):
        return self.read(address).findall("channel/item")

    def titles(self, address):
        return [item.findtext("title") for item in self.items(address)]


class StoryFeedTests(FeedTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = Photo.objects.create(
            sha256="0" * 64, width=9, height=6, caption="A quay", credit_line="AP/Name",
            alt_text="Boats", renditions=[RENDITION],
        )  # fmt: skip
        cls.article = make.article(
            headline="Ships & quays <now>",
            standfirst="In short.",
            body=clean('<p>All of <b>it</b>: <a href="/about/">here</a>.</p>'),
            lead_photo=cls.photo,
        )
        cls.writer = make.contributor(name="Ada “A” Byron")
        cls.topic = make.topic(name="Harbour")
        Byline.objects.create(article=cls.article, contributor=cls.writer)
        Tagging.objects.create(article=cls.article, topic=cls.topic)
        cls.other = make.article(headline="Elsewhere")
        cls.addresses = [
            *("/feed/", "/feed.atom", "/feed.json"),
            *(
                f"{place.get_absolute_url()}feed/"
                for place in (cls.article.section, cls.writer, cls.topic, cls.article)
            ),
        ]

    def test_an_item_holds_the_whole_story(self):
        item = self.items("/feed/")[1]
        address = f"{settings.SITE_URL}{self.article.get_absolute_url()}"
        for name, value in (
            ("title", "Ships & quays <now>"),
            ("link", address),
            ("description", "In short."),
            (f"{{{CREATOR}}}creator", "Ada “A” Byron"),
        ):
            self.assertEqual(item.findtext(name), value)
        html = item.findtext(f"{{{CONTENT}}}encoded")
        self.assertIn(f'<a href="{settings.SITE_URL}/about/"', html)
        self.assertIn("A quay (AP/Name)", html)
        self.assertEqual(
            item.findtext(f"{{{MEDIA}}}content/{{{MEDIA}}}credit"), "AP/Name"
        )
        picture = item.find(f"{{{MEDIA}}}content").attrib
        self.assertEqual(picture["url"], f"{settings.SITE_URL}/media/a.jpg")
        self.assertIn("Harbour", [found.text for found in item.findall("category")])

    def test_a_photo_whose_rights_have_ended_is_in_no_feed(self):
        before = self.client.get("/feed/")["ETag"]
        over = timezone.now() - timedelta(hours=1)
        Photo.objects.filter(pk=self.photo.pk).update(rights_end=over)
        for address in self.addresses:
            self.assertNotContains(self.client.get(address), "a.jpg")
        self.assertNotEqual(self.client.get("/feed/")["ETag"], before)

    def test_each_list_has_a_feed_of_its_own(self):
        for place in (self.article.section, self.writer, self.topic):
            address = f"{place.get_absolute_url()}feed/"
            self.assertEqual(self.titles(address), [self.article.headline])
            page = self.client.get(place.get_absolute_url())
            self.assertContains(page, f'href="{address}"')
        self.assertEqual(self.titles("/feed/")[0], "Elsewhere")

    def test_atom_and_json_say_the_same(self):
        root = self.read("/feed.atom")
        titles = [e.findtext(f"{{{ATOM}}}title") for e in root.iter(f"{{{ATOM}}}entry")]
        feed = json.loads(self.client.get("/feed.json").content)
        self.assertEqual(titles, [item["title"] for item in feed["items"]])
        self.assertEqual(titles, self.titles("/feed/"))
        self.assertEqual(feed["items"][1]["authors"][0]["name"], self.writer.name)

    def test_a_feed_costs_one_query_when_warm_and_answers_304(self):
        for address in self.addresses:
            with self.subTest(address):
                store.clear()
                with CaptureQueriesContext(connection) as cold:
                    tag = self.client.get(address)["ETag"]
                self.assertLessEqual(len(cold), 8)
                with self.assertNumQueries(1):
                    answer = self.client.get(address)
                self.assertNotIn("text/html", answer["Content-Type"])
                [piece] = answer
                self.assertEqual(answer["Content-Length"], str(len(piece)))
                again = self.client.get(address, headers={"If-None-Match": tag})
                self.assertEqual((again.status_code, again.content), (304, b""))

    def test_what_a_feed_says_names_it(self):
        seen = {self.client.get("/feed/")["ETag"]}
        for change in (
            lambda: Article.objects.filter(pk=self.other.pk).update(headline="New"),
            lambda: type(self.writer).objects.update(name="New name"),
            lambda: type(self.topic).objects.update(name="New topic"),
            lambda: Photo.objects.update(caption="New caption"),
        ):
            change()
            seen.add(self.client.get("/feed/")["ETag"])
        self.assertEqual(len(seen), 5)

    def test_what_is_not_live_is_in_no_feed(self):
        later = timezone.now() + timedelta(hours=1)
        make.article(headline="Unseen", published_at=later)
        make.article(headline="Unseen", status="withdrawn")
        self.assertNotIn("Unseen", self.titles("/feed/"))

    def test_t07_hostile_words_stay_words_and_every_feed_stays_well_formed(self):
        for words in [*VECTORS, "a\x01\x0b\ufffeb", "]]>"]:
            made = make.article(headline=words, section=self.article.section)
            title = self.titles("/feed/")[0]
            self.assertEqual(title, words.replace("\x01\x0b\ufffe", ""))
            self.read("/feed.atom")
            json.loads(self.client.get("/feed.json").content)
            made.delete()

    def test_the_feed_of_a_renamed_list_moves_with_it(self):
        old = f"{self.topic.get_absolute_url()}feed/"
        self.topic.slug = "port"
        self.topic.save()
        self.assertRedirects(self.client.get(old), "/topics/port/feed/", 301)
        self.assertEqual(self.client.get("/none/feed/").status_code, 404)


class CommentFeedTests(FeedTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        cls.address = f"{cls.article.get_absolute_url()}feed/"
        cls.comment = make.comment("approved", article=cls.article, body="Well said.")

    def test_t13_only_public_comments_are_in_it(self):
        for status in ("held", "rejected", "spam"):
            make.comment(status, article=self.article, body="Unseen")
        make.comment("approved", shown=False, article=self.article, body="Unseen")
        gone = make.comment("approved", article=self.article, body="Unseen")
        type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
        [item] = self.items(self.address)
        self.assertIn("Well said.", item.findtext(f"{{{CONTENT}}}encoded"))
        self.assertNotIn(b"Unseen", self.client.get(self.address).content)
        self.assertEqual(
            item.findtext("link"), f"{settings.SITE_URL}/comments/{self.comment.pk}/"
        )

    def test_it_ends_with_its_story_and_where_comments_are_hidden(self):
        for fields in ({"comments_mode": "hidden"}, {"status": "withdrawn"}):
            Article.objects.filter(pk=self.article.pk).update(**fields)
            self.assertEqual(self.client.get(self.address).status_code, 404)

    def test_a_new_comment_is_another_feed(self):
        tag = self.client.get(self.address)["ETag"]
        make.comment("approved", article=self.article)
        self.assertNotEqual(self.client.get(self.address)["ETag"], tag)

    def test_t07_hostile_words_run_nowhere(self):
        for words in VECTORS:
            make.comment("approved", article=self.article, author_name=words[:245])
            made = make.comment("approved", article=self.article, body=words)
            items = self.items(self.address)
            self.assertIn(words[:245], [item.findtext("title") for item in items])
            for item in items:
                html = Markup(item.findtext(f"{{{CONTENT}}}encoded"))
                self.assertLessEqual(html.names, {"p", "br", "a"})
            made.refresh_from_db()

    def test_an_old_address_of_the_story_leads_on(self):
        self.article.slug = "renamed"
        self.article.save()
        new = f"{self.article.get_absolute_url()}feed/"
        self.assertRedirects(self.client.get(self.address), new, 301)
