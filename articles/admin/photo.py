from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import renditions
from articles.admin.desk import DeskAdmin
from articles.forms import PhotoForm
from articles.models import Article, ArticleStatus, Photo
from articles.tasks import make_soon

# What the served files are made of: pixels, and whom to credit.
IN_THE_FILES = {
    *("original", "credit_line", "creator", "usage_terms", "focal_x", "focal_y"),
}


def thumbnail(photo: Photo | None, width: int = 320) -> str:
    """The rendition nearest to a width; words where there is none yet."""
    if photo is None:
        return "–"
    made = next(iter(photo.made("jpeg")), None)
    sizes = {"width": width, "height": 0}
    if made:
        sizes["width"] = min(width, made["width"])
        sizes["height"] = round(made["height"] * sizes["width"] / made["width"])
    src = made and default_storage.url(made["name"])
    told = {} if made else {"progress": renditions.progress(photo)}
    context = {"photo": photo, "src": src, **sizes, **told}
    return render_to_string("admin/articles/_thumbnail.html", context)


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    form = PhotoForm
    list_display = ["small", "caption", "credit_line", "uploaded_at", "rights_end"]
    list_display_links = ["small", "caption"]
    search_fields = ["caption", "credit_line"]
    readonly_fields = ["preview", "uploaded_at"]
    actions = ["make_again"]
    fieldsets = [
        (
            None,
            {"fields": ["original", "preview", "caption", "credit_line", "alt_text"]},
        ),
        (_("Rights"), {"fields": ["creator", "usage_terms", "rights_end"]}),
        (_("What a crop must keep"), {"fields": [("focal_x", "focal_y")]}),
        (None, {"fields": ["uploaded_at"]}),
    ]

    @admin.display(description=_("preview"))
    def preview(self, photo: Photo) -> str:
        return thumbnail(photo if photo.pk else None)

    @admin.display(description=_("picture"))
    def small(self, photo: Photo) -> str:
        return thumbnail(photo, 80)

    @admin.action(description=_("Make the sizes again"), permissions=["change"])
    def make_again(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        allowed = [one for one in queryset if self.has_change_permission(request, one)]
        ids = [photo.pk for photo in allowed]
        Photo.objects.filter(pk__in=ids).update(fault="")
        make_soon(ids)
        messages.success(
            request,
            ngettext("%d photo is made again.", "%d photos are made again.", len(ids))
            % len(ids),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may not publish changes own photos, while no reader has seen them."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.has_perm("articles.publish_article"):
            return allowed
        shown = Article.objects.filter(lead_photo=obj, status=ArticleStatus.PUBLISHED)
        return allowed and obj.uploaded_by_id == request.user.pk and not shown.exists()

    def save_model(
        self, request: HttpRequest, obj: Photo, form: Any, change: bool
    ) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        replaced = change and "original" in form.changed_data
        before = Photo.objects.get(pk=obj.pk).original if replaced else None
        super().save_model(request, obj, form, change)
        if IN_THE_FILES.intersection(form.changed_data):
            make_soon([obj.pk])
        if before:
            transaction.on_commit(partial(before.storage.delete, str(before.name)))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        super().delete_model(request, obj)
        original, made = obj.original, renditions.names(obj)
        transaction.on_commit(partial(original.storage.delete, str(original.name)))
        transaction.on_commit(partial(renditions.forget, made))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        for photo in queryset:
            self.delete_model(request, photo)
