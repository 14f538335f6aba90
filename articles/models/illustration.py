from django.db import models

from articles.models.article import Article
from articles.models.photo import Photo


class Illustration(models.Model):
    """A photo that stands in a story's text. The text says where."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="illustrations")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="illustrations")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo"], name="illustration_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.photo_id}"
