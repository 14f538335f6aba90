"""Where readers may pass a story on to: plain links, nothing of anybody else's."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Share(models.TextChoices):
    MAIL = "mail", _("E-mail")
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    BLUESKY = "bluesky", "Bluesky"
    FACEBOOK = "facebook", "Facebook"
    LINKEDIN = "linkedin", "LinkedIn"
    REDDIT = "reddit", "Reddit"
    X = "x", "X"


def usual() -> list[str]:
    """Nothing that leads away, until the newsroom wants it."""
    return [Share.MAIL]


class SharesField(ArrayField):
    """Some of :class:`Share`, in its order."""

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("base_field", models.CharField(max_length=10, choices=Share))
        options.setdefault("default", usual)
        options.setdefault("blank", True)
        super().__init__(*args, **options)  # type: ignore[arg-type]
