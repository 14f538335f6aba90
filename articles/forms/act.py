from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import publishing


class ActForm(forms.Form):
    """What an act asks before it is done: a time, or a reason."""

    appear_at = forms.SplitDateTimeField(
        label=_("Appears at"), widget=AdminSplitDateTime
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "dir": "auto"}),
        help_text=_("It is put on record, and is for ever."),
    )

    def __init__(self, act: str, data: Any = None) -> None:
        super().__init__(data)
        self.fields["appear_at"].help_text = _("Time zone: %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
        asked = {"schedule": "appear_at", "kill": "reason"}.get(act)
        for name in [name for name in self.fields if name != asked]:
            del self.fields[name]

    def clean_appear_at(self) -> Any:
        at = self.cleaned_data["appear_at"]
        if publishing.is_past(at):
            raise forms.ValidationError(_("That time has passed."))
        return at

    def options(self) -> dict[str, Any]:
        """As the act in articles.publishing takes them."""
        names = {"appear_at": "at", "reason": "reason"}
        return {names[name]: value for name, value in self.cleaned_data.items()}
