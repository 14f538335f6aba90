from typing import Any

from django.core.management.base import BaseCommand

from comments import retention
from newsroom.progress import told


class Command(BaseCommand):
    """Can be stopped and run again; a nightly job does the same."""

    help = "Erase what the comment policy keeps for a time only."

    def handle(self, *args: Any, **options: Any) -> None:
        for rule in retention.rules():
            number = rule.due.count()
            with told(rule.name.capitalize(), number, self.stdout) as done:
                purged = 0
                for size in rule.batches():
                    done(size)
                    purged += size
            self.stdout.write(f"{rule.name.capitalize()}: {purged} purged.")
        self.stdout.write("Nothing is kept longer than the policy says.")
