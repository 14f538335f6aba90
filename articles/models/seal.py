from typing import Any, NoReturn

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Seal(models.Model):
    """All that a killed story was, for the lawyer. Nothing else reads it."""

    article = models.OneToOneField(
        Article, models.PROTECT, related_name="seal", verbose_name=_("story")
    )
    content = models.JSONField()
    by = models.ForeignKey(
        "newsroom.User",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("sealed by"),
    )
    at = models.DateTimeField(_("sealed at"), db_default=TransactionNow())

    class Meta:
        verbose_name = _("sealed record")
        verbose_name_plural = _("sealed records")
        permissions = [("open_seal", "Can open the sealed record of a killed story")]

    def __str__(self) -> str:
        return f"{capfirst(Article._meta.verbose_name)} {self.article_id}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError("A seal is never changed.")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise TypeError("A seal is never broken.")
