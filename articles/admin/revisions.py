from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import comparing, publishing
from articles.models import Act, Article, Revision
from articles.refusals import Refused
from newsroom import outbox

PER_PAGE = 100


class RevisionPages:
    """For the admin of stories: what a story was, compared and restored."""

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view  # type: ignore[attr-defined]
        own = [
            path(
                "<int:pk>/revisions/",
                guarded(require_safe(self.revisions)),
                name="articles_article_revisions",
            ),
            path(
                "<int:pk>/revisions/<int:revision>/restore/",
                guarded(require_POST(self.restore)),
                name="articles_article_restore",
            ),
        ]
        return own + super().get_urls()  # type: ignore[misc,no-any-return]

    def story(self, request: HttpRequest, pk: int, may: str) -> Article:
        """A story that this person may see, or change."""
        stories = self.get_queryset(request)  # type: ignore[attr-defined]
        if request.method == "POST":
            stories = stories.select_for_update(of=("self",))
        found: Article | None = stories.filter(pk=pk).first()
        if found is None:
            raise Http404
        if not getattr(self, f"has_{may}_permission")(request, found):
            raise PermissionDenied
        return found

    def revisions(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list, and the comparison of the two that were chosen in it."""
        article = self.story(request, pk, "view")
        rows = Revision.objects.filter(article=article).select_related("author")
        listed = rows.defer("content").newest_first()
        if before := number(request.GET.get("before")):
            listed = listed.filter(pk__lt=before)
        found = list(listed[: PER_PAGE + 1])
        old, new = (
            rows.filter(pk=number(request.GET.get(name))).first()
            for name in ("old", "new")
        )
        shown = found[:PER_PAGE]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "original": article,
            "title": _("Revisions of “%(headline)s”")
            % {"headline": outbox.isolated(article.headline)},
            "revisions": shown,
            "older": shown[-1].pk if len(found) > PER_PAGE else None,
            "old": old,
            "new": new,
            "picked": old.pk if old else (shown[1].pk if len(shown) > 1 else 0),
            "picked_new": new.pk if new else (shown[0].pk if shown else 0),
            "changes": comparing.changes(old.content, new.content)
            if old and new
            else [],
            "acts": Act.objects.filter(article=article)
            .select_related("by")
            .order_by("-pk")[:PER_PAGE],
            "may_restore": self.has_change_permission(request, article),  # type: ignore[attr-defined]
        }
        return TemplateResponse(
            request, "admin/articles/article/revisions.html", context
        )

    @transaction.atomic
    def restore(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        article = self.story(request, pk, "change")
        found = Revision.objects.filter(article=article, pk=revision).first()
        if found is None:
            raise Http404
        try:
            with transaction.atomic():
                publishing.restore(article, found, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            messages.error(request, f"{refusal}")
        else:
            messages.success(request, _("The story has its earlier text again."))
        return redirect("admin:articles_article_change", pk)


def number(written: str | None) -> int:
    """An id from an address; what is none names nothing."""
    is_id = written and written.isdecimal() and len(written) < 19
    return int(written) if written and is_id else 0
