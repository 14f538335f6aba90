import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import SimpleTestCase
from django.utils import translation

LOCALE = Path(settings.BASE_DIR) / "locale"
# Where readers' words come from; the rest is for staff.
PUBLIC = re.compile(
    r"templates/(?!base_staff|admin|account|mfa|allauth|comments/desk)"
    r"|comments/(?:forms|standing|threads|views/(?!desk)\w+)\.py"
)
PLACE = re.compile(r"%%|%\(\w+\)[sd]|%[sd]")


def catalogs():
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file)


def forms(words):
    return list(words) if isinstance(words, tuple | list) else [words]


class LocaleTests(SimpleTestCase):
    def test_the_site_speaks_the_languages_that_it_names(self):
        spoken = {path.parts[-3] for path, _ in catalogs()} | {"en"}
        self.assertEqual(spoken, {code for code, _ in settings.LANGUAGES})

    def test_the_compiled_words_are_those_that_translators_wrote(self):
        for path, catalog in catalogs():
            compiled = BytesIO()
            write_mo(compiled, catalog)
            kept = path.with_suffix(".mo").read_bytes()
            self.assertEqual(compiled.getvalue(), kept, "run `make locale`")

    def test_every_word_of_code_and_templates_is_in_every_catalogue(self):
        check = [sys.executable, "bin/locale", "--check"]
        done = subprocess.run(
            check, cwd=settings.BASE_DIR, capture_output=True, text=True
        )
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_words_are_asked_for_by_names_that_the_catalogues_know(self):
        renamed = re.compile(r"import \w*gettext\w* as (?!_$).*", re.MULTILINE)
        for app in ("articles", "comments", "newsroom"):
            for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
                self.assertEqual(renamed.findall(path.read_text()), [], path)

    def test_a_reader_meets_no_untranslated_word(self):
        for path, catalog in catalogs():
            missing = [
                message.id
                for message in catalog
                if any(PUBLIC.match(place) for place, _line in message.locations)
                and not all(forms(message.string))
            ]
            self.assertEqual(missing, [], path)

    def test_arabic_leaves_nothing_out_for_staff_either(self):
        catalog = next(c for path, c in catalogs() if path.parts[-3] == "ar")
        missing = [m.id for m in catalog if m.id and not all(forms(m.string))]
        self.assertEqual(missing, [])

    def test_a_translation_fills_the_same_places(self):
        for path, catalog in catalogs():
            for message in (m for m in catalog if m.id and all(forms(m.string))):
                given = [set(PLACE.findall(words)) for words in forms(message.id)]
                for words in forms(message.string):
                    self.assertLessEqual(set(PLACE.findall(words)), given[-1], path)
                # The last form is for numbers at large: it must say the number.
                said = set(PLACE.findall(forms(message.string)[-1]))
                self.assertEqual(said, given[-1], (path, message.id))

    def test_a_number_that_a_form_may_leave_out_has_a_name(self):
        """In Arabic one and two are words: a nameless number would then be too many."""
        for path, catalog in catalogs():
            for message in catalog:
                if len(forms(message.id)) > 1:
                    self.assertNotRegex(message.id[1], "%[sd]", path)

    def test_a_translation_is_words_and_no_markup(self):
        for path, catalog in catalogs():
            for message in (m for m in catalog if m.id):
                for words in forms(message.string):
                    self.assertNotRegex(words, r'[<>"&]', (path, message.id))

    def test_arabic_has_a_form_for_each_of_its_six_numbers(self):
        words = "One Comment", "%(count)s Comments"
        with translation.override("ar"):
            said = [
                translation.ngettext(*words, n) % {"count": n}
                for n in (0, 1, 2, 3, 11, 100)
            ]
        expected = "لا تعليقات", "تعليق واحد", "تعليقان", "3 تعليقات"
        self.assertEqual(said, [*expected, "11 تعليقًا", "100 تعليق"])
