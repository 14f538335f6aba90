"""How one comment stands, told to its writer."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.functions import TransactionNow
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment, CommentStatus, Proof
from comments.models.comment import SHOWN_AFTER

AWAITING = "awaiting"
STATES: dict[str, tuple[Promise, Promise]] = {
    AWAITING: (
        _("Your comment is awaiting moderation."),
        _("A person reads every comment before it appears."),
    ),
    CommentStatus.APPROVED: (
        _("Your comment was published."),
        _("Everyone can read it on the story."),
    ),
    CommentStatus.REJECTED: (
        _("Your comment was not published."),
        _("A moderator found that it does not follow our guidelines."),
    ),
    CommentStatus.SPAM: (
        _("Your comment was not published."),
        _("It was taken for advertising."),
    ),
    "not_shown": (
        _("Your comment was published."),
        _("The story or its comments are not shown at present."),
    ),
    "withdrawn": (
        _("Your comment was taken back."),
        _("Nobody sees it any more."),
    ),
    "erased": (
        _("Your comment was erased."),
        _("Nothing of what you wrote is kept."),
    ),
}

GONE = {"withdrawn", "erased"}


@dataclass(frozen=True)
class Standing:
    comment: Comment
    state: str
    story_is_live: bool
    # A letter's button would prove it, and was not pressed yet.
    is_asked: bool = False

    @property
    def heading(self) -> Promise:
        return STATES[self.state][0]

    @property
    def sentence(self) -> Promise:
        return STATES[self.state][1]

    @property
    def edited_at(self) -> datetime | None:
        return None if self.state in GONE else self.comment.edited_at

    @property
    def awaits(self) -> bool:
        return self.state == AWAITING

    @property
    def is_public(self) -> bool:
        return self.state == CommentStatus.APPROVED


def standing_of(pk: int) -> Standing | None:
    """One query. A decision that can still be undone is not told to anybody."""
    settled = Q(decided_at__lte=TransactionNow() - Value(SHOWN_AFTER))
    found = (
        Comment.objects.filter(pk=pk)
        .select_related("article")
        .annotate(
            settled=ExpressionWrapper(settled, output_field=BooleanField()),
            seen=Exists(Comment.objects.visible().filter(pk=OuterRef("pk"))),
            asked=Exists(Proof.objects.filter(pk=OuterRef("pk"), proven_at=None)),
            live=Exists(Article.objects.live().filter(pk=OuterRef("article"))),
        )
        .first()
    )
    if found is None:
        return None
    state = state_of(found)
    return Standing(found, state, found.live, found.asked and state == AWAITING)


def state_of(comment: Comment) -> str:
    """``comment`` as ``standing_of`` annotated it."""
    if comment.erased_at:
        return "erased"
    if comment.withdrawn_at:
        return "withdrawn"
    if not comment.settled:  # type: ignore[attr-defined]
        return AWAITING
    if comment.status == CommentStatus.APPROVED and not comment.seen:  # type: ignore[attr-defined]
        return "not_shown"
    return comment.status
