from dataclasses import dataclass


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
