"""How the demo newsroom is taken out of a site that has grown."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase

from articles.models import (
    Article,
    Byline,
    Contributor,
    Page,
    Photo,
    Publication,
    Section,
    Topic,
)
from comments import editing, moderation, tallies
from comments.models import (
    Comment,
    Contact,
    Decision,
    Thread,
    Wording,
)
from newsroom.demo import accounts
from newsroom.models import User
from tests import make
from tests.newsroom.test_demo import FERRY, OWN_FOLDER, load


def remove() -> str:
    out = io.StringIO()
    call_command("remove_demo", yes=True, stdout=out)
    return out.getvalue()


@pytest.mark.slow
@OWN_FOLDER
class TestRemoved(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def setUp(self) -> None:
        self.passwords = accounts.written()
        self.addCleanup(accounts.write, self.passwords)

    def story(self, slug: str) -> Article:
        return Article.objects.get(slug=slug)

    def test_an_untouched_demo_leaves_only_the_record(self) -> None:
        decisions = Decision.objects.count()
        with self.captureOnCommitCallbacks(execute=True):
            said = remove()
        assert "42 held comments" in said
        assert Decision.objects.count() == decisions
        assert not Article.objects.live().exists()
        assert not Comment.objects.exclude(body="", author_name="").exists()
        assert not Contact.objects.exists()
        # Acts on the stories that stay are on record, and name those who did them.
        assert not User.objects.exclude(username__startswith="former-").exists()
        assert not User.objects.filter(is_active=True).exists()
        assert not accounts.file().exists()
        for model in (Byline, Contributor, Topic, Page, Photo):
            assert not model.objects.exists()
        assert Section.objects.count() == 1
        assert Publication.objects.get().name == "Newsroom"
        assert tallies.total(tallies.HELD) == 0
        assert set(Thread.objects.values_list("approved_count", flat=True)) == {0}
        call_command("verify_counts", stdout=io.StringIO())

    def test_an_edited_story_stays_with_all_that_it_uses(self) -> None:
        story = self.story(FERRY)
        Article.objects.filter(pk=story.pk).update(headline="Our own headline now")
        said = remove()
        assert "“Our own headline now”: it was edited here" in said
        story.refresh_from_db()
        assert story.status == "published"
        assert set(story.bylines.values_list("contributor__slug", flat=True)) == {
            "maren-oldfield",
            "tobias-renn",
        }
        assert not Comment.objects.visible().exists()
        assert story.section.slug == "region"

    def test_what_readers_wrote_is_kept_word_for_word(self) -> None:
        story = self.story(FERRY)
        said_before = Comment.objects.visible().filter(article=story).earliest("pk")
        real = make.comment("approved", article=story, parent=said_before, body="Real.")
        said = remove()
        assert "1 comments by readers stand on it" in said
        real.refresh_from_db()
        assert (real.body, real.status, real.withdrawn_at) == (
            "Real.",
            "approved",
            None,
        )
        assert Contact.objects.get().email == "reader@example.org"
        assert self.client.get(story.get_absolute_url()).status_code == 410

    def test_an_account_that_decided_is_made_nameless(self) -> None:
        moderator = User.objects.get(username="moderator")
        comment = Comment.objects.in_queue()[0]
        moderation.decide(comment, "approved", by=moderation.By(moderator=moderator))
        remove()
        moderator.refresh_from_db()
        assert moderator.username == f"former-{moderator.pk}"
        assert not (moderator.is_active or moderator.has_usable_password())
        assert not User.objects.exclude(username__startswith="former-").exists()

    def test_the_earlier_words_of_an_edited_letter_go_with_it(self) -> None:
        letter = Comment.objects.filter(status="approved").earliest("pk")
        by = User.objects.get(username="moderator")
        editing.edit(letter.pk, "Other words", seen=letter.version, by=by)
        connection.check_constraints()

        remove()

        self.assertFalse(Wording.objects.exists())

    def test_an_account_in_use_and_the_only_administrator_stay(self) -> None:
        editor = User.objects.get(username="editor")
        editor.set_password("a password of her own")
        editor.save()
        said = remove()
        assert "“editor”: its password was changed" in said
        assert "“admin”: it is the only administrator" in said
        staying = User.objects.filter(is_active=True)
        names = set(staying.values_list("username", flat=True))
        assert names == {"admin", "editor"}

    def test_own_work_beside_the_demo_is_not_touched(self) -> None:
        make.user(is_superuser=True, username="chief")
        own = make.comment("approved", article=make.article(headline="Ours"))
        remove()
        assert list(Article.objects.live()) == [own.article]
        assert list(Comment.objects.visible()) == [own]
        active = User.objects.filter(is_active=True)
        assert [user.username for user in active] == ["chief"]

    def test_it_asks_first(self) -> None:
        with pytest.raises(CommandError, match="--yes"):
            call_command("remove_demo", stdout=io.StringIO())
        assert Article.objects.count() == 31

    def test_it_can_be_run_again_and_the_demo_does_not_come_back(self) -> None:
        remove()
        assert "Removed: nothing." in remove()
        with pytest.raises(CommandError, match="was taken out"):
            load()


def test_a_site_without_the_demo_is_left_alone(db: Any) -> None:
    make.article()
    with pytest.raises(CommandError, match="never had the demo"):
        remove()
