"""Why an editorial act is not possible, in words for an editor."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from articles.checklist.candidate import Concern


class Refused(Exception):
    """The act is not possible; the message says why, in words for an editor."""


class Unready(Refused):
    """Checks forbid it. Whoever may can go on, with a reason that is put on record."""

    def __init__(self, concerns: Sequence[Concern]) -> None:
        self.concerns = concerns
        told = " ".join(f"{concern.sentence}" for concern in concerns)
        super().__init__(_("Checks forbid it: %(told)s") % {"told": told})
