"""Addresses of places that pages name again and again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(10_000)
def place(view: str, *words: str) -> str:
    """What ``reverse`` says, which takes a hundred calls of functions to say it."""
    return reverse(view, args=words)
