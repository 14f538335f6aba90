from django.http import Http404, HttpRequest, HttpResponse

from articles.pages import rendered
from comments.models import CommentPolicy, Guideline
from newsroom import pages
from newsroom.pages import Rendered

GUIDELINES = pages.Page("guidelines", lambda: CommentPolicy.objects.filter(pk=1))


def no_policy(request: HttpRequest) -> HttpResponse:
    raise Http404


@GUIDELINES.view(missing=no_policy)
def guidelines(request: HttpRequest) -> Rendered:
    """The rules that are in use: what a rejection may name."""
    return rendered(
        request,
        "comments/guidelines.html",
        guidelines=Guideline.objects.filter(is_active=True),
        canonical="/guidelines/",
    )
