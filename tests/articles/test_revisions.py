from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.utils import timezone

from articles import history, publishing
from articles.models import Act, Article, Byline, Reason, Revision, Topic
from tests import make
from tests.articles.admin import ADD, change, filled

DRAFT = {"status": "draft", "published_at": None, "first_published_on": None}


def reasons(article):
    return list(article.revisions.order_by("pk").values_list("reason", flat=True))


class EverySaveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def setUp(self):
        self.client.force_login(self.editor)

    def test_a_new_story_is_kept_whole_with_its_names_and_topics(self):
        writer, topic = make.contributor(), Topic.objects.create(name="Ports", slug="p")
        named = {
            "bylines-TOTAL_FORMS": "1",
            "bylines-0-contributor": writer.pk,
            "bylines-0-role": "reported",
            "bylines-0-position": "0",
            "taggings-TOTAL_FORMS": "1",
            "taggings-0-topic": topic.pk,
        }
        self.client.post(ADD, filled(section=make.section().pk) | named)

        kept = Revision.objects.get()
        self.assertEqual(kept.author, self.editor)
        self.assertEqual(kept.content["body"], "<p>Some words.</p>")
        self.assertEqual(
            kept.content["bylines"],
            [{"id": writer.pk, "name": writer.name, "role": "reported"}],
        )
        self.assertEqual(kept.content["topics"], [{"id": topic.pk, "name": "Ports"}])
        self.assertEqual(kept.version, Article.objects.get().version)

    def test_every_field_that_an_editor_fills_in_is_kept(self):
        kept = history.content_of(make.article())
        left_out = {
            *("id", "body_text", "status", "published_at", "first_published_on"),
            *("appeared_at", "updated_at", "created_by", "created_at", "saved_at"),
            *("version", "search"),
        }
        columns = {field.name for field in Article._meta.concrete_fields}
        self.assertLessEqual(columns - left_out, set(kept))

    def test_a_save_that_changes_nothing_keeps_nothing(self):
        article = make.article(**DRAFT)
        publishing.save(article, by=self.editor)
        kept = reasons(article)
        writer = make.contributor()
        Byline.objects.create(article=article, contributor=writer)
        publishing.save(article, by=self.editor)
        writer.name = "Another name"
        writer.save()
        publishing.save(article, by=self.editor)

        self.assertEqual((kept, reasons(article)), (["found"], ["found", "saved"]))

    def test_a_first_save_keeps_what_stood_before_it(self):
        article = make.article(body="<p>Before.</p>")
        article.body = "<p>After.</p>"
        publishing.save(article, by=self.editor, reason=Reason.TYPO)

        found, typo = article.revisions.order_by("pk")
        self.assertEqual(
            (found.content["body"], found.author), ("<p>Before.</p>", None)
        )
        self.assertEqual((typo.content["body"], typo.reason), ("<p>After.</p>", "typo"))
        self.assertEqual(typo.base_version, found.version)
        self.assertTrue(found.public and typo.public)

    def test_a_save_that_fails_keeps_nothing(self):
        article = make.article()
        article.body = ""
        with self.assertRaises(publishing.Refused):
            publishing.save(article, by=self.editor)
        self.assertEqual(reasons(article), [])

    def test_the_form_says_which_version_its_writer_had_read(self):
        article = make.article(**DRAFT)
        read = article.version
        self.client.post(change(article), filled(article, body="<p>Anew.</p>"))

        self.assertEqual(article.revisions.latest("pk").base_version, read)


class PublicTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")

    def test_what_is_cleared_to_run_is_kept_as_public(self):
        article = make.article(**DRAFT)
        publishing.save(article, by=self.editor)
        later = timezone.now() + timedelta(days=1)
        publishing.publish(article, by=self.editor, at=later)
        publishing.publish(article, by=self.editor)
        publishing.unpublish(article, by=self.editor)

        self.assertEqual(reasons(article), ["found", "published"])
        self.assertEqual(
            list(article.revisions.order_by("pk").values_list("public", flat=True)),
            [False, True],
        )

    def test_every_act_is_on_record(self):
        article = make.article(**DRAFT)
        for act in ("submit", "publish", "update", "withdraw", "unpublish", "kill"):
            getattr(publishing, act)(article, by=self.editor)

        found = Act.objects.filter(article=article, by=self.editor).order_by("pk")
        self.assertEqual(
            list(found.values_list("act", "from_status", "to_status")),
            [
                ("submit", "draft", "in_review"),
                ("publish", "in_review", "published"),
                ("update", "published", "published"),
                ("withdraw", "published", "withdrawn"),
                ("unpublish", "withdrawn", "draft"),
                ("kill", "draft", "killed"),
            ],
        )

    def test_a_refused_act_is_not(self):
        article = make.article(status="killed")
        with self.assertRaises(publishing.Refused):
            publishing.publish(article, by=self.editor)
        self.assertFalse(Act.objects.exists())


class RecordTests(TestCase):
    def setUp(self):
        self.article = make.article()
        publishing.save(self.article)
        publishing.withdraw(self.article, by=make.user("Editor"))

    def refused(self, rows, statement):
        with self.assertRaises(IntegrityError), transaction.atomic():
            statement(rows)

    def test_no_row_of_record_is_changed_or_deleted(self):
        for rows in (Revision.objects.filter(public=True), Act.objects.all()):
            self.assertTrue(rows)
            self.refused(rows, lambda rows: rows.update(article=self.article))
            self.refused(rows, lambda rows: rows._raw_delete(rows.db))
            with self.assertRaises(TypeError):
                rows[0].save()

    def test_the_record_goes_with_its_story(self):
        self.article.delete()
        self.assertFalse(Revision.objects.exists() or Act.objects.exists())


class ThinningTests(TestCase):
    def setUp(self):
        self.article = make.article(**DRAFT)

    def kept(self, days, reason=Reason.SAVED, public=False, hours=0):
        row = history.add(self.article, {"days": days}, None, reason)
        # As if it had been written then: the trigger is the only one that minds.
        moment = timezone.now().replace(hour=12) - timedelta(days=days, hours=hours)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(
                "UPDATE articles_revision SET at = %s, public = %s WHERE id = %s",
                [moment, public, row.pk],
            )
            cursor.execute("SET LOCAL session_replication_role = origin")
        return row.pk

    def test_old_days_keep_their_last_and_public_ones_all(self):
        public = [self.kept(400, public=True, hours=n) for n in (3, 2, 1)]
        of_month = [self.kept(400 - n / 24) for n in (1, 2)]
        of_day = [self.kept(20, hours=n) for n in (2, 1)]
        fresh = [self.kept(2, hours=n) for n in (2, 1)]
        refused = [self.kept(n, Reason.REFUSED) for n in (100, 80)]

        gone = history.thin()

        self.assertEqual(
            set(Revision.objects.values_list("pk", flat=True)),
            {*public, of_month[1], of_day[1], *fresh, refused[1]},
        )
        self.assertEqual(gone, 3)
        self.assertEqual(history.thin(), 0)
