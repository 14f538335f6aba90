"""Rows by a statement of our own are the rows that Django would put in."""

from datetime import UTC, datetime

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Contact, ScreeningResult
from newsroom.postgres.inserting import insert
from tests import make

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def as_stored(row):
    stored = type(row)._base_manager.filter(pk=row.pk).values().get()
    return {name: value for name, value in stored.items() if name != "id"}


class InsertTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.article = make.article()

    def comment(self, **more):
        return Comment(
            article=self.article,
            author_name="Ann 100 %s",
            body="A\n{b} '\"",
            body_html="<p>A</p>",
            **more,
        )

    def test_a_row_is_what_django_would_have_made_of_it(self):
        ours, djangos = self.comment(), self.comment()
        insert(ours)
        djangos.save()

        path = {"path": None, "root_id": None}
        self.assertEqual(as_stored(ours) | path, as_stored(djangos) | path)
        self.assertEqual(as_stored(ours)["path"], [ours.pk])
        self.assertIsNone(ours.root_id)

    def test_it_knows_what_the_database_gave_it(self):
        comment = self.comment()
        insert(comment)

        stored = Comment.objects.get(pk=comment.pk)
        self.assertEqual(comment.submitted_at, stored.submitted_at)
        self.assertEqual(comment.calmness, 0)
        comment.author_name = "Ben"
        comment.save(update_fields=["author_name"])
        self.assertEqual(Comment.objects.count(), 1)

    def test_what_is_given_is_not_left_to_the_database(self):
        comment = self.comment(submitted_at=NOW)
        insert(comment, self.comment())

        self.assertEqual(Comment.objects.get(pk=comment.pk).submitted_at, NOW)

    def test_a_key_of_its_own_bytes_and_json_go_in_as_they_are(self):
        comment = self.comment()
        insert(comment)
        insert(Contact(comment=comment, email="a@example.org", content_key=b"\0\xff"))
        found = {"words": ["ü", None, 1.5]}
        several = {"comment": comment, "version": 1, "outcome": "clear"}
        links, names = (
            ScreeningResult(check_name=name, detail=found, **several)
            for name in ("links", "names")
        )
        insert(links, names)

        contact = Contact.objects.get(comment=comment)
        self.assertEqual(bytes(contact.content_key), b"\0\xff")
        self.assertEqual(contact.status, "held")
        details = ScreeningResult.objects.values_list("detail", flat=True)
        self.assertEqual([*details], [found, found])

    def test_a_row_that_the_database_refuses_is_refused_by_its_name(self):
        comment = self.comment()
        insert(comment)
        refused = self.assertRaisesMessage(IntegrityError, "contact_has_an_address")
        with refused, transaction.atomic():
            insert(Contact(comment=comment, email=""))
        self.assertFalse(Contact.objects.exists())

    def test_several_rows_are_one_question(self):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            insert(self.comment(), self.comment(), self.comment())
        self.assertEqual(len(asked), 1)
