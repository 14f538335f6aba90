"""What a trial site does once, and what it never does twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from articles.models import Article, Publication
from newsroom.embedded import Cluster
from newsroom.models import User
from newsroom.serving import first_run
from tests import make
from tests.newsroom.trial import end, open_folder, run, start, trial, wait_for
from tests.pictures import encoded_once
from tests.ready import filled

ANSWERS = {
    "NEWSROOM_NAME": "The Lantern",
    "ADMIN_NAME": "ida",
    "ADMIN_EMAIL": "ida@example.org",
    "ADMIN_PASSWORD": "nine words nobody guesses",
}
STORIES = "from articles.models import Article; print(Article.objects.count())"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path) -> Any:
    with override_settings(VAR=tmp_path):
        yield


@pytest.mark.slow
def test_a_fresh_site_gets_the_demo_once(db: Any) -> None:
    with encoded_once():
        assert first_run.load_demo_once()
    assert first_run.state() == first_run.DEMO
    assert not first_run.load_demo_once()
    assert Article.objects.count() == 31


@pytest.mark.slow
def test_a_load_that_was_begun_is_completed(db: Any) -> None:
    first_run.remember(first_run.LOADING)
    with encoded_once():
        assert first_run.load_demo_once()
    assert first_run.state() == first_run.DEMO


def test_a_site_with_a_story_of_its_own_is_not_filled(db: Any) -> None:
    make.article()
    assert not first_run.load_demo_once()
    assert Article.objects.count() == 1


def test_what_is_remembered_is_of_this_database_only(db: Any) -> None:
    first_run.notes().write_text(json.dumps({"another": first_run.DEMO}))
    assert first_run.state() is None
    first_run.remember(first_run.EMPTY)
    assert json.loads(first_run.notes().read_text())["another"] == first_run.DEMO


def test_an_empty_start_names_the_newsroom_and_its_administrator(db: Any) -> None:
    assert first_run.start_empty_once(lambda variable, _question: ANSWERS[variable])
    assert Publication.objects.get().name == "The Lantern"
    ida = User.objects.get()
    assert (ida.username, ida.is_superuser) == ("ida", True)
    assert ida.check_password(ANSWERS["ADMIN_PASSWORD"])
    assert not first_run.start_empty_once(lambda *_asked: pytest.fail("asked twice"))
    assert not first_run.load_demo_once()


@pytest.mark.parametrize("reached", [first_run.LOADING, first_run.DEMO])
def test_an_empty_start_over_the_demo_says_how_to_take_it_out(
    db: Any, reached: str
) -> None:
    first_run.remember(reached)
    with pytest.raises(SystemExit, match="remove_demo"):
        first_run.start_empty_once()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("variable", "given", "fault"),
    [
        ("NEWSROOM_NAME", "", "no terminal"),
        ("NEWSROOM_NAME", "x" * 101, "at most 100"),
        ("ADMIN_NAME", "two words", "valid username"),
        ("ADMIN_EMAIL", "nowhere", "valid email"),
        ("ADMIN_PASSWORD", "short", "too short"),
    ],
)
def test_a_wrong_answer_stops_the_start_with_its_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, given: str, fault: str
) -> None:
    monkeypatch.setenv(variable, given)
    with pytest.raises(SystemExit, match=f"{variable}: .*{fault}"):
        first_run.answer(variable, "A question")


@pytest.mark.fault
def test_a_load_killed_in_the_middle_leaves_nothing_and_runs_again() -> None:
    manage = settings.BASE_DIR / "manage.py"
    with open_folder() as var:
        site = trial(var)
        filled(Cluster(var / "postgres"))
        load = start(manage, "load_demo", env=site)
        try:
            # The accounts are made, the photos are under way, nothing is committed.
            assert wait_for((var / "media" / "renditions").exists, 120)
            load.kill()
        finally:
            end(load)
        assert (var / "demo-accounts.txt").exists()
        count = run(manage, "shell", "-v0", "-c", STORIES, env=site, check=True)
        assert count.stdout.split()[-1] == "0"
        again = run(manage, "load_demo", env=site, timeout=300)
        assert "31 stories" in again.stdout, again.stderr
