"""A database with every migration, and static files: made once for all of a run."""

import fcntl
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from newsroom.embedded import Cluster
from newsroom.embedded.owner import make_passage, make_private
from tests.newsroom.trial import Site, run, trial

# Nothing here needs to outlive the machine.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
GATHER = """
import django; django.setup()
from newsroom.serving.static import collect_if_stale
collect_if_stale()
"""


def folder() -> Path:
    return Path(settings.TEST_CLUSTER).parent / "ready"


def filled(cluster: Cluster) -> Cluster:
    """The same, with a copy of that data unless it has some of its own; not started."""
    make_private(cluster.root)
    with (cluster.root / "filling").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not cluster.data.exists():
            half = cluster.root / "half"
            # With its owner, who may be another than we are.
            subprocess.run(["cp", "-pR", ready(), half], check=True)
            half.rename(cluster.data)
    return cluster


def site_in(var: Path) -> Site:
    """A trial site whose first start finds its database made, and its static files."""
    filled(Cluster(var / "postgres"))
    dressed(var)
    return Site(var)


def dressed(var: Path) -> None:
    """A trial site's static files, gathered as it does at its first start."""
    var.mkdir(parents=True, exist_ok=True)
    make_passage(folder())
    with (folder() / "dressing").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (folder() / "static" / ".collected-from").exists():
            done = run("-c", GATHER, env=trial(folder()))
            assert done.returncode == 0, done.stderr
    subprocess.run(["cp", "-pR", folder() / "static", var / "static"], check=True)


def ready() -> Path:
    """The data to be copied. Whoever comes first makes it, and others wait."""
    make_passage(folder())
    with (folder() / "turn").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        made = folder() / "made"
        if not made.exists():
            made.write_text(str(migrated().data))
        return Path(made.read_text())


def migrated() -> Cluster:
    cluster = Cluster(folder() / "postgres", QUICK)
    cluster.ensure()
    try:
        done = run("manage.py", "migrate", "-v0", env=trial(folder()), timeout=300)
        assert done.returncode == 0, done.stderr
    finally:
        cluster.leave()
    return cluster


def forget() -> None:
    """It goes with the run, wherever it was put."""
    if folder().exists():
        shutil.rmtree(Cluster(folder() / "postgres").root, ignore_errors=True)
