"""How a reader's words become a held comment, once and for certain."""

import json
from collections.abc import Mapping
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
from comments import proving
from comments.holding import hold
from comments.limits import TooFast
from comments.models import Comment, CommentPolicy, Contact
from comments.rendering import html_of
from comments.screening import calmness, screen
from comments.screening.evidence import Evidence, Finding
from comments.text import sameness
from newsroom.client import keyed_hash
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


def submit(submission: Submission, policy: CommentPolicy) -> int:
    """Hold a comment: committed when this returns its id. The same form twice is one.

    Raises Duplicate, or TooFast with the seconds to wait.
    """
    try:
        return store(submission, policy)
    except (Duplicate, TooFast, IntegrityError):
        # Perhaps the very same form, sent twice: then it is no refusal.
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


def same_form(submission: Submission) -> int | None:
    """The comment that this very form made a moment ago, if it did."""
    contact = SAME_WORDS.first(key=submission.content_key)
    if contact is None:
        return None
    token = submission.token[-40:]
    is_recent: bool = contact.recent  # type: ignore[attr-defined]
    if not is_recent or not token or contact.token != token:
        raise Duplicate
    return contact.comment_id


def store(submission: Submission, policy: CommentPolicy) -> int:
    """With the letter that asks for proof, if there is one, or by itself: a statement
    is a transaction of its own, and the reader waits for two steps less."""
    if not proving.is_asked_for(policy):
        return put_in(submission, policy)[0]
    with transaction.atomic():
        comment, found = put_in(submission, policy)
        proving.ask(comment, found.values())
        return comment


def put_in(
    submission: Submission, policy: CommentPolicy
) -> tuple[int, Mapping[str, Finding]]:
    """The new comment's id, and what the checks found."""
    who = (submission.article.pk, submission.email.casefold())
    found = screen(submission.evidence)
    answer = hold(
        writer=keyed_hash("address", *who),
        between=timedelta(seconds=policy.seconds_between),
        network=keyed_hash("network", submission.network.hex()),
        most=policy.network_limit,
        article=submission.article.pk,
        parent=submission.parent and submission.parent.pk,
        name=submission.name,
        body=submission.body,
        body_html=html_of(submission.body),
        calmness=calmness(found),
        email=submission.email,
        website=submission.website,
        address_hash=submission.network,
        content_key=submission.content_key,
        token=submission.token[-40:],
        found=kept(found),
    )
    if answer.free_at:
        raise TooFast(answer.free_at, answer.now)
    if answer.comment is None:
        raise Duplicate
    return answer.comment, found


def kept(found: Mapping[str, Finding]) -> str:
    """What the checks found, for the record."""
    rows = [{"check_name": name, **vars(one)} for name, one in found.items()]
    return json.dumps(rows)
