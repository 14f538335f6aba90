"""XML that is well-formed whatever stands in it."""

import re
from xml.etree import ElementTree

KIND = "application/xml; charset=utf-8"
# What XML cannot hold, however it is written.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """A child element. Nothing that XML cannot hold gets into it."""
    clean = {key: UNWRITABLE.sub("", value) for key, value in attributes.items()}
    child = ElementTree.SubElement(parent, name, clean)
    if text:
        child.text = UNWRITABLE.sub("", text)
    return child


def written(root: ElementTree.Element) -> str:
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'
