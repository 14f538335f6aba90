from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import colleagues, publishing
from articles.admin.acting import Acting
from articles.admin.agenda import Agenda
from articles.admin.arranging import Arranging
from articles.admin.beginning import Beginning
from articles.admin.belongings import BylineInline, TaggingInline
from articles.admin.checking import Checking
from articles.admin.illustrating import Illustrating
from articles.admin.planned import Planned
from articles.admin.preview import Previewing
from articles.admin.revisions import RevisionPages
from articles.admin.saving import Saving
from articles.admin.searching import Searching
from articles.admin.standing import Standing, StoryList
from articles.admin.thumbnails import thumbnail
from articles.admin.translating import Translating
from articles.admin.unsaved import Typing
from articles.forms import ArticleForm
from articles.models import Article, ArticleStatus

SHEETS = ("checks", "preview", "acts")
# What the form asks and the story does not keep: nothing to read where all is read.
ASKED = {"photos", "assigned_to", "note", "appear_at", "read_version"}


def kept(fields: Any) -> dict[str, Any]:
    return {"fields": [name for name in fields if name not in ASKED]}


@admin.register(Article)
class ArticleAdmin(
    Translating,
    Illustrating,
    Acting,
    Agenda,
    Arranging,
    Beginning,
    Checking,
    Planned,
    Previewing,
    RevisionPages,
    Typing,
    Saving,
    Searching,
):
    """Stories. The admin shows; articles.publishing decides."""

    class Media:
        css = {"all": [f"css/admin-{name}.css" for name in SHEETS]}
        js = [
            Script("js/admin-bylines.js", type="module"),
            Script("js/admin-checks.js", defer=True),
            Script("js/admin-unsaved.js", defer=True),
        ]

    form = ArticleForm
    list_display = ["headline", "section", "standing", "published_at", "given_to"]
    list_filter = [Standing, "section"]
    list_select_related = ["section", "assignment__to"]
    ordering = ["-pk"]
    autocomplete_fields = ["section", "source_agency", "lead_photo"]
    readonly_fields = ["status", "published_at", "updated_at", "lead_photo_preview"]
    inlines = [BylineInline, TaggingInline]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "section", "dateline", "body"]}),
        (
            _("Picture and source"),
            {"fields": ["lead_photo", "lead_photo_preview", "photos", "source_agency"]},
        ),
        (_("Among colleagues"), {"fields": ["assigned_to", "note"]}),
        (_("Address and language"), {"fields": ["slug", "language"]}),
        (
            _("Publication"),
            {
                "fields": [
                    ("status", "published_at", "updated_at"),
                    "appear_at",
                    ("embargoed_until", "expires_at"),
                    "comments_mode",
                    "read_version",
                ]
            },
        ),
    ]

    @admin.display(description=_("status"))
    def standing(self, article: Article) -> str:
        """Its status, and whether its time is still to come or over."""
        now = timezone.now()
        if article.status == ArticleStatus.PUBLISHED:
            if article.published_at and article.published_at > now:
                return gettext("Scheduled")
            if article.expires_at and article.expires_at <= now:
                return gettext("Expired")
            return gettext("Live")
        return str(ArticleStatus(article.status).label)

    @admin.display(description=_("given to"))
    def given_to(self, article: Article) -> str:
        assignment = getattr(article, "assignment", None)
        return str(assignment.to) if assignment else ""

    @admin.display(description=_("preview"))
    def lead_photo_preview(self, article: Article) -> str:
        return thumbnail(article.lead_photo)

    def view_on_site(self, article: Article) -> str | None:
        if article.first_published_on is None:
            return None
        return article.get_absolute_url()

    def get_changelist(self, request: HttpRequest, **_options: Any) -> type[ChangeList]:
        return StoryList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Who may not publish sees own stories and those given, until they are out."""
        stories: QuerySet[Article] = super().get_queryset(request)
        if colleagues.sees_all(request.user):
            return stories
        return stories.filter(colleagues.mine(request.user))

    def get_object(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        """While a story is being saved nobody else saves it: the form compares."""
        article = super().get_object(request, *args, **options)
        if article is None or request.method != "POST":
            return article
        locked = self.get_queryset(request).select_for_update(of=("self",))
        return locked.filter(pk=article.pk).first()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a story that is out, what its change is: before all else is asked."""
        sets: Any = super().get_fieldsets(request, obj)
        is_live = obj is not None and publishing.is_live(obj)
        if is_live and self.has_change_permission(request, obj):
            named = [("correction_kind", "correction_place"), "correction"]
            return [*sets, (_("What readers are told"), {"fields": named})]
        if obj is not None and not self.has_change_permission(request, obj):
            read = [(title, kept(told["fields"])) for title, told in sets]
            return [(title, told) for title, told in read if told["fields"]]
        return sets

    def get_form(self, request: Any, *args: Any, **options: Any) -> Any:
        form: Any = super().get_form(request, *args, **options)
        form.user = request.user
        form.is_gone = getattr(request, "story_is_gone", False)
        form.is_typed = getattr(request, "shows_typed", False)
        form.forbidden = getattr(request, "was_forbidden", None)
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.status == ArticleStatus.KILLED:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A story that was public is withdrawn; what was said of it is a record.
        if obj is not None and obj.status == ArticleStatus.KILLED:
            return False
        if obj is not None and obj.first_published_on is not None:
            return False
        return super().has_delete_permission(request, obj)
