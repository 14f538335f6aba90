import os
import re
import signal
import socket

import pytest

from newsroom.serving.port import claim
from tests.newsroom.trial import Site, only_linux, open_folder, run, trial, wait_for

group = pytest.mark.xdist_group("trial site")


@pytest.fixture(scope="module")
def var():
    """One folder for all sites here: only the first start makes its database."""
    with open_folder() as folder:
        yield folder / "var"


@pytest.fixture
def site(var):
    with Site(var) as running:
        yield running


def test_a_port_in_use_gives_one_clear_line_and_starts_nothing(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("manage.py", "demo", env=trial(tmp_path / "var", PORT=str(port)))

    assert done.returncode == 1
    assert done.stderr == (
        f"newsroom: port {port} is in use. Choose another: make run PORT={port + 1}\n"
    )
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    ("host", "reason"),
    [("203.0.113.1", "no such address"), ("no.such.name.invalid", "cannot be used")],
)
def test_a_host_that_cannot_be_had_gives_one_clear_line(host, reason):
    with pytest.raises(SystemExit, match=reason):
        claim(host, 8000)


def test_a_site_that_is_no_trial_is_not_run_like_one(tmp_path):
    done = run("manage.py", "demo", env=trial(tmp_path / "var", DEMO="0", DEBUG="1"))

    assert done.returncode == 1
    assert done.stderr.startswith("newsroom: this runs a trial site and needs DEMO=1.")


@group
@only_linux
@pytest.mark.slow
def test_it_serves_its_pages_and_their_style(site):
    status, front = site.ask("GET", "/")
    style = re.search(r'href="(/static/css/site[^"]*)"', front)

    assert status == 200
    assert "The Daily Trial" in front
    assert site.ask("GET", style[1])[0] == 200
    assert site.ask("GET", "/readyz") == (200, "ready\n")
    assert wait_for(lambda: site.pids("newsroom.serving.worker"))


@group
@only_linux
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_it_leaves_nothing_running(site, number):
    site.process.send_signal(number)

    assert site.process.wait(20) == 0
    site.reader.join(5)
    assert site.said[-1] == "Stopped.\n"
    assert site.has_left()


@group
@only_linux
@pytest.mark.fault
def test_its_children_and_its_database_leave_with_a_killed_parent(site):
    os.kill(site.process.pid, signal.SIGKILL)

    assert site.has_left()


@group
@only_linux
@pytest.mark.fault
@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_child_is_started_again(site, name):
    wait_for(lambda: site.pids(f"newsroom.serving.{name}"))
    before = site.pids(f"newsroom.serving.{name}")
    for pid in before:
        os.kill(pid, signal.SIGKILL)

    # The parent notices first; a web process may have been forked a moment ago.
    told = f"The {name} process died; again in "
    assert wait_for(lambda: any(line.startswith(told) for line in site.said))
    assert wait_for(lambda: site.pids(f"newsroom.serving.{name}") - before)
    assert wait_for(site.answers)


@group
@only_linux
@pytest.mark.fault
@pytest.mark.parametrize("place", [1, 2], ids=["first", "other"])
def test_one_killed_web_process_of_two_is_replaced_while_the_other_serves(site, place):
    before = sorted(site.pids("newsroom.serving.web"))
    os.kill(before[place], signal.SIGKILL)

    def replaced():
        # What a process that left had not taken is lost; what comes next is not.
        assert site.answers() or site.answers()
        now = site.pids("newsroom.serving.web")
        return now & {*before} == {before[0]} and len(now) == len(before)

    # Each loads the whole site, on a machine that has other work.
    assert wait_for(replaced, 60)
    assert site.answers()
