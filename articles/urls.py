from django.urls import path, re_path

import articles.converters  # noqa: F401 (registers year, two and word)
from articles import elsewhere
from articles.views import archive, corrections, preview, reading, topics

app_name = "articles"
urlpatterns = [
    path("", reading.front, name="front"),
    path("by/", reading.contributors, name="contributors"),
    path("by/<word:slug>/", reading.contributor, name="contributor"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<word:slug>/", topics.topic, name="topic"),
    path("pages/<word:slug>/", reading.standing, name="page"),
    path("preview/<str:token>/", preview.outside, name="preview"),
    path("media/<str:name>", reading.media, name="media"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("archive/", archive.years, name="archive"),
    path("<year:year>/", archive.year, name="year"),
    path("<year:year>/<two:month>/", archive.month, name="month"),
    path("<year:year>/<two:month>/<two:day>/", archive.day, name="day"),
    path("<year:year>/<two:month>/<two:day>/<word:slug>/", reading.story, name="story"),
    path("<word:slug>/", reading.section, name="section"),
    re_path(r"^(?P<path>.*[^/])$", elsewhere.without_slash),
]
