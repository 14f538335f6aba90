"""What the embedded database leaves alone, and how it says so."""

import pytest

from newsroom.embedded import Cluster, owner
from newsroom.embedded.binaries import CannotStart
from tests.newsroom.test_embedded import QUICK, mode, place

__all__ = ["place"]  # the fixture


def test_a_folder_that_holds_something_keeps_its_mode_and_contents(place):
    theirs = place / "cluster"
    theirs.mkdir()
    theirs.chmod(0o755)
    (theirs / "letter").write_text("Dear")

    with pytest.raises(CannotStart, match="is there already"):
        Cluster(theirs).ensure()

    assert mode(theirs) == 0o755
    assert [path.name for path in theirs.iterdir()] == ["letter"]


def test_a_socket_folder_made_by_somebody_else_is_refused(place):
    cluster = Cluster(place / ("long" * 35) / "cluster")
    cluster.socket.symlink_to(place)
    try:
        with pytest.raises(CannotStart, match="is not the database's"):
            cluster.ensure()
    finally:
        cluster.leave()
        cluster.socket.unlink()

    assert mode(place) == 0o755


def test_data_of_another_version_are_left_alone_with_one_clear_line(place):
    owner.make_private(place / "cluster")
    owner.make_private(place / "cluster" / "data")
    version = place / "cluster" / "data" / "PG_VERSION"
    version.write_text("13\n")

    with pytest.raises(CannotStart, match=r"made by PostgreSQL 13, and .* has 18"):
        Cluster(place / "cluster").ensure()

    assert version.read_text() == "13\n"


def test_data_that_are_none_are_left_alone(place):
    owner.make_private(place / "cluster")
    owner.make_private(place / "cluster" / "data")
    kept = place / "cluster" / "data" / "kept"
    kept.write_text("something")

    with pytest.raises(CannotStart, match="has no PG_VERSION"):
        Cluster(place / "cluster").ensure()

    assert kept.read_text() == "something"


@pytest.mark.slow
def test_a_setting_that_cannot_be_shows_the_servers_own_words(place):
    cluster = Cluster(place / "cluster", (*QUICK, "work_mem=banana"))

    with pytest.raises(CannotStart) as refusal:
        cluster.ensure()
    cluster.leave()

    assert "postgres.log" in str(refusal.value)
    assert 'invalid value for parameter "work_mem": "banana"' in str(refusal.value)
