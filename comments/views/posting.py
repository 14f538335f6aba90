"""One comment on its way in: taken, or refused with every word given back."""

import datetime

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from articles.models import Article
from articles.pages import render_story
from comments import tokens
from comments.forms import HONEYPOT, CommentForm
from comments.limits import TooFast
from comments.models import CommentPolicy
from comments.screening.evidence import Evidence
from comments.screening.names import skeletons
from comments.stories import whole_story
from comments.submissions import Duplicate, Submission, submit
from comments.threads import closed_because, is_public
from newsroom.client import network_hash
from newsroom.http import whole_number


class Posting:
    """One submission on its way: every refusal gives the words back."""

    def __init__(
        self, request: HttpRequest, article: Article, policy: CommentPolicy
    ) -> None:
        self.request = request
        self.article = article
        self.policy = policy
        self.form = CommentForm(request.POST, policy=self.policy)
        self.carried = self.form.carried
        wanted = self.carried["parent"].strip()
        parent_id = whole_number(wanted)
        self.parent = is_public(parent_id, article) if parent_id else None
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
        receipt = tokens.receipt_for(comment)
        place = f"{self.article.get_absolute_url()}?receipt={receipt}"
        return HttpResponseRedirect(f"{place}#comment-{comment}", status=303)

    def submission(self) -> Submission:
        said = self.form.cleaned_data
        token = self.carried["token"]
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
                seconds_on_form=seconds_since(self.carried["timing"]),
                max_links=self.policy.max_links,
                staff_names=skeletons(*self.policy.our_names),  # type: ignore[attr-defined]
            ),
        )

    def refuse(self, status: int, words: str = "") -> HttpResponse:
        """The story again, with the form as it was filled in."""
        page = render_story(
            self.request,
            whole_story(self.article),
            comment_form=self.form,
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
