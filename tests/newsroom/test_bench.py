"""What ``make bench`` sends and says."""

import shutil
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from newsroom.bench import beside, load, peers
from newsroom.bench.driver import Driver, WrongAnswer
from newsroom.bench.peers.peer import Trial

ONE = {"per_second": 300.0, "median_ms": 1.0, "worst_hundredth_ms": 2.0}
OURS = {
    "figures": dict.fromkeys(
        ("story, warm", "story, cold", "front, cold", "comment accepted"), ONE
    ),
    "memory": 2**20,
    "memory_whole": 2**21,
}


@pytest.fixture
def server():
    """One that ends each connection after its answer."""
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
    found = Driver(server.port, 1, 0.3).each([words], "302")

    assert found.per_second > 0
    assert len(server.asked) > 16
    assert len(set(server.asked)) == len(server.asked)


@pytest.mark.usefixtures("generator")
def test_another_answer_than_the_one_measured_is_refused(server):
    words = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(WrongAnswer, match="was answered"):
        Driver(server.port, 1, 0.1).each([words], "200")


@pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is not installed")
def test_what_is_set_side_by_side_is_asked_by_turns(server):
    real = Driver.by_wrk
    with patch.object(Driver, "by_wrk", autospec=True, side_effect=real) as asking:
        one, other = Driver(server.port, 2, 0.5).by_turns("/one", "/other")

    assert min(one.per_second, other.per_second) > 0
    assert [call.args[2] for call in asking.mock_calls] == ["/one", "/other"] * 2
    assert {*server.asked} == {"/one", "/other"}


def test_a_server_that_never_answers_is_given_up():
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        patch.object(load, "PATIENCE", 0.1),
        pytest.raises(TimeoutError),
    ):
        load.drive(silent.getsockname()[1], 5, 2, [b"GET / HTTP/1.1\r\n\r\n"], 1)


def test_the_report_sets_a_peer_beside_us_and_says_why_another_is_missing():
    slow = {"story": ONE | {"per_second": 2.0}, "story_stale": ONE}
    found = {
        "Wagtail": {"figures": slow, "version": "Wagtail 8"},
        "WordPress": {"skipped": "it is not installed"},
    }
    said = "\n".join(beside.beside(OURS, found))

    assert "WordPress was skipped: it is not installed." in said
    assert (
        "| Wagtail: story with 50 comments, made for each reader | 150.0 | 60 |" in said
    )


def test_why_a_peer_failed_is_told_without_the_paths_of_this_machine():
    command = [sys.executable, "-c", "raise TimeoutError('Nobody was answered.')"]
    with pytest.raises(subprocess.CalledProcessError) as failed:
        subprocess.run(command, check=True, capture_output=True, text=True)

    assert peers.why(failed.value) == "it failed: TimeoutError: Nobody was answered."
    killed = subprocess.CalledProcessError(-15, command)
    assert peers.why(killed) == "it failed: a program ended with -15"


def test_a_peers_files_are_put_in_place_with_their_values(tmp_path):
    trial = Trial(tmp_path, 8000, None, {}, 1, 1.0)
    place = trial.place("isso", database="here.db", port=8000)

    assert "dbpath = here.db" in (place / "isso.cfg").read_text()
    assert (trial.place("wagtail") / "paper" / "models.py").exists()
