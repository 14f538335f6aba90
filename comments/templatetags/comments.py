from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language

from articles.models import Article
from comments import items, tokens
from comments.forms import CommentForm
from comments.models import Comment, CommentPolicy
from comments.parts import PERSONAL
from comments.policies import policy_for, policy_told
from comments.rendering import trusted
from comments.standing import standing_of
from comments.talk import most_talked_about, shown_counts
from comments.threads import (
    Thread,
    is_public,
    thread_of,
)
from newsroom.http import whole_number
from newsroom.pages import Elsewhere, told_of
from newsroom.pages.store import pieces

register = template.Library()
# Where a story's own stand in the form that is made for all; in no words of ours.
ADDRESS, TOKEN = "\ue000address\ue001", "\ue000token\ue001"


@register.simple_tag(takes_context=True)
def comments_of(context: template.Context, article: Article) -> str:
    """A story's comments and the form, as the page's reader may see them."""
    request = context["request"]
    told = told_of(request)
    policy = policy_told(*told) if told else policy_for(article)
    page = whole_number(request.GET.get("page", "")) or 1
    thread = thread_of(article, policy, page)
    is_shared = request.method != "POST" and not PERSONAL.intersection(request.GET)
    if page > thread.page and is_shared:
        # Such a page never was, or its comments are gone.
        last = f"?page={thread.page}" if thread.page > 1 else ""
        raise Elsewhere(f"{article.get_absolute_url()}{last}#comments")
    reply_to = context.get("reply_to") or asked_reply(request.GET, article)
    form = context.get("comment_form") or empty_form(policy, article.pk, reply_to)
    return render_to_string(
        "comments/comments.html",
        {
            "article": article,
            "thread": thread,
            "form": form,
            "reply_to": reply_to,
            "own": asked_receipt(request.GET, article),
            "action": post_url(article.get_absolute_url()),
            "refusal": context.get("comment_refusal", ""),
            "policy": policy,
        },
    )


@register.simple_tag
def places_of(thread: Thread) -> str:
    """Its comments and gaps, each in its place."""
    return items.html_of(thread.items, thread.is_open)


def post_url(address: str) -> str:
    return f"{address}comments/"


def asked_reply(query: Any, article: Article) -> Comment | None:
    wanted = whole_number(query.get("reply", ""))
    return is_public(wanted, article) if wanted else None


def empty_form(
    policy: CommentPolicy, article_id: int, reply_to: Comment | None
) -> CommentForm | None:
    """In reply to a comment; any other is ``fresh_form``."""
    if reply_to is None:
        return None
    token = tokens.for_form(article_id)
    return CommentForm(policy=policy, initial={"token": token, "parent": reply_to.pk})


@register.simple_tag
def fresh_form(article: Article, policy: CommentPolicy) -> str:
    """A form with nothing in it: made once, for only address and token differ."""
    name = (get_language(), "comment form", policy.version)
    made = pieces.get(name, lambda: form_with_marks(policy))
    address = escape(article.get_absolute_url())
    token = escape(tokens.for_form(article.pk))
    return trusted(made.replace(ADDRESS, address).replace(TOKEN, token))


def form_with_marks(policy: CommentPolicy) -> str:
    words = {
        "article": {"get_absolute_url": ADDRESS},
        "action": post_url(ADDRESS),
        "form": CommentForm(policy=policy, initial={"token": TOKEN}),
        "policy": policy,
    }
    return render_to_string("comments/form.html", words)


def asked_receipt(query: Any, article: Article) -> dict[str, Any] | None:
    """The writer's own comment, for half an hour and to whoever has its receipt."""
    pk = tokens.read_receipt(query.get("receipt", ""))
    standing = standing_of(pk) if pk else None
    if standing is None or standing.comment.article_id != article.pk:
        return None
    status = reverse("comments:status", args=[tokens.status_for(standing.comment.pk)])
    body = trusted(standing.comment.body_html)
    return {"standing": standing, "body": body, "status_url": status}


@register.simple_tag
def count_comments(articles: Iterable[Article]) -> str:
    """Give each story of a list its ``comment_count``: one query, prints nothing.

    What was approved a moment ago and is not shown yet is not counted yet.
    """
    stories = {article.pk: article for article in articles}
    for article_id, count in shown_counts(stories):
        stories[article_id].comment_count = count  # type: ignore[attr-defined]
    return ""


@register.simple_tag
def most_commented() -> str:
    """The stories of late that readers say most about, the most first."""
    stories = most_talked_about()
    if not stories:
        return ""
    name = (get_language(), "most commented", *stories)
    template = "comments/_most_commented.html"
    return pieces.get(name, lambda: render_to_string(template, {"stories": stories}))
