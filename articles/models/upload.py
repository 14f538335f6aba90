from django.conf import settings
from django.db import models

from articles.models.photo import original_name, originals


class Upload(models.Model):
    """A picture that was sent, and waits for the words that must be said with it."""

    original = models.FileField(
        storage=originals, upload_to=original_name, max_length=200
    )
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    look = models.BigIntegerField(null=True)
    # What the file says of itself, by the names of the photo's fields.
    said = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.said.get("caption", "")[:80] or self.sha256[:8]
