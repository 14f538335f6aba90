"""A moderator asks an editor; the editor advises; nothing is decided by it."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import BigIntegerField, QuerySet

from articles.models import Publication
from comments import causes
from comments.models import Comment, CommentStatus, Escalation
from comments.telling import address_of
from newsroom import outbox
from newsroom.models import User
from newsroom.postgres.statements import Given, Statement

ANSWER = "comments.answer_escalation"
LETTER = "comments/desk/letters/escalated.txt"


def editors_for(moderator: Any) -> QuerySet[User]:
    """Whom a moderator can ask: everybody else who may answer."""
    rows = User.objects.with_perm(ANSWER).exclude(pk=moderator)
    return rows.order_by("display_name", "username").only(
        "display_name", "first_name", "last_name", "username"
    )


EDITORS: Statement[User] = Statement(
    lambda: editors_for(Given("moderator", BigIntegerField()))
)


@transaction.atomic
def escalate(pk: int, note: str, *, to: User, by: User) -> bool:
    """False if the comment does not wait any more, or ``to`` was asked already."""
    held = Comment.objects.filter(
        pk=pk, status=CommentStatus.HELD, withdrawn_at=None, erased_at=None
    )
    comment = held.select_for_update(no_key=True).first()
    if comment is None:
        return False
    escalation, is_new = Escalation.objects.get_or_create(
        comment=comment,
        editor=to,
        answered_at=None,
        defaults={"moderator": by, "note": note},
    )
    if is_new and to.email:
        write_to(escalation)
    return is_new


def write_to(escalation: Escalation) -> None:
    """No word of the comment: letters travel in the open."""
    about = {
        "paper": outbox.isolated(Publication.objects.get().name),
        "who": outbox.isolated(str(escalation.moderator)),
        "headline": outbox.isolated(escalation.comment.article.headline),
        "note": escalation.note,
        "page": f"{address_of('escalated')}#escalation-{escalation.pk}",
    }
    outbox.write(
        about=f"escalation {escalation.pk}",
        cause=causes.question(escalation.comment_id),
        to=escalation.editor.email,
        words=outbox.words_of(LETTER, escalation.editor.language, about),
    )


def answer(pk: int, advice: str, words: str, *, by: User) -> bool:
    """False if it was answered already, the comment decided, or another was asked."""
    mine = Escalation.objects.unanswered().filter(pk=pk, editor=by)
    rows = Escalation.objects.filter(pk__in=mine.values("pk"), answered_at=None)
    return bool(rows.update(advice=advice, answer=words, answered_at=TransactionNow()))
