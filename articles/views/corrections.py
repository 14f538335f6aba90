from django.db.models import Prefetch, Q
from django.http import HttpRequest

from articles import pages
from articles.cursors import Cursor
from articles.elsewhere import nothing_here
from articles.models import Article, Correction
from newsroom.pages import Rendered

PER_PAGE = 50


@pages.CORRECTIONS.view(missing=nothing_here)
def corrections(request: HttpRequest) -> Rendered:
    """What the paper got wrong, the newest first."""
    cursor = Cursor.read(request.GET.get("before", ""))
    found = Correction.objects.shown()
    if cursor.moment is not None:
        older = Q(made_at__lt=cursor.moment) | Q(pk__lt=cursor.pk)
        found = found.filter(older, made_at__lte=cursor.moment)
    stories = Article.objects.defer("body", "body_text")
    named = found.prefetch_related(Prefetch("article", stories))
    rows = list(named[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    more = len(rows) > PER_PAGE
    return pages.rendered(
        request,
        "articles/corrections.html",
        corrections=shown,
        older=Cursor.written(shown[-1].made_at, shown[-1].pk) if more else None,
        canonical="/corrections/",
    )
