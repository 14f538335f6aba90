"""In front a page is kept to the end of the second in which it was made."""

import time

import pytest
from django.test import Client

from articles import publishing
from newsroom.pages.this_second import for_a_second, this_second, until_it_ends
from tests import make

FOR_A_SECOND = "public, max-age=0, s-maxage=1"


def told(cache_control, asked_at):
    """All headers of an answer, in their order."""
    heard = []

    def application(environ, start_response):
        start_response("200 OK", [("Cache-Control", cache_control), ("ETag", '"a"')])
        return []

    asked = {} if asked_at is None else {"HTTP_X_ASKED_AT": asked_at}
    until_it_ends(application)(asked, lambda status, headers: heard.extend(headers))
    return heard


def asked_now(by=0.0):
    return f"{time.time() + by:.3f}"


def test_a_page_is_kept_to_the_end_of_its_second():
    for outage in ("", ", stale-if-error=600"):
        before = int(time.time())
        *usual, last = told(FOR_A_SECOND + outage, asked_now())

        assert [name for name, _value in usual] == ["Cache-Control", "ETag"]
        assert last[0] == "X-Accel-Expires"
        assert before <= int(last[1].removeprefix("@")) <= time.time()


def test_what_may_not_be_kept_or_for_longer_is_as_it_was():
    for kept in (
        "private, no-store",
        "public, max-age=0, s-maxage=0, stale-if-error=0",
        "public, max-age=0, s-maxage=60",
        "public, max-age=0, s-maxage=10, stale-if-error=600",
        "",
    ):
        assert len(told(kept, asked_now())) == 2, kept


def test_whoever_does_not_say_what_the_time_is_is_told_nothing():
    assert len(told(FOR_A_SECOND, None)) == 2


def test_a_clock_that_disagrees_or_an_answer_that_comes_late_counts_whole_seconds():
    for by in (-3600, -1.1, 1.1, 3600):
        assert len(told(FOR_A_SECOND, asked_now(by))) == 2, by


def test_the_later_of_two_clocks_that_nearly_agree_is_taken():
    assert this_second("1000.900", 1001.2) == 1001
    assert this_second("1001.200", 1000.9) == 1001


@pytest.mark.parametrize(
    "said",
    [
        "",
        "now",
        "nan",
        "inf",
        "1e999",
        "-1.000",
        "1000",
        "1_0.000",
        "١٢.٠٠٠",
        "9" * 999,
    ],
)
def test_garbage_is_no_time(said):
    assert this_second(said, 1000.0) is None
    assert len(told(FOR_A_SECOND, said)) == 2


@pytest.mark.django_db
def test_a_story_and_one_that_is_gone_are_kept_so():
    story = make.article(slug="ferry")
    path = story.get_absolute_url()
    answers = [Client().get(path)]
    publishing.withdraw(story, by=make.user(is_superuser=True))
    answers.append(Client().get(path))

    assert [answer.status_code for answer in answers] == [200, 410]
    for answer in answers:
        assert for_a_second(list(answer.items())), answer.headers
