from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import path, reverse
from django.utils import timezone

from articles import preview
from articles.models import Article, ArticleStatus, Byline

OVER = {ArticleStatus.WITHDRAWN, ArticleStatus.KILLED}


class Previewing:
    """For the admin of stories: what is on the form, as readers would see it."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **options: Any
    ) -> Any:
        story = options.get("obj")
        if story is not None and story.status not in OVER:
            address = reverse("articles:preview", args=[preview.token_for(story)])
            context["preview_link"] = f"{settings.SITE_URL}{address}"
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, **options
        )

    def get_urls(self) -> list[Any]:
        seen: Any = self.admin_site.admin_view(self.preview)  # type: ignore[attr-defined]
        ours = [
            path("add/preview/", seen, name="articles_article_preview_new"),
            path("<int:pk>/preview/", seen, name="articles_article_preview"),
        ]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def preview(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Nothing is stored: the form is only read. Faults in it are no hindrance."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story, bylines = self.as_typed(request, pk)
        if "elsewhere" in request.POST:
            return preview.elsewhere(request, story)
        return preview.shown(request, story, bylines, framed=True)

    def as_typed(
        self, request: HttpRequest, pk: int | None
    ) -> tuple[Article, list[Byline]]:
        """The story on a form that was sent, and the names over it. None is stored."""
        article = self.to_preview(request, pk)
        with transaction.atomic():
            form = self.get_form(  # type: ignore[attr-defined]
                request, article, change=article is not None
            )(request.POST, instance=article)
            form.full_clean()
            bylines = self.typed_bylines(request, form.instance, pk is not None)
            transaction.set_rollback(True)
        story = form.instance
        story.photo_over = has_ended(story)
        return story, bylines

    def to_preview(self, request: HttpRequest, pk: int | None) -> Article | None:
        """Who may not change a story does not see what may become of it."""
        admin: Any = self
        if pk is None:
            if not admin.has_add_permission(request):
                raise PermissionDenied
            return None
        article = admin.get_queryset(request).filter(pk=pk).first()
        if article is None:
            raise Http404
        if not admin.has_change_permission(request, article):
            raise PermissionDenied
        found: Article = article
        return found

    def typed_bylines(
        self, request: HttpRequest, article: Article, change: bool
    ) -> list[Byline]:
        formsets, _inlines = self._create_formsets(  # type: ignore[attr-defined]
            request, article, change
        )
        forms = [f for one in formsets if one.model is Byline for f in one.forms]
        said = [f for f in forms if f.is_valid() and f.cleaned_data.get("contributor")]
        kept = [f.instance for f in said if not f.cleaned_data.get("DELETE")]
        return sorted(kept, key=lambda byline: byline.position)


def has_ended(article: Article) -> bool:
    ends = article.lead_photo and article.lead_photo.rights_end
    return bool(ends and ends <= timezone.now())
