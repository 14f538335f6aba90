"""What readers do with comments. These views read no session and set no cookie."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from comments import tokens
from comments.models import Comment
from comments.policies import policy_for
from comments.standing import Standing, standing_of
from comments.stories import live_story, moved_story, story_and_policy
from comments.threads import page_with
from comments.views.posting import Posting
from newsroom import errors
from newsroom.client import is_same_origin
from newsroom.http import whole_number
from newsroom.pages.snapshot import snapshot

MOST_BYTES = 256 * 1024
MOST_FIELDS = 50
PRIVATE = "private, no-store"
PLAIN = "text/plain; charset=utf-8"
REFUSED, GONE = "comments/refused.html", "comments/gone.html"
log = logging.getLogger(__name__)


@csrf_exempt  # no session is read here: there is no identity that a forgery could use
def comments(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    answer = post if request.method == "POST" else place
    try:
        return private(answer(request, year, month, day, slug))
    except Http404:
        story = moved_story(slug)
        if story is None and (typed := request.POST.get("comment", "").strip()):
            return gone(request, typed)
        if story is None:
            raise
    # A form on a page that was stored under the old address still posts.
    address = f"{story.get_absolute_url()}comments/"
    again = request.method == "POST"
    return private(HttpResponsePermanentRedirect(address, preserve_request=again))


def place(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    """Where the thread is read: on its story, page by page."""
    article = live_story(year, month, day, slug)
    page = whole_number(request.GET.get("page", "")) or 1
    query = f"?page={page}" if page > 1 else ""
    return HttpResponseRedirect(f"{article.get_absolute_url()}{query}#comments")


def post(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    if not is_same_origin(request):
        words = _("This form was sent from another site, so it was not accepted.")
        return in_words(request, words, 403)
    if is_too_large(request):
        words = _("That is more than a comment can be. Please send less.")
        return in_words(request, words, 413)
    try:
        article, policy = story_and_policy(year, month, day, slug)
        with translation.override(article.language):
            return Posting(request, article, policy).answer()
    except errors.OUTAGE:
        log.exception("The database took no comment.")
        return unavailable(request)


def in_words(request: HttpRequest, words: Promise, status: int) -> HttpResponse:
    """A sentence in the language of the page that was posted to; nothing typed."""
    language = errors.language_of(request)
    story = request.path.removesuffix("comments/")
    said = {"words": words, "code": status, "story": story != request.path and story}
    return errors.page(request, status, REFUSED, language=language, **said)


def is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return True
    try:
        fields = sum(len(values) for _name, values in request.POST.lists())
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return True
    return fields + len(request.FILES) > MOST_FIELDS


def unavailable(request: HttpRequest) -> HttpResponse:
    """Only the words and a form to send them again: it needs no database. The form
    brings the language of its story, which cannot be asked for now."""
    return errors.unavailable(
        request,
        "comments/unavailable.html",
        language=brought_language(request),
        posted=request.POST,
        action=request.path,
    )


def gone(request: HttpRequest, typed: str) -> HttpResponse:
    """The story went while its reader wrote, or never was: that is not said."""
    language = brought_language(request)
    return errors.page(request, 404, GONE, language=language, typed=typed)


def brought_language(request: HttpRequest) -> str:
    said = request.POST.get("language", "")
    return said if said in dict(settings.LANGUAGES) else ""


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = PRIVATE
    return response


@require_safe
def token(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    """When the form was first touched, signed. Asked for by a script, if one runs."""
    article = live_story(year, month, day, slug)
    text = tokens.timing_now(article.pk)
    return private(HttpResponse(text, content_type=PLAIN))


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a comment stands now. A held one answers as one that never was."""
    with snapshot():
        visible = Comment.objects.visible().select_related("article")
        found = visible.filter(pk=pk).first()
        if found is None:
            raise Http404
        page = page_with(found, policy_for(found.article))
    query = f"?page={page}" if page > 1 else ""
    place = f"{found.article.get_absolute_url()}{query}#comment-{pk}"
    return private(HttpResponseRedirect(place))


@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """What became of one comment, for whoever has its private link."""
    pk = tokens.read_status(token)
    standing = standing_of(pk) if pk else None
    if standing is None:
        raise Http404
    return for_its_writer(request, "comments/status.html", standing)


def for_its_writer(
    request: HttpRequest, template: str, standing: Standing, **context: Any
) -> HttpResponse:
    """A page about one comment, for whoever has the secret link."""
    article = standing.comment.article
    around = errors.dressed(request) | {"language": article.language}
    words = around | {"standing": standing, "article": article, **context}
    with translation.override(article.language):
        html = render_to_string(template, words, request)
    response = private(HttpResponse(html))
    response.headers["Content-Language"] = article.language
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
