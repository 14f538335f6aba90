"""The statement that holds a comment puts in what the ORM would, or nothing at all."""

import re

from django.db import IntegrityError, connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, CommentPolicy, Contact, Rate, ScreeningResult
from comments.rendering import html_of
from comments.screening import screen
from comments.screening.evidence import Evidence
from comments.screening.names import name_shown
from comments.submissions import Duplicate, Submission, TooFast, submit
from newsroom.models import User
from tests import make, posting
from tests.committed import CommittedTestCase

WORDS = "A 100 %s of {b} '\"\\\n\nhttp://a.example http://b.example http://c.example"
KEYS = {"id", "comment_id", "root_id", "path", "submitted_at", "created_at"}


def stored(rows):
    """Every column but the keys and the moments, which differ between any two."""
    return [
        {name: value for name, value in row.items() if name not in KEYS}
        for row in rows.order_by("pk").values()
    ]


def rewritten():
    """How many rows of comments were written again in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n_tup_upd FROM pg_stat_xact_user_tables"
            " WHERE relname = 'comments_comment'"
        )
        return cursor.fetchone()[0]


def submission(article, **more):
    said = {"name": "Ann %(name)s", "body": WORDS} | more
    return Submission(
        **{
            "article": article,
            "parent": None,
            "email": "ann@example.org",
            "website": "https://ann.example/?%s",
            "token": "t" * 50,
            "network": b"\0\xff" * 8,
            "evidence": Evidence(name=said["name"], body=said["body"]),
            **said,
        }
    )


class HoldingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()
        cls.policy = CommentPolicy.objects.get()

    def by_the_orm(self, one):
        comment = Comment.objects.create(
            article=one.article,
            parent=one.parent,
            author_name=one.name,
            body=one.body,
            body_html=html_of(one.body),
        )
        Contact.objects.create(
            comment=comment,
            email=one.email,
            website=one.website,
            address_hash=one.network,
            token=one.token[-40:],
        )
        for name, found in screen(one.evidence).items():
            ScreeningResult.objects.create(
                comment=comment, version=comment.version, check_name=name, **vars(found)
            )
        return comment.pk

    def test_every_column_is_what_the_orm_puts_there(self):
        parent = make.comment("approved", article=self.article)
        for more in ({}, {"parent": parent}, {"body": "GOOD MORNING, WHOLE OF BERLIN"}):
            one = submission(self.article, email=f"{[*more]}@a.example", **more)
            ours, orms = submit(one, self.policy), self.by_the_orm(one)
            for rows in (
                Comment.objects.all(),
                ScreeningResult.objects.order_by("pk"),
                Contact.objects.all(),
            ):
                key = "pk" if rows.model is Comment else "comment"
                mine, theirs = (stored(rows.filter(**{key: pk})) for pk in (ours, orms))
                with self.subTest(rows.model.__name__):
                    for row in mine:
                        self.assertTrue(row.pop("content_key", b"-"))
                    for row in theirs:
                        row.pop("content_key", None)
                    self.assertEqual(mine, theirs)

        made = Comment.objects.get(pk=ours)
        self.assertEqual((made.path, made.calmness), ([ours], -1))
        moments = (made.contact.created_at, made.submitted_at)
        self.assertEqual(*moments)

    def test_a_comment_that_is_flagged_is_written_once(self):
        before = rewritten()
        flagged = submission(self.article, body="GOOD MORNING, WHOLE OF BERLIN")
        pk = submit(flagged, self.policy)

        self.assertEqual(Comment.objects.get(pk=pk).calmness, -1)
        self.assertEqual(rewritten(), before)

    def test_a_comment_is_two_questions_and_the_second_a_transaction_of_its_own(self):
        posting.post(self.client, self.article)  # writes the statements down
        with CaptureQueriesContext(connection) as asked:
            posting.post(self.client, self.article, email="b@a.example", comment="B")

        kinds = [re.search("SELECT|WITH|SAVEPOINT", q["sql"])[0] for q in asked]
        self.assertEqual(kinds, ["SELECT", "WITH"])

    def test_what_is_refused_leaves_nothing_and_counts_nothing(self):
        submit(submission(self.article), self.policy)
        counted = sorted(Rate.objects.values_list("pk", "count"))
        self.policy.network_limit = 1
        for more, refusal in (
            ({"body": "Again, at once"}, TooFast),  # the same writer
            ({"email": "ben@a.example"}, TooFast),  # the same network
            ({"token": ""}, Duplicate),
        ):
            with self.subTest(more), self.assertRaises(refusal):
                submit(submission(self.article, **more), self.policy)

        self.assertEqual(Comment.objects.count(), 1)
        self.assertEqual(sorted(Rate.objects.values_list("pk", "count")), counted)

    def test_no_limit_of_seconds_is_none(self):
        self.policy.seconds_between = 0

        for number in range(3):
            submit(submission(self.article, body=f"Number {number}"), self.policy)

        self.assertEqual(Comment.objects.count(), 3)
        self.assertEqual(Rate.objects.get().count, 3)

    def test_the_names_that_are_guarded_are_those_that_users_show(self):
        for fields in (
            {"display_name": "Anna Berg"},
            {"first_name": "Anna", "last_name": "Berg"},
            {"last_name": "Berg"},
            {},
        ):
            make.user(**fields)

        shown = User.objects.annotate(shown=name_shown())
        self.assertEqual([one.shown for one in shown], [*map(str, shown)])


class RefusedTests(CommittedTestCase):
    """What is committed, for nothing around the statement would take it back."""

    def test_what_a_constraint_refuses_is_refused_whole(self):
        article, policy = make.article(), CommentPolicy.objects.get()
        for more, name in (
            ({"body": ""}, "comment_blank_only_when_erased"),
            ({"email": ""}, "contact_has_an_address"),
        ):
            with self.assertRaisesMessage(IntegrityError, name):
                submit(submission(article, **more), policy)

        for kind in (Comment, Contact, ScreeningResult, Rate):
            self.assertFalse(kind.objects.exists())

    def test_a_network_that_is_full_does_not_make_its_writers_wait(self):
        article, policy = make.article(), CommentPolicy.objects.get()
        policy.network_limit = 1
        submit(submission(article), policy)
        with self.assertRaises(TooFast) as refused:
            submit(submission(article, email="ben@a.example"), policy)

        window = Rate.objects.get(window__gt=0)
        left = (window.ends_at - timezone.now()).total_seconds()
        self.assertAlmostEqual(refused.exception.seconds, left, delta=2)
        policy.network_limit = 2
        submit(submission(article, email="ben@a.example"), policy)
        self.assertEqual(Comment.objects.count(), 2)
