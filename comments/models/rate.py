from django.db import models


class Rate(models.Model):
    """How often something was done within one window of time. Purged when old."""

    # A keyed hash of who did what; never an address.
    key = models.BinaryField(max_length=16)
    # The window's number: seconds since 1970 divided by its length.
    window = models.BigIntegerField()
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="rate_per_window"),
        ]
        indexes = [models.Index(fields=["ends_at"], name="rate_ends")]

    def __str__(self) -> str:
        return f"{self.count} in window {self.window}"
