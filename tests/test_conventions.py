"""The house rules. What a reviewer would say twice stands here."""

import ast
import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

ROOT = Path(settings.BASE_DIR)
ROOMS = ("newsroom", "articles", "comments")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAY_SET_STATUS = {"articles/publishing.py", "comments/moderation.py"}
MAY_MARK_SAFE = {"articles/rendering.py", "comments/rendering.py"}
NOBODYS_ROOMS = {
    "utils",
    "helpers",
    "services",
    "common",
    "misc",
    "managers",
    "signals",
}
MOST_LINES = 250


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def is_migration(path):
    return path.parent.name == "migrations"


def nodes(source):
    return ast.walk(ast.parse(source))


def sets_status(node):
    """Whether a statement gives a comment or a story another status."""
    match node:
        case ast.Assign(targets=targets):
            told = [one for target in targets for one in ast.walk(target)]
            return any(
                isinstance(t, ast.Attribute)
                and isinstance(t.ctx, ast.Store)
                and t.attr == "status"
                for t in told
            )
        case ast.Call(func=ast.Attribute(attr="update"), keywords=keywords):
            return any(keyword.arg == "status" for keyword in keywords)
        case ast.Call(
            func=ast.Name(id="setattr"), args=[_, ast.Constant("status"), *_]
        ):
            return True
        case ast.Call(func=ast.Attribute(attr="bulk_update"), args=[_, fields]):
            return "'status'" in ast.unparse(fields)
    return False


def modules_where(found, sources=None):
    return {
        name_of(path)
        for path in sources or SOURCES
        if not is_migration(path) and any(map(found, nodes(path.read_text())))
    }


class SourceTests(SimpleTestCase):
    def test_only_the_rules_modules_set_a_status(self):
        self.assertLessEqual(modules_where(sets_status), MAY_SET_STATUS)

    def test_a_status_set_elsewhere_would_be_seen(self):
        for planted in (
            "comment.status = 'approved'",
            "Comment.objects.update(status='approved')",
            "setattr(comment, 'status', 'approved')",
            "Comment.objects.bulk_update(rows, ['status'])",
            "a, b.status = 1, 2\nb.status = c",
        ):
            self.assertTrue(any(map(sets_status, nodes(planted))), planted)
        for innocent in ("x = comment.status", "counts[answer.status] = 1"):
            self.assertFalse(any(map(sets_status, nodes(innocent))), innocent)

    def test_only_one_module_of_each_app_marks_text_as_safe(self):
        def marks(node):
            names = {"mark_safe", "SafeString", "SafeText"}
            return isinstance(node, ast.ImportFrom) and bool(
                names & {alias.name for alias in node.names}
            )

        self.assertLessEqual(modules_where(marks), MAY_MARK_SAFE)

    def test_no_file_is_longer_than_its_budget(self):
        long = {
            name_of(path): lines
            for path in SOURCES + TESTS
            if not is_migration(path)
            and (lines := len(path.read_text().splitlines())) > MOST_LINES
        }
        self.assertEqual(long, {})

    def test_every_module_has_a_subject(self):
        self.assertEqual([p for p in SOURCES + TESTS if p.stem in NOBODYS_ROOMS], [])

    def test_no_signals(self):
        def listens(node):
            if not isinstance(node, ast.Name | ast.Attribute):
                return False
            name = ast.unparse(node)
            signals = ("receiver", "post_save", "pre_save", "post_delete", "pre_delete")
            return name.endswith(signals) and name != "field.pre_save"  # a field's own

        self.assertEqual(modules_where(listens), set())

    def test_imports_are_absolute(self):
        def is_relative(node):
            return isinstance(node, ast.ImportFrom) and node.level > 0

        self.assertEqual(modules_where(is_relative, SOURCES + TESTS), set())

    def test_no_query_is_made_from_an_address(self):
        def spreads(node):
            return isinstance(node, ast.Call) and any(
                keyword.arg is None
                and re.search(r"\.(GET|POST)\b", ast.unparse(keyword))
                for keyword in node.keywords
            )

        self.assertEqual(modules_where(spreads), set())

    def test_every_name_of_a_test_is_a_sentence(self):
        short = [
            f"{name_of(path)}: {node.name}"
            for path in TESTS
            for node in nodes(path.read_text())
            if isinstance(node, ast.FunctionDef)
            and node.name.startswith("test_")
            and len(re.sub(r"^test_(t\d\d_)?", "", node.name).split("_")) < 2
        ]
        self.assertEqual(short, [])

    def test_no_test_takes_away_what_the_migrations_made(self):
        taking = {"TransactionTestCase", "LiveServerTestCase"}
        found = {
            name_of(path)
            for path in TESTS
            for node in nodes(path.read_text())
            if isinstance(node, ast.alias) and node.name in taking
        }
        self.assertEqual(found, set())

    def test_no_test_file_is_without_a_test(self):
        empty = [
            name_of(path)
            for path in TESTS
            if path.name.startswith("test_") and "def test_" not in path.read_text()
        ]
        self.assertEqual(empty, [])

    def test_the_project_says_nothing_of_the_workplace_it_was_made_in(self):
        """Whoever reads it has another machine."""
        telling = re.compile(
            r"(?<![\w.])/(?:work|root|home/\w+)/|worktree|pypi\.org/simple"
        )
        kinds = {".py", ".md", ".html", ".js", ".css", ".toml", ".txt", ".sh", ".yaml"}
        folders = (*ROOMS, "tests", "templates", "static", "docs", "bin", "deploy")
        told = [
            name_of(path)
            for folder in folders
            for path in sorted((ROOT / folder).rglob("*"))
            if path.is_file()
            and (path.suffix in kinds or folder == "bin")
            and path != Path(__file__)
            and telling.search(path.read_text(errors="replace"))
        ]
        self.assertEqual(told, [])


class TemplateTests(SimpleTestCase):
    FORBIDDEN = {
        "marks text as safe": re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"),
        "has a script of its own": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
        "has a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.I),
        "listens inline": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.I),
        "loads from elsewhere": re.compile(
            r"<(script|link|img|iframe)\b[^>]*(src|href)=[\"']?(https?:)?//", re.I
        ),
    }  # fmt: skip

    def faults(self, source):
        return [what for what, found in self.FORBIDDEN.items() if found.search(source)]

    def test_templates_are_markup_only(self):
        wrong = {name_of(p): f for p in TEMPLATES if (f := self.faults(p.read_text()))}
        self.assertEqual(wrong, {})

    def test_what_is_forbidden_would_be_seen(self):
        for planted in (
            "{{ comment.body|safe }}",
            "{% autoescape off %}",
            "<script>alert(1)</script>",
            '<p style="color: red">',
            '<a href="#" onclick="go()">',
            '<script src="https://cdn.example/x.js"></script>',
            '<link rel="stylesheet" href="//fonts.example/x.css">',
        ):
            self.assertTrue(self.faults(planted), planted)

    def test_pages_that_are_shared_say_nothing_of_a_user(self):
        named = re.compile(
            r"\{\{\s*(user|request\.user|messages)\b|csrf_token|get_messages"
        )
        staff = {"desk", "admin", "account", "mfa", "allauth"}
        shared = [
            path
            for path in TEMPLATES
            if not staff & set(path.parts) and path.name != "base_staff.html"
        ]
        told = [name_of(p) for p in shared if named.search(p.read_text())]
        self.assertEqual(told, [])
