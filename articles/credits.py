"""Whom to credit, written into the files that readers get: a copy keeps it."""

from xml.sax.saxutils import escape

from PIL import Image

from articles.models import Photo

ARTIST, COPYRIGHT = 0x013B, 0x8298
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">
<photoshop:Credit>{{credit}}</photoshop:Credit>
<dc:creator><rdf:Seq><rdf:li>{{creator}}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{{rights}}</rdf:li></rdf:Alt>
</dc:rights>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">{{terms}}</rdf:li></rdf:Alt>
</xmpRights:UsageTerms>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def xmp_of(photo: Photo) -> bytes:
    said = {
        "credit": photo.credit_line,
        "creator": photo.creator or photo.credit_line,
        "rights": photo.copyright_notice or photo.credit_line,
        "terms": photo.usage_terms,
    }
    return PACKET.format(**{name: escape(text) for name, text in said.items()}).encode()


def exif_of(photo: Photo) -> Image.Exif:
    """For programs that read nothing newer. Its text is ASCII; XMP has every letter."""
    exif = Image.Exif()
    exif[ARTIST] = photo.creator or photo.credit_line
    exif[COPYRIGHT] = photo.copyright_notice or photo.credit_line
    return exif
