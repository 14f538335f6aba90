from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

TEXT = "text/plain; charset=utf-8"


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else."""
    return HttpResponse("ok\n", content_type=TEXT)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration, and the cache keeps things."""
    try:
        plan = MigrationExecutor(connection)
        missing = plan.migration_plan(plan.loader.graph.leaf_nodes())
    except Error:
        return HttpResponse("no database\n", status=503, content_type=TEXT)
    if missing:
        return HttpResponse("migrations missing\n", status=503, content_type=TEXT)
    if not cache_works():
        return HttpResponse("no cache\n", status=503, content_type=TEXT)
    return HttpResponse("ready\n", content_type=TEXT)


def cache_works() -> bool:
    try:
        cache.set("ready", 1, timeout=5)
        return bool(cache.get("ready"))
    except Exception:  # each kind of cache fails in its own way
        return False
