from typing import Any

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import models

from articles.models.search import PLAIN, SEARCHED, folded, folded_if_needed

LEFT = f"left(%(expressions)s, {SEARCHED})"


class Words(models.Func):
    """Names and texts as a search vector, letters folded as in the search of stories.

    A comment has no language of its own, so no dictionary: words as they are.
    """

    arg_joiner = " || ' ' || "
    template = f"to_tsvector('{PLAIN}'::regconfig, {folded_if_needed(LEFT)})"
    output_field = SearchVectorField()


class Asked(models.Func):
    """What was typed into the search field, as a query: "-" and quotes understood."""

    template = f"websearch_to_tsquery('{PLAIN}', {folded('%(expressions)s')})"
    output_field = SearchQueryField()


class Holds(models.Func):
    """A condition: the first expression's words match the query."""

    arg_joiner = " @@ "
    template = "%(expressions)s"
    output_field = models.BooleanField()


def said() -> Words:
    """A comment's words as they are indexed."""
    return Words("author_name", "body")


def holds(words: str) -> Any:
    return Holds(said(), Asked(models.Value(words)))
