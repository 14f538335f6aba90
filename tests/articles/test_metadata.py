import struct
from io import BytesIO

from django.test import SimpleTestCase
from PIL import Image

from articles import metadata
from articles.encodings import decoded
from tests.articles.test_uploads import refusal
from tests.pictures import picture, shared

PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
<rdf:Description photoshop:Credit="{credit}">
<dc:description><rdf:Alt><rdf:li xml:lang="de">Anders</rdf:li>
<rdf:li xml:lang="x-default">{caption}</rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def with_xmp(**words: str) -> bytes:
    said = {"credit": "", "caption": "", **words}
    return picture(xmp=PACKET.format(**said).encode())


def with_iptc(*records: tuple[int, int, bytes]) -> bytes:
    """A JPEG with IPTC records, as the older programs of news desks write them."""
    block = b"".join(
        b"\x1c" + struct.pack(">BBH", where, record, len(text)) + text
        for where, record, text in records
    )
    block += b"\0" * (len(block) % 2)
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block
    body = b"Photoshop 3.0\0" + resource
    jpeg = picture()
    segment = b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
    return jpeg[:2] + segment + jpeg[2:]


class MetadataTests(SimpleTestCase):
    def test_a_credit_at_the_end_of_a_caption_becomes_the_credit(self):
        for caption, rest, credit, creator in (
            ("Men wait. (AP Photo/Felipe Dana)", "Men wait.", "AP Photo/Felipe Dana",
             "Felipe Dana"),
            ("X. (Photo by Jo Roe / AFP)", "X.", "Photo by Jo Roe / AFP", "Jo Roe"),
            ("X. [REUTERS/Jo Roe].", "X.", "REUTERS/Jo Roe", "Jo Roe"),
            ("رجال (تصوير: أحمد)", "رجال", "تصوير: أحمد", None),
            ("A man (left) waits.", "A man (left) waits.", None, None),
            ("The ship (RELEASE)", "The ship (RELEASE)", None, None),
        ):  # fmt: skip
            said = metadata.read(with_xmp(caption=caption))
            with self.subTest(caption):
                self.assertEqual(said["caption"], rest)
                self.assertEqual(said.get("credit_line"), credit)
                self.assertEqual(said.get("creator"), creator)

    def test_of_several_languages_the_default_and_of_several_words_all(self):
        said = metadata.read(with_xmp(caption="Own", credit="AP"))

        self.assertEqual(said["caption"], "Own")
        self.assertEqual(said["credit_line"], "AP")
        self.assertEqual(said["keywords"], "one, two")

    def test_letters_come_out_right_whatever_wrote_them(self):
        for text, code in (
            ("Zoë’s “naïve” café – quoted", "utf-8"),
            ("Zoë’s “naïve” café – quoted", "cp1252"),
            ("Zoë’s naïve café", "mac_roman"),
            ("رجال يزيلون لافتة في الأنبار AP", "cp1256"),
            ("پیاوان", "utf-8"),
        ):
            with self.subTest(code):
                self.assertEqual(decoded(text.encode(code)), text)
                said = metadata.read(with_iptc((2, 120, text.encode(code))))
                self.assertEqual(said["caption"], text)

    def test_a_text_cut_within_a_letter_keeps_the_rest(self):
        data = "Tuğçe Şeyma Öğün café".encode()[:-1]
        said = metadata.read(with_iptc((1, 90, b"\x1b%G"), (2, 80, data)))
        self.assertEqual(said["creator"], "Tuğçe Şeyma Öğün caf")

    def test_dates_of_every_spelling_and_none_that_is_none(self):
        for written, day in (
            (b"20260509", "2026-05-09"),
            (b"2026:05:09 10:11:12", "2026-05-09"),
            (b"20260231", None),
            (b"00000000", None),
            (b"soon", None),
        ):
            said = metadata.read(with_iptc((2, 55, written)))
            self.assertEqual(said.get("taken_on"), day)

    def test_what_cameras_write_of_themselves_is_nothing(self):
        for words in ("OLYMPUS DIGITAL CAMERA", "SONY DSC", "  ", "...", "Untitled"):
            exif = Image.Exif()
            exif[0x010E] = words
            self.assertEqual(metadata.read(picture(exif=exif)), {})

    def test_a_packet_that_declares_entities_is_not_read(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + PACKET.format(
            credit="x", caption="&a;" * 100
        )
        for code in ("utf-8", "utf-16"):
            self.assertEqual(metadata.read(picture(xmp=bomb.encode(code))), {})

    def test_broken_metadata_hides_no_other_and_stops_nothing(self):
        data = with_iptc((2, 120, b"Words"), (2, 80, b""))
        image = Image.open(BytesIO(data))
        for broken in (b"<x", b"\xff\xfe\0", b"<a>" * 100_000):
            written = BytesIO()
            image.save(written, "JPEG", xmp=broken[:60_000])
            metadata.read(written.getvalue())
        self.assertEqual(metadata.read(data)["caption"], "Words")

    def test_words_fit_their_fields_and_are_one_line(self):
        endless = (b"word \r\n\0\x07" * 4000)[:15_000]
        records = [(2, record, endless) for record in (120, 80, 110, 116)]
        said = metadata.read(with_iptc(*records))
        for name, text in said.items():
            self.assertLessEqual(len(text), metadata.LONGEST[name])
            self.assertRegex(text, r"\A[word ]+\Z")

    def test_shared_files_say_what_their_manifest_knows(self):
        folder = shared("photos") / "iptc"
        for name, expected in {
            "iptc-gps-gateshead-angel.jpg": {
                "caption": "The Gateshead Angel",
                "creator": "Ian Britton",
                "credit_line": "Ian Britton - FreeFoto.com",
                "copyright_notice": "FreeFoto.com",
            },
            "iptc-photomechanic-8x8.jpg": {
                "caption": "Caption",
                "keywords": "Keywords, one, three, two",
                "taken_on": "2006-10-29",
            },
            "iptc-mwg-conflict-8x8.jpg": {
                "caption": "RIGHT-EXIF-Description",
                "copyright_notice": "RIGHT-XMP-Copyright",
            },
            "iptc-lightroom.jpg": {"usage_terms": "iptc copyright-rights usage terms"},
        }.items():
            said = metadata.read((folder / name).read_bytes())
            self.assertLessEqual(expected.items(), said.items())

    def test_no_shared_file_is_a_fault(self):
        for path in shared("photos").glob("*/*"):
            data = path.read_bytes()
            if refusal(data):
                continue
            said = metadata.read(data)
            self.assertLessEqual(set(said), {*metadata.LONGEST, "taken_on"})
