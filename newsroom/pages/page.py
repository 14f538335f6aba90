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
from django.utils.http import parse_etags

from newsroom import replicas
from newsroom.errors import OUTAGE
from newsroom.pages.forms import taken_by
from newsroom.pages.parts import Facts
from newsroom.pages.snapshot import snapshot
from newsroom.pages.store import OUTLASTS_SECONDS, Stored, store
from newsroom.pages.together import together
from newsroom.pages.validator import Question, Validator

SHARED = "public, max-age=0, s-maxage={}"
# What a server in front may show while none of ours answers.
IN_AN_OUTAGE = ", stale-if-error={}"
PERSONAL = "private, no-store"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rendered:
    """What a view makes of its address."""

    html: str
    language: str
    kind: str = "text/html; charset=utf-8"


class Elsewhere(Exception):
    """Raised while a page is rendered: what was asked for stands at another address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


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
        try:
            return replicas.read(
                lambda: self.as_it_is(request, render, missing, address)
            )
        except OUTAGE:
            stored = store.last(self.place(request))
            if stored is None or not stored.may_outlast():
                raise
            log.exception("The database is away; %s is shown as it was.", request.path)
            return self.as_it_was(request, stored)

    def as_it_was(self, request: HttpRequest, stored: Stored) -> HttpResponse:
        """Nobody in front may keep it for longer than its second."""
        response = self.whole(request, stored)
        response.headers["Cache-Control"] = SHARED.format(1)
        return response

    def as_it_is(
        self, request: HttpRequest, render: Render, missing: Missing, address: Address
    ) -> HttpResponse:
        place = self.place(request)
        if place in store:
            validator = together.ask(
                (replicas.chosen(), place), lambda: self.question.ask(address)
            )
            if validator is None:
                return missing(request, **address)
            etag = validator.etag(place)
            stored = store.get(place, etag)
            if stored:
                store.saw(stored, validator)
            if is_known(request, etag):
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
            validator = self.question.ask(address)
            if validator is None:
                return missing(request, **address)
            etag = validator.etag(place)
            if is_known(request, etag):
                return self.known(request, validator, etag)
            request.facts = validator.facts  # type: ignore[attr-defined]
            try:
                rendered = render(request, **address)
            except Elsewhere as answer:
                return HttpResponseRedirect(answer.address)
        body = rendered.html.encode()
        stored = Stored(etag, body, rendered.language, rendered.kind, validator)
        if self.kept:
            store.put(place, stored)
        return self.whole(request, stored)

    def for_one_reader(
        self, request: HttpRequest, render: Render, missing: Missing, address: Address
    ) -> HttpResponse:
        with snapshot():
            validator = self.question.ask(address)
            if validator is None:
                return missing(request, **address)
            request.facts = validator.facts  # type: ignore[attr-defined]
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
        named = f"W/{etag}" if form_for(request) else etag
        return self.with_headers(HttpResponseNotModified(), validator, named)

    def whole(self, request: HttpRequest, stored: Stored) -> HttpResponse:
        """The page, packed for who takes it so: it holds no reader's secret."""
        form = form_for(request)
        body = stored.forms.get(form)
        if body is None:
            body = stored.pack(form)
            store.packed(self.place(request), stored)
        response = HttpResponse(body, content_type=stored.kind)
        # In one piece: without its length a server sends it in chunks.
        response.headers["Content-Length"] = str(len(body))
        response.headers["Content-Language"] = stored.language
        if form:
            response.headers["Content-Encoding"] = form
        # The packed forms are one page and share a weak name: whoever holds the one
        # needs no other.
        named = f"W/{stored.etag}" if form else stored.etag
        return self.with_headers(response, stored.validator, named)

    def with_headers(
        self, response: HttpResponse, validator: Validator, etag: str
    ) -> HttpResponse:
        keys = [key for p in self.question.parts for key in p.keys(validator.facts)]
        response.headers["ETag"] = etag
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = SHARED.format(
            validator.lifetime()
        ) + IN_AN_OUTAGE.format(validator.lifetime(OUTLASTS_SECONDS))
        response.headers["Surrogate-Key"] = " ".join(dict.fromkeys(keys))
        return response


def facts_of(request: HttpRequest) -> Facts | None:
    """What the validator said of the moment that a page is rendered in."""
    return getattr(request, "facts", None)


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the reader, or a cache on the way, holds these very bytes."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return etag in known or f"W/{etag}" in known


def form_for(request: HttpRequest) -> str:
    return taken_by(request.headers.get("Accept-Encoding", ""))
