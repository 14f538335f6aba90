import re
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.test import SimpleTestCase

from newsroom.static import ENTRIES, REMARK, StaticStorage

STATIC = Path(settings.BASE_DIR) / "static"


def collected(folder: str) -> StaticStorage:
    """Our own static files, as collectstatic leaves them."""
    storage = StaticStorage(location=folder)
    paths = {}
    for finder in get_finders():
        for name, source in finder.list(None):
            if (STATIC / name).is_file():
                with source.open(name) as file:
                    storage.save(name, file)
                paths[name] = (source, name)
    for _ in storage.post_process(paths):
        pass
    return storage


class StaticTests(SimpleTestCase):
    def test_a_page_asks_for_one_style_sheet_and_one_script(self):
        with TemporaryDirectory() as folder:
            storage = collected(folder)
            for entry in ENTRIES:
                hashed = Path(storage.path(storage.stored_name(entry))).read_text()
                self.assertNotRegex(hashed, r'@import|import "')
                told = "@layer tokens {" if entry.endswith(".css") else "data-timing"
                self.assertIn(told, hashed)
                for name in re.findall(r'url\("?([^")]+)', hashed):
                    self.assertTrue((Path(folder) / "css" / name).is_file(), name)

    def test_the_style_sheet_keeps_its_weight(self):
        with TemporaryDirectory() as folder:
            storage = collected(folder)
            path = Path(storage.path(storage.stored_name("css/site.css") + ".gz"))
            self.assertLess(path.stat().st_size, 10_000)

    def test_the_font_keeps_its_weight(self):
        fonts = [STATIC / "fonts/newsreader-latin.woff2"]
        self.assertLess(sum(font.stat().st_size for font in fonts), 30_000)

    def test_the_scripts_keep_their_weight(self):
        with TemporaryDirectory() as folder:
            storage = collected(folder)
            paths = [
                Path(storage.path(storage.stored_name(f"js/{name}.js") + ".gz"))
                for name in ("story", "site")
            ]
            self.assertLess(sum(path.stat().st_size for path in paths), 5_000)

    def test_every_direction_is_logical(self):
        physical = re.compile(
            r"[\s;{](?:margin|padding|border|inset)-(?:left|right|top|bottom)"
            r"|[\s;{](?:left|right|top|bottom|width|height|min-width|max-width)\s*:"
            r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
        )
        for sheet in STATIC.rglob("*.css"):
            rules = REMARK.sub("", sheet.read_text())
            self.assertNotRegex(rules, physical, sheet.name)

    def test_nothing_moves_for_those_who_prefer_that(self):
        """Nothing that readers see moves at all; what will, asks them first."""
        moves = re.compile(r"[\s;{](?:transition|animation|scroll-behavior)[\w-]*\s*:")
        asked = re.compile(
            r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{[^}]*\})*\}"
        )
        for sheet in [*STATIC.glob("css/*.css"), *STATIC.glob("css/components/*.css")]:
            rules = asked.sub("", REMARK.sub("", sheet.read_text()))
            self.assertNotRegex(rules, moves, sheet.name)
