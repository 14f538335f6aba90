"""The whole site, and what any Django site could do at best."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from articles.models import Publication


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The same for everyone.")


def one_row(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Publication.objects.get(pk=1).name)


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/row/", one_row),
    path("", include("newsroom.urls")),
]
