"""What goes wrong at a desk: nothing is decided twice or lost, and each is told why."""

import time
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import F
from django.test import Client, TestCase
from django.urls import reverse

from articles import publishing
from comments import editing, moderation
from comments.models import Comment, Decision
from tests import make, posting
from tests.comments.test_races import at_once
from tests.committed import CommittedTestCase
from tests.tables import everything

CHANGED = "This comment was changed or withdrawn meanwhile."


def pair(comment):
    return f"{comment.pk}.{comment.version}"


def press(client, name="decide", **fields):
    return client.post(reverse(f"comments:{name}"), fields, follow=True)


class AccidentTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.moderator = make.user("Moderator", display_name="Ada")
        cls.story = make.article()
        cls.comment = make.comment(article=cls.story, author_name="Zoe")

    def setUp(self):
        self.client.force_login(self.moderator)

    def statuses(self):
        return list(Comment.objects.order_by("pk").values_list("status", flat=True))

    def test_a_text_that_was_changed_is_not_decided_on_unread(self):
        seen, other = pair(self.comment), make.comment()
        colleague = make.user("Moderator", display_name="Otto")
        version = self.comment.version
        editing.edit(self.comment.pk, "Something else.", seen=version, by=colleague)

        told = "Otto edited it first"
        self.assertContains(press(self.client, act=f"approve:{seen}"), told)
        page = press(self.client, act="approve", chosen=[seen, pair(other)], ticked=2)
        self.assertContains(page, f"Zoe’s comment was left as it is. {told}")
        self.assertContains(page, "1 comment decided.")

        self.assertEqual(self.statuses(), ["held", "approved"])

    def test_a_comment_that_its_author_took_back_is_not_decided_on(self):
        Comment.objects.update(withdrawn_at=TransactionNow())

        page = press(self.client, act=f"approve:{pair(self.comment)}")

        self.assertContains(page, CHANGED)
        self.assertEqual(Decision.objects.count(), 0)

    def test_nobody_is_named_for_what_an_author_did_after_their_decision(self):
        comment = make.comment("approved")
        for meanwhile in ({"withdrawn_at": TransactionNow()}, {"version": 9}):
            Comment.objects.filter(pk=comment.pk).update(withdrawn_at=None)
            Comment.objects.filter(pk=comment.pk).update(**meanwhile)
            page = press(self.client, act=f"spam:{pair(comment)}")
            self.assertContains(page, CHANGED)
            self.assertNotContains(page, "was first")

    def test_a_moderator_without_the_right_decides_and_undoes_nothing(self):
        other = make.comment()
        press(self.client, act=f"approve:{pair(self.comment)}")
        self.moderator.groups.clear()
        before = everything()

        for name, fields in (
            ("decide", {"act": f"spam:{pair(other)}"}),
            ("decide", {"act": "spam", "chosen": [pair(other)]}),
            ("whole", {"act": "spam", "confirmed": "1"}),
            ("undo", {}),
        ):
            self.assertEqual(press(self.client, name, **fields).status_code, 403)
        self.assertEqual(everything(), before)

    def test_a_right_taken_away_in_the_middle_of_a_bulk_ends_it_there(self):
        others = [make.comment() for _n in range(3)]
        decide_all = moderation.decide_all

        def and_then_no_more(*asked, **how):
            Group.objects.get(name="Moderator").user_set.clear()
            return decide_all(*asked, **how)

        with (
            patch("comments.views.desk.deciding.BATCH", 2),
            patch.object(moderation, "decide_all", and_then_no_more),
        ):
            chosen = [pair(comment) for comment in (self.comment, *others)]
            answer = self.client.post(
                reverse("comments:decide"),
                {"act": "approve", "chosen": chosen, "ticked": 4},
            )

        self.assertEqual(self.statuses(), ["approved", "approved", "held", "held"])
        said = [str(message) for message in get_messages(answer.wsgi_request)]
        self.assertIn("2 comments decided.", said)
        self.assertIn(
            "You may no longer decide on comments. The rest was left as it is.", said
        )

    def test_a_comment_on_a_story_that_is_gone_waits_unseen_and_says_so(self):
        chief = make.user("Managing editor")
        for act in (publishing.withdraw, publishing.kill):
            with self.subTest(act.__name__):
                story = make.article()
                comment = make.comment(article=story, body="Words under nothing")
                with self.captureOnCommitCallbacks(execute=True):
                    act(story, by=chief)

                self.assertContains(
                    self.client.get("/desk/"), "This story is not live."
                )
                page = press(self.client, act=f"approve:{pair(comment)}")

                self.assertContains(page, "A story among them is not live")
                Comment.objects.update(visible_from=F("decided_at"))
                self.assertFalse(Comment.objects.visible().exists())
                address = story.get_absolute_url()
                for path in (address, f"{address}feed/", f"{address}comments/"):
                    self.assertIn(Client().get(path).status_code, {404, 410})

    def test_approving_a_comment_touches_no_reply_below_it(self):
        """Of any depth and any status; nor does taking it down, nor Undo."""
        top = make.comment("approved", article=self.story)
        parents = [top]
        for status in ("held", "approved", "spam", "rejected") * 2:
            reply = make.comment(status, article=self.story, parent=parents[-1])
            if status == "approved":
                parents.append(reply)
        replies = Comment.objects.filter(path__contains=[top.pk]).exclude(pk=top.pk)
        before = list(replies.order_by("pk").values())
        self.assertEqual(len(before), 8)

        for act in ("unapprove", "approve", "spam", "approve"):
            top.refresh_from_db()
            press(self.client, act=f"{act}:{pair(top)}")
            self.assertEqual(list(replies.order_by("pk").values()), before)
        press(self.client, "undo")
        self.assertEqual(list(replies.order_by("pk").values()), before)

    def test_a_reply_to_what_was_never_approved_is_never_public(self):
        reply = make.comment(article=self.story, parent=self.comment)
        answer = posting.post(Client(), self.story, parent=self.comment.pk)
        self.assertFalse(Comment.objects.exclude(pk__in=[self.comment.pk, reply.pk]))
        self.assertNotEqual(answer.status_code, 303)

        page = press(self.client, act=f"approve:{pair(reply)}")
        self.assertContains(page, "It answers a comment that was never approved.")
        # Nor when it was approved for the seconds of an Undo.
        press(self.client, act=f"approve:{pair(self.comment)}")
        press(self.client, "undo")
        press(self.client, act=f"approve:{pair(reply)}")
        self.assertEqual(self.statuses(), ["held", "held"])

        self.comment.refresh_from_db()
        both = [pair(reply), pair(self.comment)]
        page = press(self.client, act="approve", chosen=both, ticked=2)
        self.assertContains(page, "2 comments decided.")

    def test_a_reply_outlives_the_comment_that_was_shown_once(self):
        top = make.comment("approved", article=self.story)
        reply = make.comment(article=self.story, parent=top)
        top.refresh_from_db()
        press(self.client, act=f"unapprove:{pair(top)}")

        press(self.client, act=f"approve:{pair(reply)}")

        reply.refresh_from_db()
        self.assertEqual(reply.status, "approved")


@pytest.mark.slow
class AtOnceTests(CommittedTestCase):
    def test_two_on_one_bulk_decide_each_comment_once_and_are_told(self):
        story = make.article()
        names = [f"Reader {number}" for number in range(12)]
        comments = [make.comment(article=story, author_name=name) for name in names]
        chosen = [pair(comment) for comment in comments]
        clients = []
        for name, ticked in (("Ada", chosen), ("Ben", [*reversed(chosen[4:])])):
            client = Client()
            client.force_login(make.user("Moderator", display_name=name))
            clients.append((client, ticked))

        pages = at_once(
            [
                lambda client=client, ticked=ticked, act=act: press(
                    client, act=act, chosen=ticked, ticked=len(ticked)
                )
                for (client, ticked), act in zip(
                    clients, ("approve", "spam"), strict=True
                )
            ]
        )

        made = Decision.objects.select_related("comment", "moderator")
        self.assertEqual(made.count(), 12)
        for decision in made:
            mine = 0 if decision.to_status == "approved" else 1
            # The other was told, unless they never had it on their list.
            refused = f"{decision.comment.author_name}’s comment was left as it is."
            if mine == 1 or decision.comment in comments[4:]:
                words = f"{refused} {decision.moderator} was first"
                self.assertContains(pages[1 - mine], words)

    def test_undo_is_taken_at_second_nine_and_refused_at_second_eleven(self):
        """By the clock on the wall, and before any reader sees the comment."""
        comments = [make.comment(), make.comment()]
        clients = [Client(), Client()]
        began = time.monotonic()
        for client, comment in zip(clients, comments, strict=True):
            client.force_login(make.user("Moderator"))
            press(client, act=f"approve:{pair(comment)}")
        early, late = clients

        time.sleep(max(0, began + 9 - time.monotonic()))
        self.assertFalse(Comment.objects.visible().exists())
        self.assertContains(press(early, "undo"), "everything is as it was")
        time.sleep(max(0, began + 11.5 - time.monotonic()))
        self.assertNotContains(late.get("/desk/"), "data-undo")
        page = press(late, "undo")

        self.assertContains(page, "The ten seconds for taking it back are over.")
        self.assertEqual(
            list(Comment.objects.order_by("pk").values_list("status", flat=True)),
            ["held", "approved"],
        )
        connection.close()
