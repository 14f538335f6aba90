"""A story's comments as a page prints them: in order, numbered, with their gaps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    FETCH_RAISE,
    BigIntegerField,
    Count,
    Exists,
    QuerySet,
)
from django.db.models.functions import Cast
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, CommentsMode
from comments.models import Comment, CommentPolicy
from comments.models import Thread as Counted
from comments.models.policy import Order
from newsroom.postgres.statements import Given, Statement

# Replies under one page's comments; a bound on what one page can cost.
MOST_ON_A_PAGE = 1000
TAKING = {CommentsMode.OPEN, CommentsMode.HELD}


@dataclass
class Item:
    """One place in the thread: a comment, or the gap where one stood."""

    pk: int
    depth: int
    comment: Comment | None = None
    number: str = ""
    # Lists to open before it and to close after it.
    opens: range = field(default_factory=lambda: range(0))
    closes: range = field(default_factory=lambda: range(0))
    # Whether it stands beside or above what came before it in its list.
    follows: bool = False


@dataclass
class Thread:
    article: Article
    items: list[Item]
    count: int
    page: int
    page_numbers: range
    is_open: bool
    is_shown: bool
    closed_sentence: str

    @property
    def heading(self) -> str:
        return heading_of(self.count)


def heading_of(count: int) -> str:
    if count == 0:
        return _("No Comments")
    # A language may have words, and no figure, for one and for two.
    words = ngettext("One Comment", "%(count)s Comments", count)
    return words % {"count": number_format(count, use_l10n=True)}


HERE = Given("article", BigIntegerField())


def policy_on() -> QuerySet[CommentPolicy]:
    by_the_desk = Counted.objects.filter(article=HERE, closed_at__isnull=False)
    return CommentPolicy.objects.filter(pk=1).annotate(
        now=TransactionNow(), stopped=Exists(by_the_desk)
    )


POLICY: Statement[CommentPolicy] = Statement(policy_on)


def policy_for(article: Article) -> CommentPolicy:
    return POLICY.ask(article=article.pk)[0]


def closed_because(article: Article, policy: CommentPolicy) -> str:
    """Why a story takes no comments, in words for a reader; empty when it does."""
    if policy.paused:
        return policy.paused_sentence
    stopped = policy.stopped  # type: ignore[attr-defined]
    if stopped or article.comments_in_force not in TAKING:
        return _("Sorry, comments are closed for this item.")
    days = policy.close_after_days
    shown_at = article.published_at
    if days and shown_at and (policy.now - shown_at).days >= days:  # type: ignore[attr-defined]
        return _("Sorry, comments are closed for this item.")
    return ""


def thread_of(article: Article, policy: CommentPolicy, page: int = 1) -> Thread:
    """Two queries: which comments stand at the top, and what hangs under them."""
    shown = article.comments_in_force != CommentsMode.HIDDEN
    sizes = SIZES.ask(article=article.pk) if shown else []
    pages = range(1, max(1, -(-len(sizes) // policy.per_page)) + 1)
    page = min(max(page, 1), pages[-1])
    newest = policy.order == Order.NEWEST
    start, end = part_of(sizes, page, policy.per_page, newest)
    rows = between(article, [top for top, _size in sizes], start, end)
    reason = closed_because(article, policy)
    items = arranged(rows, policy.depth, first=start + 1, newest=newest)
    return Thread(
        article=article,
        items=items,
        count=sum(size for _top, size in sizes),
        page=page,
        page_numbers=pages,
        is_open=not reason,
        is_shown=shown,
        closed_sentence=reason,
    )


def part_of(
    sizes: list[tuple[int, int]], page: int, per_page: int, newest: bool
) -> tuple[int, int]:
    """The places, in order of time, of the first top on a page and of the next one's.

    With the newest first they are counted from the end, and what does not fit on the
    page is what is oldest.
    """
    if not newest:
        return (page - 1) * per_page, page * per_page
    end = len(sizes) - (page - 1) * per_page
    least = max(0, end - per_page)
    start = max(0, end - 1)
    room = MOST_ON_A_PAGE - sum(size for _top, size in sizes[start:end])
    while start > least and (room := room - sizes[start - 1][1]) >= 0:
        start -= 1
    return start, end


def public_here() -> QuerySet[Comment]:
    return Comment.objects.public().filter(article=HERE)


def sizes() -> QuerySet[Comment, Any]:
    """How many public comments each top has, itself among them."""
    by_top = public_here().order_by("path__0").values("path__0")
    return by_top.annotate(size=Count("*")).values_list("path__0", "size")


def stretch() -> QuerySet[Comment]:
    """From one path to before another, which stand side by side in the index; what a
    place prints, and reading more is an error."""
    paths = Comment._meta.get_field("path")
    low, high = (Cast(Given(name, paths), paths) for name in ("low", "high"))
    here = public_here().filter(path__gte=low, path__lt=high)
    printed = ("path", "depth", "author_name", "submitted_at", "edited_at", "staff")
    shown = here.only(*printed, "body_html").fetch_mode(FETCH_RAISE)
    return shown.order_by("path")[:MOST_ON_A_PAGE]


SIZES: Statement[tuple[int, int]] = Statement(sizes)
STRETCH: Statement[Comment] = Statement(stretch)
BEYOND_ALL = 2**63 - 1


def between(article: Article, tops: list[int], start: int, end: int) -> list[Comment]:
    """The comments under some of the tops."""
    if not tops:
        return []
    high = tops[end] if len(tops) > end else BEYOND_ALL
    return STRETCH.ask(article=article.pk, low=[tops[start]], high=[high])


def arranged(
    rows: Iterable[Comment], depth: int, first: int, newest: bool = False
) -> list[Item]:
    """Rows in the order of their paths, with gaps where an ancestor is not public."""
    items: list[Item] = []
    seen: set[int] = set()
    for row in rows:
        for level, pk in enumerate(row.path[:-1], start=1):
            if pk not in seen:
                seen.add(pk)
                items.append(Item(pk, min(level, depth)))
        seen.add(row.pk)
        items.append(Item(row.pk, min(row.depth, depth), row))
    number(items, first)
    if newest:
        items = turned(items)
    nest(items)
    return items


def number(items: list[Item], first: int) -> None:
    """1, 2, 2.1, 2.2, 3 …; a gap takes no number."""
    counters = [first - 1]
    for item in items:
        while len(counters) > item.depth:
            counters.pop()
        while len(counters) < item.depth:
            counters.append(0)
        if item.comment is not None:
            counters[-1] += 1
            item.number = ".".join(str(c) for c in counters if c) + "."


def turned(items: list[Item]) -> list[Item]:
    """The newest top first; what stands under each, and its number, stays."""
    groups: list[list[Item]] = []
    for item in items:
        if item.depth == 1:
            groups.append([])
        groups[-1].append(item)
    return [item for group in reversed(groups) for item in group]


def nest(items: list[Item]) -> None:
    """Which lists begin before an item, and which end after it."""
    before = 0
    for index, item in enumerate(items):
        item.opens = range(max(0, item.depth - before))
        item.follows = item.depth <= before
        before = item.depth
        after = items[index + 1].depth if index + 1 < len(items) else 0
        item.closes = range(max(0, item.depth - after))


def is_public(pk: int, article: Article) -> Comment | None:
    """The comment, if readers see it on this story."""
    return Comment.objects.visible().filter(pk=pk, article=article).first()
