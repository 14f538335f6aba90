"""A story's comments as a page prints them: in order, numbered, with their gaps."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, CommentsMode, comments_hidden
from comments.models import Comment, CommentPolicy, CommentStatus
from comments.models import Thread as Counted
from comments.models.policy import Order

# Replies under one page's comments; a bound on what one page can cost.
MOST_ON_A_PAGE = 1000
TAKING = {CommentsMode.OPEN, CommentsMode.HELD}
# Of so many of the newest stories, those that are talked about most.
NEWEST, TALKED_ABOUT = 40, 5


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


def policy_for(article: Article) -> CommentPolicy:
    by_the_desk = Counted.objects.filter(article=article, closed_at__isnull=False)
    policy = CommentPolicy.objects.annotate(
        now=TransactionNow(), stopped=Exists(by_the_desk)
    )
    return policy.get(pk=1)


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
    public = Comment.objects.public().filter(article=article)
    by_top = public.order_by("path__0").values("path__0").annotate(size=Count("*"))
    sizes = list(by_top.values_list("path__0", "size")) if shown else []
    pages = range(1, max(1, -(-len(sizes) // policy.per_page)) + 1)
    page = min(max(page, 1), pages[-1])
    newest = policy.order == Order.NEWEST
    start, end = part_of(sizes, page, policy.per_page, newest)
    rows = between(public, [top for top, _size in sizes], start, end)
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


def between(
    public: QuerySet[Comment], tops: list[int], start: int, end: int
) -> QuerySet[Comment]:
    """The comments under some of the tops, which stand side by side in the index."""
    if not tops:
        return public.none()
    here = public.filter(path__gte=[tops[start]])
    if len(tops) > end:
        here = here.filter(path__lt=[tops[end]])
    return here.order_by("path")[:MOST_ON_A_PAGE]


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


def coming() -> Coalesce:
    """How many approved comments of a thread are still to show, as a number."""
    ahead = Comment.objects.filter(
        article=OuterRef("article"),
        status=CommentStatus.APPROVED,
        withdrawn_at=None,
        visible_from__gt=TransactionNow(),
    )
    number = ahead.order_by().values("article").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def shown_counts(article_ids: Iterable[int]) -> Iterable[tuple[int, int]]:
    """How many comments readers see under each story that has any: one query."""
    return (
        Counted.objects.filter(article__in=list(article_ids), approved_count__gt=0)
        .exclude(comments_hidden("article__"))
        .annotate(shown=F("approved_count") - coming())
        .values_list("article", "shown")
    )


def most_talked_about() -> list[Article]:
    """Of the newest stories those with the most comments, each with its
    ``comment_count``: two queries.

    Of stories and not of days, so that no page changes because a night has passed.
    """
    thread = Counted.objects.filter(article=OuterRef("pk"))
    shown = thread.annotate(shown=F("approved_count") - coming()).values("shown")
    newest = Article.objects.live().exclude(comments_hidden()).newest_first()
    counted = newest.annotate(shown=Subquery(shown)).values_list("pk", "shown")
    counts = {pk: count for pk, count in counted[:NEWEST] if count}
    chosen = sorted(counts, key=lambda pk: (-counts[pk], -pk))[:TALKED_ABOUT]
    stories = Article.objects.live().as_cards().in_bulk(chosen)
    for pk, story in stories.items():
        story.comment_count = counts[pk]  # type: ignore[attr-defined]
    return [stories[pk] for pk in chosen if pk in stories]
