"""How many comments each story shows, counted in the transaction of what changes it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.contrib.postgres.functions import TransactionNow
from django.db.models import F

from comments.models import CommentStatus, Decision, Thread


def decided(decisions: Iterable[Decision]) -> None:
    """What decisions change; where nothing shows or goes, nothing is touched."""
    changes: Counter[int] = Counter()
    for made in decisions:
        came = made.to_status == CommentStatus.APPROVED
        went = made.from_status == CommentStatus.APPROVED
        changes[made.comment.article_id] += came - went
    count({story: change for story, change in changes.items() if change})


def count(differences: Mapping[int, int]) -> None:
    """Add to the approved comments of stories; their pages notice the version.

    Stories are taken in order of id, last in a transaction, so that no two bulks wait
    for each other. The same few statements for one story and for hundreds.
    """
    stories = sorted(differences)
    Thread.objects.bulk_create(
        [Thread(article_id=pk, last_change_at=TransactionNow()) for pk in stories],
        ignore_conflicts=True,
    )
    rows = Thread.objects.filter(pk__in=stories)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    alike = defaultdict(list)
    for pk, difference in differences.items():
        alike[difference].append(pk)
    for difference, pks in alike.items():
        Thread.objects.filter(pk__in=pks).update(
            approved_count=F("approved_count") + difference,
            version=F("version") + 1,
            last_change_at=TransactionNow(),
        )
