import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.demo import Refused
from newsroom.demo.removal import remove
from newsroom.progress import told
from newsroom.serving import first_run


class Command(BaseCommand):
    """Takes the demo out of a site that has grown, and says what it kept and why.

    What nobody touched goes: stories, photos, people, pages, held comments, accounts.
    What the newsroom edited stays, with all that it uses. Decisions are a record that
    nobody can delete, so a decided comment of the demo is emptied and its story
    withdrawn; a story on which readers have written is withdrawn with their comments;
    an account that decided something is made nameless. It can be run again.
    """

    help = "Take the demo newsroom out of this site, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        if not (yes or self.is_confirmed()):
            raise CommandError("Nothing was changed.")
        try:
            with told("Taking out the demo", None, self.stdout):
                report = remove()
        except Refused as refusal:
            raise CommandError(f"Nothing was changed: {refusal}") from None
        if first_run.state():
            first_run.remember(first_run.EMPTY)
        for line in report.lines():
            self.stdout.write(line)

    def is_confirmed(self) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("Say --yes where there is no terminal to ask at.")
        self.stdout.write("The demo's stories, comments and accounts go for good.")
        return input("Type yes to go on: ").strip().lower() == "yes"
