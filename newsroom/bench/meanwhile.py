"""A moderator at work while readers read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TIMES_A_SECOND = 10
POLICY = "bench"


@contextmanager
def approving(not_on: str) -> Iterator[None]:
    """Inside, comments are approved, so many a second, on any story but one."""
    over = threading.Event()
    moderator = threading.Thread(target=approve, args=(not_on, over))
    moderator.start()
    try:
        yield
    finally:
        over.set()
        moderator.join()


def approve(not_on: str, over: threading.Event) -> None:
    from comments import moderation
    from comments.models import Comment

    waiting = Comment.objects.in_queue().exclude(article__slug=not_on).order_by("-pk")
    by = moderation.By(policy=POLICY)
    try:
        for comment in list(waiting[:1000]):
            if over.wait(1 / TIMES_A_SECOND):
                break
            moderation.decide(comment, "approved", by=by)
    finally:
        connection.close()
