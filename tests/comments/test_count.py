from django.test import TestCase

from newsroom.pages.store import store
from tests import make


class CountTests(TestCase):
    def setUp(self):
        store.clear()
        self.article = make.article()
        self.address = f"{self.article.get_absolute_url()}comments/count/"

    def test_only_what_readers_see_is_counted_in_the_words_of_the_page(self):
        for status in ("held", "rejected", "spam"):
            make.comment(status, article=self.article)
        make.comment("approved", article=self.article, shown=False)
        none = self.client.get(self.address)
        self.assertEqual(none.json(), {"count": 0, "heading": "No Comments"})

        make.comment("approved", article=self.article)

        one = self.client.get(self.address)
        self.assertEqual(one.json(), {"count": 1, "heading": "One Comment"})
        self.assertNotEqual(one["ETag"], none["ETag"])
        arabic = make.article(language="ar")
        told = self.client.get(f"{arabic.get_absolute_url()}comments/count/").json()
        self.assertEqual(told["heading"], "لا تعليقات")

    def test_an_open_page_that_asks_again_costs_one_query(self):
        etag = self.client.get(self.address)["ETag"]
        with self.assertNumQueries(1):
            again = self.client.get(self.address, headers={"If-None-Match": etag})
        self.assertEqual(again.status_code, 304)
        self.assertIn("s-maxage", again["Cache-Control"])

    def test_it_moves_with_its_story_and_goes_with_it(self):
        other = f"/2001/02/03/{self.article.slug}/comments/count/"
        self.assertRedirects(self.client.get(other), self.address, status_code=301)
        for change in ({"comments_mode": "hidden"}, {"status": "withdrawn"}):
            type(self.article).objects.filter(pk=self.article.pk).update(**change)
            self.assertEqual(self.client.get(self.address).status_code, 404)
