from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CommentsMode(models.TextChoices):
    """Whether a story takes comments. A section says it for its stories."""

    AS_SECTION = "section", _("As its section")
    OPEN = "open", _("Open")
    HELD = "held", _("Open, and a person decides on every comment")
    CLOSED = "closed", _("Closed: shown, no new ones")
    HIDDEN = "hidden", _("Hidden: neither shown nor taken")


AS_SECTION, HIDDEN = CommentsMode.AS_SECTION, CommentsMode.HIDDEN
SECTION_MODES = [choice for choice in CommentsMode.choices if choice[0] != AS_SECTION]


def comments_hidden(story: str = "") -> Q:
    """Of stories, or of what names one so: by its own word or else its section's."""
    mode = f"{story}comments_mode"
    by_section = {mode: AS_SECTION, f"{story}section__comments_mode": HIDDEN}
    return Q(**{mode: HIDDEN}) | Q(**by_section)
