"""The comment policy, with what is known of one story's comments at a moment."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import BigIntegerField, Exists, QuerySet, Subquery

from articles.models import Article
from comments.models import Comment, CommentPolicy, Thread
from comments.screening.names import our_names
from newsroom.pages import Facts
from newsroom.pages.store import rows
from newsroom.postgres.statements import Given, Statement

HERE = Given("article", BigIntegerField())


def known_of(story: Any) -> dict[str, Any]:
    """The moment, whether the desk closed the thread, what is approved by its top, and
    the tops of what is still to show."""
    here = Thread.objects.filter(article=story)
    ahead = Comment.objects.coming().filter(article=story)
    return {
        **known_on_the_way_in(story),
        "tops": Subquery(here.values("tops")),
        "sizes": Subquery(here.values("sizes")),
        "coming": ArraySubquery(ahead.order_by().values("path__0")),
    }


def known_on_the_way_in(story: Any) -> dict[str, Any]:
    by_the_desk = Thread.objects.filter(article=story, closed_at__isnull=False)
    return {"now": TransactionNow(), "stopped": Exists(by_the_desk)}


def in_force() -> QuerySet[CommentPolicy]:
    return CommentPolicy.objects.filter(pk=1)


ALONE: Statement[CommentPolicy] = Statement(in_force)
WHOLE: Statement[CommentPolicy] = Statement(
    lambda: in_force().annotate(**known_of(HERE))
)
# For a comment on its way in: with whose names it may not bear unseen.
TAKING_IN: Statement[CommentPolicy] = Statement(
    lambda: in_force().annotate(**known_on_the_way_in(HERE), our_names=our_names())
)
KNOWN = tuple(known_of(HERE))


def policy_for(article: Article) -> CommentPolicy:
    """With what is known of the story: one query."""
    return WHOLE.ask(article=article.pk)[0]


def policy_told(facts: Facts, besides: Facts) -> CommentPolicy:
    """The same by what was asked beside a page's validator, in the snapshot of that
    moment: no query, but for a policy in a version that was not seen before."""
    name = ("comment policy", facts["comments_policy"])
    [policy] = rows.get(name, ALONE.rows)
    known = (besides[f"comments_{one}"] for one in KNOWN)
    return WHOLE.made_of([(*policy, *known)])[0]
