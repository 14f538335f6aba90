from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from comments.models.comment import Comment, CommentStatus


class ContactQuerySet(models.QuerySet["Contact"]):
    """Names a comment where an address is meant: addresses stay out of links."""

    def with_address_of(self, comment: int) -> Self:
        email = Contact.objects.filter(pk=comment).values(address=Lower("email"))
        same = self.annotate(address=Lower("email"))
        return same.filter(address=models.Subquery(email[:1]))

    def with_network_of(self, comment: int) -> Self:
        address = Contact.objects.filter(pk=comment).values("address_hash")
        return self.filter(address_hash=models.Subquery(address[:1]))


class Contact(models.Model):
    """How to reach a comment's author, and from where it came. Never published.

    No public queryset may name this table: a test reads the SQL of every public page.
    """

    comment = models.OneToOneField(
        Comment, models.CASCADE, primary_key=True, related_name="contact"
    )
    email = models.CharField(max_length=100)
    website = models.CharField(max_length=200, blank=True)
    # A keyed hash of the client's address (a /64 for IPv6). The address is not kept,
    # and the hash only for the days that the policy says.
    address_hash = models.BinaryField(max_length=16, null=True)
    # What makes two submissions the same: story, parent, address and text, hashed.
    # Emptied when the comment is withdrawn or erased, so that it may be said again.
    content_key = models.BinaryField(max_length=32, null=True, unique=True)
    # Which form it came from. A cached page gives every reader the same.
    token = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # The comment's own, by a trigger: what became of everything that one address sent
    # is read from an index, and no comment for it.
    status = models.CharField(
        max_length=8, db_default=CommentStatus.HELD, editable=False
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_has_an_address", condition=~Q(email="")
            ),
        ]
        indexes = [
            # The desk shows what became of an author's latest other comments. The
            # address stands there twice: an expression alone is never read from it.
            models.Index(
                Lower("email"),
                F("comment").desc(),
                name="contact_record",
                include=["email", "status"],
            ),
            models.Index(
                fields=["address_hash", "-comment"],
                name="contact_network_record",
                include=["status"],
            ),
            models.Index(
                fields=["created_at"],
                name="contact_with_network",
                condition=Q(address_hash__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"contact of comment {self.comment_id}"
