"""Looks through every output of ours for what a killed story said."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db.models import CharField, JSONField, Q, TextField
from django.db.models.functions import Cast
from django.test import Client

from articles import history
from articles.models import Article, Contributor, PastAddress, Photo, Seal, Topic
from articles.rendering import plain

SENTENCE = re.compile(r"[^.!?\n]{25,}[.!?]?")
FIXED = (
    *("/", "/by/", "/topics/", "/corrections/", "/archive/"),
    *("/feed/", "/feed.atom", "/feed.json", "/sitemap.xml", "/news-sitemap.xml"),
)
GONE = {404, 410}


def search(article: Article) -> list[str]:
    """Every place that still tells something, in words for an editor."""
    kept = Seal.objects.get(article=article).content
    said = list(phrases(kept["story"]))
    return [*in_answers(article, kept["story"], said), *in_tables(said), *files(kept)]


def check(article: Article) -> list[str]:
    """Search, and put what was found on record."""
    found = search(article)
    note = "\n".join(found) or "0"
    history.record(article, "check", article.status, by=None, note=note)
    return found


def phrases(story: history.Content) -> Iterator[str]:
    """What nobody would write by chance: the headline and every longer sentence."""
    yield story["headline"]
    for text in (story["standfirst"], plain(story["body"])):
        yield from (found.strip() for found in SENTENCE.findall(text))


def in_answers(
    article: Article, story: history.Content, said: list[str]
) -> Iterator[str]:
    site = urlsplit(settings.SITE_URL)
    ours = Client(raise_request_exception=False, headers={"host": site.netloc})
    own = set(addresses(article))
    for path in sorted({*own, *around(article, story)}):
        answer = ours.get(path, secure=site.scheme == "https")
        if answer.streaming:
            continue
        text = html.unescape(answer.content.decode(errors="replace"))
        if path in own and answer.status_code not in GONE:
            yield f"{path}: {answer.status_code}"
        # A search says again what was asked for.
        asked = said[1:] if path.startswith("/search/") else said
        if any(phrase in text for phrase in asked):
            yield f"{path}"


def addresses(article: Article) -> Iterator[str]:
    """Where the story stood, and what stood under it."""
    past = PastAddress.objects.filter(article=article).values_list("path", flat=True)
    for path in (article.get_absolute_url(), *past):
        if not path.startswith("/admin/"):
            yield from (path, f"{path}comments/", f"{path}feed/")


def around(article: Article, story: history.Content) -> Iterator[str]:
    yield from FIXED
    yield f"/search/?q={quote(story['headline'])}"
    yield article.section.get_absolute_url()
    yield f"{article.section.get_absolute_url()}feed/"
    for model, name in ((Contributor, "bylines"), (Topic, "topics")):
        ids = [named["id"] for named in story[name]]
        for thing in model.objects.filter(pk__in=ids):
            yield from (thing.get_absolute_url(), f"{thing.get_absolute_url()}feed/")
    if day := article.first_published_on:
        yield from (f"/{day:%Y}/", f"/{day:%Y/%m}/", f"/{day:%Y/%m/%d}/")
        yield f"/sitemap-{day:%Y-%m}.xml"


def in_tables(said: list[str]) -> Iterator[str]:
    """Every column of words but the seal's own and the photo library's."""
    models: list[Any] = list(apps.get_app_config("articles").get_models())
    for model in [*models, LogEntry]:
        if model in {Seal, Photo}:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField):
                rows = model._default_manager.annotate(
                    told=Cast(field.name, TextField())
                )
                if any(rows.filter(told__contains=one).exists() for one in said):
                    yield f"{model._meta.db_table}.{field.column}"


def files(kept: history.Content) -> Iterator[str]:
    for name in unused_files(kept):
        if default_storage.exists(name):
            yield f"/media/{name}"


def unused_files(kept: history.Content) -> set[str]:
    """Its pictures', unless another story shows them too."""
    its_own = Q(original=kept["original"]) | Q(pk__in=kept.get("photos", []))
    used = {
        made["name"]
        for photo in Photo.objects.filter(its_own)
        for made in photo.renditions
    }
    return set(kept["files"]) - used
