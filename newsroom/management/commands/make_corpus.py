import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from newsroom.bench import corpus
from newsroom.progress import size as in_words
from newsroom.progress import told


class Command(BaseCommand):
    help = "Fill an empty site with synthetic stories and comments, for measuring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stories", type=int, default=1_000)
        parser.add_argument(
            "--comments", type=int, help="ten for each story unless given"
        )
        parser.add_argument(
            "--held", type=int, help="how many of them wait; a hundredth unless given"
        )
        parser.add_argument(
            "--hands",
            type=int,
            default=1,
            help="connections at work; with more than one, a run that is cut short"
            " leaves a database to be dropped",
        )
        parser.add_argument(
            "--brief",
            action="store_true",
            help="stories of one paragraph, made quicker",
        )
        parser.add_argument(
            "--seed", type=int, default=1, help="the same seed makes the same site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = self.wanted(options)
        began = time.monotonic()
        try:
            with told("Corpus", corpus.work(wanted), self.stdout) as progress:
                corpus.make(wanted, progress, lambda what: progress(), options["hands"])
        except corpus.NotEmpty as refusal:
            raise CommandError(
                f"The table {refusal} has rows already. A corpus needs an empty,"
                " migrated database: it must never mix with a real newspaper."
            ) from None
        self.summarise(wanted, time.monotonic() - began)

    def wanted(self, options: dict[str, Any]) -> corpus.Size:
        stories = options["stories"]
        comments = options["comments"]
        comments = stories * 10 if comments is None else comments
        held = options["held"]
        held = comments // 100 if held is None else held
        if stories < 10 or comments < 0 or not 0 <= held <= comments // 3:
            raise CommandError(
                "Ask for ten stories or more, and for no more held comments than a"
                " third of all."
            )
        return corpus.Size(stories, comments, held, options["seed"], options["brief"])

    def summarise(self, made: corpus.Size, seconds: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            (on_disk,) = cursor.fetchone()
        self.stdout.write(
            f"Made {made.stories:,} stories and {made.comments:,} comments,"
            f" {made.held:,} of them held, in {seconds:.0f} s:"
            f" {in_words(on_disk)} on disk."
        )
