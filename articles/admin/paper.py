from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.admin.belongings import Rows
from articles.admin.desk import DeskAdmin, Named
from articles.admin.styleguide import StyleguidePage
from articles.forms import PageForm, PublicationForm
from articles.models import Link, Page, Publication, PublishingPolicy
from newsroom.single import SingleRowAdmin


@admin.register(Page)
class PageAdmin(DeskAdmin):
    form = PageForm
    list_display = ["title", "slug", "position"]
    prepopulated_fields = {"slug": ["title"]}


class LinkInline(Named, admin.TabularInline):
    model = Link
    template = "admin/articles/tabular.html"
    formset = Rows
    extra = 0


@admin.register(Publication)
class PublicationAdmin(StyleguidePage, SingleRowAdmin):
    form = PublicationForm
    readonly_fields = ["logo_now"]

    inlines = [LinkInline]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "language"]}),
        (
            _("Logo"),
            {"fields": ["logo_now", "new_logo", "new_logo_dark", "no_logo"]},
        ),
        (_("Colours"), {"fields": ["light_colour", "dark_colour"]}),
        (_("Being reached"), {"fields": ["contact_email", "security_contact"]}),
        (_("Being passed on"), {"fields": ["shares", "hub"]}),
        (_("Programs that read"), {"fields": ["crawlers"]}),
    ]

    class Media:
        css = {"all": ["css/admin-paper.css"]}

    @admin.display(description=_("at present"))
    def logo_now(self, paper: Publication) -> str:
        return render_to_string("admin/articles/_logos.html", {"paper": paper})


@admin.register(PublishingPolicy)
class PublishingPolicyAdmin(SingleRowAdmin):
    """Its history says who changed what."""

    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What is looked at before a story is published or scheduled, by a"
                    " person, a list, an import or a job alike. What forbids can be"
                    " passed over by who has the permission, with a reason that is put"
                    " on record."
                ),
                "fields": ["embargo", "agency", "correction", "byline"],
            },
        ),
        (
            _("Pictures"),
            {"fields": ["photo", "photo_words", "alt_text", "photo_rights"]},
        ),
        (
            _("Words"),
            {
                "fields": [
                    ("headline", "headline_most"),
                    ("standfirst", "standfirst_most"),
                    "gaps",
                    "links",
                ]
            },
        ),
        (_("Killing"), {"fields": ["kill_by_two"]}),
    ]

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """On record with the values."""
        changes = [
            (form.fields[name].label, form.initial.get(name), form[name].value())
            for name in form.changed_data
        ]
        fields = [f"{label}: {before} → {after}" for label, before, after in changes]
        return [{"changed": {"fields": fields}}] if fields else []
