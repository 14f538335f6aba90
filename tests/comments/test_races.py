"""What happens at once: real threads, real connections, real commits."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.models import Article
from comments import moderation, tallies
from comments.models import Comment, CommentPolicy, Decision, Guideline, Rate, Thread
from tests import make, posting
from tests.committed import CommittedTestCase

ROUNDS = 60


def at_once(works):
    """Run every work in a thread of its own, all started at one moment."""
    start = threading.Barrier(len(works))

    def run(work):
        try:
            start.wait(30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def decide_and_change(comments):
    """Approve each; then take back one in three, and reject another."""
    moderator, guideline = make.user("Moderator"), Guideline.objects.first()
    by = moderation.By(moderator=moderator)
    for number, comment in enumerate(comments):
        decision = moderation.decide(comment, "approved", by=by)
        comment.refresh_from_db()
        if number % 3 == 0:
            moderation.undo(decision, by=moderator)
        elif number % 3 == 1:
            moderation.decide(comment, "rejected", by=by, guideline=guideline)


def post_ten(articles, email):
    for number in range(10):
        article = articles[number % 2]
        answer = posting.post(Client(), article, email=email, comment=f"No. {number}")
        assert answer.status_code == 303


@pytest.mark.slow
class RaceTests(CommittedTestCase):
    def setUp(self):
        self.article = make.article()

    def posting(self, **fields):
        return lambda: posting.post(Client(), self.article, **fields)

    def test_t43_the_same_form_twice_at_once_is_one_comment(self):
        for seconds in (15, 0):
            CommentPolicy.objects.update(seconds_between=seconds)
            for turn in range(5):
                words = f"Turn {turn} with {seconds} seconds"
                email = f"reader{turn}-{seconds}@example.org"
                same = self.posting(comment=words, email=email)

                answers = at_once([same] * 4)

                comment = Comment.objects.get(body=words)
                for answer in answers:
                    self.assertEqual(answer.status_code, 303)
                    self.assertIn(f"#comment-{comment.pk}", answer["Location"])
        self.assertEqual(tallies.total(tallies.HELD), Comment.objects.count())

    def test_t45_ten_readers_with_one_stored_form_are_ten_comments(self):
        answers = at_once(
            [
                self.posting(email=f"r{n}@example.org", comment="I agree.")
                for n in range(10)
            ]
        )

        self.assertEqual({answer.status_code for answer in answers}, {303})
        self.assertEqual(Comment.objects.count(), 10)

    def test_t46_of_many_at_once_exactly_as_many_pass_as_are_allowed(self):
        CommentPolicy.objects.update(network_limit=5)
        answers = []
        for turn in range(10):
            answers += at_once(
                [self.posting(email=f"r{turn}.{n}@example.org") for n in range(20)]
            )

        # Ten minutes by the clock may end in the middle; then there are two windows.
        windows = Rate.objects.filter(window__gt=0).count()
        found = Counter(answer.status_code for answer in answers)
        self.assertEqual(found[303], 5 * windows)
        self.assertEqual(found[429], 200 - 5 * windows)
        self.assertEqual(Comment.objects.count(), 5 * windows)

    def test_only_one_of_many_different_comments_passes_in_fifteen_seconds(self):
        answers = at_once([self.posting(comment=f"Number {n}") for n in range(8)])

        found = Counter(answer.status_code for answer in answers)
        self.assertEqual(found, {303: 1, 429: 7})

    def test_t17_of_two_opposite_decisions_one_wins_and_the_other_is_told(self):
        first, second = make.user("Moderator"), make.user("Moderator")

        def deciding(comment, to, user):
            def work():
                try:
                    by = moderation.By(moderator=user)
                    return moderation.decide(comment, to, by=by)
                except moderation.DecidedMeanwhile as told:
                    return str(told)

            return work

        for _round in range(ROUNDS):
            comment = make.comment(article=self.article)
            mine, theirs = Comment.objects.get(pk=comment.pk), comment

            results = at_once(
                [deciding(mine, "approved", first), deciding(theirs, "spam", second)]
            )

            decision = Decision.objects.get(comment=comment)
            self.assertEqual(sum(isinstance(r, Decision) for r in results), 1)
            told = next(r for r in results if isinstance(r, str))
            self.assertIn(str(decision.moderator), told)
            self.assertEqual(
                Comment.objects.get(pk=comment.pk).status, decision.to_status
            )
        self.assert_counts_are_true()

    def test_a_comment_taken_down_while_it_is_looked_for_is_no_failure(self):
        comment = make.comment("approved", article=self.article)
        by, guideline = moderation.By(make.user("Moderator")), Guideline.objects.first()
        down = partial(
            moderation.decide, comment, "rejected", by=by, guideline=guideline
        )
        coming = [down]

        def taken_down_before(execute, sql, *rest):
            if '"tops"' in sql and coming:
                at_once([coming.pop()])
            return execute(sql, *rest)

        with connection.execute_wrapper(taken_down_before):
            answer = Client().get(f"/comments/{comment.pk}/")

        self.assertIn(f"#comment-{comment.pk}", answer["Location"])
        self.assertEqual(Client().get(f"/comments/{comment.pk}/").status_code, 404)

    def test_deciding_undoing_and_posting_at_once_never_lock_one_another(self):
        CommentPolicy.objects.update(seconds_between=0, network_limit=9999)
        articles = [self.article, make.article()]
        held = [make.comment(article=articles[n % 2]) for n in range(40)]

        at_once(
            [
                lambda: decide_and_change(held[:20]),
                lambda: decide_and_change(reversed(held[20:])),
                lambda: post_ten(articles, "a@example.org"),
                lambda: post_ten(articles, "b@example.org"),
            ]
        )

        self.assertEqual(Comment.objects.count(), 60)
        self.assert_counts_are_true()

    def assert_counts_are_true(self):
        held = Comment.objects.filter(status="held").count()
        self.assertEqual(tallies.total(tallies.HELD), held)
        for story in Article.objects.all():
            held = Comment.objects.filter(status="held", article=story).count()
            self.assertEqual(tallies.total(tallies.held_on(story.pk)), held)
        for thread in Thread.objects.all():
            approved = Comment.objects.filter(article=thread.article, status="approved")
            self.assertEqual(thread.approved_count, approved.count())
        call_command("verify_counts", stdout=StringIO())
