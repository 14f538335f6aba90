from django.db import models
from django.utils.translation import gettext_lazy as _


class Lead(models.Model):
    """A story that editors put first on the front pages, at its place.

    One that is not out takes no place until it is. A trigger counts each change.
    """

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="lead"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("lead story")
        verbose_name_plural = _("lead stories")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}: {self.article_id}"
