"""What is changed in a story that is out meets the checks, as a new one does."""

from datetime import timedelta

from django.utils import timezone

from articles import history, publishing
from articles.models import Act, Article, PublishingPolicy
from articles.refusals import Unready
from tests import make
from tests.articles.admin import AtTheDesk, change, filled
from tests.articles.test_corrections import SAID

WIRE = "<p>ANBAR (dpa) — Words.</p>"
UPDATE = {"change": "update"}


class ChangedWhenOutTests(AtTheDesk):
    def setUp(self):
        super().setUp()
        self.story = make.article(body="<p>Words with a tpyo.</p>")

    def send(self, **fields):
        self.story.refresh_from_db()
        answer = self.client.post(change(self.story), filled(self.story, **fields))
        self.story.refresh_from_db()
        return answer

    def test_what_a_check_forbids_comes_back_on_the_form_whatever_the_change_is(self):
        before = self.story.body
        for said in ({"change": "typo"}, UPDATE, SAID):
            answer = self.send(body=WIRE, **said)
            self.assertContains(answer, "Checks forbid it:")
            self.assertContains(answer, "is signed by dpa")
            self.assertContains(answer, "ANBAR (dpa) — Words.")
            self.assertEqual(self.story.body, before)
            self.assertIsNone(self.story.updated_at)
        self.assertFalse(self.story.corrections.exists())

    def test_what_was_wrong_before_hinders_nobody(self):
        Article.objects.filter(pk=self.story.pk).update(body=WIRE)
        for said in ({"change": "typo"}, UPDATE, SAID):
            self.send(body=f"{WIRE}<p>More of {said['change']}.</p>", **said)
            self.assertIn(said["change"], self.story.body)

    def test_another_photo_whose_rights_are_over_is_new(self):
        over = {"rights_end": timezone.now() - timedelta(hours=1)}
        photos = [make.photo(caption=f"Picture {n}", **over) for n in "ab"]
        Article.objects.filter(pk=self.story.pk).update(lead_photo=photos[0])

        kept = self.send(lead_photo=photos[0].pk, body="<p>Without a typo.</p>")
        other = self.send(lead_photo=photos[1].pk)

        self.assertEqual(kept.status_code, 302)
        self.assertContains(other, "The rights of “Picture b” end")

    def test_what_only_advises_is_no_hindrance(self):
        PublishingPolicy.objects.update(agency="advises")
        self.send(body=WIRE, **UPDATE)
        self.assertEqual(self.story.body, WIRE)

    def test_who_may_goes_on_with_a_reason_on_record(self):
        despite = {"despite": "Agreed by phone.", **UPDATE}
        self.send(body=WIRE, **despite)
        self.assertNotEqual(self.story.body, WIRE)

        self.client.force_login(self.managing)
        self.send(body=WIRE, **despite)

        self.assertEqual(self.story.body, WIRE)
        self.assertIn("Agreed by phone.", Act.objects.get(act="override").note)

    def test_taking_it_down_is_never_hindered(self):
        self.send(body=WIRE, act="withdraw", change="")
        self.assertEqual((self.story.status, self.story.body), ("withdrawn", WIRE))

    def test_what_waits_for_its_hour_is_looked_at_for_that_hour(self):
        hour = timezone.now() + timedelta(days=1)
        photo = make.photo(rights_end=hour - timedelta(hours=1))
        self.story = make.article(published_at=hour)

        answer = self.send(lead_photo=photo.pk)

        self.assertContains(answer, "before the story appears")
        self.assertIsNone(self.story.lead_photo)

    def test_other_ways_of_writing_meet_them_too(self):
        wire = self.story.revisions.create(
            version=1,
            reason="saved",
            content=history.content_of(self.story) | {"body": WIRE},
        )
        with self.assertRaises(Unready):
            publishing.restore(self.story, wire, by=self.editor)
