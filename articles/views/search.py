from django.http import HttpRequest
from django.utils.http import urlencode

from articles import pages
from articles.elsewhere import nothing_here
from articles.forms.search import LONGEST, SearchForm
from articles.search import Search
from newsroom.pages import Rendered


@pages.SEARCH.view(missing=nothing_here)
def search(request: HttpRequest) -> Rendered:
    form = SearchForm(request.GET)
    asked = form.filters() if form.is_valid() else {}
    found = None
    if asked.get("q"):
        before, after = (request.GET.get(name, "") for name in ("before", "after"))
        found = Search(**asked).find(before, after)
    return pages.rendered(
        request,
        "articles/search.html",
        form=form,
        found=found,
        narrowed=set(asked) - {"q"},
        again=urlencode(asked),
        longest=LONGEST,
        noindex=True,
        canonical="/search/",
    )
