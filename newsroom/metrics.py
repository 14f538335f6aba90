"""Figures for whoever watches the site, as Prometheus reads them.

For programs on this machine: what comes through a server in front is not answered.
"""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Count, DurationField, ExpressionWrapper, Min, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge
from prometheus_client.exposition import generate_latest

from newsroom.client import is_this_machine
from newsroom.models import Letter

SAYS = {
    "letters_waiting": "Letters that are written and not sent yet",
    "letters_oldest_seconds": "How long ago the oldest of them was written",
    "letters_given_up": "Letters that could not be sent, see the admin",
    "jobs_waiting": "Jobs that no worker has begun",
    "jobs_failed": "Jobs that failed for good",
}


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not is_this_machine(request):
        raise Http404
    registry = CollectorRegistry()
    for name, value in (letters() | jobs()).items():
        Gauge(f"newsroom_{name}", SAYS[name], registry=registry).set(value)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def letters() -> dict[str, float]:
    late = ExpressionWrapper(
        TransactionNow() - Min("written_at"), output_field=DurationField()
    )
    waiting = Letter.objects.waiting().aggregate(count=Count("pk"), late=late)
    oldest = max(waiting["late"] or timedelta(0), timedelta(0))
    return {
        "letters_waiting": waiting["count"],
        "letters_oldest_seconds": oldest.total_seconds(),
        "letters_given_up": Letter.objects.given_up().count(),
    }


def jobs() -> dict[str, float]:
    return ProcrastinateJob.objects.aggregate(
        jobs_waiting=Count("pk", filter=Q(status="todo")),
        jobs_failed=Count("pk", filter=Q(status="failed")),
    )
