"""Whoever dies in the middle: every count is right, and no decision is half made."""

import os
import random
import signal
import threading
import time
from contextlib import suppress
from io import StringIO
from itertools import pairwise
from uuid import uuid4

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client

from comments import closing, moderation
from comments.models import Comment, CommentPolicy, CommentStatus, Decision, Guideline
from tests import make, posting
from tests.committed import CommittedTestCase
from tests.newsroom.trial import end, start, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.fault]
WORKERS, STORIES, HELD = 4, 4, 80
# Each works on until so much of its work was acknowledged and it has died so often, or
# for so long.
DECIDED, POSTED, DIED, SECONDS = 40, 5, 2, 90
KILL_ONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> %s
  AND state <> 'idle' ORDER BY random() LIMIT 1
"""
BULK = """
import sys, django; django.setup()
from itertools import batched
from uuid import uuid4
from comments import moderation
from comments.models import Comment
from newsroom.models import User
seen = Comment.objects.order_by("pk").values_list("pk", "version")
by, batch = moderation.By(moderator=User.objects.get()), uuid4()
print("begins", flush=True)
for part in batched(seen, 50):
    moderation.decide_all(dict(part), "approved", by=by, batch=batch)
    print("part", flush=True)
"""


def where():
    """How another process reaches the database of this test."""
    told = connection.settings_dict
    url = f"postgres://{told['USER']}@/{told['NAME']}?host={told['HOST']}"
    return url + (f"&port={told['PORT']}" if told["PORT"] else "")


class Worker(threading.Thread):
    """Decides, undoes, posts and closes at random; its connection may die any time."""

    def __init__(self, number, moderator, stories):
        super().__init__()
        self.dice = random.Random(number)
        self.by, self.stories = moderation.By(moderator=moderator), stories
        self.number, self.ends = number, time.monotonic() + SECONDS
        self.decided, self.posted = [], []
        self.deaths = self.deadlocks = 0

    def run(self):
        acts = [self.decide] * 4 + [self.undo] * 2 + [self.post] * 2 + [self.close]
        while not self.has_done_its_part() and time.monotonic() < self.ends:
            try:
                self.dice.choice(acts)()
            except DatabaseError as error:
                self.deaths += 1
                if isinstance(error.__cause__, psycopg.errors.DeadlockDetected):
                    self.deadlocks += 1
                connection.close()
        connection.close()

    def has_done_its_part(self):
        is_enough = len(self.decided) >= DECIDED and len(self.posted) >= POSTED
        return is_enough and self.deaths >= DIED

    def decide(self):
        """One to ten at once, as they stand; what others have meanwhile is refused."""
        rows = Comment.objects.order_by("?").values_list("pk", "version")
        made = moderation.decide_all(
            dict(rows[: self.dice.randint(1, 10)]),
            self.dice.choice(CommentStatus.values),
            by=self.by,
            guideline=Guideline.objects.first(),
            batch=uuid4(),
        )
        self.decided += [decision.pk for decision in made.decisions]

    def undo(self):
        if self.decided:
            last = Decision.objects.get(pk=self.decided[-1])
            with suppress(moderation.Refused):
                moderation.undo(last, by=self.by.moderator)

    def post(self):
        words = f"{self.number} says {self.dice.random()}"
        story, mine = self.dice.choice(self.stories), f"r{self.number}@example.org"
        answer = posting.post(Client(), story, comment=words, email=mine)
        if answer.status_code == 303:
            self.posted.append(words)

    def close(self):
        story = self.dice.choice(self.stories)
        closing.close(story, by=self.by.moderator)
        closing.reopen(story)


class KillTests(CommittedTestCase):
    def setUp(self):
        CommentPolicy.objects.update(seconds_between=0, network_limit=32_000)
        self.stories = [make.article() for _n in range(STORIES)]
        for number in range(HELD):
            make.comment(article=self.stories[number % STORIES])

    def kill_until_all_end(self, workers):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (mine,) = cursor.fetchone()
        with psycopg.connect(where(), autocommit=True) as killer:
            while any(worker.is_alive() for worker in workers):
                killer.execute(KILL_ONE, [mine])
                time.sleep(0.1)

    def test_workers_whose_connections_are_killed_leave_every_count_right(self):
        workers = [
            Worker(number, make.user("Moderator"), self.stories)
            for number in range(WORKERS)
        ]
        for worker in workers:
            worker.start()
        self.kill_until_all_end(workers)
        for worker in workers:
            worker.join()

        self.assertGreaterEqual(min(worker.deaths for worker in workers), DIED)
        self.assertEqual(sum(worker.deadlocks for worker in workers), 0)
        decided = {pk for worker in workers for pk in worker.decided}
        posted = {words for worker in workers for words in worker.posted}
        self.assertGreaterEqual(len(decided), WORKERS * DECIDED)
        self.assertGreaterEqual(len(posted), WORKERS * POSTED)
        self.assert_all_is_right()
        # What was acknowledged is there.
        self.assertEqual(Decision.objects.filter(pk__in=decided).count(), len(decided))
        self.assertEqual(Comment.objects.filter(body__in=posted).count(), len(posted))

    def test_a_bulk_whose_process_is_killed_is_decided_in_whole_parts(self):
        moderator = make.user("Moderator")
        for number in range(400):
            make.comment(article=self.stories[number % STORIES])
        before = self.sessions()
        process = start("-c", BULK, env=self.environment())
        try:
            said = [process.stdout.readline() for _line in range(4)]
            process.send_signal(signal.SIGKILL)
        finally:
            end(process)
        self.assertEqual(said, ["begins\n", "part\n", "part\n", "part\n"])
        # The server has noticed, too: no session stands that it opened.
        self.assertTrue(wait_for(lambda: self.sessions() <= before))

        done = Comment.objects.filter(status="approved").count()
        self.assertEqual(done % 50, 0)
        self.assertGreaterEqual(done, 150)
        self.assertLess(done, 480)
        self.assert_all_is_right()
        # Whoever presses again decides the rest, and nothing twice.
        seen = dict(Comment.objects.filter(status="held").values_list("pk", "version"))
        by = moderation.By(moderator=moderator)
        self.assertEqual(moderation.decide_all(seen, "approved", by=by).refusals, {})
        self.assertEqual(Decision.objects.count(), Comment.objects.count())
        self.assert_all_is_right()

    def environment(self):
        return os.environ | {"DATABASE_URL": where()}

    def sessions(self):
        """What others have open; a browser's test may have left its server there."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )
            return {pid for (pid,) in cursor}

    def assert_all_is_right(self):
        out = StringIO()
        call_command("verify_counts", stdout=out)
        self.assertEqual(out.getvalue(), "Every count is right.\n")
        for comment in Comment.objects.prefetch_related("decisions"):
            record = sorted(comment.decisions.all(), key=lambda made: made.pk)
            for earlier, later in pairwise(record):
                self.assertEqual(later.from_status, earlier.to_status)
                self.assertEqual(later.comment_version, earlier.comment_version + 1)
            stands = record[-1].to_status if record else "held"
            self.assertEqual(comment.status, stands)
