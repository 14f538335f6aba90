"""Under a story: who wrote it, and links to pass it on."""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.test import TestCase
from django.urls import reverse

from articles.models import Byline, Publication, Share
from tests import make
from tests.markup import Markup


class PassingOnTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.story = make.article(headline="Ships & “quays” = 100 % ?")
        cls.path = cls.story.get_absolute_url()

    def links(self):
        found = Markup(self.client.get(self.path).content.decode()).all("a")
        return [a["href"] for a in found if a["href"].startswith(("http", "mailto:"))]

    def test_each_holds_the_whole_address_and_the_headline(self):
        Publication.objects.update(shares=list(Share))
        address = f"{settings.SITE_URL}{self.path}"
        links = self.links()

        self.assertEqual(len(links), len(Share))
        for link in links:
            said = [value for [value] in parse_qs(urlsplit(link).query).values()]
            self.assertTrue(any(address in value for value in said), link)
        mail = parse_qs(urlsplit(links[0]).query)
        self.assertEqual(mail, {"subject": [self.story.headline], "body": [address]})

    def test_they_are_named_in_the_language_of_the_story(self):
        story = make.article(headline="قرية", language="ar")
        self.assertContains(self.client.get(story.get_absolute_url()), ">البريد</a>")

    def test_the_newsroom_chooses_which(self):
        self.client.force_login(make.user(is_superuser=True))
        form = self.client.get(reverse("admin:articles_publication_change", args=[1]))
        posted = form.context["adminform"].form.initial | {"shares": ["x", "mail"]}
        posted |= {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0}
        self.client.post(form.request["PATH_INFO"], posted)

        paper = Publication.objects.get()
        self.assertEqual(paper.shares, ["x", "mail"])
        mail, elsewhere = self.links()
        self.assertTrue(mail.startswith("mailto:"))
        self.assertTrue(elsewhere.startswith("https://x.com/"))

    def test_none_are_none(self):
        Publication.objects.update(shares=[])
        self.assertNotContains(self.client.get(self.path), "share-title")

    def test_a_writer_with_a_biography_has_a_card(self):
        known = make.contributor(role="On the sea", biography="Born <on> a boat.")
        unknown = make.contributor(name="Nemo")
        for writer in (known, unknown):
            Byline.objects.create(article=self.story, contributor=writer)

        page = self.client.get(self.path)

        self.assertContains(page, "Born &lt;on&gt; a boat.", 1)
        self.assertContains(page, f"{known.get_absolute_url()}feed/")
        self.assertContains(page, 'class="writer"', 1)
        self.assertContains(page, "On the sea", 2)
