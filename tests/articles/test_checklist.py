"""What is looked at before a story runs: one story for each fault, and one for none."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from articles import checklist, publishing
from articles.models import Act, Article, ContributorKind, PublishingPolicy, Weight
from articles.refusals import Refused, Unready
from tests import make

LATER = timezone.now() + timedelta(days=1)


def ready(**fields):
    """A draft that no check has a word about."""
    story = make.draft(
        **{
            "standfirst": "What it is about.",
            "lead_photo": make.photo(),
            "body": "<h2>A heading</h2><p>Its words.</p>",
            **fields,
        }
    )
    story.bylines.create(contributor=make.contributor())
    return story


def found(story, at=LATER):
    return [concern.check for concern in checklist.look(story, at=at)]


class CheckTests(TestCase):
    def test_a_story_in_order_has_nothing_against_it(self):
        self.assertEqual(found(ready()), [])

    def test_every_check_of_the_policy_is_run_and_no_other(self):
        fields = {field.name for field in PublishingPolicy._meta.concrete_fields}
        weighed = {name for name in fields if f"{name}" in checklist.CHECKS}
        self.assertEqual(weighed, set(checklist.CHECKS))
        self.assertEqual(
            fields - weighed, {"id", "headline_most", "standfirst_most", "kill_by_two"}
        )

    def test_each_fault_is_found_by_its_check_at_its_field(self):
        soon = LATER - timedelta(hours=1)
        for fields, check, field in (
            ({"lead_photo": None}, "photo", "lead_photo"),
            ({"lead_photo": make.photo(alt_text=" ")}, "photo_words", "lead_photo"),
            ({"lead_photo": make.photo(credit_line=" ")}, "photo_words", "lead_photo"),
            (
                {"lead_photo": make.photo(alt_text="Same.", caption="Same.")},
                "alt_text",
                "lead_photo",
            ),
            ({"lead_photo": make.photo(rights_end=soon)}, "photo_rights", "lead_photo"),
            ({"headline": "H" * 111}, "headline", "headline"),
            ({"standfirst": ""}, "standfirst", "standfirst"),
            ({"standfirst": "s" * 301}, "standfirst", "standfirst"),
            ({"body": "<h2>One</h2><h2>Two</h2><p>W.</p>"}, "gaps", "body"),
            ({"body": "<p>Words.</p><h3>Last</h3>"}, "gaps", "body"),
            (
                {"embargoed_until": LATER + timedelta(minutes=1)},
                "embargo",
                "embargoed_until",
            ),
        ):
            with self.subTest(check=check, fields=fields):
                [concern] = checklist.look(ready(**fields), at=LATER)
                self.assertEqual((concern.check, concern.field), (check, field))

    def test_rights_and_embargo_that_end_in_time_are_fine(self):
        story = ready(
            lead_photo=make.photo(rights_end=LATER + timedelta(minutes=1)),
            embargoed_until=LATER,
        )
        self.assertEqual(found(story), [])

    def test_a_photo_within_the_text_is_looked_at_too(self):
        ended = make.photo(rights_end=LATER - timedelta(hours=1))
        body = f'<p>Words.</p><figure data-photo="{ended.pk}"></figure>'
        [concern] = checklist.look(ready(body=body), at=LATER)
        self.assertEqual((concern.check, concern.field), ("photo_rights", "body"))

    def test_a_story_without_a_name_over_it(self):
        story = ready()
        story.bylines.all().delete()
        self.assertEqual(found(story), ["byline"])


class AgencyTests(TestCase):
    def test_a_text_signed_by_an_agency_names_it(self):
        ours = make.contributor(name="Nordwire", kind=ContributorKind.AGENCY)
        for body in (
            "<p>ANBAR (dpa) — The county counted.</p>",
            "<p>LONDON (Reuters) - Shares fell.</p>",
            "<p>ANBAR (Nordwire) Words.</p>",
            "<p>Words of the story.</p><p>(dpa/abc)</p>",
            "<p>Words of the story.</p><p>dpa abc xyz</p>",
        ):
            with self.subTest(body):
                self.assertEqual(found(ready(body=body)), ["agency"])
                self.assertEqual(found(ready(body=body, source_agency=ours)), [])
                signed = ready(body=body)
                signed.bylines.create(contributor=ours, position=1)
                self.assertEqual(found(signed), [])

    def test_an_agency_that_is_only_spoken_of_is_no_signature(self):
        for body in (
            "<p>Shares of Reuters fell.</p>",
            "<p>The mayor told AP that it was done.</p><p>He left.</p>",
            f"<p>{'Long words. ' * 30}(AP) was there.</p><p>And more of it.</p>",
        ):
            self.assertEqual(found(ready(body=body)), [], body)


class LinkTests(TestCase):
    def linked(self, *hrefs):
        links = "".join(f'<a href="{href}">x</a> ' for href in hrefs)
        return ready(body=f"<p>{links}</p>")

    def test_links_to_what_stands_somewhere_are_fine(self):
        live, moved = make.article(), make.article()
        old = moved.get_absolute_url()
        Article.objects.filter(pk=moved.pk).update(slug="moved-on")
        by_then = make.article(published_at=LATER - timedelta(hours=1))
        story = self.linked(
            live.get_absolute_url(),
            f"http://testserver{live.get_absolute_url()}",
            f"{live.get_absolute_url()}#comment-1",
            live.get_absolute_url().rstrip("/"),
            old,
            by_then.get_absolute_url(),
            live.section.get_absolute_url(),
            "/corrections/",
            "/feed.atom",
            "mailto:desk@example.org",
            "tel:110",
            "https://elsewhere.example/nowhere/",
            "#below",
        )
        with self.settings(SITE_URL="http://testserver"):
            self.assertEqual(found(story), [])

    def test_each_link_that_leads_nowhere_is_named_once(self):
        for gone in (
            make.draft(slug="only-a-draft"),
            make.article(status="withdrawn"),
            make.article(published_at=LATER + timedelta(hours=1)),
        ):
            path = f"/2026/01/02/{gone.slug}/"
            with self.subTest(path):
                [concern] = checklist.look(self.linked(path, path), at=LATER)
                self.assertIn(path, concern.sentence)
        for path in ("/no-such-section/", "/by/nobody/", "/topics/none/", "/a/b/c/d/"):
            self.assertEqual(found(self.linked(path)), ["links"], path)


class AgainTests(TestCase):
    def test_a_text_that_changed_since_readers_saw_it_needs_a_correction(self):
        editor = make.user("Managing editor")
        story = ready()
        publishing.publish(story, by=editor)
        publishing.withdraw(story, by=editor)
        self.assertEqual(found(story), [])

        story.body = "<p>Other words.</p>"
        publishing.save(story, by=editor)
        self.assertEqual(found(story), ["correction"])


class InTheActTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.editor = make.user("Editor")
        cls.managing = make.user("Managing editor")

    def test_a_heading_with_words_under_it_is_none_of_those_without(self):
        body = "<h2>First</h2><p>Words.</p><h2>Last</h2>"
        [concern] = checklist.look(ready(body=body), at=LATER)
        self.assertEqual(concern.sentence, "Nothing stands under “Last”.")

    def test_what_forbids_refuses_the_act_and_changes_nothing(self):
        story = ready(embargoed_until=LATER)
        with self.assertRaises(Unready) as refused:
            publishing.publish(story, by=self.managing)

        self.assertEqual([c.check for c in refused.exception.concerns], ["embargo"])
        self.assertEqual(Article.objects.get(pk=story.pk).status, "draft")
        self.assertFalse(Act.objects.exists())

    def test_what_advises_stands_in_nobodys_way(self):
        story = ready(lead_photo=None)
        publishing.publish(story, by=self.editor)
        self.assertEqual(story.status, "published")

    def test_the_policy_decides_which_is_which(self):
        PublishingPolicy.objects.update(photo=Weight.FORBIDS, embargo=Weight.OFF)
        publishing.publish(ready(embargoed_until=LATER), by=self.editor)
        with self.assertRaises(Unready):
            publishing.publish(ready(lead_photo=None), by=self.editor)

    def test_going_on_needs_a_reason_and_the_permission_and_is_on_record(self):
        story = ready(embargoed_until=LATER)
        with self.assertRaisesMessage(Refused, "Only a managing editor"):
            publishing.publish(story, by=self.editor, despite="I want to.")

        publishing.publish(story, by=self.managing, despite="The source agreed.")

        override = Act.objects.get(act="override")
        self.assertEqual(override.by, self.managing)
        self.assertIn("The source agreed.", override.note)
        self.assertIn("It is embargoed until", override.note)

    def test_a_reason_that_was_not_needed_leaves_no_record(self):
        publishing.publish(ready(), by=self.managing, despite="Just in case.")
        self.assertFalse(Act.objects.filter(act="override").exists())

    def test_a_schedule_is_looked_at_for_its_own_hour(self):
        story = ready(embargoed_until=LATER)
        publishing.publish(story, by=self.editor, at=LATER)
        self.assertEqual(story.status, "published")

    def test_what_comes_from_elsewhere_meets_them_too(self):
        long_ago = timezone.now() - timedelta(days=900)
        with self.assertRaises(Unready):
            story = ready(body="<p>ANBAR (dpa) — Words.</p>")
            publishing.publish(story, by=self.managing, since=long_ago)
