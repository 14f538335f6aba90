from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.forms import ArticleForm, PhotoForm
from articles.models import (
    Article,
    Byline,
    Contributor,
    Page,
    Photo,
    Publication,
    Section,
    Tagging,
    Topic,
)
from articles.paging import BoundedPaginator
from articles.rendering import clean
from articles.tasks import make_renditions


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 1
    autocomplete_fields = ["contributor"]


class TaggingInline(admin.TabularInline):
    model = Tagging
    extra = 1
    autocomplete_fields = ["topic"]


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    """Stories. The admin shows; articles.publishing decides."""

    form = ArticleForm
    list_display = ["headline", "section", "status", "published_at"]
    list_filter = ["status"]
    list_select_related = ["section"]
    list_per_page = 50
    search_fields = ["headline"]
    search_help_text = _("Words of the headline, the standfirst or the text.")
    show_full_result_count = False
    paginator = BoundedPaginator
    ordering = ["-pk"]
    autocomplete_fields = ["section", "source_agency", "lead_photo"]
    readonly_fields = ["status", "published_at", "updated_at"]
    inlines = [BylineInline, TaggingInline]
    fieldsets = [
        (None, {"fields": ["headline", "standfirst", "section", "dateline", "body"]}),
        (_("Picture and source"), {"fields": ["lead_photo", "source_agency"]}),
        (_("Address and language"), {"fields": ["slug", "language"]}),
        (
            _("Publication"),
            {
                "fields": [
                    ("status", "published_at", "updated_at"),
                    "act",
                    "appear_at",
                    "expires_at",
                    "comments_mode",
                    "read_version",
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        stories: QuerySet[Article] = super().get_queryset(request)
        if request.user.has_perm("articles.publish_article"):
            return stories
        return stories.filter(created_by=request.user.pk)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """By the stored search vector: as quick in a million stories as in ten."""
        return (queryset.search(search_term) if search_term else queryset), False

    def save_model(
        self, request: HttpRequest, obj: Article, form: Any, change: bool
    ) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        publishing.save(obj)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        act = form.cleaned_data.get("act")
        if act:
            self.perform(request, form.instance, act, form.cleaned_data["appear_at"])

    def perform(self, request: Any, article: Article, act: str, at: Any) -> None:
        """An editorial act after the text is saved; a refusal keeps the text."""
        if act not in publishing.acts_for(article, request.user):
            messages.error(request, _("You may not do that; the text is saved."))
            return
        article.refresh_from_db()
        options = {"at": at} if act == "publish" else {}
        try:
            with transaction.atomic():
                getattr(publishing, act)(article, by=request.user, **options)
        except publishing.Refused as refusal:
            messages.error(request, f"{refusal}")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A story that was public is withdrawn; what was said of it is a record.
        if obj is not None and obj.first_published_on is not None:
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):
    form = PhotoForm
    list_display = ["caption", "credit_line", "uploaded_at", "rights_end"]
    search_fields = ["caption", "credit_line"]
    show_full_result_count = False

    def save_model(
        self, request: HttpRequest, obj: Photo, form: Any, change: bool
    ) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        if "original" in form.changed_data:
            make_renditions.defer(photo_id=obj.pk)


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "language", "position"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "role"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["user"]
    show_full_result_count = False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    list_display = ["title", "slug", "position"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(
        self, request: HttpRequest, obj: Page, form: Any, change: bool
    ) -> None:
        obj.body = clean(obj.body)
        super().save_model(request, obj, form, change)


@admin.register(Publication)
class PublicationAdmin(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
