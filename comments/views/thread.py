"""What readers do with comments. These views read no session and set no cookie."""

import datetime

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, CommentsMode
from comments import tokens
from comments.models import Comment
from comments.threads import policy_for
from comments.views.posting import Posting
from newsroom.client import is_same_origin

MOST_BYTES = 256 * 1024
MOST_FIELDS = 50
PRIVATE = "private, no-store"


def live_story(year: int, month: int, day: int, slug: str) -> Article:
    """The story that takes the comment; absent unless it is live at this moment."""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise Http404 from None
    found = (
        Article.objects.live()
        .exclude(comments_mode=CommentsMode.HIDDEN)
        .filter(slug=slug, first_published_on=date)
        .with_photo_rights()
        .select_related("section", "lead_photo", "source_agency")
        .first()
    )
    if found is None:
        raise Http404
    return found


@csrf_exempt  # no session is read here: there is no identity that a forgery could use
def comments(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        article = live_story(year, month, day, slug)
        page = request.GET.get("page", "")
        query = f"?page={page}" if page.isdecimal() and page != "1" else ""
        return HttpResponseRedirect(f"{article.get_absolute_url()}{query}#comments")
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
    return private(post(request, year, month, day, slug))


def post(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    if not is_same_origin(request):
        words = _("This form was sent from another site, so it was not accepted.")
        return HttpResponse(words, status=403, content_type="text/plain; charset=utf-8")
    if too_large(request):
        return HttpResponse(status=413)
    article = live_story(year, month, day, slug)
    with translation.override(article.language):
        return Posting(request, article).answer()


def too_large(request: HttpRequest) -> bool:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return True
    try:
        return len(request.POST) > MOST_FIELDS
    except (RequestDataTooBig, TooManyFieldsSent):
        return True


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
    return private(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a comment stands now. A held one answers as one that never was."""
    found = Comment.objects.visible().filter(pk=pk).select_related("article").first()
    if found is None:
        raise Http404
    tops = Comment.objects.public().filter(
        article=found.article, path__0__lt=found.path[0]
    )
    policy = policy_for(found.article)
    page = tops.values("path__0").distinct().count() // policy.per_page + 1
    query = f"?page={page}" if page > 1 else ""
    place = f"{found.article.get_absolute_url()}{query}#comment-{pk}"
    return private(HttpResponseRedirect(place))


STATES = {
    "held": (
        "Your comment is awaiting moderation.",
        "A person reads every comment before it appears.",
    ),
    "approved": ("Your comment was published.", "Everyone can read it on the story."),
    "rejected": (
        "Your comment was not published.",
        "A moderator found that it does not follow our guidelines.",
    ),
    "spam": ("Your comment was not published.", "It was taken for advertising."),
}


@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """What became of one comment, for whoever has its private link."""
    pk = tokens.read_status(token)
    if pk is None:
        raise Http404
    found = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
    heading, sentence = STATES[found.status]
    with translation.override(found.article.language):
        html = render_to_string(
            "comments/status.html",
            {
                "comment": found,
                "article": found.article,
                "heading": _(heading),
                "sentence": _(sentence),
                "language": found.article.language,
                "direction": found.article.direction,
            },
            request,
        )
    response = private(HttpResponse(html))
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
