"""Other people's software, installed and measured on the same machine in the same run.

Each gets the words of our smallest site: a story, its comments and the stories of a
front page; two workers, production's settings and a server of the kind that its
documentation names. Where we promise to be so many times as quick, both are asked by
turns. What cannot be had on a machine is skipped, and the report says why.
"""

import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings

from newsroom.bench.driver import WrongAnswer
from newsroom.bench.peers import isso, wagtail, wordpress
from newsroom.bench.peers.peer import Skipped, Trial
from newsroom.bench.turns import Ours
from newsroom.embedded import Cluster

FAILURES = (WrongAnswer, RuntimeError, OSError, subprocess.SubprocessError)
PEERS = (wagtail, isso, wordpress)


def measured(place: Path, cluster: Cluster, ours: Ours) -> dict[str, Any]:
    """What each does, by its name, or why it was skipped."""
    found: dict[str, Any] = {}
    with ours.served() as site:
        paper = site.paper
    for peer in PEERS:
        folder = place / peer.__name__.rpartition(".")[2]
        folder.mkdir(parents=True, exist_ok=True)
        trial = Trial(peer.NAME, folder, settings.PORT, cluster, paper, ours)
        try:
            found[peer.NAME] = peer.measured(trial)
        except Skipped as reason:
            found[peer.NAME] = {"skipped": str(reason)}
        except FAILURES as failure:  # a long run is not lost by it
            found[peer.NAME] = {"skipped": why(failure)}
    return found


def why(failure: Exception) -> str:
    """In words for a page that others read: no command, with this machine's paths."""
    if isinstance(failure, subprocess.CalledProcessError):
        said = (failure.stderr or "").strip().rpartition("\n")[2]
        return f"it failed: {said or f'a program ended with {failure.returncode}'}"
    return f"it failed: {failure}"[:300]
