"""While the database is away readers see what was true a moment ago, and not more."""

from datetime import timedelta

from django.db import OperationalError, connection
from django.test import TestCase
from django.utils import timezone

from articles import publishing
from newsroom.pages.store import OUTLASTS_SECONDS, store
from tests import make, posting


def away(execute, *statement):
    raise OperationalError("planted")


class OutageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        cls.path = cls.article.get_absolute_url()

    def setUp(self):
        self.client.raise_request_exception = False

    def later(self, seconds):
        stored = store.last(f"testserver{self.path}")
        stored.seen_at -= seconds

    def in_the_outage(self, path="", **options):
        with connection.execute_wrapper(away):
            return self.client.get(path or self.path, **options)

    def test_a_page_that_was_read_is_shown_as_it_was(self):
        before = self.client.get(self.path)
        answer = self.in_the_outage()

        self.assertEqual((answer.status_code, answer.content), (200, before.content))
        self.assertEqual(answer["Cache-Control"], "public, max-age=0, s-maxage=1")

    def test_a_page_that_nobody_read_is_not_there(self):
        self.assertEqual(self.in_the_outage().status_code, 503)

    def test_the_apology_speaks_the_language_of_its_address_or_its_reader(self):
        for address, accepted, spoken in (
            ("/ar/", "de", "ar"),
            ("/by/", "de-AT,de;q=0.9,en;q=0.8", "de"),
            ("/by/", "xx, ckb-IQ;q=0.5", "ckb"),
            ("/by/", "xx", "en"),
            ("/by/", "", "en"),
        ):
            answer = self.in_the_outage(address, headers={"accept-language": accepted})
            self.assertEqual(answer["Content-Language"], spoken)
            self.assertContains(answer, f'<html lang="{spoken}"', status_code=503)

    def test_a_server_in_front_is_told_for_how_long_it_may_do_the_same(self):
        self.assertIn("stale-if-error=600", self.client.get(self.path)["Cache-Control"])
        soon = timezone.now() + timedelta(seconds=100)
        expiring = make.article(expires_at=soon)

        said = self.client.get(expiring.get_absolute_url())["Cache-Control"]
        self.assertRegex(said, r"stale-if-error=(9|1[0-9])[0-9]$")

    def test_it_is_not_shown_for_longer_than_ten_minutes(self):
        self.client.get(self.path)
        self.later(OUTLASTS_SECONDS + 1)
        self.assertEqual(self.in_the_outage().status_code, 503)

    def test_being_found_true_again_counts_anew(self):
        tag = self.client.get(self.path)["ETag"]
        self.later(OUTLASTS_SECONDS)
        again = self.client.get(self.path, headers={"if-none-match": tag})
        self.later(OUTLASTS_SECONDS - 60)

        self.assertEqual(again.status_code, 304)
        self.assertEqual(self.in_the_outage().status_code, 200)

    def test_it_is_not_shown_past_the_moment_at_which_it_changes(self):
        self.article.expires_at = timezone.now() + timedelta(seconds=60)
        self.article.save()
        self.client.get(self.path)
        self.assertEqual(self.in_the_outage().status_code, 200)
        self.later(61)

        self.assertEqual(self.in_the_outage().status_code, 503)

    def test_what_was_taken_back_is_not_shown(self):
        self.client.get(self.path)
        publishing.withdraw(self.article, by=make.user("Editor"))
        self.client.get("/")  # any page tells the process

        self.assertEqual(self.in_the_outage().status_code, 503)
        self.assertEqual(self.in_the_outage("/").status_code, 200)

    def test_a_comment_comes_back_in_the_language_that_its_form_brought(self):
        for brought, spoken in (("ar", "ar"), ("xx", "en"), ("", "en")):
            with connection.execute_wrapper(away):
                answer = posting.post(self.client, self.article, language=brought)

            self.assertContains(answer, f'<html lang="{spoken}"', status_code=503)
            self.assertContains(answer, "Second line.", status_code=503)
        story = make.article(language="ar")
        form = '<input type="hidden" name="language" value="ar">'
        self.assertContains(self.client.get(story.get_absolute_url()), form, html=True)
