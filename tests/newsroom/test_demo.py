"""The demo newsroom: what it holds, and what it refuses."""

import io
import os
import stat
import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone

from articles.models import (
    Article,
    Contributor,
    Page,
    Photo,
    Publication,
    Section,
    Topic,
)
from comments import tallies
from comments.models import (
    Comment,
    CommentStatus,
    Contact,
    Decision,
    ScreeningResult,
)
from newsroom.demo import POLICY, accounts, content, letters, markup, paper, stories
from newsroom.models import User
from tests import make
from tests.pictures import encoded_once

# Several processes may load at once, and one test deletes what it loaded.
FOLDER = Path(settings.MEDIA_ROOT).parent / f"demo-{os.getpid()}"
OWN_FOLDER = override_settings(
    VAR=FOLDER,
    STORAGES=settings.STORAGES
    | {
        "default": settings.STORAGES["default"]
        | {"OPTIONS": {"location": FOLDER / "media", "base_url": "/media/"}}
    },
)
STAFF = {"admin", "editor", "reporter", "moderator", "moderator2"}
SEED = "two-piers-thirteen-warehouses-reopen-in-coffee-port"
FERRY = "ostrey-ferry-saved-at-midnight"


def load() -> str:
    out = io.StringIO()
    with encoded_once():
        call_command("load_demo", stdout=out)
    return out.getvalue()


class TestMarkup(SimpleTestCase):
    def test_marks_become_html_and_everything_else_is_escaped(self) -> None:
        words = "a < b & *c*\n\n## d\n\n- e\n- f\n\n1. g\n\n> h"
        assert markup.html_of(words).replace("\n", "") == (
            "<p>a &lt; b &amp; <em>c</em></p><h2>d</h2><ul><li>e</li><li>f</li></ul>"
            "<ol><li>g</li></ol><blockquote><p>h</p></blockquote>"
        )

    def test_a_weekday_is_that_of_the_story(self) -> None:
        day = timezone.datetime(2026, 3, 4).date()
        said = markup.dated("[[weekday]], not [[weekday:-1]]", day, "en")
        assert said == "Wednesday, not Tuesday"

    def test_an_age_is_read_and_a_minus_lies_ahead(self) -> None:
        assert content.span("1d 9h") == timedelta(days=1, hours=9)
        assert content.span("-3h 20m") == -timedelta(hours=3, minutes=20)


class TestPhotos(SimpleTestCase):
    def test_every_photo_is_credited_in_the_list_and_nothing_else_ships(self) -> None:
        listed = (content.PHOTOS / "CREDITS.md").read_text()
        files = {path.name for path in content.PHOTOS.glob("*.jpg")}
        assert files == {f"{name}.jpg" for name in content.table("photos")}
        for name in files:
            (line,) = [row for row in listed.splitlines() if f"`{name}`" in row]
            assert "CC0" in line or "public domain" in line
            creator = content.table("photos")[name.removesuffix(".jpg")].get("creator")
            assert creator is None or creator in line


class TestDoors(TestCase):
    """The quick part of a load, so that a changed rule is noticed at once."""

    def test_every_story_and_comment_passes_the_rules_of_today(self) -> None:
        now = timezone.now()
        staff = dict.fromkeys(("reporter", "editor"), make.user())
        paper.make()
        pictures = {
            name: Photo.objects.create(sha256=name, width=6, height=4, **said)
            for name, said in content.table("photos").items()
        }
        made = stories.make(staff, pictures, now, lambda _done: None)
        letters.Post(now, lambda _done: None).deliver(made)
        assert len(made) == 31
        assert Comment.objects.count() == len(list(content.every_letter()))


@pytest.mark.slow
@OWN_FOLDER
class TestLoaded(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.said = load()

    def test_there_is_a_newsroom_a_visitor_believes(self) -> None:
        assert Section.objects.count() == 5
        statuses = Counter(Article.objects.values_list("status", flat=True))
        assert statuses == {
            "published": 28, "draft": 1, "in_review": 1, "withdrawn": 1,
        }  # fmt: skip
        assert Article.objects.scheduled().count() == 1
        modes = set(Article.objects.values_list("comments_mode", flat=True))
        assert modes == {"section", "closed", "hidden"}
        assert Article.objects.filter(language="ar").count() == 1
        assert Publication.objects.get().name == "The Varnholm Courier"
        slugs = set(Page.objects.values_list("slug", flat=True))
        assert slugs == {"about", "imprint", "privacy", "contact"}
        assert not Contributor.objects.filter(biography="").exists()
        assert not Topic.objects.filter(description="").exists()

    def test_no_mark_is_left_in_any_text(self) -> None:
        for body in Article.objects.values_list("body", flat=True):
            assert "[[" not in body
            assert "##" not in body
            assert "*" not in body

    def test_every_photo_has_its_renditions(self) -> None:
        for photo in Photo.objects.all():
            assert photo.renditions
            for rendition in photo.renditions:
                assert default_storage.size(rendition["name"]) == rendition["bytes"]

    def test_accounts_are_in_a_file_for_its_owner_and_can_sign_in(self) -> None:
        assert stat.S_IMODE(accounts.file().stat().st_mode) == 0o600
        lines = [line.split(" ") for line in accounts.file().read_text().splitlines()]
        assert {name for name, _password in lines} == STAFF
        for name, password in lines:
            assert self.client.login(username=name, password=password)
        groups = {
            user.username: [group.name for group in user.groups.all()]
            for user in User.objects.all()
        }
        assert groups == {
            "admin": [],
            "editor": ["Editor"],
            "reporter": ["Reporter"],
            "moderator": ["Moderator"],
            "moderator2": ["Moderator"],
        }
        assert User.objects.get(is_superuser=True).username == "admin"

    def test_the_seed_story_has_one_comment_of_two_paragraphs_of_lines(self) -> None:
        story = Article.objects.get(slug=SEED)
        (comment,) = Comment.objects.visible().filter(article=story)
        assert comment.body_html.count("<p>") == 2
        assert comment.body_html.count("<br>") == 4
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "One Comment")
        self.assertContains(page, "100% certain")

    def test_a_long_thread_goes_down_to_the_fifth_level(self) -> None:
        thread = Comment.objects.visible().filter(article__slug=FERRY)
        assert thread.count() >= 30
        assert max(thread.values_list("depth", flat=True)) == 5

    def test_every_approved_comment_shows_and_stands_on_record(self) -> None:
        approved = Comment.objects.filter(status=CommentStatus.APPROVED)
        assert approved.count() == Comment.objects.visible().count()
        assert Decision.objects.filter(policy=POLICY).count() == approved.count()
        for comment in approved.select_related("article"):
            shown = comment.visible_from
            assert comment.article.published_at < comment.submitted_at < shown

    def test_the_queue_is_of_every_kind_and_screened(self) -> None:
        queue = Comment.objects.in_queue()
        assert 38 <= queue.count() <= 45
        assert tallies.total(tallies.HELD) == queue.count()
        flagged = set(
            ScreeningResult.objects.filter(
                comment__in=queue, outcome="flagged"
            ).values_list("check_name", flat=True)
        )
        assert flagged >= {"links", "honeypot", "timing", "form", "capitals", "names"}
        assert queue.filter(parent__isnull=False).count() >= 5
        assert queue.filter(body__regex="[ء-ي]").count() >= 3
        assert max(len(body) for body in queue.values_list("body", flat=True)) > 2500

    def test_counts_agree_with_what_is_there(self) -> None:
        call_command("verify_counts", stdout=io.StringIO())

    def test_addresses_are_of_domains_that_do_not_exist(self) -> None:
        for email in Contact.objects.values_list("email", flat=True):
            assert email.endswith(("@example.org", ".example"))

    def test_a_second_load_changes_nothing(self) -> None:
        assert "here already" in load()
        assert Article.objects.count() == 31


@pytest.mark.slow
@OWN_FOLDER
class TestRefused(TestCase):
    def test_a_name_in_use_stops_it_with_one_line(self) -> None:
        mine = make.section(name="World", slug="our-world")
        with pytest.raises(CommandError, match="The section “World” is in use"):
            load()
        assert list(Section.objects.all()) == [mine]
        assert not User.objects.exists()

    def test_a_load_cut_short_leaves_nothing_and_is_completed_later(self) -> None:
        with (
            mock.patch.object(letters.Post, "deliver", side_effect=KeyboardInterrupt),
            pytest.raises(KeyboardInterrupt),
        ):
            load()
        assert not Article.objects.exists()
        assert not User.objects.exists()
        assert "31 stories" in load()

    def test_it_needs_a_trial_site(self) -> None:
        with self.settings(DEMO=False, DEBUG=False), pytest.raises(CommandError):
            load()


def test_every_content_file_can_be_read() -> None:
    for path in Path(content.ROOT).rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))
    assert len(content.texts("stories")) == 31
