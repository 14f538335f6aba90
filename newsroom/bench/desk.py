"""How long the server works for a moderator: a page, a decision, a thousand at once.

Asked inside this process, so that no network and no queue of requests counts. The
clock on the wall includes the database's work; ``cpu_ms`` is Python's alone, and stays
true on a machine that has other work. ``constant_ms`` is what a view that says one
sentence took at the same time.
"""

import time
from collections.abc import Callable, Iterable
from functools import partial
from statistics import median
from typing import Any

from django.test import Client
from django.urls import reverse

from newsroom.bench.driver import CONSTANT

PAGES, DECISIONS, BULKS, BULK = 60, 60, 5, 1000


def times(desk: Client) -> dict[str, dict[str, float]]:
    """Of a moderator who is signed in. What is decided here stays decided."""
    from comments.models import Comment
    from comments.views.desk.queue import PER_PAGE

    held = list(Comment.objects.in_queue().values_list("pk", "version")[:PAGES])
    bulks = max(1, min(BULKS, Comment.objects.in_queue().count() // BULK))
    looks = [lambda: desk.get("/desk/")] * PAGES
    return {
        "page": timed(looks, 200),
        "polling": timed([polling(desk, held[:PER_PAGE])] * PAGES, 200),
        "decision": timed((one(desk) for _number in range(DECISIONS)), 302),
        "bulk": timed((bulk(desk) for _number in range(bulks)), 302),
    }


def timed(works: Iterable[Callable[[], Any]], status: int) -> dict[str, float]:
    """Medians over all of them; each is prepared before its clock runs."""
    wall, cpu, constant = [], [], []
    nothing = partial(Client(SERVER_NAME="localhost").get, CONSTANT)
    for work in works:
        began = time.perf_counter()
        nothing()
        constant.append(time.perf_counter() - began)
        began, worked = time.perf_counter(), time.process_time()
        answer = work()
        cpu.append(time.process_time() - worked)
        wall.append(time.perf_counter() - began)
        if answer.status_code != status:
            raise RuntimeError(f"The desk answered {answer.status_code}.")
    return {
        "wall_ms": median(wall) * 1000,
        "cpu_ms": median(cpu) * 1000,
        "constant_ms": median(constant) * 1000,
        "times": len(wall),
    }


def polling(desk: Client, held: list[tuple[int, int]]) -> Callable[[], Any]:
    """What every open screen asks every few seconds."""
    shown = [f"{pk}.{version}" for pk, version in held]
    asked = {"on": str(held[0][0]), "shown": shown}
    return lambda: desk.post(reverse("comments:colleagues"), asked)


def one(desk: Client) -> Callable[[], Any]:
    from comments.models import Comment

    comment = Comment.objects.in_queue().only("pk", "version")[0]
    asked = {"act": f"approve:{comment.pk}.{comment.version}"}
    return lambda: desk.post(reverse("comments:decide"), asked)


def bulk(desk: Client) -> Callable[[], Any]:
    """The thousand that have waited longest, as a whole list and confirmed."""
    from articles.cursors import Cursor
    from comments.models import Comment
    from comments.queues import Search

    waiting = Comment.objects.in_queue().values_list("submitted_at", flat=True)[:BULK]
    moment = list(waiting)[-1]
    asked = {
        "act": "approve",
        "made_at": Cursor.written(moment, 0),
        "confirmed": str(Search().as_it_was(moment).count()),
    }
    return lambda: desk.post(reverse("comments:whole"), asked)
