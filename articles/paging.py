from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class BoundedPaginator(Paginator):
    """Counts no further than a person would turn pages; what lies beyond is searched.

    A list of a million stories opens as quickly as one of a thousand.
    """

    most = 2000

    @cached_property
    def count(self) -> int:
        stories: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return stories[: self.most].count()
