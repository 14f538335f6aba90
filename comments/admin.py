from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from comments.models import CommentPolicy, Guideline
from newsroom.single import SingleRowAdmin


class PolicyForm(forms.ModelForm):
    """The one page of the policy. A stale save is refused: it would undo another's."""

    read_version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        widgets = {"paused_sentence": AdminTextareaWidget(attrs={"rows": 2})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["read_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("read_version") != self.instance.version:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["read_version"] = self.instance.version  # type: ignore[index]
            raise forms.ValidationError(
                _(
                    "Somebody else changed the policy meanwhile, so nothing is saved"
                    " yet. Its history says what; save again if yours shall stand."
                )
            )
        return said

    def changes(self) -> list[str]:
        """Each field that is not as it was, with both values, in the site's words."""
        said = self.cleaned_data
        with translation.override(None):
            return [
                f"{self.fields[name].label}: {self.initial[name]} → {said[name]}"
                for name in self.changed_data
            ]


@admin.register(CommentPolicy)
class CommentPolicyAdmin(SingleRowAdmin):
    form = PolicyForm
    radio_fields = {
        "appear": admin.VERTICAL,
        "order": admin.HORIZONTAL,
        "tell": admin.VERTICAL,
    }
    fieldsets = [
        (
            _("Taking comments"),
            {
                "description": _(
                    "For the whole site. One section’s comments, or one story’s, are"
                    " opened, closed or hidden on its own page."
                ),
                "fields": ["paused", "paused_sentence", "close_after_days"],
            },
        ),
        (
            _("Before a comment appears"),
            {"fields": ["appear", "approvals_needed", "max_links"]},
        ),
        (
            _("The form"),
            {"fields": ["max_length", "ask_website"]},
        ),
        (_("Against floods"), {"fields": ["seconds_between", "network_limit"]}),
        (_("On the page"), {"fields": ["order", "per_page", "depth"]}),
        (
            _("Being told"),
            {
                "description": _(
                    "Letters that comments wait, to moderators who have not chosen"
                    " otherwise at the desk."
                ),
                "fields": ["tell", "tell_hours", "tell_minutes", "tell_addresses"],
            },
        ),
        (
            _("How long it is kept"),
            {"fields": ["network_days", "refused_days", "read_version"]},
        ),
    ]

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """On record with the values, so that the history says what it was."""
        return [{"changed": {"fields": form.changes()}}] if form.changed_data else []


@admin.register(Guideline)
class GuidelineAdmin(admin.ModelAdmin):
    list_display = ["title", "position", "is_active"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Decisions name it: take it out of use instead.
        return False
