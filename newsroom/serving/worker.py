"""``python -m newsroom.serving.worker PARENT``: runs the jobs of a trial site."""

import sys

import django
from django.core.management import call_command

from newsroom.serving.parent import leave_with

# A job that is still running is given up, and run again at the next start.
STOP_WITHIN_SECONDS = 5


def main(parent: int) -> None:
    leave_with(parent)
    django.setup()
    call_command(
        "procrastinate",
        "worker",
        f"--shutdown-graceful-timeout={STOP_WITHIN_SECONDS}",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
