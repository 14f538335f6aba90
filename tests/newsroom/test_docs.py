"""The documents say what the code does."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase
from django.utils.text import slugify

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def variables_that_settings_read() -> set[str]:
    """The first argument of every call of a method of ``env``."""
    source = ast.parse((ROOT / "newsroom/settings.py").read_text())
    return {
        call.args[0].value
        for call in ast.walk(source)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text()
    return set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE))


def anchors_of(document: Path) -> set[str]:
    return {slugify(heading) for heading in HEADING.findall(document.read_text())}


class DocsTests(SimpleTestCase):
    def test_deploy_names_every_variable_that_settings_read_and_no_other(self):
        deploy = (ROOT / "docs/deploy.md").read_text()
        named = set(re.findall(r"^\| `([A-Z_]+)` \|", deploy, re.MULTILINE))
        self.assertEqual(named, variables_that_settings_read())

    def test_contributing_names_every_make_target_and_no_other(self):
        contributing = (ROOT / "CONTRIBUTING.md").read_text()
        named = set(re.findall(r"^\| `make ([a-z-]+)`", contributing, re.MULTILINE))
        self.assertEqual(named, make_targets())

    def test_every_command_in_a_document_exists(self):
        targets = make_targets()
        for document in DOCUMENTS:
            for target in re.findall(r"`make ([a-z-]+)[ `]", document.read_text()):
                self.assertIn(target, targets, document.name)

    def test_every_link_between_documents_leads_somewhere(self):
        for document in DOCUMENTS:
            for link in LINK.findall(document.read_text()):
                if re.match("[a-z]+:", link):
                    continue
                path, _hash, anchor = link.partition("#")
                target = (document.parent / path) if path else document
                self.assertTrue(target.exists(), f"{document.name}: {link}")
                if anchor:
                    self.assertIn(
                        anchor, anchors_of(target), f"{document.name}: {link}"
                    )

    def test_every_file_that_a_document_names_exists(self):
        # In code style, with a folder and an ending: `articles/publishing.py`.
        pattern = re.compile(
            r"`((?:newsroom|articles|comments|templates|static|tests|bin|deploy)"
            r"/[\w/.-]+\.\w+)`"
        )
        for document in DOCUMENTS:
            for name in pattern.findall(document.read_text()):
                self.assertTrue((ROOT / name).exists(), f"{document.name}: {name}")

    def test_decisions_are_numbered_without_a_gap(self):
        names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))
        numbers = [int(name[:4]) for name in names]
        self.assertEqual(numbers, list(range(1, len(names) + 1)))
