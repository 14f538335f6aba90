"""The page that a letter's link opens: looking does nothing, its button proves."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import proving, tokens
from comments.models import Proof
from comments.rendering import trusted
from comments.standing import standing_of
from comments.views.thread import for_its_writer, in_words, private
from newsroom.client import is_same_origin


@csrf_exempt  # the link is the proof, and no session is read here
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    pk = tokens.read_proof(token)
    standing = standing_of(pk) if pk else None
    if pk is None or standing is None:
        raise Http404
    if request.method == "POST":
        if not is_same_origin(request):
            words = _("This form was sent from another site, so it was not accepted.")
            return private(in_words(request, words, 403))
        proving.prove(pk)
        return private(HttpResponseRedirect(request.path, status=303))
    return for_its_writer(
        request,
        "comments/prove.html",
        standing,
        is_open=proving.open_proof(pk) is not None,
        is_proven=Proof.objects.filter(pk=pk, proven_at__isnull=False).exists(),
        body=trusted(standing.comment.body_html),
    )
