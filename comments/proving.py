"""Trust that an address earns once it is proven, and never by being typed.

Each comment is proven for itself, by the button of its own letter: whoever types
somebody else's address gets nothing from what that address has earned.
"""

from collections.abc import Iterable

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.urls import reverse

from articles.models import Article, CommentsMode
from articles.syndication import absolute
from comments import causes, moderation, tokens
from comments.models import (
    Comment,
    CommentPolicy,
    CommentStatus,
    Contact,
    Decision,
    Outcome,
    Proof,
)
from comments.models.policy import Appear
from comments.models.proof import ASKED_FOR
from comments.policies import policy_for
from comments.screening.evidence import Finding
from comments.threads import closed_because
from newsroom import outbox

# The name under which it stands on record.
POLICY = "proven address"
# Letters to one address that nobody answered: a stranger's is not filled with them.
MOST_UNANSWERED = 3


def is_asked_for(policy: CommentPolicy) -> bool:
    """Only if the policy counts trust."""
    return policy.appear == Appear.PROVEN


def ask(pk: int, found: Iterable[Finding]) -> None:
    """Send its writer the letter with the button, in the transaction that holds it.

    Nothing is sent about what a check flagged: a person decides on that anyhow, and
    robots type other people's addresses.
    """
    flagged = any(finding.outcome == Outcome.FLAGGED for finding in found)
    if flagged or is_pestered(pk):
        return
    comment = Comment.objects.select_related("article", "contact").get(pk=pk)
    Proof.objects.create(comment=comment)
    token = tokens.for_proof(comment.pk)
    outbox.write(
        about=f"proof of comment {comment.pk}",
        cause=causes.proof(comment.pk),
        to=comment.contact.email,
        words=outbox.words_of(
            "comments/letters/prove.txt",
            comment.article.language,
            {
                "comment": comment,
                "article": comment.article,
                "address": absolute(reverse("comments:prove", args=[token])),
                "days": ASKED_FOR.days,
            },
        ),
    )


def is_pestered(pk: int) -> bool:
    since = TransactionNow() - Value(ASKED_FOR)
    same = Contact.objects.with_address_of(pk)
    unanswered = same.filter(
        comment__proof__proven_at=None, comment__proof__asked_at__gt=since
    )
    return unanswered[:MOST_UNANSWERED].count() == MOST_UNANSWERED


def open_proof(pk: int) -> Proof | None:
    """The question that a letter's button still answers."""
    since = TransactionNow() - Value(ASKED_FOR)
    asked = Proof.objects.filter(pk=pk, comment__erased_at=None, asked_at__gt=since)
    return asked.filter(proven_at=None).first()


@transaction.atomic
def prove(pk: int) -> None:
    """The button was pressed: once is enough, and later or again changes nothing."""
    if proof := open_proof(pk):
        Proof.objects.filter(pk=pk, proven_at=None).update(proven_at=TransactionNow())
        consider(Comment.objects.select_related("article__section").get(pk=proof.pk))


def consider(comment: Comment) -> None:
    """Approve a proven comment whose writer has earned trust; else a person decides."""
    policy = policy_for(comment.article)
    if policy.appear != Appear.PROVEN or not is_plain(comment, policy):
        return
    if not is_trusted(comment, policy.approvals_needed):
        return
    try:
        by = moderation.By(policy=POLICY)
        moderation.decide(comment, CommentStatus.APPROVED, by=by)
    except moderation.Refused:
        pass  # a moderator was first


def is_plain(comment: Comment, policy: CommentPolicy) -> bool:
    """As it was sent, held, unflagged, on a story that still takes comments freely."""
    untouched = comment.status == CommentStatus.HELD and comment.version == 1
    article = comment.article
    return (
        untouched
        and comment.calmness == 0
        and article.comments_in_force != CommentsMode.HELD
        and not closed_because(article, policy)
        and Article.objects.live().filter(pk=article.pk).exists()
    )


def is_trusted(comment: Comment, needed: int) -> bool:
    """Whether the last so many that people decided on, all proven, were approved."""
    by_people = Decision.objects.filter(
        comment=OuterRef("pk"), moderator__isnull=False, undoes=None
    )
    decided = (
        Contact.objects.with_address_of(comment.pk)
        .filter(Exists(by_people), comment__proof__proven_at__isnull=False)
        .exclude(status=CommentStatus.HELD)
        .exclude(comment__withdrawn_at__isnull=False)
        .order_by("-pk")
    )
    found = list(decided.values_list("status", flat=True)[:needed])
    return found == [CommentStatus.APPROVED] * needed
