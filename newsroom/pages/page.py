import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    HttpResponseRedirect,
)

from newsroom import replicas
from newsroom.errors import OUTAGE
from newsroom.pages.forms import taken_by
from newsroom.pages.heads import (
    FOR_A_SECOND,
    PERSONAL,
    is_known,
    kept_by_caches,
    named,
)
from newsroom.pages.parts import Facts
from newsroom.pages.rendered import Elsewhere, Rendered
from newsroom.pages.snapshot import snapshot
from newsroom.pages.store import Stored, store
from newsroom.pages.together import together
from newsroom.pages.told import Told
from newsroom.pages.validator import Question, Validator

# Said of a request when the database has just been asked, and the page is another now.
CHANGED = "newsroom.changed"
log = logging.getLogger(__name__)


Render = Callable[..., Rendered]
Missing = Callable[..., HttpResponse]
Address = Mapping[str, Any]


class Page:
    """A kind of public page, declared once: ``@STORY.view(missing=…)``.

    ``subject`` gives a queryset of at most one row, with ``Given`` values in place
    of what the address says. One that is not ``kept`` has more addresses than are
    worth remembering.
    """

    def __init__(
        self, name: str, subject: Callable[[], QuerySet[Any]], kept: bool = True
    ) -> None:
        self.name = name
        self.kept = kept
        self.question = Question(name, subject)

    @cached_property
    def parameters(self) -> frozenset[str]:
        return frozenset().union(*(part.parameters for part in self.question.parts))

    @cached_property
    def personal(self) -> frozenset[str]:
        return frozenset().union(*(part.personal for part in self.question.parts))

    @cached_property
    def facts_apart(self) -> frozenset[str]:
        apart = (part for part in self.question.parts if part.apart)
        return frozenset(
            f"{part.name}_{fact}" for part in apart for fact in part.values()
        )

    def around(self, facts: Facts) -> str:
        """A name for all that the page's bytes depend on but for what stands apart."""
        return repr(
            [said for fact, said in facts.items() if fact not in self.facts_apart]
        )

    def view(self, missing: Missing) -> Callable[[Render], Callable[..., HttpResponse]]:
        """Turn a function that renders into a view; ``missing`` answers without one."""

        def decorate(render: Render) -> Callable[..., HttpResponse]:
            def view(request: HttpRequest, **address: Any) -> HttpResponse:
                if request.method not in {"GET", "HEAD"}:
                    return HttpResponseNotAllowed(["GET", "HEAD"])
                if self.personal.intersection(request.GET):
                    return self.for_one_reader(request, render, missing, address)
                return self.for_everyone(request, render, missing, address)

            view.__name__ = render.__name__
            view.__doc__ = render.__doc__
            return view

        return decorate

    def for_everyone(
        self, request: HttpRequest, render: Render, missing: Missing, address: Address
    ) -> HttpResponse:
        place = self.place(request)
        try:
            response = replicas.read(
                lambda: self.as_it_is(request, place, render, missing, address)
            )
        except OUTAGE:
            stored = store.last(place)
            if stored is None or not stored.may_outlast():
                raise
            log.exception("The database is away; %s is shown as it was.", request.path)
            return self.as_it_was(request, stored)
        response.visit = Visit(self, place, address)  # type: ignore[attr-defined]
        return response

    def validator(self, place: str, address: Address) -> Validator | None:
        """What the database says of a page at this moment, one asking for all."""
        return together.ask(
            (replicas.chosen(), place), lambda: self.question.ask(address)
        )

    def as_it_was(self, request: HttpRequest, stored: Stored) -> HttpResponse:
        """Nobody in front may keep it for longer than its second."""
        response = self.whole(request, stored)
        response.headers["Cache-Control"] = FOR_A_SECOND
        return response

    def as_it_is(
        self,
        request: HttpRequest,
        place: str,
        render: Render,
        missing: Missing,
        address: Address,
    ) -> HttpResponse:
        if place in store and not request.META.get(CHANGED):
            validator = self.validator(place, address)
            if validator is None:
                return missing(request, **address)
            etag = validator.etag(place)
            stored = store.get(place, etag)
            if stored:
                store.saw(stored, validator)
            if is_held(request, etag):
                return self.known(request, validator, etag)
            if stored:
                return self.whole(request, stored)
        return self.made_anew(request, render, missing, address)

    def made_anew(
        self, request: HttpRequest, render: Render, missing: Missing, address: Address
    ) -> HttpResponse:
        """Validator and page of one moment, so that the one truly names the other."""
        place = self.place(request)
        with snapshot():
            validator = self.told(request, address)
            if validator is None:
                return missing(request, **address)
            etag = validator.etag(place)
            if is_held(request, etag):
                return self.known(request, validator, etag)
            try:
                rendered = render(request, **address)
            except Elsewhere as answer:
                return HttpResponseRedirect(answer.address)
        body = rendered.html.encode()
        stored = Stored(etag, body, rendered.language, rendered.kind, validator)
        if self.kept:
            store.put(place, stored)
        return self.whole(request, stored)

    def told(self, request: HttpRequest, address: Address) -> Validator | None:
        """Whether there is such a page; the request has what was asked for it."""
        if (found := self.question.ask_to_make(address)) is None:
            return None
        validator, besides = found
        request.told = Told(validator.facts, besides)  # type: ignore[attr-defined]
        return validator

    def for_one_reader(
        self, request: HttpRequest, render: Render, missing: Missing, address: Address
    ) -> HttpResponse:
        with snapshot():
            if self.told(request, address) is None:
                return missing(request, **address)
            rendered = render(request, **address)
        response = HttpResponse(rendered.html)
        response.headers["Content-Language"] = rendered.language
        response.headers["Cache-Control"] = PERSONAL
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def place(self, request: HttpRequest) -> str:
        """The address, with only the parameters that this page understands."""
        plain = f"{request.get_host()}{request.path}"
        asked = self.parameters.intersection(request.GET)
        if not asked:
            return plain
        used = [(name, request.GET[name]) for name in sorted(asked)]
        return f"{plain}?{urlencode(used)}"

    def known(
        self, request: HttpRequest, validator: Validator, etag: str
    ) -> HttpResponse:
        name = named(etag, form_for(request))
        return self.with_headers(HttpResponseNotModified(), validator, name)

    def whole(self, request: HttpRequest, stored: Stored) -> HttpResponse:
        """The page, packed for who takes it so: it holds no reader's secret."""
        form = form_for(request)
        is_kept = form in stored.forms
        body = stored.in_form(form)
        if not is_kept:
            store.packed(self.place(request), stored)
        response = HttpResponse(body, content_type=stored.kind)
        # In one piece: without its length a server sends it in chunks.
        response.headers["Content-Length"] = str(len(body))
        response.headers["Content-Language"] = stored.language
        if form:
            response.headers["Content-Encoding"] = form
        name = named(stored.etag, form)
        return self.with_headers(response, stored.validator, name)

    def with_headers(
        self, response: HttpResponse, validator: Validator, etag: str
    ) -> HttpResponse:
        keys = [key for p in self.question.parts for key in p.keys(validator.facts)]
        response.headers["ETag"] = etag
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = kept_by_caches(validator)
        response.headers["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
        return response


@dataclass(frozen=True)
class Visit:
    """What was asked for: a page, its place in the store, and what its address says."""

    page: Page
    place: str
    address: Address


def is_held(request: HttpRequest, etag: str) -> bool:
    return is_known(etag, request.headers.get("If-None-Match", ""))


def form_for(request: HttpRequest) -> str:
    return taken_by(request.headers.get("Accept-Encoding", ""))
