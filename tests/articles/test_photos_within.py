"""Photos in the text of a story: on its page, in feeds, gone when they must be."""

from datetime import timedelta

from django.db.models import ProtectedError
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from articles import illustrating, publishing, renditions
from articles.models import Illustration, Photo
from articles.rendering import clean
from tests import make
from tests.pictures import kept_photo, picture


class PhotosWithinTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = kept_photo(
            picture(),
            caption="Boats <at> a quay",
            credit_line="AP/Roe",
            alt_text="Boats",
        )
        renditions.make(cls.photo)
        cls.article = make.article(
            body=f'<p>Before.</p><figure data-photo="{cls.photo.pk}"></figure><p>X</p>'
        )
        publishing.save(cls.article)

    def places(self):
        return [self.article.get_absolute_url(), "/feed/", "/feed.atom", "/feed.json"]

    def test_it_stands_in_its_place_with_caption_and_credit(self):
        page = self.client.get(self.article.get_absolute_url()).content.decode()
        self.assertIn("Boats &lt;at&gt; a quay", page)
        self.assertIn("(AP/Roe)", page)
        self.assertIn('loading="lazy"', page)
        self.assertIn(self.photo.usual()["name"], page)
        self.assertLess(page.index("Before."), page.index("AP/Roe"))
        for place in self.places()[1:]:
            self.assertContains(self.client.get(place), self.photo.usual()["name"])

    def test_with_its_rights_it_leaves_every_page_by_itself(self):
        for place in self.places():
            self.client.get(place)
        Photo.objects.update(rights_end=timezone.now() - timedelta(hours=1))
        for place in self.places():
            answer = self.client.get(place)
            self.assertNotContains(answer, self.photo.usual()["name"])
            self.assertNotContains(answer, "AP/Roe")

    def test_another_credit_is_on_every_page_at_once(self):
        for place in self.places():
            self.client.get(place)
        Photo.objects.update(credit_line="dpa/Roe")
        for place in self.places():
            self.assertContains(self.client.get(place), "dpa/Roe")

    def test_the_text_names_a_photo_and_nothing_more(self):
        for written, kept in (
            ('<figure data-photo="7"><img src=x>words</figure>', 1),
            ('<figure data-photo="7" class="a" onclick="b()"></figure>', 1),
            ('<figure data-photo="7 "></figure>', 0),
            ('<figure data-photo="-7"></figure>', 0),
            ('<figure data-photo="7"><figure data-photo="8"></figure></figure>', 1),
            (f'<figure data-photo="{"9" * 30}"></figure>', 0),
        ):
            with self.subTest(written):
                body = clean(f"<p>A</p>{written}<p>B</p>")
                self.assertEqual(len(illustrating.numbers(body)), kept, body)
                self.assertEqual(clean(body), body)

    def test_a_save_notes_which_photos_the_text_holds(self):
        self.assertEqual(Illustration.objects.get().photo, self.photo)
        with self.assertRaises(ProtectedError):
            self.photo.delete()
        self.article.body = '<p>Gone.</p><figure data-photo="987654"></figure>'
        publishing.save(self.article)
        self.assertFalse(Illustration.objects.exists())
        page = self.client.get(self.article.get_absolute_url())
        self.assertNotContains(page, "<figure")

    def test_a_killed_story_takes_them_along_unless_another_shows_them(self):
        other = make.article(lead_photo=self.photo)
        boss = make.user("Managing editor")
        names = renditions.names(self.photo)
        with self.captureOnCommitCallbacks(execute=True):
            publishing.kill(self.article, by=boss)
        self.photo.refresh_from_db()
        self.assertTrue(self.photo.renditions)
        with self.captureOnCommitCallbacks(execute=True):
            publishing.kill(other, by=boss)
        for name in names:
            self.assertEqual(self.client.get(f"/media/{name}").status_code, 404)

    def test_the_library_knows_where_each_is_used(self):
        self.client.force_login(make.user("Editor"))
        unused = kept_photo(picture("PNG"), credit_line="dpa")
        address = reverse("admin:articles_photo_change", args=[self.photo.pk])
        self.assertContains(self.client.get(address), self.article.headline)
        library = reverse("admin:articles_photo_changelist")
        for asked, there in {
            "use=used": [self.photo],
            "use=unused": [unused],
            "rights=free": [unused, self.photo],
            "rights=ended": [],
            "files=waiting": [unused],
            "q=roe": [self.photo],
        }.items():
            page = self.client.get(f"{library}?{asked}")
            self.assertEqual(list(page.context["cl"].result_list), there, asked)
