import time
import unicodedata
from datetime import UTC, datetime
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import get_resolver

from articles import publishing
from articles.models import Contributor, Page, PastAddress, Section, Topic
from articles.models.languages import Language
from articles.models.slugs import slug_of, validate_section_slug
from tests import make

ARABIC = "قرية-تطفئ-أنوارها"


def story(slug="the-story", **fields):
    moment = datetime(2026, 1, 2, 12, tzinfo=UTC)
    return make.article(slug=slug, published_at=moment, **fields)


def moved(answer):
    return (answer.status_code, answer.headers.get("Location"))


class SpellingTests(TestCase):
    def test_a_missing_slash_leads_to_the_page(self):
        found = story()
        section = found.section.get_absolute_url()
        for address in (section, "/2026/01/02/the-story/", "/by/", "/admin/", "/desk/"):
            answer = self.client.get(address.rstrip("/"))
            self.assertEqual(moved(answer), (301, address))

    def test_a_missing_slash_where_nothing_is_stays_missing(self):
        for address in ("/nothing", "/2026/01/02/nothing", "/by/nobody", "/a/b/c"):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_a_missing_slash_and_an_old_slug_are_one_step(self):
        found = story()
        found.slug = "new"
        publishing.save(found)

        answer = self.client.get("/2026/01/02/the-story")

        self.assertEqual(moved(answer), (301, "/2026/01/02/new/"))

    def test_what_was_asked_goes_along(self):
        section = make.section(slug="world")

        answer = self.client.get("/world?before=1.2")

        self.assertEqual(
            moved(answer), (301, f"{section.get_absolute_url()}?before=1.2")
        )
        as_bytes = ARABIC.encode().decode("latin-1")
        answer = self.client.get("/world", QUERY_STRING=f"q={as_bytes}")
        self.assertEqual(moved(answer), (301, f"/world/?q={quote(ARABIC)}"))

    def test_t16_no_address_leads_to_another_host(self):
        for address in ("/%2Fevil.example", "/%2FEvil.example/", "/%5CEvil.example/"):
            place = self.client.get(address).headers.get("Location", "")
            self.assertNotRegex(place, r"^(/[/\\]|\w+:)")

    def test_an_address_of_broken_letters_is_missing(self):
        """Neither a fault nor a way back to itself."""
        for below in ("", "by/", "topics/", "pages/", "2026/01/02/"):
            answer = self.client.get(f"/{below}a%00b/")
            self.assertEqual(answer.status_code, 404)
            answer = self.client.get(f"/{below}%FF%FE/", follow=True)
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.client.get("/a%00b").status_code, 404)

    def test_capitals_lead_to_the_one_spelling(self):
        story()
        make.section(slug="world")
        make.contributor(slug="anna")
        for asked, right in (
            ("/World/", "/world/"),
            ("/by/ANNA/", "/by/anna/"),
            ("/2026/01/02/The-Story/", "/2026/01/02/the-story/"),
        ):
            self.assertEqual(moved(self.client.get(asked)), (301, right))

    def test_a_slug_of_any_script_answers_in_both_cases_of_its_escapes(self):
        found = story(ARABIC, language="ar")
        escaped = f"/2026/01/02/{quote(ARABIC)}/"

        self.assertEqual(found.get_absolute_url(), escaped)
        for address in (escaped, escaped.lower()):
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_a_decomposed_slug_leads_to_the_composed_one(self):
        story("café")
        loose = quote(unicodedata.normalize("NFD", "café"))

        answer = self.client.get(f"/2026/01/02/{loose}/")

        self.assertEqual(moved(answer), (301, f"/2026/01/02/{quote('café')}/"))

    def test_dates_are_written_one_way(self):
        story()
        for address in ("/2026/1/2/the-story/", "/26/01/02/the-story/"):
            self.assertEqual(self.client.get(address).status_code, 404)
        for address in ("/2026/13/01/x/", "/2026/02/30/the-story/", "/0000/01/01/x/"):
            self.assertEqual(self.client.get(address).status_code, 404)


class KeptAddressTests(TestCase):
    def test_every_old_address_of_anything_leads_to_the_new_one(self):
        things = [
            make.section(slug="قديم"),
            make.contributor(slug="old"),
            Page.objects.create(title="Old", slug="old", body="<p>Words.</p>"),
        ]
        for thing in things:
            old = thing.get_absolute_url()
            thing.slug = "new"
            thing.save()
            answer = self.client.get(old)
            self.assertEqual(moved(answer), (301, thing.get_absolute_url()))

    def test_an_old_address_is_written_as_its_view_writes_it(self):
        old = {}
        for thing in (
            make.section(slug="old"),
            make.contributor(slug="old"),
            Page.objects.create(title="Old", slug="old"),
            story("old"),
        ):
            old[thing._meta.model_name] = thing.get_absolute_url()
            thing.slug = "new"
            thing.save()
        topic = Topic.objects.create(name="Old", slug="old")
        Topic.objects.filter(pk=topic.pk).update(slug="new")

        kept = set(PastAddress.objects.values_list("path", flat=True))

        self.assertEqual(kept, {*old.values(), "/topics/old/"})

    def test_a_slug_that_was_anothers_is_refused_by_the_database(self):
        for kind, first in (
            (Section, make.section(slug="old")),
            (Contributor, make.contributor(slug="old")),
        ):
            first.slug = "new"
            first.save()
            with self.assertRaises(IntegrityError), transaction.atomic():
                kind.objects.create(name="Another", slug="old")
        found = story("old")
        found.slug = "new"
        found.save()
        with self.assertRaises(IntegrityError), transaction.atomic():
            story("old")

    def test_a_thing_may_have_its_own_old_slug_back(self):
        found = story("first")
        for slug in ("second", "first", "second"):
            found.slug = slug
            found.save()

        self.assertEqual(
            moved(self.client.get("/2026/01/02/first/")),
            (301, "/2026/01/02/second/"),
        )

    def test_the_slug_of_a_draft_that_never_had_a_date_is_free_again(self):
        draft = make.article(
            status="draft", slug="free", published_at=None, first_published_on=None
        )
        draft.slug = "other"
        draft.save()

        self.assertEqual(story("free").slug, "free")


class SlugTests(TestCase):
    def test_no_section_takes_an_address_of_the_site(self):
        firsts = {
            str(pattern.pattern).strip("^$").split("/")[0]
            for outer in get_resolver().url_patterns
            for pattern in [outer, *getattr(outer, "url_patterns", [])]
            if str(outer.pattern) in {"", str(pattern.pattern)}
        }
        words = {word for word in firsts if word and not set("<(") & set(word)}
        listed = (
            "accounts api author category comments feed media page static tag topics"
            " wp-admin wp-content wp-json"
        )
        self.assertLessEqual({"admin", "desk", "by", "pages", "healthz"}, words)
        for word in words | set(listed.split()) | set(Language.values) | {"2026"}:
            with self.subTest(word), self.assertRaises(ValidationError):
                validate_section_slug(word)

    def test_a_slug_is_made_of_the_words_in_any_script(self):
        for words, slug in (
            ("“Quoted” 100% headline", "quoted-100-headline"),
            ("قرية تطفئ أنوارها", ARABIC),
            ("हिन्दी में", "हिन्दी-में"),
            ("  --  ", ""),
            ("İstanbul", unicodedata.normalize("NFC", "İstanbul".lower())),
            ("a_b/c?d#e", "a-b-c-d-e"),
        ):
            self.assertEqual(slug_of(words), slug)
            self.assertEqual(slug_of(slug), slug)

    def test_t47_the_longest_slug_is_made_at_once(self):
        started = time.perf_counter()
        slug_of("a-" * 500_000)
        self.assertLess(time.perf_counter() - started, 2)
