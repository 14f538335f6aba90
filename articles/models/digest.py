from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from articles.models.article import Article


class Digest(models.Model):
    """What a job found out about a story once it was out, for its own page.

    A story without one has not been read by the job yet.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="digest"
    )
    # Stories like it, the likest first.
    related = ArrayField(models.BigIntegerField(), default=list)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"digest of story {self.article_id}"


class Word(models.Model):
    """A word of headlines and names, letters folded: what a search may have meant."""

    text = models.CharField(max_length=40, primary_key=True)
    # The same in letters that the database's likeness knows, of whatever script.
    key = models.CharField(max_length=80)
    # In how many stories; of two words as near, the more common is offered.
    seen = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            GinIndex(OpClass("key", name="gin_trgm_ops"), name="word_likeness"),
        ]

    def __str__(self) -> str:
        return self.text
