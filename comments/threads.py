"""A story's comments as a page prints them: in order, numbered, with their gaps."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    F,
    QuerySet,
)
from django.db.models.functions import Cast
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, CommentsMode
from comments.arranging import Item, Printed, arranged, nest
from comments.models import Comment, CommentPolicy
from comments.models.policy import PAUSED, Order
from comments.paging import MOST_ON_A_PAGE, Stretch, page_of, shown_links, stretches
from comments.policies import HERE
from newsroom.postgres.statements import Given, Statement, one_of

type Conversations = tuple[list[int], list[int]]
NONE: Conversations = ([], [])
TAKING = {CommentsMode.OPEN, CommentsMode.HELD}


@dataclass
class Thread:
    article: Article
    items: list[Item]
    count: int
    heading: str
    page: int
    pages: int
    # The page on which the newest stand.
    newest_page: int
    is_open: bool
    is_shown: bool
    closed_sentence: str

    @property
    def page_links(self) -> list[int | None]:
        return shown_links(self.page, self.pages)


def heading_of(count: int) -> str:
    if count == 0:
        return _("No Comments")
    # A language may have words, and no figure, for one and for two.
    words = ngettext("One Comment", "%(count)s Comments", count)
    return words % {"count": number_format(count, use_l10n=True)}


def closed_because(article: Article, policy: CommentPolicy) -> str:
    """Why a story takes no comments, in words for a reader; empty when it does."""
    if policy.paused:
        own = policy.paused_sentence
        return _(PAUSED) if own == PAUSED else own
    stopped = policy.stopped  # type: ignore[attr-defined]
    if stopped or article.comments_in_force not in TAKING:
        return _("Sorry, comments are closed for this item.")
    days = policy.close_after_days
    shown_at = article.published_at
    if days and shown_at and (policy.now - shown_at).days >= days:  # type: ignore[attr-defined]
        return _("Sorry, comments are closed for this item.")
    return ""


def thread_of(article: Article, policy: CommentPolicy, page: int = 1) -> Thread:
    """What stands on a page of it: one query."""
    shown = article.comments_in_force != CommentsMode.HIDDEN
    tops, sizes = conversations_in(policy) if shown else NONE
    newest = policy.order == Order.NEWEST
    pages = pages_of(sizes, policy)
    page = min(max(page, 1), len(pages))
    reason = closed_because(article, policy)
    return Thread(
        article=article,
        items=placed(article, tops, pages[page - 1], policy.depth, newest),
        count=sum(sizes),
        heading=heading_of(sum(sizes)),
        page=page,
        pages=len(pages),
        newest_page=1 if newest else len(pages),
        is_open=not reason,
        is_shown=shown,
        closed_sentence=reason,
    )


def conversations_in(policy: Any) -> Conversations:
    """The tops, and how many public comments each has, itself among them."""
    tops, sizes = policy.tops or [], policy.sizes or []
    if not policy.coming:
        return tops, sizes
    ahead = Counter(policy.coming)
    left = [(top, size - ahead[top]) for top, size in zip(tops, sizes, strict=True)]
    return [top for top, size in left if size], [size for _top, size in left if size]


def pages_of(sizes: list[int], policy: CommentPolicy) -> list[Stretch]:
    return stretches(sizes, policy.per_page, policy.order == Order.NEWEST)


def page_with(comment: Comment, policy: CommentPolicy) -> int:
    """The page of its thread on which a public comment stands at this moment."""
    tops, sizes = conversations_in(policy)
    pages = pages_of(sizes, policy)
    top = tops.index(comment.path[0])
    before = Comment.objects.public().filter(
        article=comment.article_id,
        path__gte=comment.path[:1],
        path__lt=comment.path,
    )
    is_split = any(page.skip for page in pages if page.start == top)
    return page_of(pages, top, before.count() if is_split else 0)


def placed(
    article: Article,
    tops: list[int],
    page: Stretch,
    depth: int,
    newest: bool,
) -> list[Item]:
    """What stands on one page, each in its place."""
    if not tops:
        return []
    high = tops[page.end] if len(tops) > page.end else BEYOND_ALL
    here = {"article": article.pk, "low": [tops[page.start]], "high": [high]}
    first = page.start + 1
    if page.skip is None:
        return arranged(printed(STRETCH, **here), depth, first, newest)
    # Of one long conversation: its shape, for the numbers, and what is read of it.
    shape = arranged(printed(SHAPE, **here), depth, first)
    read = [item for item in shape if item.comment][page.skip :][:MOST_ON_A_PAGE]
    above = set(read[0].comment.path) if read[0].comment else set()
    items = [item for item in shape if item in read or item.pk in above]
    rows = {row.pk: row for row in printed(SOME, ids=[item.pk for item in items])}
    for item in items:
        item.comment = rows.get(item.pk)
    nest(items)
    return items


def printed(rows: Statement[Any], **given: Any) -> list[Printed]:
    return [Printed(*row) for row in rows.ask(**given)]


def public_here() -> QuerySet[Comment]:
    return Comment.objects.public().filter(article=HERE)


def stretch(*columns: str) -> QuerySet[Comment, Any]:
    """From one path to before another, which stand side by side in the index."""
    paths = Comment._meta.get_field("path")
    low, high = (Cast(Given(name, paths), paths) for name in ("low", "high"))
    here = public_here().filter(path__gte=low, path__lt=high)
    return here.order_by("path").values_list(*columns)


def some() -> QuerySet[Comment, Any]:
    ids = one_of(F("pk"), "ids", BigIntegerField)
    return Comment.objects.public().filter(ids).values_list(*Printed._fields)


STRETCH: Statement[Any] = Statement(lambda: stretch(*Printed._fields))
SHAPE: Statement[Any] = Statement(lambda: stretch(*Printed._fields[:3]))
SOME: Statement[Any] = Statement(some)
PUBLIC: Statement[Comment] = Statement(
    lambda: Comment.objects.visible().filter(
        pk=Given("pk", BigIntegerField()), article=HERE
    )
)
BEYOND_ALL = 2**63 - 1


def is_public(pk: int, article: Article) -> Comment | None:
    """The comment, if readers see it on this story."""
    return PUBLIC.first(pk=pk, article=article.pk)
