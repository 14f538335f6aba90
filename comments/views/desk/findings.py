"""What the checks found in a comment, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models import Outcome

CHECKS: dict[str, Promise] = {
    "links": _("Many links"),
    "honeypot": _("Hidden field filled in"),
    "timing": _("Sent within seconds"),
    "form": _("Not from our form"),
    "capitals": _("Mostly capitals"),
    "names": _("A name like our staff’s"),
}


@dataclass(frozen=True)
class Findings:
    """Those of most comments are alike: a page puts each kind in words once."""

    of_checks: tuple[tuple[str, str], ...] = ()

    @property
    def flags(self) -> list[str]:
        return self.named(Outcome.FLAGGED)

    @property
    def clear(self) -> list[str]:
        return self.named(Outcome.CLEAR)

    @property
    def not_measured(self) -> list[str]:
        return self.named(Outcome.NOT_MEASURED)

    @property
    def is_flagged(self) -> bool:
        return any(found == Outcome.FLAGGED for _name, found in self.of_checks)

    def named(self, outcome: str) -> list[str]:
        return [
            str(CHECKS.get(name, name))
            for name, found in self.of_checks
            if found == outcome
        ]
