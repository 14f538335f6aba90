"""Posting a comment as a browser does it."""

from typing import Any

from django.test import Client

from articles.models import Article
from comments import tokens

OURS = {"Sec-Fetch-Site": "same-origin"}


def words(article: Article, **fields: Any) -> dict[str, Any]:
    """A whole form, unless told otherwise."""
    return {
        "name": "Reader",
        "email": "reader@example.org",
        "comment": "First line.\nSecond line.",
        "token": tokens.for_form(article.pk),
        **fields,
    }


def address_of(article: Article) -> str:
    return f"{article.get_absolute_url()}comments/"


def post(
    client: Client,
    article: Article,
    headers: dict[str, str] = OURS,
    extra: dict[str, Any] | None = None,
    **fields: Any,
) -> Any:
    row = words(article, **fields)
    return client.post(address_of(article), row, headers=headers, **(extra or {}))
