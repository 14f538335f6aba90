"""Builders: each makes one valid thing, unless told otherwise."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.postgres.functions import TransactionNow
from django.db.models import Value
from django.utils import timezone

from articles.models import Article, Contributor, Photo, Section, Topic
from articles.rendering import plain
from comments import moderation
from comments.models import Comment, Contact, Decision, Guideline, Report
from comments.rendering import html_of
from newsroom.client import keyed_hash
from newsroom.models import User

numbers = count(1)


def user(group: str = "", **fields: Any) -> User:
    name = fields.pop("username", f"user{next(numbers)}")
    made = User.objects.create_user(name, password="secret", is_staff=True, **fields)
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made


def section(**fields: Any) -> Section:
    number = next(numbers)
    row = {"name": f"Section {number}", "slug": f"section-{number}", **fields}
    return Section.objects.create(**row)


def contributor(**fields: Any) -> Contributor:
    number = next(numbers)
    row = {"name": f"Writer {number}", "slug": f"writer-{number}", **fields}
    return Contributor.objects.create(**row)


def topic(**fields: Any) -> Topic:
    number = next(numbers)
    row = {"name": f"Topic {number}", "slug": f"topic-{number}", **fields}
    return Topic.objects.create(**row)


def photo(**fields: Any) -> Photo:
    """One without a file, with all that must be said of it."""
    number = next(numbers)
    row = {
        "sha256": f"{number:064x}",
        "width": 1600,
        "height": 900,
        "caption": f"Photo {number}",
        "credit_line": "Newsroom/Ada Example",
        "alt_text": "A bridge over a river.",
        **fields,
    }
    return Photo.objects.create(**row)


def article(**fields: Any) -> Article:
    """A story that went live an hour ago."""
    number = next(numbers)
    moment = fields.pop("published_at", timezone.now() - timedelta(hours=1))
    row = {
        "headline": f"Story {number}",
        "slug": f"story-{number}",
        "body": "<p>The words of a story.</p>",
        "status": "published",
        "published_at": moment,
        "first_published_on": timezone.localdate(moment),
        **fields,
    }
    row["body_text"] = plain(row["body"])
    if "section" not in row:
        row["section"] = section()
    return Article.objects.create(**row)


def draft(**fields: Any) -> Article:
    """A story that was never public."""
    never = {"published_at": None, "first_published_on": None}
    return article(**{"status": "draft", **never, **fields})


def comment(status: str = "held", *, shown: bool = True, **fields: Any) -> Comment:
    """A held comment; with a status, one that was decided, and shows if approved."""
    row = {"author_name": "Reader", "body": "I disagree.", **fields}
    email = row.pop("email", "reader@example.org")
    if "article" not in row:
        row["article"] = article()
    row.setdefault("body_html", html_of(row["body"]))
    made = Comment.objects.create(**row)
    Contact.objects.create(
        comment=made,
        email=email,
        address_hash=b"0" * 16,
        content_key=keyed_hash(next(numbers)),
    )
    if status != "held":
        by = moderation.By(policy="test")
        moderation.decide(made, status, by=by, guideline=Guideline.objects.first())
        if shown and status == "approved":
            # By the transaction's clock: a test may have begun long ago.
            past = TransactionNow() - Value(timedelta(minutes=1))
            Comment.objects.filter(pk=made.pk).update(visible_from=past)
    made.refresh_from_db()
    return made


def report(comment: Comment, **fields: Any) -> Report:
    """What a reader reported, with the words as they are now."""
    row = {
        "comment": comment,
        "comment_version": comment.version,
        "author_name": comment.author_name,
        "body": comment.body,
        **fields,
    }
    made = Report.objects.create(**row)
    comment.refresh_from_db()
    return made


def decisions() -> int:
    return Decision.objects.count()
