from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import placing, renditions
from articles.admin.desk import DeskAdmin
from articles.admin.library import (
    MadeFilter,
    RightsFilter,
    UseFilter,
    stories_with,
    with_uses,
)
from articles.admin.thumbnails import thumbnail
from articles.admin.uploading import Uploading
from articles.forms import PhotoForm
from articles.models import ArticleStatus, Photo
from articles.tasks import make_soon, settle_soon

MOST_USES = 50
# What the served files are made of: pixels, and whom to credit.
IN_THE_FILES = {
    *("original", "credit_line", "creator", "copyright_notice", "usage_terms"),
    *("focal_x", "focal_y"),
}


@admin.register(Photo)
class PhotoAdmin(Uploading, DeskAdmin):
    form = PhotoForm
    list_display = ["small", "caption", "credit_line", "uses", "rights"]
    list_display_links = ["small", "caption"]
    list_filter = [UseFilter, RightsFilter, MadeFilter]
    list_per_page = 40
    search_fields = ["caption", "credit_line", "creator", "keywords"]
    readonly_fields = ["preview", "alike", "uploaded_at"]
    actions = ["make_again"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("original", "waiting", "preview", "alike"),
                    *("caption", "credit_line", "alt_text"),
                ]
            },
        ),
        (_("What a crop must keep"), {"fields": [("focal_x", "focal_y")]}),
        (
            _("Rights"),
            {"fields": ["creator", "copyright_notice", "usage_terms", "rights_end"]},
        ),
        (_("For finding it"), {"fields": ["taken_on", "keywords", "uploaded_at"]}),
    ]

    @admin.display(description=_("preview"))
    def preview(self, photo: Photo) -> str:
        return thumbnail(photo if photo.pk else None, 480)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        photos: QuerySet[Photo] = super().get_queryset(request)
        return with_uses(photos)

    @admin.display(description=_("use"))
    def uses(self, photo: Any) -> str:
        number = photo.as_lead + photo.within
        words: str = ngettext("On %(count)d story", "On %(count)d stories", number)
        return words % {"count": number}

    @admin.display(description=_("rights"), empty_value="")
    def rights(self, photo: Photo) -> str:
        if photo.rights_end is None:
            return ""
        day = date_format(timezone.localtime(photo.rights_end), "DATE_FORMAT")
        over = photo.rights_end <= timezone.now()
        return (_("Rights ended on %s") if over else _("Rights end on %s")) % day

    @admin.display(description=_("looks like"))
    def alike(self, photo: Photo) -> str:
        """Others that may be the same picture, saved anew."""
        others = Photo.objects.alike(photo.look).exclude(pk=photo.pk)[:5]
        told = {"photos": others}
        return render_to_string("admin/articles/photo/_alike.html", told)

    @admin.display(description=_("picture"))
    def small(self, photo: Photo) -> str:
        return thumbnail(photo, 240)

    @admin.action(description=_("Make the sizes again"), permissions=["change"])
    def make_again(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        allowed = [one for one in queryset if self.has_change_permission(request, one)]
        ids = [photo.pk for photo in allowed]
        Photo.objects.filter(pk__in=ids).update(fault="")
        make_soon(ids)
        messages.success(
            request,
            ngettext(
                "%(count)d photo is made again.",
                "%(count)d photos are made again.",
                len(ids),
            )
            % {"count": len(ids)},
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may not publish changes own photos, while no reader has seen them."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.user.has_perm("articles.publish_article"):
            return allowed
        shown = stories_with(obj).filter(status=ArticleStatus.PUBLISHED)
        return allowed and obj.uploaded_by_id == request.user.pk and not shown.exists()

    def get_form(self, request: Any, *args: Any, **options: Any) -> Any:
        form: Any = super().get_form(request, *args, **options)
        form.user = request.user
        return form

    def render_change_form(  # type: ignore[override]
        self, request: Any, context: Any, **options: Any
    ) -> HttpResponse:
        photo = options.get("obj")
        context["uses"] = stories_with(photo)[:MOST_USES] if photo else ()
        answer: HttpResponse = super().render_change_form(request, context, **options)
        return answer

    def save_model(
        self, request: HttpRequest, obj: Photo, form: Any, change: bool
    ) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        replaced = change and "original" in form.changed_data
        before = Photo.objects.get(pk=obj.pk).original if replaced else None
        super().save_model(request, obj, form, change)
        if form.received:
            form.received.delete()
        if IN_THE_FILES.intersection(form.changed_data):
            make_soon([obj.pk])
        if change and "rights_end" in form.changed_data:
            settle_soon(obj)
        if before:
            transaction.on_commit(partial(before.storage.delete, str(before.name)))

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        super().delete_model(request, obj)
        original, made = obj.original, renditions.names(obj)
        transaction.on_commit(partial(original.storage.delete, str(original.name)))
        transaction.on_commit(partial(placing.forget, made))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> None:
        for photo in queryset:
            self.delete_model(request, photo)
