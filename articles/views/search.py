from django.http import HttpRequest
from django.utils.http import urlencode

from articles import pages, words
from articles.elsewhere import nothing_here
from articles.forms.search import LONGEST, SearchForm
from articles.search import Search
from newsroom.pages import Rendered


@pages.SEARCH.view(missing=nothing_here)
def search(request: HttpRequest) -> Rendered:
    form = SearchForm(request.GET)
    asked = form.filters() if form.is_valid() else {}
    found, meant = None, ""
    if asked.get("q"):
        before, after = (request.GET.get(name, "") for name in ("before", "after"))
        found = Search(**asked).find(before, after)
        if not (found.stories or found.older or before or after):
            meant = words.meant(asked["q"])
    return pages.rendered(
        request,
        "articles/search.html",
        form=form,
        found=found,
        meant=meant,
        meant_query=urlencode(asked | {"q": meant}),
        narrowed=set(asked) - {"q"},
        again=urlencode(asked),
        longest=LONGEST,
        # What was found is for readers; that one can search here is for everyone.
        noindex=bool(pages.SEARCH.parameters.intersection(request.GET)),
        canonical="/search/",
    )
