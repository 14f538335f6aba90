"""One comment at a glance: its words, its story, its author's record, the checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left, Lower
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import (
    Comment,
    CommentStatus,
    Contact,
    Decision,
    Escalation,
    Note,
    Outcome,
    Report,
    ScreeningResult,
    Wording,
)
from comments.moderation import MOVES
from comments.rendering import trusted
from newsroom.differences import Piece, by_word

LOOK_BACK = 100
SHOWN_BACK = 3
MOST_REPORTS = 10
LONG = 900
CHECKS: dict[str, Promise] = {
    "links": _("Many links"),
    "honeypot": _("Hidden field filled in"),
    "timing": _("Sent within seconds"),
    "form": _("Not from our form"),
    "capitals": _("Mostly capitals"),
    "names": _("A name like our staff’s"),
}
ACTS: dict[str, str] = {
    "approve": CommentStatus.APPROVED,
    "reject": CommentStatus.REJECTED,
    "spam": CommentStatus.SPAM,
    "unapprove": CommentStatus.HELD,
}


@dataclass(frozen=True)
class Past:
    """What became of earlier comments: the latest of them, and no more."""

    held: int
    approved: int
    rejected: int
    spam: int
    first_seen: datetime | None

    @classmethod
    def of(cls, statuses: list[str], first_seen: datetime | None) -> Self:
        return cls(
            held=statuses.count(CommentStatus.HELD),
            approved=statuses.count(CommentStatus.APPROVED),
            rejected=statuses.count(CommentStatus.REJECTED),
            spam=statuses.count(CommentStatus.SPAM),
            first_seen=first_seen,
        )

    @property
    def is_empty(self) -> bool:
        return self.first_seen is None

    @property
    def is_cut(self) -> bool:
        return self.held + self.approved + self.rejected + self.spam == LOOK_BACK


@dataclass
class Card:
    """What the template shows of one comment."""

    comment: Any
    results: list[ScreeningResult]

    @cached_property
    def id(self) -> str:
        """As text: it is printed some thirty times, and no number of anything."""
        return str(self.comment.pk)

    @cached_property
    def seen(self) -> str:
        """What a press says that a moderator had on the screen."""
        return f"{self.comment.pk}.{self.comment.version}"

    @cached_property
    def body(self) -> str:
        return trusted(self.comment.body_html)

    @cached_property
    def is_long(self) -> bool:
        return len(self.comment.body) > LONG or self.comment.body.count("\n") > 14

    @cached_property
    def flags(self) -> list[Promise | str]:
        return self.named(Outcome.FLAGGED)

    @cached_property
    def clear(self) -> list[Promise | str]:
        return self.named(Outcome.CLEAR)

    @cached_property
    def not_measured(self) -> list[Promise | str]:
        return self.named(Outcome.NOT_MEASURED)

    def named(self, outcome: str) -> list[Promise | str]:
        return [
            CHECKS.get(result.check_name, result.check_name)
            for result in self.results
            if result.outcome == outcome
        ]

    @cached_property
    def wordings(self) -> list[tuple[Wording, list[Piece]]]:
        """Each edit, with what it changed."""
        kept = list(self.comment.wordings.all())
        texts = [*(wording.body for wording in kept), self.comment.body]
        return [
            (wording, by_word(before, after))
            for wording, (before, after) in zip(kept, pairwise(texts), strict=True)
        ]

    def body_at(self, version: int) -> str:
        """The words that somebody saw who decided on that version."""
        kept = self.comment.wordings.all()
        later = (wording.body for wording in kept if wording.version >= version)
        words: str = next(later, self.comment.body)
        return words

    @cached_property
    def record(self) -> list[tuple[Decision, str]]:
        """Each decision, with the words that were its ground where some were marked."""
        return [
            (made, made.ground.words_in(self.body_at(made.comment_version)))
            if hasattr(made, "ground")
            else (made, "")
            for made in self.comment.decisions.all()
        ]

    @cached_property
    def acts(self) -> list[str]:
        """What can be done with it as it stands."""
        return [act for act, to in ACTS.items() if to in MOVES[self.comment.status]]

    @cached_property
    def by_address(self) -> Past:
        comment = self.comment
        return Past.of(comment.address_statuses, comment.address_since)

    @cached_property
    def by_network(self) -> Past:
        comment = self.comment
        return Past.of(comment.network_statuses, comment.network_since)


def cards_of(rows: QuerySet[Comment]) -> list[Card]:
    """A handful of queries, however many cards."""
    comments = list(with_everything(rows))
    results = results_of(comments)
    return [Card(comment, results.get(comment.pk, [])) for comment in comments]


def with_everything(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    by_address = earlier(address=Lower(OuterRef("contact__email")))
    by_network = earlier(address_hash=OuterRef("contact__address_hash"))
    stories = Article.objects.live().filter(pk=OuterRef("article"))
    made = Decision.objects.select_related("moderator", "guideline", "ground").order_by(
        "pk"
    )
    edits = Wording.objects.select_related("replaced_by")
    said = JSONObject(
        status="comment__status",
        body=Left("comment__body", 240),
        story="comment__article__headline",
    )
    return (
        rows.select_related("article__section", "parent", "contact", "proof")
        .defer("article__body", "article__body_text", "article__search")
        .prefetch_related(
            Prefetch("decisions", made.order_by("pk")),
            Prefetch("wordings", edits.order_by("version")),
            Prefetch(
                "escalations",
                Escalation.objects.select_related("moderator", "editor").order_by("pk"),
            ),
            Prefetch(
                "reports",
                Report.objects.filter(handled_at=None)
                .select_related("guideline")
                .order_by("pk")[:MOST_REPORTS],
                to_attr="open_reports",
            ),
            Prefetch("notes", Note.objects.select_related("moderator").order_by("pk")),
        )
        .annotate(
            now=TransactionNow(),
            # Not EXISTS: that may be answered by reading every live story once.
            live=Subquery(stories.values("pk")[:1]),
            address_statuses=statuses(by_address),
            address_since=since(by_address),
            network_statuses=statuses(by_network),
            network_since=since(by_network),
            latest=ArraySubquery(by_address.values(said=said)[:SHOWN_BACK]),
        )
    )


def earlier(**same: Any) -> QuerySet[Contact]:
    """The other comments of one address or one network, newest first."""
    contacts = Contact.objects.annotate(address=Lower("email")).filter(**same)
    return contacts.exclude(pk=OuterRef("pk")).order_by("-pk")


def statuses(contacts: QuerySet[Contact]) -> ArraySubquery:
    """So many and no more: a card costs the same whoever wrote it."""
    return ArraySubquery(contacts.values("status")[:LOOK_BACK])


def since(contacts: QuerySet[Contact]) -> Subquery:
    return Subquery(contacts.order_by("pk").values("created_at")[:1])


def results_of(comments: Sequence[Comment]) -> dict[int, list[ScreeningResult]]:
    """What each check found in the version that it looked at last."""
    found: dict[int, dict[str, ScreeningResult]] = {}
    for result in ScreeningResult.objects.filter(comment__in=comments).order_by(
        "version", "pk"
    ):
        found.setdefault(result.comment_id, {})[result.check_name] = result
    return {pk: list(results.values()) for pk, results in found.items()}
