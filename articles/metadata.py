"""What a picture's file says of itself: read on upload, to fill what was left empty.

Exif before XMP before the older IPTC, as the Metadata Working Group asks. All of it is
hostile input: it is text, of a length that fits, and nothing in it is believed. What
tells the picture to those who cannot see it is never made from it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from PIL import ExifTags, Image, IptcImagePlugin

from articles.encodings import decoded, reread

Said = dict[str, str]
FIRST_PHOTO = 1826
MOST_XMP = 1_000_000
MOST_WORDS = 40
LONGEST = {
    "caption": 1000,
    "creator": 120,
    "credit_line": 200,
    "copyright_notice": 200,
    "usage_terms": 1000,
    "keywords": 500,
}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
XMP = {
    "caption": f"{DC}description",
    "creator": f"{DC}creator",
    "credit_line": f"{PHOTOSHOP}Credit",
    "copyright_notice": f"{DC}rights",
    "usage_terms": "{http://ns.adobe.com/xap/1.0/rights/}UsageTerms",
    "keywords": f"{DC}subject",
    "taken_on": f"{PHOTOSHOP}DateCreated",
}
IPTC = {
    "caption": 120,
    "creator": 80,
    "credit_line": 110,
    "copyright_notice": 116,
    "keywords": 25,
    "taken_on": 55,
}
EXIF = {
    "caption": ExifTags.Base.ImageDescription,
    "creator": ExifTags.Base.Artist,
    "copyright_notice": ExifTags.Base.Copyright,
}
CAMERA = 0x8769
# What cameras and programs write when they have nothing to say.
NOTHING = re.compile(
    r"(?:OLYMPUS|SAMSUNG|KONICA|MINOLTA)?.*DIGITAL ?CAMERA.*|SONY DSC|DCIM\S*|default"
    r"|Exif_JPEG\S*|Untitled|unknown|Picture|[\W_]*",
    re.IGNORECASE,
)
# “… (AP Photo/Felipe Dana)”: whom to credit, in brackets at a caption's end.
CREDIT = re.compile(
    r"\s*[(\[]\s*([^()\[\]]*\b(?:Photos?|Fotos?|Images?|Handout|Courtesy|AP|AFP|Reuters"
    r"|EPA|dpa|Getty|EFE|ANSA|Xinhua|PA|UPI|Anadolu|SANA|TASS|via|صورة|تصوير|رويترز"
    r"|أ\s?ف\s?ب|وێنە)\b[^()\[\]]*)[)\]]\s*[.\u06d4]?\s*$",
    re.IGNORECASE,
)
BY = re.compile(
    r"^(?:Photos?|Fotos?|Images?)\s*(?:by\b|von\b|de\b|:)[\s:]*", re.IGNORECASE
)
AGENCY = re.compile(
    r"Photo|Foto|\b(?:AP|AFP|Reuters|EPA|dpa|EFE|ANSA)\b", re.IGNORECASE
)
DAY = re.compile(r"(\d{4})[-:]?(\d\d)[-:]?(\d\d)")


def read(data: bytes) -> Said:
    """What was found, by the name of the photo's field; nothing that is empty."""
    with Image.open(BytesIO(data)) as image:
        sources = [told_by(reader, image) for reader in (of_exif, of_xmp, of_iptc)]
    said = {
        name: first(source.get(name, "") for source in sources)
        for name in (*LONGEST, "taken_on")
    }
    said["caption"], signed = without_credit(said["caption"])
    said["creator"] = said["creator"] or named_in(signed)
    said["credit_line"] = signed or said["credit_line"] or said["creator"]
    said["credit_line"] = said["credit_line"] or said["copyright_notice"]
    said["taken_on"] = day_of(said["taken_on"])
    return {name: text[: LONGEST.get(name, 10)] for name, text in said.items() if text}


def told_by(reader: Callable[[Image.Image], Said], image: Image.Image) -> Said:
    """One kind of metadata. A fault in it hides no other."""
    try:
        return reader(image)
    except Exception:  # files from anywhere are broken in every way
        return {}


def first(values: Iterable[str]) -> str:
    tidied = (tidy(value) for value in values)
    return next((value for value in tidied if not NOTHING.fullmatch(value)), "")


def tidy(text: str) -> str:
    """One line, without what no printed word contains."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[:20_000])
    return " ".join(printable.split())


def without_credit(caption: str) -> tuple[str, str]:
    """A caption, and the credit that stood in brackets at its end."""
    # Only its end is looked at: patterns are slow on endless lines.
    found = CREDIT.search(caption, max(0, len(caption) - 300))
    if not found or found.start() == 0:
        return caption, ""
    return caption[: found.start()].rstrip(), found[1].strip()


def named_in(credit: str) -> str:
    """“AP Photo/Felipe Dana” and “Photo by Felipe Dana / AFP” name Felipe Dana."""
    if BY.match(credit):
        return re.split(r"\s*/\s*|\s+via\s+", BY.sub("", credit))[0].strip()
    agency, _slash, person = credit.partition("/")
    return person.strip() if AGENCY.search(agency) else ""


def day_of(text: str) -> str:
    """“2026:05:09 10:11:12”, “20260509” and “2026-05-09T…” as a date, if it is one."""
    found = DAY.match(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return ""
    return day.isoformat() if day and day.year >= FIRST_PHOTO else ""


def of_exif(image: Image.Image) -> Said:
    exif = image.getexif()
    said = {name: reread(str(exif.get(tag) or "")) for name, tag in EXIF.items()}
    taken = exif.get_ifd(CAMERA).get(ExifTags.Base.DateTimeOriginal)
    return said | {"taken_on": str(taken or "")}


def of_xmp(image: Image.Image) -> Said:
    root = ElementTree.fromstring(packet_of(image))  # noqa: S314 (see packet_of)
    parts = list(root.iter(f"{RDF}Description"))
    return {
        name: next(filter(None, (words(part, tag) for part in parts)), "")
        for name, tag in XMP.items()
    }


def packet_of(image: Image.Image) -> str:
    """Its XML, if it declares nothing: then nothing in it grows while it is read."""
    data: bytes = image.info.get("xmp") or b""
    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = data[:MOST_XMP].decode("utf-16" if wide else "utf-8")
    if "<!" in text:
        raise ValueError("a declaration in XMP")
    return text.strip("\0\ufeff \t\r\n")


def words(part: ElementTree.Element, tag: str) -> str:
    """The text of an XMP value: of several languages the default, of several all."""
    found = part.find(tag)
    if found is None:
        return part.get(tag, "")
    if (several := found.find(f"{RDF}Alt")) is not None:
        texts = {one.get(LANG, ""): one.text or "" for one in several}
        return texts.get("x-default") or next(iter(texts.values()), "")
    each = [one.text or "" for one in found.iter(f"{RDF}li")]
    return ", ".join(each[:MOST_WORDS]) or found.text or ""


def of_iptc(image: Image.Image) -> Said:
    found: dict[Any, Any] = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    is_utf8 = b"\x1b%G" in several(found.get((1, 90)))
    return {
        name: ", ".join(texts(several(found.get((2, record))), is_utf8))
        for name, record in IPTC.items()
    }


def several(value: Any) -> list[bytes]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts(values: list[bytes], is_utf8: bool) -> Iterator[str]:
    for value in values[:MOST_WORDS]:
        yield decoded(value, is_utf8).strip()
