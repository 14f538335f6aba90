"""Who is told that comments wait, when, and in which words.

Asked every minute. What was told is kept with each, so a restart tells nothing twice,
and nothing is written to somebody whose last letter still waits for the mail server.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Article, Publication
from comments import tallies
from comments.models import Comment, CommentPolicy, Tell, Telling
from comments.models.telling import Wish
from newsroom import outbox
from newsroom.models import User
from newsroom.moment import database_now

MODERATE = "comments.moderate_comment"
# A comment may be committed a little later than it says.
SETTLED = timedelta(seconds=10)
MOST_LOOKED_AT = 1000
MOST_NAMED = 8


def tell_all() -> None:
    policy = CommentPolicy.objects.get()
    moderators = {user.pk: user for user in User.objects.with_perm(MODERATE)}
    enlist(policy, moderators)
    for pk in Telling.objects.order_by("pk").values_list("pk", flat=True):
        tell_one(pk, policy, moderators)


def enlist(policy: CommentPolicy, moderators: dict[int, User]) -> None:
    """A row for each who may be told; an address that the policy dropped has none."""
    kept = set(policy.tell_addresses.split())
    Telling.objects.exclude(address="").exclude(address__in=kept).delete()
    rows = Telling.objects.values_list("moderator", "address")
    known = {moderator or address for moderator, address in rows}
    new = [Telling(moderator_id=pk) for pk in moderators.keys() - known]
    new += [Telling(address=address) for address in kept - known]
    if new:
        Telling.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic
def tell_one(pk: int, policy: CommentPolicy, moderators: dict[int, User]) -> None:
    rows = Telling.objects.select_for_update(skip_locked=True).filter(pk=pk)
    telling = rows.first()
    if telling is None:
        return
    moderator = moderators.get(telling.moderator_id or 0)
    to = moderator.email if moderator else telling.address
    wish: Wish = telling if telling.tell else policy
    cause = cause_of(telling)
    if not to or wish.tell == Tell.NOTHING:
        outbox.withdraw(cause)
        return
    news = News(telling, wish, database_now())
    if not news.is_due() or outbox.is_waiting(cause):
        return
    outbox.write(
        about=f"{cause}, after {telling.told_until}",
        cause=cause,
        to=to,
        words=outbox.words_of(
            "comments/desk/letters/waiting.txt",
            moderator.language if moderator else "",
            {**news.told(), "moderator": moderator},
        ),
        preferences=address_of("told") if moderator else "",
    )
    telling.told_at, telling.told_until = news.now, news.now - SETTLED
    telling.save(update_fields=["told_at", "told_until"])


def cause_of(telling: Telling) -> str:
    return f"telling {telling.pk}"


class News:
    """What waits in somebody's sections, and what of it is new to them."""

    def __init__(self, telling: Telling, wish: Wish, now: datetime) -> None:
        self.telling, self.wish, self.now = telling, wish, now
        self.sections = list(telling.sections.values_list("pk", flat=True))

    @property
    def waiting(self) -> QuerySet[Comment]:
        rows = Comment.objects.in_queue()
        return (
            rows.filter(article__section__in=self.sections) if self.sections else rows
        )

    @property
    def new(self) -> QuerySet[Comment]:
        until = self.telling.told_until
        rows = self.waiting.filter(submitted_at__lte=self.now - SETTLED)
        return rows.filter(submitted_at__gt=until) if until else rows

    def is_due(self) -> bool:
        if self.telling.told_at + self.wish.between > self.now:
            return False
        return self.new.filter(submitted_at__lte=self.now - self.wish.too_long).exists()

    def told(self) -> dict[str, Any]:
        oldest = self.waiting.only("submitted_at").first()
        stories = self.stories()
        return {
            "paper": outbox.isolated(Publication.objects.get().name),
            "count": self.count(),
            "oldest": oldest.submitted_at if oldest else self.now,
            "now": self.now,
            "stories": stories[:MOST_NAMED],
            "more": len(stories) - MOST_NAMED,
            "desk": address_of("queue"),
            "preferences": address_of("told"),
        }

    def count(self) -> int:
        if not self.sections:
            return tallies.total(tallies.HELD)
        return sum(tallies.totals([*map(tallies.held_in, self.sections)]).values())

    def stories(self) -> list[tuple[str, int, str]]:
        """Headline, how many are new on it, and where they wait; most of them first."""
        new = Counter(self.new.values_list("article", flat=True)[:MOST_LOOKED_AT])
        headlines = dict(
            Article.objects.filter(pk__in=new).values_list("pk", "headline")
        )
        desk = address_of("queue")
        return [
            (outbox.isolated(headlines[pk]), count, f"{desk}?story={pk}")
            for pk, count in new.most_common()
        ]


def address_of(name: str) -> str:
    """A page of the desk, behind sign-in. Nothing is decided by opening one."""
    return settings.SITE_URL + reverse(f"comments:{name}")
