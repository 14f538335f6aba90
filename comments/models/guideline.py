from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Guideline(models.Model):
    """A rule for comments, published at /guidelines/. A rejection names one."""

    title = models.CharField(_("title"), max_length=80, unique=True)
    text = models.TextField(_("text"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # A rule that is no longer used stays, because decisions name it.
    is_active = models.BooleanField(_("in use"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="guideline_says_something", condition=~Q(title="") & ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.title
