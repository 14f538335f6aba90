"""What readers do with comments. These views read no session and set no cookie."""

import datetime

from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Article, Byline, CommentsMode
from articles.pages import render_story
from comments import tokens
from comments.forms import HONEYPOT, CommentForm
from comments.limits import TooFast
from comments.models import Comment, CommentPolicy
from comments.screening.evidence import Evidence
from comments.screening.names import skeleton
from comments.submissions import Duplicate, Submission, submit
from comments.threads import closed_because, is_public, policy_for
from newsroom.client import is_same_origin, network_hash
from newsroom.models import User

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


class Posting:
    """One submission on its way: every refusal gives the words back."""

    def __init__(self, request: HttpRequest, article: Article) -> None:
        self.request = request
        self.article = article
        self.policy: CommentPolicy = policy_for(article)
        self.form = CommentForm(request.POST, policy=self.policy)
        wanted = request.POST.get("parent", "").strip()
        self.parent = (
            is_public(int(wanted[:18]), article) if wanted.isdecimal() else None
        )
        self.wants_parent = bool(wanted)

    def answer(self) -> HttpResponse:
        if reason := closed_because(self.article, self.policy):
            return self.refuse(403, reason)
        if self.wants_parent and self.parent is None:
            words = _("Sorry, replies to unapproved comments are not allowed.")
            return self.refuse(403, words)
        if not self.form.is_valid():
            return self.refuse(422)
        return self.hold()

    def hold(self) -> HttpResponse:
        try:
            comment = submit(self.submission(), self.policy)
        except Duplicate:
            return self.refuse(
                409,
                _(
                    "Duplicate comment detected; it looks as though you’ve already"
                    " said that!"
                ),
            )
        except TooFast as limit:
            words = _("You are posting comments too quickly. Slow down.")
            response = self.refuse(429, words)
            response.headers["Retry-After"] = str(limit.seconds)
            return response
        receipt = tokens.receipt_for(comment.pk)
        place = f"{self.article.get_absolute_url()}?receipt={receipt}"
        return HttpResponseRedirect(f"{place}#comment-{comment.pk}", status=303)

    def submission(self) -> Submission:
        said = self.form.cleaned_data
        token = said.get("token", "")
        return Submission(
            article=self.article,
            parent=self.parent,
            name=said["name"],
            email=said["email"],
            website=said.get("website", ""),
            body=said["comment"],
            token=token,
            network=network_hash(self.request),
            evidence=Evidence(
                name=said["name"],
                body=said["comment"],
                token_is_ours=tokens.is_for(token, self.article.pk),
                honeypot=self.request.POST.get(HONEYPOT, ""),
                seconds_on_form=seconds_since(said.get("timing", "")),
                max_links=self.policy.max_links,
                staff_names=staff_names(),
            ),
        )

    def refuse(self, status: int, words: str = "") -> HttpResponse:
        """The story again, with the form as it was filled in."""
        bylines = Byline.objects.filter(article=self.article)
        self.article._prefetched_objects_cache = {
            "bylines": bylines.select_related("contributor")
        }
        page = render_story(
            self.request,
            self.article,
            comment_form=self.form,
            comment_policy=self.policy,
            comment_refusal=words,
            reply_to=self.parent,
            noindex=True,
        )
        response = HttpResponse(page.html, status=status)
        response.headers["Content-Language"] = page.language
        return response


def seconds_since(timing: str) -> float | None:
    """How long ago the form was first touched; None when that was not measured."""
    try:
        value = tokens.TIMING.unsign(timing, max_age=None)
        stamp = signing.b62_decode(timing.rsplit(":", 2)[1])
    except (signing.BadSignature, ValueError, IndexError):
        return None
    now = datetime.datetime.now(datetime.UTC).timestamp()
    return max(0.0, now - stamp) if value else None


def staff_names() -> frozenset[str]:
    people = User.objects.filter(is_active=True, is_staff=True)
    return frozenset(skeleton(str(person)) for person in people[:500])


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
    found = Comment.objects.filter(pk=pk).select_related("article").first()
    if pk is None or found is None:
        raise Http404
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
