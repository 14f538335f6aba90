"""A copy of the database takes readers' pages, and nothing depends on it."""

import os
import re
import signal
import time
from contextlib import contextmanager

import pytest

from newsroom.replicas import LOOK_EVERY_SECONDS
from tests.newsroom.copies import Crowd, Servers, WebSite
from tests.newsroom.trial import free_port, only_linux, open_folder, wait_for
from tests.ready import dressed

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("trial site"), only_linux]
STORY = """
from comments.models import CommentPolicy
from tests import make
CommentPolicy.objects.update(seconds_between=0, network_limit=30_000)
print(make.article(headline="The first words").get_absolute_url())
"""
READERS = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%page_next%'"
TOLD = "Your comment is awaiting moderation."


class Stage:
    """Two servers, a site on them, and a story. The last test ends one of them."""

    def __init__(self, folder):
        self.servers = Servers(folder)
        primary = self.servers.primary
        dressed(folder)
        self.servers.follow()
        replica = self.servers.replica
        self.site = WebSite(
            folder,
            free_port(),
            DATABASE_URL=self.servers.url(
                primary, replica, more="&target_session_attrs=read-write"
            ),
            DATABASE_REPLICA_URLS=self.servers.url(replica),
        )
        self.story = self.site.script(STORY)

    def on_primary(self, statement):
        return self.servers.sql(self.servers.primary, statement)

    def on_replica(self, statement):
        return self.servers.sql(self.servers.replica, statement)

    @contextmanager
    def behind(self):
        """The copy stands still, and is let go on."""
        self.on_replica("SELECT pg_wal_replay_pause()")
        yield
        self.on_replica("SELECT pg_wal_replay_resume()")

    def page(self):
        return self.site.ask("GET", self.story)[1]

    def replica_is_read(self):
        self.page()
        return self.on_replica(READERS)[0][0] > 0

    def web_processes(self):
        begun_by = "newsroom.serving.web", "multiprocessing"
        found = set().union(*map(self.site.pids, begun_by))
        return found - {self.site.process.pid}

    def kept(self, ask):
        return {body for (body,) in ask("SELECT body FROM comments_comment")}


def are_others(now, before):
    return len(now) == len(before) and not now & before


@pytest.fixture(scope="module")
def stage():
    with open_folder() as folder:
        made = Stage(folder)
        try:
            with made.site:
                yield made
        finally:
            made.servers.leave()


def test_readers_pages_are_read_from_the_copy(stage):
    assert wait_for(stage.replica_is_read)


def test_who_has_just_written_is_answered_from_the_original(stage):
    with stage.behind():
        crowd = Crowd(stage.site, stage.story, "Ann")
        status, _text = crowd.post("Words that the copy has not.")
        pk = stage.on_primary("SELECT max(id) FROM comments_comment")[0][0]
        receipt = stage.site.script(
            f"from comments import tokens\nprint(tokens.receipt_for({pk}))"
        )
        _status, page = stage.site.ask("GET", f"{stage.story}?receipt={receipt}")

    assert status == 303
    assert TOLD in page
    assert "Words that the copy has not." in page


def test_a_copy_that_lags_is_left_alone(stage):
    changed = "SELECT 1 FROM articles_article WHERE headline = 'The second words'"
    with stage.behind():
        stage.on_primary("UPDATE articles_article SET headline = 'The second words'")

        assert wait_for(lambda: "The second words" in stage.page(), 10)
        assert stage.on_replica(changed) == []
    assert wait_for(lambda: stage.on_replica(changed))


def test_nobody_notices_that_the_copy_is_gone(stage):
    assert wait_for(stage.replica_is_read)
    with Crowd(stage.site, stage.story, "Ben") as crowd:
        assert crowd.goes_on()
        stage.servers.kill(stage.servers.replica)
        assert crowd.goes_on()
        stage.servers.replica.ensure()
        assert crowd.goes_on()

    assert set(crowd.answers) == {200}
    assert set(crowd.acknowledged) <= stage.kept(stage.on_primary)
    assert crowd.seen == set()


def test_nothing_accepted_is_lost_with_a_killed_web_process(stage):
    workers = stage.web_processes()
    with Crowd(stage.site, stage.story, "Cem") as crowd:
        assert crowd.goes_on()
        os.kill(min(workers), signal.SIGKILL)
        assert crowd.goes_on()
    # All of a family are replaced, one after the other.
    assert wait_for(lambda: are_others(stage.web_processes(), workers))

    assert set(crowd.acknowledged) <= stage.kept(stage.on_primary)
    assert crowd.seen == set()


def test_nothing_accepted_is_lost_when_the_copy_takes_over(stage):
    primary = stage.servers.primary
    # A comment is accepted once the copy has it too.
    stage.on_primary("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
    stage.on_primary("SELECT pg_reload_conf()")
    assert wait_for(
        lambda: stage.on_primary(
            "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'quorum'"
        )
    )
    with Crowd(stage.site, stage.story, "Dov") as crowd:
        # A web process that has just begun looks twice before it trusts the copy.
        time.sleep(2.5 * LOOK_EVERY_SECONDS)
        assert crowd.goes_on()
        stage.servers.kill(primary)
        # Readers have the copy meanwhile.
        time.sleep(1)
        assert re.search("The (first|second) words", stage.page())
        stage.on_replica("SELECT pg_promote()")
        assert crowd.goes_on()

    assert set(crowd.acknowledged) <= stage.kept(stage.on_replica)
    assert set(crowd.answers) == {200}
    assert crowd.seen == set()
