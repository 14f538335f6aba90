"""Looks through every output of ours for what a killed story said.

A job's work: it asks for some fifty pages, and reads each table of words once. Then it
asks for the pages as readers do: a server in front that kept one, for a time when ours
do not answer, has it made new by that. One that is still in its second there is asked
for again when that is over.
"""

import html
import json
import logging
import re
import time
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import product
from operator import or_
from typing import Any
from urllib.parse import quote, urlencode

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from articles import history, killing, placing
from articles.models import Article, Contributor, PastAddress, Photo, Seal, Topic
from articles.rendering import plain
from articles.syndication import absolute
from newsroom.asking import Unanswered, ask, ask_as_readers
from newsroom.pages.forms import UNPACKED_BY

SENTENCE = re.compile(r"[^.!?\n]{25,}[.!?]?")
FIXED = (
    *("/", "/by/", "/topics/", "/corrections/", "/archive/"),
    *("/feed/", "/feed.atom", "/feed.json", "/sitemap.xml", "/news-sitemap.xml"),
)
GONE = {404, 410}
# A page's second is up to two where whole seconds are counted, as nginx does when its
# clock and ours do not agree.
KEPT_IN_FRONT_SECONDS = 2.1
log = logging.getLogger(__name__)
WORDS = (models.CharField, models.TextField, models.JSONField)


def search(article: Article) -> list[str]:
    """Every place that still tells something, in words for an editor."""
    kept = Seal.objects.get(article=article).content
    said = list(phrases(kept["story"]))
    return [*in_answers(article, kept["story"], said), *in_tables(said), *files(kept)]


def check(article: Article) -> list[str]:
    """Search, and put what was found on record."""
    found = [*search(article), *in_front(article)]
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
    own = set(addresses(article))
    for path in sorted({*own, *around(article, story)}):
        answer = ask(path)
        if path in own and answer.status_code not in GONE:
            yield f"{path}: {answer.status_code}"
        if tells(answer.getvalue().decode(errors="replace"), path, said):
            yield path


def in_front(article: Article) -> list[str]:
    """What readers are told at our public address, as far as anybody answers there."""
    story = Seal.objects.get(article=article).content["story"]
    said = list(phrases(story))
    paths = sorted({*addresses(article), *around(article, story)})
    telling: list[tuple[str, str]] = []
    try:
        telling = told_to_readers(product(paths, UNPACKED_BY), said)
        if telling:
            time.sleep(KEPT_IN_FRONT_SECONDS)
            telling = told_to_readers(telling, said)
    except Unanswered as fault:
        log.warning("Nobody answered as readers are answered: %s", fault)
    return [absolute(path) for path, _form in telling]


def told_to_readers(
    asked: Iterable[tuple[str, str]], said: list[str]
) -> list[tuple[str, str]]:
    """Those that tell something, paths and the forms that do. Raises Unanswered."""
    return [
        (path, form)
        for path, form in asked
        if tells(ask_as_readers(path, form).text, path, said)
    ]


def tells(page: str, path: str, said: list[str]) -> bool:
    # A search says again what was asked for.
    asked = said[1:] if path.startswith("/search/") else said
    text = html.unescape(page)
    return any(phrase in text for phrase in asked)


def addresses(article: Article) -> Iterator[str]:
    """Where the story stood, and what stood under it."""
    past = PastAddress.objects.filter(article=article).values_list("path", flat=True)
    for path in (article.get_absolute_url(), *past):
        if not path.startswith("/admin/"):
            yield from (path, f"{path}comments/", f"{path}feed/")
            yield f"/oembed?{urlencode({'url': absolute(path)})}"


def around(article: Article, story: history.Content) -> Iterator[str]:
    yield from FIXED
    yield f"/search/?q={quote(story['headline'])}"
    yield f"/{article.language}/"
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
    known: list[Any] = list(apps.get_app_config("articles").get_models())
    for model in [*known, LogEntry]:
        if model in {Seal, Photo}:
            continue
        fields = [f for f in model._meta.concrete_fields if isinstance(f, WORDS)]
        told = [Cast(field.name, models.TextField()) for field in fields]
        # One reading of the table, as no index knows whole sentences.
        if fields and holds(model, ConcatWS(*told), said):
            for field, words in zip(fields, told, strict=True):
                if holds(model, words, said):
                    yield f"{model._meta.db_table}.{field.column}"


def holds(model: Any, words: Any, said: list[str]) -> bool:
    """Whether some row's words hold one of the phrases, as text or inside JSON."""
    asked = [Q(told__contains=one) for one in said]
    asked += [Q(told__contains=json.dumps(one)[1:-1]) for one in said if '"' in one]
    rows = model._default_manager.annotate(told=words)
    found: bool = rows.filter(reduce(or_, asked)).exists()
    return found


class ConcatWS(models.Func):
    """Texts one after the other, on lines of their own; what is NULL is left out."""

    function = "CONCAT_WS"
    template = "%(function)s(E'\\n', %(expressions)s)"
    output_field = models.TextField()


def files(kept: history.Content) -> Iterator[str]:
    for name in unused_files(kept):
        if placing.is_there(name):
            yield f"/media/{name}"


def unused_files(kept: history.Content) -> set[str]:
    """Its pictures', unless another story shows them too."""
    its_own = Q(original=kept["original"]) | Q(pk__in=kept.get("photos", []))
    used = {
        made["name"]
        for photo in Photo.objects.filter(its_own)
        if killing.is_shown(photo)
        for made in photo.renditions
    }
    return set(kept["files"]) - used
