"""The demo's comments: gone, or emptied where a decision is on record."""

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from comments import counting
from comments.models import (
    Comment,
    CommentStatus,
    Contact,
    Decision,
    Ground,
    Note,
    ScreeningResult,
    Wording,
)
from newsroom.demo import POLICY
from newsroom.demo.letters import token
from newsroom.demo.removal.report import Report


def ours() -> QuerySet[Comment]:
    """Known by a token that nobody can guess, or by the decision that let it in."""
    contacts = Contact.objects.filter(comment=OuterRef("pk"), token=token())
    decisions = Decision.objects.filter(comment=OuterRef("pk"), policy=POLICY)
    return Comment.objects.filter(Q(Exists(contacts)) | Q(Exists(decisions)))


def remove(report: Report) -> None:
    on_record = Exists(Decision.objects.filter(comment=OuterRef("pk")))
    answered = Exists(Comment.objects.filter(parent=OuterRef("pk")))
    rows = ours().filter(erased_at=None).select_for_update(of=("self",))
    stories = set()
    for comment in rows.annotate(stays=Q(on_record) | Q(answered)):
        if comment.stays:
            empty(comment)
            if comment.status == CommentStatus.APPROVED:
                stories.add(comment.article_id)
            report.emptied["decided comments"] += 1
        else:
            comment.delete()
            report.removed["held comments"] += 1
    counting.recount(stories)


def empty(comment: Comment) -> None:
    """Blank what it said and who said it; its place and its decisions stay."""
    Contact.objects.filter(comment=comment).delete()
    ScreeningResult.objects.filter(comment=comment).delete()
    Note.objects.filter(comment=comment).delete()
    Wording.objects.filter(comment=comment).delete()
    Ground.objects.filter(decision__comment=comment).delete()
    Comment.objects.filter(pk=comment.pk).update(
        author_name="",
        body="",
        body_html="",
        edited_at=None,
        erased_at=TransactionNow(),
        withdrawn_at=Coalesce("withdrawn_at", TransactionNow()),
        version=F("version") + 1,
    )
