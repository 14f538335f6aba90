"""Reads HTML as a browser would name its elements, without running it."""

from html.parser import HTMLParser


class Markup(HTMLParser):
    """The elements and attributes of a page or of a piece of one."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[dict[str, str]]:
        """The attributes of each element of that name, in order."""
        return [own for known, own in self.elements if known == name]

    @property
    def names(self) -> set[str]:
        return {name for name, _attributes in self.elements}

    @property
    def attributes(self) -> set[tuple[str, str]]:
        return {(name, one) for name, own in self.elements for one in own}

    def values(self, attribute: str) -> list[str]:
        return [own[attribute] for _name, own in self.elements if attribute in own]

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Elements in order, each with the names of its attributes."""
        return [(name, tuple(own)) for name, own in self.elements]
