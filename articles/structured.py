"""What a page tells machines, in the terms of schema.org."""

from typing import Any

from articles.models import Article, Publication, Section
from articles.syndication import (
    absolute,
    appeared,
    paper_picture,
    shown_picture,
    writers_of,
)
from newsroom.feeds import Picture

CONTEXT = "https://schema.org"


def of_story(article: Article, paper: Publication) -> dict[str, Any]:
    graph = [news_article(article, paper), breadcrumbs(paper, article.section, article)]
    return {"@context": CONTEXT, "@graph": graph}


def of_section(
    section: Section, articles: list[Article], paper: Publication
) -> dict[str, Any]:
    listed = {
        "@type": "CollectionPage",
        "name": section.name,
        "url": absolute(section.get_absolute_url()),
        "inLanguage": section.language,
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "url": absolute(article.get_absolute_url()),
                }
                for position, article in enumerate(articles, start=1)
            ],
        },
    }
    return {"@context": CONTEXT, "@graph": [listed, breadcrumbs(paper, section)]}


def news_article(article: Article, paper: Publication) -> dict[str, Any]:
    address = absolute(article.get_absolute_url())
    topics = article.topic_places  # type: ignore[attr-defined]
    told = {
        "@type": "NewsArticle",
        "@id": f"{address}#story",
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.headline,
        "description": article.standfirst,
        "datePublished": appeared(article).isoformat(timespec="seconds"),
        "dateModified": modified(article),
        "dateline": article.dateline,
        "inLanguage": article.language,
        "articleSection": article.section.name,
        "keywords": [topic["name"] for topic in topics],
        "wordCount": len(article.body_text.split()),
        "isAccessibleForFree": True,
        "correction": corrections(article, address),
        "image": images(article) or [image_object(paper_picture(paper))],
        "author": authors(article) or [organisation(paper)],
        "publisher": organisation(paper) | {"logo": image_object(paper_picture(paper))},
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def modified(article: Article) -> str:
    moment = max(appeared(article), article.updated_at or appeared(article))
    return moment.isoformat(timespec="seconds")


def images(article: Article) -> list[dict[str, Any]]:
    """In the three shapes that search services lay out; whole where none is cut yet."""
    cut = [shown_picture(article, shape) for shape in ("16x9", "4x3", "1x1")]
    pictures = {picture.url: picture for picture in cut if picture}
    return [image_object(picture) for picture in pictures.values()]


def image_object(picture: Picture) -> dict[str, Any]:
    told = {
        "@type": "ImageObject",
        "url": picture.url,
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption,
        "creditText": picture.credit,
    }
    return {name: value for name, value in told.items() if value != ""}


def corrections(article: Article, address: str) -> list[dict[str, Any]]:
    """What was wrong with it, as its readers are told."""
    return [
        {
            "@type": "CorrectionComment",
            "url": f"{address}#correction-{one.pk}",
            "text": one.sentence,
            "dateCreated": one.made_at.isoformat(timespec="seconds"),
        }
        for one in article.corrections.all()
    ]


def authors(article: Article) -> list[dict[str, Any]]:
    return [
        {
            "@type": "Organization" if one.is_agency else "Person",
            "name": one.name,
            "url": absolute(one.get_absolute_url()),
        }
        for one in writers_of(article)
    ]


def organisation(paper: Publication) -> dict[str, Any]:
    return {
        "@type": "NewsMediaOrganization",
        "name": paper.name,
        "url": absolute("/"),
    }


def breadcrumbs(paper: Publication, *places: Section | Article) -> dict[str, Any]:
    """From the front page down to here."""
    steps = [(paper.name, "/"), *((str(p), p.get_absolute_url()) for p in places)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": absolute(path),
            }
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }
