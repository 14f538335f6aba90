from datetime import UTC, date, datetime, timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.test import TestCase
from django.utils import timezone

from articles.archive import counts
from articles.models import Article, Day, PastAddress
from newsroom.pages.store import store
from tests import make

MAY = datetime(2024, 5, 6, 12, tzinfo=UTC)


class ArchiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article(headline="Of the sixth", published_at=MAY)
        make.article(headline="Of the seventh", published_at=MAY + timedelta(days=1))
        make.article(headline="Of June", published_at=MAY + timedelta(days=40))

    def test_each_level_leads_to_the_next_and_counts(self):
        for address, link, words in (
            ("/archive/", "/2024/05/", "2 stories"),
            ("/2024/", "/2024/06/", "1 story"),
            ("/2024/05/", "/2024/05/06/", "1 story"),
            ("/2024/05/06/", self.article.get_absolute_url(), "Of the sixth"),
        ):
            page = self.client.get(address)
            self.assertContains(page, f'href="{link}"')
            self.assertContains(page, words)
        self.assertNotContains(self.client.get("/2024/05/06/"), "Of the seventh")

    def test_days_that_hold_nothing_or_do_not_exist_are_absent(self):
        later = make.article(published_at=timezone.now() + timedelta(days=400))
        day = later.first_published_on
        for address in (
            *("/2023/", "/2024/07/", "/2024/05/08/", "/2024/13/", "/2024/02/30/"),
            *("/0000/", f"/{day:%Y/%m/%d}/", "/2024/5/", "/2024/00/"),
        ):
            self.assertEqual(self.client.get(address).status_code, 404, address)

    def test_a_page_without_its_slash_leads_to_it(self):
        self.assertRedirects(self.client.get("/2024/05"), "/2024/05/", 301)

    def test_a_day_is_paged_by_cursor_and_loses_nothing(self):
        for minutes in range(120):
            make.article(
                headline=f"Number {minutes}.",
                published_at=MAY + timedelta(days=3, minutes=minutes),
            )
        address, seen = "/2024/05/09/", set()
        while address:
            page = self.client.get(address).content.decode()
            seen |= {n for n in range(120) if f">Number {n}.<" in page}
            query = page.partition('rel="next" href="')[2].partition('"')[0]
            address = query and f"/2024/05/09/{query}"
        self.assertEqual(seen, set(range(120)))

    def test_every_level_changes_its_name_with_its_stories_only(self):
        addresses = ("/archive/", "/2024/", "/2024/05/", "/2024/05/06/")
        before = [self.client.get(address)["ETag"] for address in addresses]
        make.article(section=self.article.section)
        unchanged = [self.client.get(address)["ETag"] for address in addresses[1:]]
        self.assertEqual(unchanged, before[1:])
        Article.objects.filter(pk=self.article.pk).update(headline="Changed")
        for address, tag in zip(addresses, before, strict=True):
            self.assertNotEqual(self.client.get(address)["ETag"], tag, address)

    def test_a_story_of_an_old_day_appears_and_goes_at_its_minute(self):
        day = {"first_published_on": date(2024, 5, 6)}
        # The clock of a test stands still with its transaction.
        now = Article.objects.annotate(now=TransactionNow()).values_list("now")[0][0]
        soon = now + timedelta(seconds=0.7)
        make.article(headline="To come", published_at=soon, **day)
        gone = make.article(headline="Over", expires_at=soon, **day)
        page = self.client.get("/2024/05/06/")
        self.assertNotContains(page, "To come")
        self.assertContains(page, "Over")
        self.assertIn("s-maxage=0", page["Cache-Control"])
        self.assertEqual(counts(*[date(2024, 5, 6)] * 2), {date(2024, 5, 6): 2})
        Article.objects.filter(pk=gone.pk).update(expires_at=now)
        self.assertNotEqual(self.client.get("/2024/05/06/")["ETag"], page["ETag"])

    def test_old_addresses_of_topics_lead_to_the_new_ones(self):
        topic = make.topic()
        old = topic.get_absolute_url()
        topic.slug = "renamed"
        topic.save()
        self.assertTrue(PastAddress.objects.filter(path=old).exists())
        self.assertRedirects(self.client.get(old), "/topics/renamed/", 301)


class CountTests(TestCase):
    """The trigger counts what a recount finds, whatever is done."""

    def check(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT first_published_on, count(*) FILTER (WHERE expires_at IS NULL)"
                " FROM articles_article WHERE status = 'published'"
                " GROUP BY first_published_on"
            )
            recount = dict(cursor.fetchall())
        kept = dict(Day.objects.values_list("day", "stories"))
        self.assertEqual(
            {day: number for day, number in kept.items() if number},
            {day: number for day, number in recount.items() if number},
        )

    def test_counts_follow_every_change_of_a_story(self):
        stories = [make.article(published_at=MAY) for _number in range(3)]
        self.check()
        rows = Article.objects.filter(pk=stories[0].pk)
        for fields in (
            {"status": "withdrawn"},
            {"status": "published"},
            {"expires_at": timezone.now() + timedelta(days=1)},
            {"first_published_on": date(2024, 6, 1)},
            {"expires_at": None},
            {"status": "draft", "published_at": None, "first_published_on": None},
        ):
            rows.update(**fields)
            self.check()
        stories[1].delete()
        self.check()
        self.assertEqual(Day.objects.get(day=MAY.date()).stories, 1)

    def test_what_is_scheduled_or_expired_is_not_counted_for_readers(self):
        day = timezone.localdate()
        fields = {"first_published_on": day}
        now = timezone.now()
        make.article(**fields)
        make.article(published_at=now + timedelta(hours=1), **fields)
        make.article(expires_at=now + timedelta(hours=1), **fields)
        make.article(expires_at=now - timedelta(minutes=1), **fields)
        make.article(
            published_at=now + timedelta(hours=1),
            expires_at=now + timedelta(hours=2),
            **fields,
        )
        self.assertEqual(counts(day, day), {day: 2})
        store.clear()
        self.assertContains(self.client.get(f"/{day:%Y/%m}/"), "2 stories")
