"""Our own site, served for others to be held against."""

import http.client
from itertools import islice
from unittest.mock import patch

import pytest

from newsroom.bench import turns
from newsroom.bench.corpus import Size
from newsroom.bench.databases import Database, running
from tests.newsroom.trial import free_port, open_folder

SIZE = Size(60, 900, 10)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ours():
    with open_folder() as folder, running(folder, ("fsync=off",)) as cluster:
        Database(SIZE, cluster).make()
        yield turns.Ours(SIZE, cluster, 1, 1)


@pytest.fixture
def port():
    """Where it is served next."""
    with patch.object(turns, "free_port", return_value=free_port()) as chosen:
        yield chosen.return_value


def asked(site, what):
    """Requests a second of the run that does not count, and of one more."""
    return [run.per_second for run in islice(site.sides[what], 2)]


def front(port):
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asked.request("GET", "/", headers={"Host": "localhost"})
        return asked.getresponse().read().decode()
    finally:
        asked.close()


def test_it_answers_what_each_demand_is_made_of_and_ends_afterwards(ours, port):
    with ours.served() as site:
        for what in ("story, warm", "story, cold", "comment accepted"):
            assert min(asked(site, what)) > 0, what
        page = front(port)

    # Others print what it prints.
    assert site.paper["front"]
    for story in site.paper["front"]:
        assert story["headline"] in page
    with pytest.raises(ConnectionRefusedError):
        front(port)


def test_served_again_it_takes_the_comments_that_it_took_before(ours):
    # One that is refused is an error here.
    for _time in range(2):
        with ours.served() as site:
            assert min(asked(site, "comment accepted")) > 0
