from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles import preview
from articles.models import Article, ArticleStatus

OVER = {ArticleStatus.WITHDRAWN, ArticleStatus.KILLED}


@require_safe
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """A story that is not out yet, for whoever was given its link."""
    pk = preview.story_of(token)
    if pk is None:
        raise Http404
    if live := Article.objects.live().filter(pk=pk).first():
        answer = redirect(live)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
    stories = Article.objects.with_photo_rights().select_related(
        "section", "lead_photo", "source_agency"
    )
    article = get_object_or_404(stories.exclude(status__in=OVER), pk=pk)
    bylines = list(article.bylines.select_related("contributor"))
    return preview.shown(request, article, bylines, framed=False)
