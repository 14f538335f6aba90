"""The queue of what readers reported, and what becomes of a report."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import TestCase
from django.urls import reverse

from comments import moderation, reports, tallies
from comments.models import Comment, Contact, Decision, Guideline, Report, Wording
from tests import make

OVER = "ten seconds for taking it back are over"


class ReportedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator", display_name="Mona")
        cls.story = make.article()
        cls.comment = make.comment("approved", article=cls.story, body="As it was")
        cls.other = make.comment("approved", author_name="Zoë")
        make.comment("approved", article=cls.story)

    def setUp(self):
        self.client.force_login(self.moderator)

    def listed(self, **asked):
        page = self.client.get("/desk/", {"queue": "reported", **asked})
        return [card.comment for card in page.context["cards"]]

    def send(self, name, **fields):
        return self.client.post(reverse(f"comments:{name}"), fields, follow=True)

    def shown(self, comment):
        comment.refresh_from_db()
        return f"{comment.pk}.{comment.version}"

    def test_a_report_puts_the_comment_on_the_list_once(self):
        self.assertEqual(self.listed(), [])
        first = make.report(self.comment)
        make.report(self.comment)
        make.report(self.other)

        self.assertEqual(self.listed(), [self.comment, self.other])
        self.assertEqual(self.comment.reported_at, first.reported_at)
        self.assertEqual(self.listed(order="newest"), [self.other, self.comment])

    def test_its_numbers_are_exact_for_all_by_story_and_by_section(self):
        for comment in (self.comment, self.comment, self.other):
            make.report(comment)
        for asked, number in (
            ({}, 2),
            ({"story": self.story.pk}, 1),
            ({"section": self.story.section_id}, 1),
        ):
            page = self.client.get("/desk/", {"queue": "reported", **asked})
            self.assertEqual(page.context["count"], number)
            self.assertTrue(page.context["count_is_all"])
        tab = next(tab for tab in page.context["tabs"] if tab[2] == "reported")
        self.assertEqual(tab[3], 2)

        self.story.section = make.section()
        self.story.save(update_fields=["section"])
        name = tallies.named(tallies.REPORTED, "section", self.story.section_id)
        self.assertEqual(tallies.total(name), 1)

    def test_a_card_shows_why_and_the_words_that_were_reported(self):
        make.report(
            self.comment,
            guideline=Guideline.objects.first(),
            words="<b>This is about my aunt.",
            reporter_email="niece@example.org",
        )
        Wording.objects.create(
            comment=self.comment,
            version=self.comment.version,
            body=self.comment.body,
            replaced_by=self.moderator,
        )
        Comment.objects.filter(pk=self.comment.pk).update(
            body="Changed since", version=F("version") + 1
        )

        page = self.client.get("/desk/", {"queue": "reported"})

        for words in ("Be civil", "&lt;b&gt;This is about", "niece@example.org"):
            self.assertContains(page, words)
        self.assertContains(page, "As it was")

    def test_it_is_narrowed_and_decided_as_any_list(self):
        make.report(self.comment)
        make.report(self.other)
        make.comment("approved", author_name="Zoë")

        self.assertEqual(self.listed(story=self.story.pk), [self.comment])
        self.assertEqual(self.listed(q="zoe"), [self.other])
        self.assertEqual(self.listed(language="ar"), [])

    def test_a_decision_deals_with_its_reports_and_undo_opens_them_again(self):
        report = make.report(self.comment)
        make.report(self.comment)

        self.send("decide", act=f"spam:{self.shown(self.comment)}")

        report.refresh_from_db()
        made = Decision.objects.latest("pk")
        self.assertEqual(report.decision, made)
        self.assertEqual(
            (report.outcome, report.handled_by), ("removed", self.moderator)
        )
        self.assertEqual(self.listed(), [])
        self.assertEqual(tallies.total(tallies.REPORTED), 0)

        self.send("undo")

        report.refresh_from_db()
        self.assertEqual((report.outcome, report.handled_at), ("", None))
        self.assertEqual(self.listed(), [self.comment])
        self.assertEqual(tallies.total(tallies.REPORTED), 1)

    def test_approving_what_was_held_again_is_keeping_it(self):
        moderation.decide(self.other, "held", by=moderation.By(self.moderator))
        report = make.report(self.other)
        moderation.decide(self.other, "approved", by=moderation.By(self.moderator))

        report.refresh_from_db()
        self.assertEqual(report.outcome, "kept")

    def test_what_is_kept_stays_and_its_reports_say_by_whom(self):
        report = make.report(self.comment)
        shown = self.shown(self.comment)

        page = self.send("keep", keep=shown, list="?queue=reported")

        self.assertContains(page, "1 comment stays")
        report.refresh_from_db()
        self.assertEqual((report.outcome, report.handled_by), ("kept", self.moderator))
        self.assertIsNone(report.decision)
        self.assertEqual(self.shown(self.comment), shown)
        self.assertEqual(self.listed(), [])

    def test_ticked_ones_are_kept_together_and_what_changed_is_not(self):
        make.report(self.comment)
        make.report(self.other)
        chosen = [self.shown(self.comment), self.shown(self.other)]
        moderation.decide(self.other, "held", by=moderation.By(policy="test"))
        make.report(self.other)

        page = self.send("keep", chosen=chosen)

        self.assertContains(page, "1 comment stays")
        self.assertContains(page, "1 was changed, or dealt with, meanwhile")
        self.assertEqual(self.listed(), [self.other])

    def test_keeping_is_taken_back_whole_within_ten_seconds(self):
        for comment in (self.comment, self.comment, self.other):
            make.report(comment)
        chosen = [self.shown(self.comment), self.shown(self.other)]
        self.assertTrue(self.send("keep", chosen=chosen).context["undoable"])

        page = self.send("undo")

        self.assertContains(page, "everything is as it was")
        self.assertEqual(self.listed(), [self.comment, self.other])
        self.assertEqual(tallies.total(tallies.REPORTED), 2)
        self.assertEqual(Report.objects.filter(outcome="").count(), 3)
        self.assertContains(
            self.send("undo"), "ten seconds for taking it back are over"
        )

    def test_after_ten_seconds_or_by_another_it_is_not_taken_back(self):
        make.report(self.comment)
        self.send("keep", keep=self.shown(self.comment))
        report = Report.objects.get()
        self.assertIsNone(reports.recent(self.comment.pk, make.user("Moderator")))
        Report.objects.update(handled_at=report.handled_at - timedelta(seconds=11))

        self.assertContains(
            self.send("undo"), "ten seconds for taking it back are over"
        )
        self.assertEqual(Report.objects.get().outcome, "kept")

    def test_what_a_colleague_decided_meanwhile_stands(self):
        make.report(self.comment)
        self.send("keep", keep=self.shown(self.comment))
        earlier = Report.objects.get().handled_at - timedelta(seconds=1)
        Report.objects.update(handled_at=earlier)
        moderation.decide(self.comment, "spam", by=moderation.By(policy="a colleague"))

        self.assertContains(self.send("undo"), "decided meanwhile; that stands")
        self.assertEqual(Report.objects.get().outcome, "kept")
        self.assertEqual(self.listed(), [])

    def test_a_report_is_open_or_has_an_outcome(self):
        report = make.report(self.comment)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(outcome="kept")

    def test_readers_meet_no_report(self):
        make.report(self.comment, reporter_email="niece@example.org")
        page = self.client.get(self.story.get_absolute_url())
        self.assertContains(page, "As it was")
        self.assertNotContains(page, "niece")

    def test_only_moderators_keep(self):
        make.report(self.comment)
        self.client.force_login(make.user("Reporter"))
        answer = self.client.post("/desk/keep/", {"keep": self.shown(self.comment)})
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(Contact.objects.count(), 3)
