"""Our own site, served for others to be held against."""

import http.client
from itertools import islice, repeat
from unittest.mock import patch

import pytest

from newsroom.bench import growing, report, turns
from newsroom.bench.corpus import Size
from newsroom.bench.databases import Database, running
from newsroom.bench.driver import Driver, Figure
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
        for what in report.BY_TURNS:
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


def test_two_sizes_are_asked_by_turns(ours):
    # The same one twice.
    found = growing.slower(ours, ours, ["front, warm", "comment accepted"])

    assert set(found) == {"front, warm", "comment accepted"}
    assert all(0.1 < times < 10 for times in found.values()), found


def test_half_as_many_answers_are_twice_as_slow():
    driver = Driver(0, 3, 1)
    one, other = (
        turns.Site({}, driver, {"desk": repeat(Figure(per_second, 1, 1))})
        for per_second in (100, 50)
    )

    assert growing.times(one, other, "desk") == 2


def test_the_report_says_how_much_slower_each_was():
    usual = {"per_second": 100.0, "constant": 1000.0}
    figures = dict.fromkeys(report.MEANING, usual)
    timed = {"wall_ms": 10.0, "constant_ms": 1.0}
    small = {
        "stories": 1000,
        "held": 10,
        "busiest": 50,
        "figures": figures,
        "desk": {"page": timed},
        "editing": dict.fromkeys(report.LOOKS, timed),
    }
    large = small | {
        "stories": 10_000,
        "figures": figures | {report.APPROVING: {"per_second": 50.0, "constant": 1000}},
        "slower": dict.fromkeys(report.BY_TURNS, 1.5) | {"desk": 0.9},
    }

    said = "\n".join(report.growth([small, large]))

    assert "| front page, validator known | 1.50 | 1.20 |" in said
    assert "| first page of the desk | 0.90 | 1.20 |" in said
    assert f"| {report.MEANING[report.APPROVING]} | 2.00 | 1.20 |" in said
