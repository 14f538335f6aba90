"""What a new story begins with: a wire's text, or its section's template."""

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from articles import wire
from articles.models import Article, Contributor, ContributorKind, StoryTemplate
from tests import make
from tests.articles.admin import ADD

PAGE = reverse("admin:articles_article_wire")
DPA = Contributor(name="dpa", kind=ContributorKind.AGENCY)
STORY = """Two soldiers killed near the western town

ANBAR, Nov 28 (dpa) -- Two soldiers were killed on Tuesday, a source said.

"Fierce clashes" broke out, he said.

dpa/abc xyz
"""


class ProposalTests(SimpleTestCase):
    def test_a_whole_story_is_read_for_its_parts(self):
        found = wire.propose(STORY, [DPA])
        self.assertEqual(found.headline, "Two soldiers killed near the western town")
        self.assertEqual((found.dateline, found.agency), ("ANBAR", DPA))
        self.assertEqual(
            found.body,
            "Two soldiers were killed on Tuesday, a source said.\n\n"
            '"Fierce clashes" broke out, he said.',
        )

    def test_ways_in_which_wires_begin(self):
        for first, dateline, named in (
            ("LONDON (Reuters) - Shares fell.", "LONDON", "Reuters"),
            ("Berlin (dpa) – Die Zahl steigt.", "Berlin", "dpa"),
            ("(AP) — The first words.", "", "AP"),
            ("Berlin (dpa/lrs) - Die Zahl.", "Berlin", "lrs"),
            ("NEW YORK, March 3 (AFP) — Words.", "NEW YORK", "AFP"),
            ("VARNHOLM -- The county counted.", "VARNHOLM", ""),
            ("The county (it was late) counted.", "", ""),
            ("بغداد (د ب أ) – قال مصدر إن", "بغداد", "د ب أ"),
        ):
            with self.subTest(first):
                found = wire.propose(f"{first}\n\nMore words.", [])
                said = found.dateline, found.named
                if named != "lrs":
                    self.assertEqual(said, (dateline, named))

    def test_no_word_is_lost_but_those_that_are_proposed_elsewhere(self):
        for text in (STORY, "One line only.", "A\n\nB\n\nC", "Head\nFirst.\nSecond."):
            found = wire.propose(text, [DPA])
            told = f"{found.headline} {found.dateline} {found.named} {found.body}"
            missing = {*text.split()} - {*told.split()}
            self.assertLessEqual(
                missing, {"Nov", "28", "(dpa)", "--", "dpa/abc", "xyz", "ANBAR,"}
            )

    def test_the_script_of_a_text_proves_its_language(self):
        for text, language in (
            ("قال المصدر إن القتال مستمر", "ar"),
            ("سەرچاوەیەک گوتی شەڕ بەردەوامە", "ckb"),
            ("منبع گفت که درگیری پایان گرفت", "fa"),
            ("המקור אמר", "he"),
            ("The source said", ""),
        ):
            self.assertEqual(wire.propose(text, []).language, language)

    def test_odd_texts_are_harmless(self):
        for text in ("", "\0", "(" * 5000, "a" * 200_000, "(x)\n" * 5000, "-- " * 9000):
            wire.propose(text, [DPA])


class WireTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.reporter = make.user("Reporter")
        cls.agency = make.contributor(name="dpa", kind=ContributorKind.AGENCY)

    def setUp(self):
        self.client.force_login(self.reporter)

    def test_nothing_is_taken_that_has_no_tick(self):
        page = self.client.post(PAGE, {"text": STORY})
        self.assertContains(page, 'value="Two soldiers killed near the western town"')
        form = self.client.post(
            PAGE,
            {
                "take": ["headline", "source_agency", "body"],
                "headline": "A better headline",
                "dateline": "ANBAR",
                "source_agency": self.agency.pk,
                "body": "One.\r\n\r\nTwo <3.",
            },
        )
        initial = form.context["adminform"].form.initial
        self.assertEqual(initial["headline"], "A better headline")
        self.assertEqual(initial["body"], "<p>One.</p><p>Two &lt;3.</p>")
        self.assertEqual(initial["source_agency"], f"{self.agency.pk}")
        self.assertNotIn("dateline", initial)
        self.assertContains(form, f'action="{ADD}"')
        self.assertContains(form, " data-dirty>")
        self.assertNotContains(self.client.get(ADD), " data-dirty")
        self.assertFalse(Article.objects.exists())

    def test_an_agency_that_is_not_known_is_named_and_not_made(self):
        page = self.client.post(PAGE, {"text": STORY.replace("dpa", "AFP")})
        self.assertContains(page, "The text is signed “AFP”")
        self.assertEqual(Contributor.objects.count(), 1)

    def test_odd_ticks_are_harmless(self):
        for odd in ("x", "9" * 30, "\0"):
            answer = self.client.post(
                PAGE, {"take": [odd, "source_agency", "body"], "source_agency": odd}
            )
            self.assertEqual(answer.status_code, 200)

    def test_it_is_for_those_who_write(self):
        self.client.force_login(make.user("Moderator"))
        self.assertEqual(self.client.get(PAGE).status_code, 403)


class TemplateTests(TestCase):
    def test_a_new_story_of_a_section_begins_with_its_template(self):
        section = make.section(language="ar")
        StoryTemplate.objects.create(section=section, body="<p>Result: </p>")
        self.client.force_login(make.user("Reporter"))
        self.assertContains(self.client.get(ADD), f"?section={section.pk}")

        form = self.client.get(ADD, {"section": section.pk}).context["adminform"].form

        self.assertEqual(form.initial["body"], "<p>Result: </p>")
        self.assertEqual(form.initial["language"], "ar")
        for odd in ("x", "0", "9" * 30):
            self.assertEqual(self.client.get(ADD, {"section": odd}).status_code, 200)

    def test_an_editor_writes_it_on_the_section(self):
        section = make.section()
        self.client.force_login(make.user("Editor"))
        address = reverse("admin:articles_section_change", args=[section.pk])
        self.client.post(
            address,
            {
                "name": "Sport", "slug": "sport", "language": "en", "position": "0",
                "comments_mode": "open", "template-TOTAL_FORMS": "1",
                "template-INITIAL_FORMS": "0", "template-0-standfirst": "Who won.",
            },
        )  # fmt: skip
        self.assertEqual(StoryTemplate.objects.get().standfirst, "Who won.")
