"""The one door of a comment's words: the desk edits them, the earlier ones are kept."""

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import F, Value
from django.utils.translation import gettext as _

from comments import counting
from comments.meanwhile import who_was_first
from comments.models import Comment, CommentPolicy, CommentStatus, Wording
from comments.models.comment import UNDO_WITHIN
from comments.moderation import DecidedMeanwhile, Refused
from comments.rendering import html_of
from comments.screening import screen_again
from comments.screening.evidence import Evidence
from comments.screening.names import staff_names
from newsroom.models import User


@transaction.atomic
def edit(pk: int, body: str, *, seen: int, by: User) -> Wording:
    """Give a comment other words, if it is still as ``by`` saw it.

    Its version moves, so that a decision about the earlier words is refused, and the
    checks look at the new ones. Its status stays. Readers are told, until the words
    are the writer's own again.
    """
    comment = Comment.objects.select_for_update(no_key=True).get(pk=pk)
    if comment.withdrawn_at or comment.erased_at:
        raise Refused(_("Its writer has taken this comment back."))
    if twice := sent_twice(comment, body, seen, by):
        return twice
    if comment.version != seen:
        raise DecidedMeanwhile(who_was_first(comment))
    if comment.body == body:
        raise Refused(_("These are the words that it has; nothing was changed."))
    kept = Wording.objects.create(
        comment=comment, version=seen, body=comment.body, replaced_by=by
    )
    first = Wording.objects.filter(comment=comment).earliest("version")
    Comment.objects.filter(pk=pk).update(
        body=body,
        body_html=html_of(body),
        version=F("version") + 1,
        edited_at=None if body == first.body else TransactionNow(),
        calmness=0,
    )
    comment.refresh_from_db(fields=["body", "version"])
    if comment.staff_id is None:
        screen_again(comment, evidence_of(comment))
    if comment.status == CommentStatus.APPROVED:
        counting.recount([comment.article_id])
    return kept


def sent_twice(comment: Comment, body: str, seen: int, by: User) -> Wording | None:
    """The edit that this very press made a moment ago, if it did."""
    if comment.version != seen + 1 or comment.body != body:
        return None
    mine = Wording.objects.filter(comment=comment, version=seen, replaced_by=by)
    return mine.first()


def evidence_of(comment: Comment) -> Evidence:
    """What can be seen in the words alone."""
    return Evidence(
        name=comment.author_name,
        body=comment.body,
        max_links=CommentPolicy.objects.get(pk=1).max_links,
        staff_names=staff_names(),
    )


def recent(pk: int, by: User) -> Wording | None:
    """An edit that can be taken back: one's own, and not older than ten seconds."""
    since = TransactionNow() - Value(UNDO_WITHIN)
    mine = Wording.objects.filter(pk=pk, replaced_by=by, replaced_at__gt=since)
    return mine.first()


def take_back(wording: Wording, *, by: User) -> None:
    """The earlier words again. The others were perhaps read, so they stay on record."""
    edit(wording.comment_id, wording.body, seen=wording.version + 1, by=by)
