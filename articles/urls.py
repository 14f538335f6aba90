from django.urls import path, re_path

import articles.converters  # noqa: F401 (registers year, two and word)
from articles import elsewhere, views

app_name = "articles"
urlpatterns = [
    path("", views.front, name="front"),
    path("by/", views.contributors, name="contributors"),
    path("by/<word:slug>/", views.contributor, name="contributor"),
    path("pages/<word:slug>/", views.standing, name="page"),
    path("media/<str:name>", views.media, name="media"),
    path("<year:year>/<two:month>/<two:day>/<word:slug>/", views.story, name="story"),
    path("<word:slug>/", views.section, name="section"),
    re_path(r"^(?P<path>.*[^/])$", elsewhere.without_slash),
]
