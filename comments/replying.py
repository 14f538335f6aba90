"""The newsroom answers a reader, under its own mark. Readers have no way to it."""

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Publication
from comments.meanwhile import who_was_first
from comments.models import Comment, CommentStatus, Decision
from comments.moderation import By, DecidedMeanwhile, Refused, decide_all
from comments.rendering import html_of
from newsroom.models import User


@transaction.atomic
def reply(
    pk: int, body: str, *, seen: int, by: User, approve: bool = False
) -> Decision:
    """Publish a reply, decided by who wrote it; ``approve`` what it answers with it.

    Both are one press: taken back within ten seconds, the comment stands as before
    and the reply is gone, its words kept for who wrote them.
    """
    parent = Comment.objects.select_for_update(no_key=True).get(pk=pk)
    if twice := said_before(parent, body, by):
        return twice
    if parent.version != seen or parent.withdrawn_at or parent.erased_at:
        raise DecidedMeanwhile(who_was_first(parent))
    if not approve:
        may_be_answered(parent)
    made = Comment.objects.create(
        article_id=parent.article_id,
        parent=parent,
        staff=by,
        author_name=name_of(by),
        body=body,
        body_html=html_of(body),
    )
    seen_both = {pk: seen} if approve else {}
    outcome = decide_all(
        seen_both | {made.pk: made.version},
        CommentStatus.APPROVED,
        by=By(moderator=by),
        batch=uuid4() if approve else None,
    )
    for refusal in outcome.refusals.values():
        raise refusal
    return outcome.decisions[-1]


def said_before(parent: Comment, body: str, by: User) -> Decision | None:
    """The same press, sent twice at once, is one reply; later it is refused."""
    said = Comment.objects.filter(parent=parent, staff=by, body=body, withdrawn_at=None)
    if not said.exists():
        return None
    made = Decision.objects.undoable().filter(comment__in=said).order_by("pk").first()
    if made is None:
        raise Refused(_("You have replied with these words already."))
    return made


def may_be_answered(parent: Comment) -> None:
    if Comment.objects.public().filter(pk=parent.pk).exists():
        return
    if parent.status == CommentStatus.APPROVED:
        raise Refused(_("It is approved and shows in a few seconds: reply then."))
    raise Refused(_("Readers do not see it: approve it first, or with your reply."))


def name_of(user: User) -> str:
    """What readers see. A sign-in name is never shown."""
    name = user.display_name or user.get_full_name()
    return name or Publication.objects.get(pk=1).name


def taken_back(parent: Comment, by: User) -> str:
    """The words of one's own reply that was undone, to write on from."""
    mine = Comment.objects.filter(parent=parent, staff=by, erased_at=None)
    undone = mine.filter(withdrawn_at__isnull=False).order_by("-pk")
    return undone.values_list("body", flat=True).first() or ""
