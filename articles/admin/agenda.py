from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import agenda
from articles.models import Article
from newsroom.models import User

WEEK = timedelta(days=7)


class Agenda:
    """For the admin of stories: a week of what is due, in the editor's own time."""

    def get_urls(self) -> list[Any]:
        seen: Any = self.admin_site.admin_view(  # type: ignore[attr-defined]
            require_http_methods(["GET", "HEAD", "POST"])(self.calendar)
        )
        ours = [path("calendar/", seen, name="articles_article_calendar")]
        return [*ours, *super().get_urls()]  # type: ignore[misc]

    def calendar(self, request: Any) -> HttpResponse:
        if not request.user.has_perm("articles.publish_article"):
            raise PermissionDenied
        if request.method == "POST":
            keep_zone(request.user, request.POST.get("time_zone", ""))
            return redirect(request.get_full_path())
        first = monday_of(request.GET.get("week", ""))
        entries = agenda.between(midnight(first), midnight(first + WEEK))
        days = groupby(entries, key=lambda entry: timezone.localdate(entry.at))
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "opts": Article._meta,
            "title": _("Calendar"),
            "days": [(day, list(found)) for day, found in days],
            "first": first,
            "last": first + timedelta(days=6),
            "today": timezone.localdate(),
            "before": first - WEEK,
            "after": first + WEEK,
            "zone": timezone.get_current_timezone_name(),
            "zones": sorted(available_timezones()),
        }
        page = "admin/articles/article/calendar.html"
        return TemplateResponse(request, page, context)


def keep_zone(user: User, zone: str) -> None:
    """Somebody's own, like their language; one that there is none of is passed over."""
    if not zone or zone in available_timezones():
        User.objects.filter(pk=user.pk).update(time_zone=zone)


def monday_of(written: str) -> date:
    """The week that an address names by any of its days; this one else."""
    try:
        day = parse_date(written)
    except ValueError:
        day = None
    if day is None or not 1970 <= day.year <= 9000:
        day = timezone.localdate()
    return day - timedelta(days=day.weekday())


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
