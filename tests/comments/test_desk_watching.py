"""Watch-lists, a typed address, far lists, and the time that deciding takes."""

from datetime import timedelta
from unittest.mock import patch

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from comments import moderation
from comments.models import Comment, WatchList
from comments.pace import pace_of_today
from comments.queues import Search
from newsroom.moment import database_now
from tests import make

WATCH = reverse("comments:watch")


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator", display_name="Mona")
        cls.other = make.user("Moderator", display_name="Otto")
        cls.story = make.article(headline="Rain on the fair")
        cls.comment = make.comment(article=cls.story)
        cls.elsewhere = make.comment(email="B@example.org")

    def setUp(self):
        self.client.force_login(self.moderator)

    def listed(self, **asked):
        page = self.client.get("/desk/", asked)
        return [card.comment for card in page.context["cards"]]


class WatchListTests(DeskTestCase):
    def send(self, act, **fields):
        return self.client.post(WATCH, {"act": act, **fields}, follow=True)

    def made(self, **fields):
        self.send("new", name="The fair", story=self.story.pk, **fields)
        return WatchList.objects.get()

    def test_a_story_is_put_on_a_new_list_and_queues_are_narrowed_to_it(self):
        watched = self.made()

        self.assertEqual(list(watched.articles.all()), [self.story])
        self.assertEqual(self.listed(watch=watched.pk), [self.comment])
        self.assertEqual(self.listed(watch=watched.pk, queue="every"), [self.comment])
        self.assertContains(
            self.client.get("/desk/"),
            f'<option value="{watched.pk}">The fair</option>',
            html=True,
        )

    def test_a_card_leads_to_the_lists_of_its_story(self):
        address = f"{WATCH}?story={self.story.pk}"
        self.assertContains(self.client.get("/desk/"), address)
        self.assertContains(self.client.get(address), "Rain on the fair")

    def test_stories_are_put_on_and_taken_out(self):
        watched = self.made()
        story = self.elsewhere.article_id

        self.send(f"add:{watched.pk}", story=story)
        self.assertEqual(len(self.listed(watch=watched.pk)), 2)
        self.send(f"remove:{watched.pk}", story=story)
        self.assertEqual(self.listed(watch=watched.pk), [self.comment])

    def test_colleagues_see_what_is_shared_and_change_nothing(self):
        watched = self.made()
        self.client.force_login(self.other)
        self.assertNotContains(self.client.get(WATCH), "The fair")
        WatchList.objects.update(is_shared=True)
        page = self.client.get(WATCH, {"story": self.story.pk})
        self.assertContains(page, "Shared by Mona")
        self.assertNotContains(page, f"delete:{watched.pk}")

        for act in ("delete", "share", "keep", "add", "remove"):
            answer = self.send(f"{act}:{watched.pk}", story=self.story.pk)
            self.assertEqual(answer.status_code, 404)
        self.assertTrue(WatchList.objects.get().is_shared)

    def test_it_is_shared_and_kept_to_oneself_and_deleted(self):
        watched = self.made(shared="1")
        self.assertTrue(watched.is_shared)
        self.send(f"keep:{watched.pk}")
        self.assertFalse(WatchList.objects.get().is_shared)
        self.send(f"share:{watched.pk}")
        self.assertTrue(WatchList.objects.get().is_shared)
        self.send(f"delete:{watched.pk}")
        self.assertFalse(WatchList.objects.exists())
        self.assertEqual(self.listed(watch=watched.pk), [])

    def test_odd_presses_are_answered_in_words_or_not_found(self):
        self.made()
        self.assertContains(self.send("new", name=" \x00"), "Give the list a name")
        page = self.send("new", name="The fair")
        self.assertContains(page, "You have a list of that name already.")
        for act in ("x", "add:9", f"add:{'9' * 30}", "delete:x", ""):
            self.assertEqual(self.send(act).status_code, 404, act)
        self.assertEqual(self.client.get(WATCH, {"story": "9" * 18}).status_code, 404)

    def test_a_list_holds_so_many_and_says_so(self):
        watched = self.made()
        with patch("comments.views.desk.watching.MOST_STORIES", 1):
            page = self.send(f"add:{watched.pk}", story=self.elsewhere.article_id)
        self.assertContains(page, "A list holds 1 stories at most")

    def test_moderators_only(self):
        self.client.force_login(make.user("Editor"))
        self.assertEqual(self.client.get(WATCH).status_code, 403)
        self.assertEqual(self.client.post(WATCH, {"act": "new"}).status_code, 403)


class TypedAddressTests(DeskTestCase):
    def find(self, email, **fields):
        return self.client.post("/desk/author/", {"email": email, **fields})

    def test_an_address_is_typed_and_stands_in_no_link(self):
        later = make.comment(email="b@EXAMPLE.org")

        answer = self.find(" B@example.ORG ", list="?order=newest")

        self.assertEqual(answer["Location"], f"/desk/?order=newest&author={later.pk}")
        page = self.client.get(answer["Location"])
        cards = [card.comment for card in page.context["cards"]]
        self.assertEqual(cards, [later, self.elsewhere])

    def test_an_unknown_one_is_said_and_the_list_stays(self):
        answer = self.find("nobody@example.org", list="?language=ar")
        self.assertEqual(answer["Location"], "/desk/?language=ar")
        page = self.client.get("/desk/")
        self.assertContains(page, "No comment came from that address.")
        self.assertEqual(self.find("\x00").status_code, 302)


class FarListTests(DeskTestCase):
    """What no index finds is looked for in parts, and the list says so."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.arabic = [make.comment(article=make.article(language="ar"))]
        for _ in range(5):
            make.comment(article=cls.story)
        cls.arabic.append(make.comment(article=cls.arabic[0].article))

    def pages(self, **asked):
        """What each page shows, following what it offers next."""
        address, shown = "/desk/" + Search().only(**asked).address(), []
        while address:
            page = self.client.get(address)
            shown.append([card.comment for card in page.context["cards"]])
            follow = page.context["more"] or page.context["further"]
            address = follow and f"/desk/{follow}"
        return shown

    def test_it_is_read_to_its_end_part_by_part(self):
        with patch("comments.queues.LOOKED_THROUGH", 4):
            self.assertEqual(
                self.pages(language="ar"), [self.arabic[:1], [], self.arabic[1:]]
            )
            self.assertEqual(
                self.pages(language="ar", order="newest"),
                [self.arabic[1:], self.arabic[:1], []],
            )

    def test_it_says_among_how_many_it_looked(self):
        with (
            patch("comments.queues.LOOKED_THROUGH", 4),
            patch("comments.views.desk.queue.LOOKED_THROUGH", 4),
        ):
            page = self.client.get("/desk/", {"language": "ar"})
        self.assertContains(page, "1 comment among the first 4")
        self.assertContains(page, "Look further")

    def test_what_an_index_finds_is_found_at_once(self):
        watched = WatchList.objects.create(moderator=self.moderator, name="x")
        watched.articles.add(self.story)
        with patch("comments.queues.LOOKED_THROUGH", 1):
            for asked in (
                {"section": self.story.section_id},
                {"story": self.story.pk},
                {"watch": watched.pk},
            ):
                self.assertEqual([len(page) for page in self.pages(**asked)], [6])

    def test_a_comment_has_its_story_s_section_and_moves_with_it(self):
        self.assertEqual(
            Comment.objects.get(pk=self.comment.pk).section_id, self.story.section_id
        )
        self.story.section = make.section()
        self.story.save(update_fields=["section"])
        self.assertEqual(len(self.listed(section=self.story.section_id)), 6)


class PaceTests(DeskTestCase):
    def decide(self, waited, **by):
        comment = make.comment()
        came = timezone.now() - waited
        Comment.objects.filter(pk=comment.pk).update(submitted_at=came)
        return moderation.decide(comment, "approved", by=moderation.By(**by))

    def pace(self):
        return round((pace_of_today(database_now()) or timedelta(0)).total_seconds())

    def test_it_is_the_median_of_what_people_decided_today(self):
        self.assertIsNone(pace_of_today(database_now()))
        self.decide(timedelta(0), policy="a policy")
        for minutes in (1, 5.1, 200):
            self.decide(timedelta(minutes=minutes), moderator=self.moderator)

        self.assertAlmostEqual(self.pace(), 306, delta=30)
        self.assertContains(
            self.client.get("/desk/"), "Deciding takes 5\xa0minutes today."
        )

    def test_what_was_taken_back_counts_for_nothing(self):
        made = self.decide(timedelta(minutes=5), moderator=self.moderator)
        moderation.undo(made, by=self.moderator)
        self.assertIsNone(pace_of_today(database_now()))

    def test_yesterday_is_over(self):
        self.decide(timedelta(minutes=5), moderator=self.moderator)
        tomorrow = database_now() + timedelta(days=1)
        self.assertIsNone(pace_of_today(tomorrow))
