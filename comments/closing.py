"""The desk closes one story's comments, and opens them again: a pile-on ends."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import F

from articles.models import Article
from comments.models import Thread
from newsroom.models import User


def close(article: Article, *, by: User) -> None:
    """No new comments from now on. What is held waits as before."""
    change(article, closed_at=TransactionNow(), closed_by=by)


def reopen(article: Article) -> None:
    """The story's own setting and the policy hold again."""
    change(article, closed_at=None, closed_by=None)


@transaction.atomic
def change(article: Article, **columns: object) -> None:
    """The story's pages notice the version, as they do with a decision."""
    Thread.objects.bulk_create(
        [Thread(article=article, last_change_at=TransactionNow())],
        ignore_conflicts=True,
    )
    Thread.objects.filter(article=article).update(
        version=F("version") + 1, last_change_at=TransactionNow(), **columns
    )
