from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PastAddress(models.Model):
    """A path that once was, or is, the address of something. Never given to another."""

    path = models.CharField(max_length=400, unique=True)
    # The last word of the path: a story is found by it whatever date stands before.
    slug = models.CharField(max_length=80)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="+"
    )
    section = models.ForeignKey(
        "articles.Section", models.CASCADE, null=True, related_name="+"
    )
    contributor = models.ForeignKey(
        "articles.Contributor", models.CASCADE, null=True, related_name="+"
    )
    topic = models.ForeignKey(
        "articles.Topic", models.CASCADE, null=True, related_name="+"
    )
    page = models.ForeignKey(
        "articles.Page", models.CASCADE, null=True, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("past address")
        verbose_name_plural = _("past addresses")
        constraints = [
            models.CheckConstraint(
                name="past_address_of_one_thing",
                condition=(
                    Q(article__isnull=False)
                    ^ Q(section__isnull=False)
                    ^ Q(contributor__isnull=False)
                    ^ Q(topic__isnull=False)
                    ^ Q(page__isnull=False)
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["slug"],
                name="past_address_of_article",
                condition=Q(article__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.path
