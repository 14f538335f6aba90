"""The words that are measured, for others to print: a story, its comments, a front."""

import re
from typing import Any
from urllib.parse import unquote

from django.test import Client

from articles.models import Article
from comments.models import Comment
from newsroom.bench import pages

ADDRESS = re.compile(r'href="/\d{4}/\d\d/\d\d/([^/"]+)/"')


def paper(reader: Client) -> dict[str, Any]:
    shown = ADDRESS.findall(reader.get("/").content.decode())
    stories = Article.objects.filter(slug__in={unquote(slug) for slug in shown})
    story = pages.near(pages.USUAL_COMMENTS)[0].article
    said = Comment.objects.visible().filter(article=story).order_by("path")
    return {
        "front": [words_of(each) for each in stories.order_by("published_at")],
        "story": words_of(story),
        "comments": [
            {"name": comment.author_name, "words": comment.body} for comment in said
        ],
    }


def words_of(story: Article) -> dict[str, str]:
    return {
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": story.body,
    }
