"""What moderators press, what they send otherwise, and what they are told."""

from datetime import timedelta
from unittest.mock import patch

from django.contrib.auth.models import Group
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from comments.models import Comment, Decision, Guideline
from comments.screening import CHECKS
from comments.views.desk.findings import CHECKS as WORDS
from tests import make

OVER = "The ten seconds for taking it back are over."


def pair(comment):
    return f"{comment.pk}.{comment.version}"


class PressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator", display_name="Ada Moderator")
        cls.comment = make.comment()

    def setUp(self):
        self.client.force_login(self.moderator)

    def decide(self, **fields):
        return self.client.post(reverse("comments:decide"), fields, follow=True)

    def undo(self):
        return self.client.post(reverse("comments:undo"), follow=True)

    def status(self):
        return Comment.objects.get(pk=self.comment.pk).status

    def test_the_queue_is_paged_by_time_and_id_and_loses_nothing(self):
        now = timezone.now()
        Comment.objects.update(submitted_at=now)
        for minutes in (*range(30, 0, -1), *[40] * 30):
            comment = make.comment(article=self.comment.article)
            moment = now - timedelta(minutes=minutes)
            Comment.objects.filter(pk=comment.pk).update(submitted_at=moment)

        seen, address = [], "/desk/"
        while address:
            context = self.client.get(address).context
            seen += [card.comment for card in context["cards"]]
            address = context["more"] and f"/desk/{context['more']}"

        self.assertEqual(len({c.pk for c in seen}), 61)
        order = [(c.submitted_at, c.pk) for c in seen]
        self.assertEqual(order, sorted(order))

    def test_each_rejection_names_its_own_guideline(self):
        second = Guideline.objects.all()[1]
        field = f"guideline-{self.comment.pk}"

        self.decide(act=f"reject:{pair(self.comment)}", **{field: second.pk})

        self.assertEqual(Decision.objects.get().guideline, second)
        self.assertEqual(Decision.objects.get().guideline_version, second.version)

    def test_a_rejection_under_no_guideline_is_refused_and_said(self):
        retired = Guideline.objects.first()
        Guideline.objects.filter(pk=retired.pk).update(is_active=False)
        field = f"guideline-{self.comment.pk}"
        for value in ("", "x", "9" * 40, "-1", retired.pk):
            page = self.decide(
                act=f"reject:{pair(self.comment)}", **{field: str(value)}
            )
            self.assertContains(page, "Say which guideline the comment breaks.")
        self.assertEqual(self.status(), "held")

    def test_the_second_moderator_is_told_who_what_and_when(self):
        stale = pair(self.comment)
        self.decide(act=f"approve:{stale}")
        self.client.force_login(make.user("Moderator"))

        page = self.decide(act=f"spam:{stale}")

        self.assertContains(page, "Ada Moderator")
        self.assertContains(page, "“Approved”")
        when = timezone.localtime(Decision.objects.get().decided_at)
        self.assertContains(page, date_format(when, "DATETIME_FORMAT"))

    def test_of_many_ticked_the_refused_are_named_and_the_others_decided(self):
        taken = make.comment(author_name="Zoe Taken")
        stale = pair(taken)
        self.decide(act=f"approve:{stale}")

        page = self.decide(act="spam", chosen=[pair(self.comment), stale], ticked=2)

        self.assertContains(page, "Zoe Taken’s comment was left as it is.")
        self.assertContains(page, "1 comment decided.")
        self.assertEqual(self.status(), "spam")

    def test_many_ticked_are_asked_about_unless_the_page_showed_their_number(self):
        both = [pair(self.comment), pair(make.comment())]
        guideline = Guideline.objects.first()
        sent = {"act": "reject", "chosen": both, "guideline": guideline.pk}
        for shown in ("", "1", "3", "x"):
            page = self.decide(**sent, ticked=shown)
            self.assertContains(page, "2 comments become “Rejected”.")
            self.assertContains(page, f"Under: {guideline.title}.")
            self.assertFalse(Decision.objects.exists())

        for name, value in (
            ("ticked", 2),
            ("guideline", guideline.pk),
            *(("chosen", each) for each in both),
        ):
            field = f'<input type="hidden" name="{name}" value="{value}">'
            self.assertContains(page, field, html=True)
        self.assertContains(self.decide(**sent, ticked=2), "2 comments decided.")
        self.assertEqual(set(Comment.objects.values_list("status")), {("rejected",)})

    def test_t19_crafted_posts_change_nothing_but_the_status(self):
        before = Comment.objects.values("body", "author_name", "article").get()

        self.decide(
            act=f"approve:{pair(self.comment)}",
            body="Other words",
            author_name="Other",
            article=make.article().pk,
            email="other@example.org",
            moderator="1",
            visible_from="2020-01-01",
        )

        comment = Comment.objects.get()
        row = Comment.objects.values("body", "author_name", "article").get()
        self.assertEqual(row, before)
        self.assertEqual(comment.contact.email, "reader@example.org")
        self.assertGreater(comment.visible_from, timezone.now() - timedelta(minutes=1))
        self.assertEqual(Decision.objects.get().moderator, self.moderator)

    def test_t55_odd_presses_are_answered_and_decide_nothing(self):
        pk = self.comment.pk
        for act in ("", "approve", "approve:", f"approve:{pk}", "approve:.5", "x:1.1",
                    f"approve:{pk}.", f"approve:{'9' * 30}.1", f"approve:٣.{pk}",
                    f"approve:{pk}.999999999", f"held:{pk}.1", "approve:1.1.1",
                    f"approve:{pk}.1 OR 1=1", "approve\x00:1.1"):  # fmt: skip
            for chosen in ([], ["x"], ["."], [""], [f"{pk}.77"], ["1" * 5000]):
                answer = self.decide(act=act, chosen=chosen)
                self.assertEqual(answer.status_code, 200, (act, chosen))
        self.assertEqual(self.status(), "held")

    def test_t18_a_post_without_a_token_is_refused(self):
        strict = self.client_class(enforce_csrf_checks=True)
        strict.force_login(self.moderator)
        for name in ("comments:decide", "comments:undo"):
            answer = strict.post(reverse(name), {"act": f"spam:{pair(self.comment)}"})
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.status(), "held")

    def test_a_right_taken_away_meanwhile_is_gone_at_the_next_press(self):
        self.client.get("/desk/")
        self.moderator.groups.remove(Group.objects.get(name="Moderator"))

        self.assertEqual(self.decide(act=f"spam:{pair(self.comment)}").status_code, 403)
        self.assertEqual(self.status(), "held")

    def test_undo_takes_a_whole_batch_back(self):
        other = make.comment()
        both = [pair(self.comment), pair(other)]
        self.decide(act="approve", chosen=both, ticked=2)

        self.assertContains(self.undo(), "Taken back")
        self.assertEqual(set(Comment.objects.values_list("status")), {("held",)})
        self.assertEqual(Decision.objects.exclude(undoes=None).count(), 2)

    def test_undo_is_neither_offered_nor_taken_after_ten_seconds(self):
        page = self.decide(act=f"approve:{pair(self.comment)}")
        self.assertTrue(page.context["undoable"])

        with patch("comments.models.decision.UNDO_WITHIN", timedelta(0)):
            self.assertFalse(self.client.get("/desk/").context["undoable"])
            self.assertContains(self.undo(), OVER)
        self.assertEqual(self.status(), "approved")

    def test_undo_is_for_the_one_who_pressed(self):
        self.decide(act=f"approve:{pair(self.comment)}")
        pressed = self.client.session["last_decision"]
        other = make.user("Moderator")
        self.client.force_login(other)
        session = self.client.session
        session["last_decision"] = pressed
        session.save()

        self.assertContains(self.undo(), "Only who decided can take it back.")
        self.assertEqual(self.status(), "approved")

    def test_undo_twice_is_one_undo(self):
        self.decide(act=f"approve:{pair(self.comment)}")
        self.undo()

        self.assertContains(self.undo(), OVER)
        self.assertEqual(Decision.objects.count(), 2)

    def test_every_check_has_words_in_the_moderators_language(self):
        names = {check.__name__.rpartition(".")[2] for check in CHECKS}
        self.assertEqual(set(WORDS), names)
        for words in WORDS.values():
            self.assertIsInstance(words, Promise)
