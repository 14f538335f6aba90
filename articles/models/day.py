import datetime
from typing import Self

from django.db import models


class DayQuerySet(models.QuerySet["Day"]):
    def within(self, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(day__gte=first, day__lte=last)


class Day(models.Model):
    """A day that stands in the address of stories, and how many they are.

    A trigger counts and no code does, so that the archive and the sitemaps read a
    few rows instead of a million. Counted are published stories that never expire:
    those that will are few, and are counted when asked, as are scheduled ones.
    """

    day = models.DateField(primary_key=True)
    stories = models.PositiveIntegerField(default=0)
    # Goes up, and the moment moves, with every change of a published story.
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    objects = DayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.stories}"
