"""How a reader's words become a held comment, once and for certain."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import IntegrityError, transaction
from django.db.models import (
    BinaryField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    QuerySet,
    Value,
)

from articles.models import Article
from comments import limits, proving
from comments.models import Comment, CommentPolicy, Contact
from comments.rendering import html_of
from comments.screening import screen
from comments.screening.evidence import Evidence
from comments.text import sameness
from newsroom.client import keyed_hash
from newsroom.postgres.inserting import insert
from newsroom.postgres.statements import Given, Statement

SAME_WITHIN = timedelta(seconds=60)


class Duplicate(Exception):
    """The same words are here already."""


@dataclass(frozen=True)
class Submission:
    """What came with the form, checked and cleaned."""

    article: Article
    parent: Comment | None
    name: str
    email: str
    website: str
    body: str
    token: str
    network: bytes
    evidence: Evidence

    @property
    def content_key(self) -> bytes:
        """The same for the same words from the same address at the same place."""
        parent = self.parent.pk if self.parent else 0
        said = (self.article.pk, parent, self.email.casefold(), sameness(self.body))
        return keyed_hash("content", *said)


def submit(submission: Submission, policy: CommentPolicy) -> Comment:
    """Hold a comment: committed when this returns. The same form twice is one comment.

    Raises Duplicate, or TooFast with the seconds to wait.
    """
    if earlier := same_form(submission):
        return earlier
    try:
        return store(submission, policy)
    except (IntegrityError, limits.TooFast):
        # Perhaps the very same form, sent twice at once: then it is no refusal.
        if earlier := same_form(submission):
            return earlier
        raise


def same_words() -> QuerySet[Contact]:
    """Who said the same at the same place; ``recent``: within the minute."""
    since = ExpressionWrapper(
        TransactionNow() - Value(SAME_WITHIN), output_field=DateTimeField()
    )
    recent = Comment.objects.filter(pk=OuterRef("pk"), submitted_at__gt=since)
    same = Contact.objects.filter(content_key=Given("key", BinaryField()))
    return same.annotate(recent=Exists(recent))


SAME_WORDS: Statement[Contact] = Statement(same_words)


def same_form(submission: Submission) -> Comment | None:
    """The comment that this very form made a moment ago, if it did."""
    contact = SAME_WORDS.first(key=submission.content_key)
    if contact is None:
        return None
    token = submission.token[-40:]
    is_recent: bool = contact.recent  # type: ignore[attr-defined]
    if not is_recent or not token or contact.token != token:
        raise Duplicate
    return contact.comment


@transaction.atomic
def store(submission: Submission, policy: CommentPolicy) -> Comment:
    who = (submission.article.pk, submission.email.casefold())
    limits.pass_once(keyed_hash("address", *who), policy.seconds_between)
    limits.count_in_window(
        keyed_hash("network", submission.network.hex()), policy.network_limit
    )
    comment = Comment(
        article=submission.article,
        parent=submission.parent,
        author_name=submission.name,
        body=submission.body,
        body_html=html_of(submission.body),
    )
    insert(comment)
    contact = Contact(
        comment=comment,
        email=submission.email,
        website=submission.website,
        address_hash=submission.network,
        content_key=submission.content_key,
        token=submission.token[-40:],
    )
    insert(contact)
    proving.ask(comment, screen(comment, submission.evidence), policy)
    return comment
