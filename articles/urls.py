from django.urls import path, re_path

import articles.converters  # noqa: F401 (registers year, two and word)
from articles import elsewhere
from articles.views import (
    archive,
    corrections,
    embedding,
    feeds,
    machines,
    media,
    preview,
    reading,
    search,
    sitemaps,
    topics,
)

app_name = "articles"
urlpatterns = [
    path("", reading.front, name="front"),
    path("<year:year>/<two:month>/<two:day>/<word:slug>/", reading.story, name="story"),
    path("<language:language>/", reading.language_front, name="language_front"),
    path("robots.txt", machines.robots, name="robots"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("colours.css", machines.sheet, name="colours"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("oembed", embedding.oembed, name="oembed"),
    path("feed/", feeds.rss, name="feed"),
    path("feed.atom", feeds.atom, name="atom"),
    path("feed.json", feeds.json, name="json"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<year:year>-<two:month>.xml", sitemaps.month, name="month_sitemap"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("by/", reading.contributors, name="contributors"),
    path("by/<word:slug>/", reading.contributor, name="contributor"),
    path("by/<word:slug>/feed/", feeds.contributor, name="contributor_feed"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<word:slug>/", topics.topic, name="topic"),
    path("topics/<word:slug>/feed/", feeds.topic, name="topic_feed"),
    path("pages/<word:slug>/", reading.standing, name="page"),
    path("preview/<str:token>/", preview.outside, name="preview"),
    path("media/<str:name>", media.media, name="media"),
    path("search/", search.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("archive/", archive.years, name="archive"),
    path("<year:year>/", archive.year, name="year"),
    path("<year:year>/<two:month>/", archive.month, name="month"),
    path("<year:year>/<two:month>/<two:day>/", archive.day, name="day"),
    path("<word:slug>/feed/", feeds.section, name="section_feed"),
    path("<word:slug>/", reading.section, name="section"),
    re_path(r"^(?P<path>.*[^/])$", elsewhere.without_slash),
]
