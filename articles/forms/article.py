from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.timezone import get_current_timezone_name as current_zone
from django.utils.translation import gettext_lazy as _

from articles import acts, addresses, publishing
from articles.forms.after import AfterPublicationForm
from articles.forms.body import BodyWidget, paragraphs
from articles.forms.sending import SendingForm
from articles.forms.stale import StaleForm
from articles.forms.together import TogetherForm
from articles.models import Article, ArticleStatus
from articles.models.slugs import slug_of
from articles.refusals import Refused
from articles.rendering import clean, plain
from newsroom.models import User

NOT_NOW = _(
    "That cannot be done with the story as it stands now, or is no longer yours to do."
    " Perhaps a colleague was faster. Your text is below and not saved."
)


class ArticleForm(SendingForm, TogetherForm, AfterPublicationForm, StaleForm):
    """A story as its editor writes it. Checks; articles.publishing acts."""

    # Set by the admin: whose form it is, whether its story was deleted meanwhile,
    # whether it only shows what was typed before, and why its words may not take the
    # place of those that are out.
    user: ClassVar[User]
    is_gone: ClassVar[bool] = False
    is_typed: ClassVar[bool] = False
    forbidden: ClassVar[Refused | None] = None

    # A button of the form, by its name.
    act = forms.ChoiceField(label=_("Then"), required=False)
    appear_at = forms.SplitDateTimeField(
        label=_("Appears at"),
        required=False,
        widget=AdminSplitDateTime,
    )
    despite = forms.CharField(
        label=_("Publish although a check forbids it, because"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"size": 60, "dir": "auto"}),
        help_text=_("The reason is put on record with your name."),
    )
    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        exclude: tuple[str, ...] = ("topics",)
        widgets = {
            "headline": forms.TextInput(attrs={"size": 90, "dir": "auto"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "cols": 90, "dir": "auto"}),
            "body": BodyWidget(attrs={"rows": 24, "cols": 90, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "slug" not in self.fields:
            return  # it is only looked at
        self.fields["read_version"].initial = self.instance.version
        self.fields["slug"].required = False
        words, zone = _("For “Schedule”. Time zone: %(zone)s."), str(current_zone())
        self.fields["appear_at"].help_text = words % {"zone": zone}
        self.fields["body"].help_text = _(
            "HTML, or plain text with an empty line between paragraphs."
        )
        is_live = publishing.is_live(self.instance)
        self.ask_only_when(is_live, self.user.has_perm("articles.correct_article"))
        # Killing has a page of its own, that asks for a reason.
        allowed = {*acts.acts_for(self.instance, self.user)} - {"kill"}
        if is_live and "unpublish" in allowed:
            allowed.add("plan")
        choices = [("", ""), *((act, act) for act in sorted(allowed))]
        self.fields["act"].choices = choices  # type: ignore[attr-defined]
        self.fields["act"].error_messages["invalid_choice"] = NOT_NOW
        overrides = self.user.has_perm("articles.override_checks")
        if "publish" not in allowed or not overrides:
            del self.fields["despite"]

    def clean_body(self) -> str:
        body = paragraphs(self.cleaned_data["body"])
        if self.instance.status == ArticleStatus.PUBLISHED and not plain(clean(body)):
            raise forms.ValidationError(
                _("A published story cannot be without a text.")
            )
        return body

    def clean_slug(self) -> str:
        """As typed, or of the headline; a number is added only to one nobody typed."""
        typed: str = self.cleaned_data["slug"]
        if typed:
            if addresses.slug_is_taken(typed, self.instance):
                raise forms.ValidationError(
                    _("Another story has, or once had, this slug.")
                )
            return typed
        first = slug_of(self.cleaned_data.get("headline", ""))
        if not first and "headline" in self.cleaned_data:
            raise forms.ValidationError(
                _("Write a slug: the headline holds no letter.")
            )
        return addresses.free_slug(first, self.instance) if first else ""

    def clean_appear_at(self) -> Any:
        at = self.cleaned_data["appear_at"]
        if publishing.is_past(at):
            raise forms.ValidationError(
                _("That time has passed. Leave it empty to publish now.")
            )
        return at

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.is_gone:
            raise forms.ValidationError(
                _(
                    "This story was deleted, or is no longer yours to change. Your text"
                    " is below and not saved; saving it now makes a new story."
                )
            )
        if self.is_typed:
            raise forms.ValidationError(
                _("This is what you typed before. It is not saved yet.")
            )
        if self.forbidden:
            raise forms.ValidationError(f"{self.forbidden}")
        self.check_the_time(said)
        self.check_what_would_be_published(said)
        self.check_what_readers_are_told(said)
        self.compare_with_the_saved(said)
        return said

    def check_the_time(self, said: dict[str, Any]) -> None:
        act, at = said.get("act"), said.get("appear_at")
        if at and act == "publish":
            words = _("You gave a time: schedule it, or leave the time empty.")
            self.add_error("appear_at", words)
        elif at and act not in {"schedule", "plan"}:
            self.add_error("appear_at", _("A time is only used when you schedule."))
        elif act in {"schedule", "plan"} and not at and "appear_at" not in self.errors:
            self.add_error("appear_at", _("Give the time at which it appears."))

    def check_what_would_be_published(self, said: dict[str, Any]) -> None:
        act, at = said.get("act"), said.get("appear_at")
        publishes = act in {"publish", "schedule"}
        if publishes and "body" in said and not plain(clean(said["body"])):
            self.add_error("body", _("A story without a text cannot be published."))
        begins = [at, self.instance.published_at]
        if act == "publish":
            begins.append(timezone.now())
        ends, until = said.get("expires_at"), said.get("embargoed_until")
        is_out = publishing.is_live(self.instance)
        cleared = self.instance.status == ArticleStatus.PUBLISHED and not act
        if cleared and until and until > self.instance.published_at and not is_out:
            self.add_error(
                "embargoed_until",
                _("The story would appear before. Give it another time first."),
            )
        if ends and any(moment and ends <= moment for moment in begins):
            self.add_error("expires_at", _("The story would expire before it appears."))
