"""Acts on several stories, chosen in the list."""

from django.urls import reverse

from articles.models import Act, Article, PublishingPolicy, Weight
from tests import make
from tests.articles.admin import AtTheDesk
from tests.articles.test_workflow import LIST, one_of_each


class SeveralTests(AtTheDesk):
    def press(self, act, *stories, **fields):
        address = reverse("admin:articles_article_act", args=[act])
        chosen = {"story": [story.pk for story in stories]}
        return self.client.post(address, chosen | fields, follow=True)

    def choose(self, act, *stories):
        chosen = [story.pk for story in stories]
        words = {"action": act, "_selected_action": chosen, "index": "0"}
        return self.client.post(LIST, words, follow=True)

    def statuses(self, *stories):
        return [Article.objects.get(pk=story.pk).status for story in stories]

    def test_the_list_offers_what_a_person_may_do(self):
        one_of_each()
        for user, offered in (
            (self.editor, {"submit", "publish", "schedule", "unpublish", "withdraw"}),
            (make.user("Reporter"), {"submit"}),
        ):
            self.client.force_login(user)
            make.draft(created_by=user)
            form = self.client.get(LIST).context["action_form"]
            names = {name for name, _label in form.fields["action"].choices}
            self.assertEqual(names - {"", "delete_selected"}, offered)

    def test_several_are_published_after_a_page_that_says_what_the_checks_say(self):
        stories = make.draft(), make.draft(body="<p>ANBAR (dpa) — Words.</p>")
        page = self.choose("publish", *stories)
        self.assertContains(page, "is signed by dpa")
        self.assertEqual(self.statuses(*stories), ["draft", "draft"])

        answer = self.press("publish", *stories)

        self.assertEqual(self.statuses(*stories), ["published", "draft"])
        self.assertContains(answer, "Publish: done with 1 story.")
        self.assertContains(answer, f"{stories[1].headline}: Checks forbid it")

    def test_several_are_scheduled_for_one_time(self):
        stories = make.draft(), make.draft()
        answer = self.press("schedule", *stories, appear_at_0="x", appear_at_1="x")
        self.assertContains(answer, "Enter a")
        past = {"appear_at_0": "2001-01-01", "appear_at_1": "10:00"}
        answer = self.press("schedule", *stories, **past)
        self.assertContains(answer, "That time has passed.")
        ahead = {"appear_at_0": "2099-01-01", "appear_at_1": "10:00"}
        self.press("schedule", *stories, **ahead)

        for story in Article.objects.all():
            self.assertEqual(
                (story.status, story.published_at.year), ("published", 2099)
            )

    def test_an_hour_that_the_clocks_skip_is_explained(self):
        story = make.draft()
        skipped = {"appear_at_0": "2099-03-08", "appear_at_1": "02:30"}
        with self.settings(TIME_ZONE="America/New_York"):
            answer = self.press("schedule", story, **skipped)
        self.assertContains(answer, "couldn’t be interpreted in time zone")
        self.assertEqual(self.statuses(story), ["draft"])

    def test_what_is_refused_to_one_is_no_hindrance_to_another(self):
        stories = make.draft(), make.article(), make.draft(status="in_review")
        answer = self.press("submit", *stories)
        self.assertEqual(
            self.statuses(*stories), ["in_review", "published", "in_review"]
        )
        self.assertContains(answer, "cannot go from")

    def test_two_presses_do_it_once(self):
        story = make.draft()
        self.press("submit", story)
        answer = self.press("submit", story)
        self.assertContains(answer, "cannot go from")
        self.assertEqual(Act.objects.filter(act="submit").count(), 1)

    def test_a_story_deleted_meanwhile_is_said_to_be_gone(self):
        gone, kept = make.draft(), make.draft()
        Article.objects.filter(pk=gone.pk).delete()
        answer = self.press("submit", gone, kept)
        self.assertContains(answer, "Some of the stories are gone")
        self.assertEqual(self.statuses(kept), ["in_review"])

    def test_killing_asks_for_a_reason_and_keeps_it_on_record(self):
        story = make.article()
        address = reverse("admin:articles_article_act", args=["kill"])
        self.assertEqual(self.client.get(address).status_code, 403)
        self.client.force_login(self.managing)
        page = self.client.get(address, {"story": story.pk})
        self.assertContains(page, "nothing brings them back")
        self.assertContains(self.press("kill", story), "This field is required.")
        self.assertEqual(self.statuses(story), ["published"])

        self.press("kill", story, reason="Court order 12/26")

        self.assertEqual(self.statuses(story), ["killed"])
        self.assertEqual(Act.objects.get(act="kill").note, "Court order 12/26")

    def test_who_may_not_is_refused_at_the_address_too(self):
        self.client.force_login(make.user("Reporter"))
        self.assertEqual(self.press("publish", make.draft()).status_code, 403)
        self.client.force_login(make.user("Moderator"))
        self.assertEqual(self.press("submit", make.draft()).status_code, 403)

    def test_odd_addresses_are_harmless(self):
        for act in ("nothing", "save", "restore"):
            address = reverse("admin:articles_article_act", args=[act])
            self.assertEqual(self.client.get(address).status_code, 404)
        address = reverse("admin:articles_article_act", args=["submit"])
        for odd in ("", "x", "9" * 30, "-1", "\0"):
            answer = self.client.get(address, {"story": odd})
            self.assertEqual(answer.status_code, 200, odd)

    def test_more_than_anyone_reads_are_not_taken_at_once(self):
        section = make.section()
        stories = [make.draft(section=section) for _ in range(101)]
        answer = self.choose("submit", *stories)
        self.assertContains(answer, "At most 100 stories at once.")

    def test_a_policy_that_forbids_is_met_by_the_list_too(self):
        PublishingPolicy.objects.update(photo=Weight.FORBIDS)
        story = make.draft()
        self.press("publish", story)
        self.assertEqual(self.statuses(story), ["draft"])
