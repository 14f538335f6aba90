"""What ``make bench`` sends and says."""

import shutil
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from newsroom.bench import beside, load, peers
from newsroom.bench.driver import CONNECTIONS, Driver, WrongAnswer
from newsroom.bench.peers.peer import Trial
from newsroom.bench.turns import Site

ONE = {"per_second": 300.0, "median_ms": 1.0, "worst_hundredth_ms": 2.0}
OURS = {
    "figures": dict.fromkeys(
        ("story, warm", "story, cold", "front, cold", "comment accepted"), ONE
    ),
    "memory": 9 * 2**20,
    "memory_whole": 12 * 2**20,
}
OURS["small"] = {
    "figures": dict.fromkeys(beside.COMPARED, ONE | {"per_second": 200.0}),
    "memory": 5 * 2**20,
    "memory_whole": 7 * 2**20,
}


@contextmanager
def small_server():
    """One that ends each connection after what is posted."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(302)
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()

        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.handle_error = lambda *_cut_off: None
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield SimpleNamespace(port=listening.server_port, asked=asked)
        listening.shutdown()


@pytest.fixture
def server():
    with small_server() as one:
        yield one


class Beside:
    """Our site while others are measured: another such server."""

    runs, seconds = 1, 0.3

    def __init__(self):
        self.order, self.served_now = [], None

    @contextmanager
    def served(self):
        with small_server() as self.served_now:
            driver = Driver(self.served_now.port, self.runs, self.seconds)
            sides = {
                "story, warm": self.noted("warm", driver.asking("/warm")),
                "story, cold": self.noted("cold", driver.asking_anew(["/cold"])),
                "comment accepted": driver.sending(["never sent"], "303"),
            }
            yield Site({}, driver, sides)
        self.served_now = None

    def noted(self, name, side):
        for run in side:
            self.order.append(name)
            yield run


@pytest.fixture(params=["wrk", "our own"])
def generator(request):
    if request.param == "wrk" and not shutil.which("wrk"):
        pytest.skip("wrk is not installed")
    if request.param == "wrk":
        yield
    else:
        with patch.object(shutil, "which", return_value=None):
            yield


@pytest.mark.usefixtures("generator")
def test_a_server_that_ends_its_connections_is_measured_too(server):
    words = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n#########"
    driver = Driver(server.port, 1, 0.3)
    found = driver.alone(driver.sending([words], "302"))

    assert found.per_second > 0
    assert len(server.asked) > 16
    assert len(set(server.asked)) == len(server.asked)


@pytest.mark.usefixtures("generator")
def test_another_answer_than_the_one_measured_is_refused(server):
    words = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
    driver = Driver(server.port, 1, 0.1)
    with pytest.raises(WrongAnswer, match="was answered"):
        driver.alone(driver.sending([words], "200"))


@pytest.mark.slow
@pytest.mark.usefixtures("generator")
def test_what_a_demand_is_made_of_is_asked_by_turns_with_theirs(server):
    beside = Beside()
    trial = Trial("Wagtail", None, server.port, None, {}, beside)
    theirs = beside.noted("theirs", trial.driver.asking("/story"))
    row = trial.rows(story=theirs)["story"]

    assert beside.order == ["theirs", "warm", "cold"] * 2
    assert set(row["ours"]) == {"story, warm", "story, cold"}
    for side in (row, *row["ours"].values()):
        assert [run["per_second"] for run in side["runs"]] == [side["per_second"]]
        assert side["per_second"] > 0
    assert {*server.asked} == {"/story", "/"}


@pytest.mark.slow
def test_ours_is_served_for_no_longer_than_a_row_that_a_demand_names(server):
    beside = Beside()
    trial = Trial("Wagtail", None, server.port, None, {}, beside)
    seen = []

    def watched(side):
        for run in side:
            seen.append(beside.served_now)
            yield run

    asked = trial.driver.asking
    with patch.object(shutil, "which", return_value=None):
        rows = trial.rows(front=watched(asked("/")), story=watched(asked("/story")))

    assert "ours" not in rows["front"]
    assert seen[:2] == [None, None]
    assert None not in seen[2:]
    assert beside.served_now is None


def test_a_turn_begins_when_those_who_were_cut_off_have_their_answers(server):
    driver = Driver(server.port, 1, 0.1)
    list(islice(driver.settled(driver.sending([driver.get("/page")])), 2))

    assert [path for path in server.asked if path == "/"] == ["/"] * 2
    assert server.asked.index("/") > CONNECTIONS


def test_a_server_that_never_answers_is_given_up():
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        patch.object(load, "PATIENCE", 0.1),
        pytest.raises(TimeoutError),
    ):
        load.drive(silent.getsockname()[1], 5, 2, [b"GET / HTTP/1.1\r\n\r\n"], 1)


def test_the_report_sets_a_peer_beside_us_and_says_why_another_is_missing():
    def at(*pace):
        runs = [ONE | {"per_second": each} for each in pace]
        return sorted(runs, key=lambda run: run["per_second"])[1] | {"runs": runs}

    # Of three runs the machine was half as quick in one, and in half of another.
    story = at(2.0, 1.0, 2.0) | {
        "ours": {"story, warm": at(300.0, 150.0, 150.0), "story, cold": at(8, 4, 8)}
    }
    stale = at(300.0, 300.0, 300.0) | {"ours": {"story, warm": at(900, 900, 900)}}
    slow = {"story": story, "story_stale": stale}
    found = {
        "Wagtail": {
            "figures": slow,
            "version": "Wagtail 8",
            "memory": 8 * 2**20,
            "memory_whole": 10 * 2**20,
        },
        "WordPress": {"skipped": "it is not installed"},
    }
    said = "\n".join(beside.beside(OURS, found))

    assert "WordPress was skipped: it is not installed." in said
    theirs = "Wagtail: story with 50 comments, made for each reader"
    assert f"known | {theirs} | 150.0 | 2.0 | 150.0 | 60 |" in said
    assert f"rendered each time | {theirs} | 8.0 | 2.0 | 4.0 | 8 |" in said
    assert (
        "| Wagtail: the same, up to a minute stale | 900.0 | 300.0 | 3.0 | 1 |" in said
    )
    assert "WordPress:" not in said
    assert "| Newsroom | with `WORKERS=1 THREADS=2` | Wagtail 8 |" in said
    assert "validator known | 300.0 | 200.0 |  |" in said
    assert "and the database | 12 MiB | 7 MiB | 10 MiB |" in said


def test_why_a_peer_failed_is_told_without_the_paths_of_this_machine():
    command = [sys.executable, "-c", "raise TimeoutError('Nobody was answered.')"]
    with pytest.raises(subprocess.CalledProcessError) as failed:
        subprocess.run(command, check=True, capture_output=True, text=True)

    assert peers.why(failed.value) == "it failed: TimeoutError: Nobody was answered."
    killed = subprocess.CalledProcessError(-15, command)
    assert peers.why(killed) == "it failed: a program ended with -15"


def test_a_peers_files_are_put_in_place_with_their_values(tmp_path):
    trial = Trial("Isso", tmp_path, 8000, None, {}, None)
    place = trial.place("isso", database="here.db", port=8000)

    assert "dbpath = here.db" in (place / "isso.cfg").read_text()
    assert (trial.place("wagtail") / "paper" / "models.py").exists()
