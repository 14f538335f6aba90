from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models

from comments.models.comment import Comment

# Whoever has not been heard of for this long is gone, and so is their claim.
HERE_FOR = timedelta(seconds=45)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def here(self) -> Self:
        since = TransactionNow() - models.Value(HERE_FOR)
        return self.filter(seen_at__gt=since)


class Presence(models.Model):
    """A moderator at the desk, and the comment that they are looking at.

    A claim is no lock: it tells colleagues, refuses nobody, and ends by itself.
    """

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    seen_at = models.DateTimeField(db_default=TransactionNow())

    objects = PresenceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.moderator_id} at the desk"
