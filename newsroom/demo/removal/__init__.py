"""Takes the demo out of a site that has grown, and nothing else.

Only what nobody has touched goes. Whatever the newsroom edited stays, and so does
what its stories use. Decisions are a record and are never deleted: a comment with one
is emptied in place, and the story it stands on is withdrawn.
"""

from django.db import transaction

from newsroom.demo import Refused
from newsroom.demo.loading import was_loaded
from newsroom.demo.removal import accounts, letters, paper, stories
from newsroom.demo.removal.report import Report


def remove() -> Report:
    """All in one transaction. May be run again when more has become removable."""
    if not was_loaded():
        raise Refused("This site never had the demo.")
    report = Report()
    with transaction.atomic():
        letters.remove(report)
        stories.remove(report)
        paper.remove(report)
        accounts.remove(report)
    return report
