import json

import pytest

from tests.newsroom.trial import environment, run

SECRET = "a password that no one may read"
WHOLE = {
    "SECRET_KEY": "x1" * 30,
    "ADDRESS_KEY": "y2" * 30,
    "SITE_URL": "https://news.example",
    "DATABASE_URL": "postgres://newsroom@127.0.0.1:1/newsroom",
}
TRIAL = {"DEMO": "1", "SECRET_KEY": "x", "ADDRESS_KEY": "y"}
# The settings as a fresh process has them: what they say, or why they stopped.
READ = """
import importlib, json, os, sys
fresh, answers = dict(os.environ), []
for variables, name in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(fresh | variables)
    for loaded in [n for n in sys.modules if n.startswith("newsroom")]:
        del sys.modules[loaded]
    try:
        settings = importlib.import_module("newsroom.settings")
    except SystemExit as end:
        answers.append({"stopped": end.code})
    else:
        answers.append({"said": str(eval(f"settings.{name}"))})
print(json.dumps(answers))
"""


def read(cases):
    done = run("-c", READ, input=json.dumps(cases), env=environment())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("missing", WHOLE)
def test_a_production_start_without_it_stops_with_one_line(missing):
    given = {name: value for name, value in WHOLE.items() if name != missing}

    done = run("manage.py", "check", env=environment(**given))

    assert done.returncode == 1
    assert done.stderr.startswith(f"newsroom: {missing} is not set.")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


WRONG = [
    ("SECRET_KEY", "short"),
    ("ADDRESS_KEY", "short"),
    ("DEBUG", "maybe"),
    ("DEMO", "2"),
    ("PORT", "web"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("WORKERS", "-1"),
    ("WORKERS", "1.5"),
    ("THREADS", "0"),
    ("TRUSTED_PROXIES", "10.0.0.1"),
    ("ALLOWED_HOSTS", "https://news.example"),
    ("ALLOWED_HOSTS", "news.example:443"),
    ("SITE_URL", "news.example"),
    ("SITE_URL", "ftp://news.example"),
    ("SITE_URL", "https://news.example/blog"),
    ("SITE_URL", "https://news.example:web"),
    ("SITE_URL", "https://news.example?x"),
    ("DATABASE_URL", "junk"),
    ("DATABASE_URL", "mysql://newsroom@localhost/newsroom"),
    ("DATABASE_URL", "postgres://newsroom@localhost/"),
    ("DATABASE_URL", f"postgres://newsroom:{SECRET}@localhost:db/newsroom"),
    ("DATABASE_DIRECT_URL", "localhost"),
    ("CACHE_URL", "junk"),
    ("CACHE_URL", "memcached://localhost"),
    ("CACHE_URL", f"redis://:{SECRET}@localhost:six/0"),
    ("EMAIL_URL", "mail.example"),
    ("EMAIL_URL", f"smtp://desk:{SECRET}@mail.example:mail"),
    ("EMAIL_URL", "smtp://mail.example?timeout=soon"),
    ("DEFAULT_FROM_EMAIL", "the desk"),
    ("MEDIA_STORAGE", "/srv/media"),
    ("LANGUAGE_CODE", "xx"),
    ("TIME_ZONE", "Europe/Atlantis"),
    ("TIME_ZONE", "Europe"),
    ("TIME_ZONE", "../etc/passwd"),
]


def test_a_wrong_value_stops_the_start_with_one_line_that_keeps_passwords(subtests):
    answers = read([(WHOLE | {name: value}, "PORT") for name, value in WRONG])

    for (name, value), answer in zip(WRONG, answers, strict=True):
        with subtests.test(name=name, value=value):
            line = answer["stopped"]
            assert line.startswith("newsroom: ")
            assert name in line
            assert "\n" not in line
            assert SECRET not in line


def test_a_whole_environment_starts():
    done = run("manage.py", "diffsettings", env=environment(**WHOLE))

    assert done.returncode == 0, done.stderr


CACHE = "CACHES['default']['LOCATION']"
TIMEOUT = "MAILERS['default']['OPTIONS']['timeout']"
ENGINE = "DATABASES['default']['ENGINE']"
RIGHT = [
    (WHOLE | {"SITE_URL": "HTTPS://News.Example/"}, "SITE_URL", "https://news.example"),
    (WHOLE, "ALLOWED_HOSTS", "['news.example']"),
    (WHOLE | {"ALLOWED_HOSTS": "a.b, [::1]"}, "ALLOWED_HOSTS", "['a.b', '[::1]']"),
    (WHOLE | {"CACHE_URL": "valkeys://kv:6379/1"}, CACHE, "rediss://kv:6379/1"),
    (WHOLE | {"PORT": ""}, "PORT", "8000"),
    (WHOLE, "SESSION_COOKIE_NAME", "__Host-session"),
    (WHOLE | {"SITE_URL": "http://a.b"}, "SESSION_COOKIE_NAME", "session"),
    (WHOLE, "SECOND_FACTOR_REQUIRED", "True"),
    (WHOLE | {"DEMO": "1"}, "SECOND_FACTOR_REQUIRED", "False"),
    (WHOLE | {"EMAIL_URL": "smtps://m.example"}, TIMEOUT, "10"),
    (TRIAL, ENGINE, "newsroom.embedded.backend"),
    (TRIAL, "HOST", "127.0.0.1"),
    (WHOLE, ENGINE, "newsroom.postgres"),
]


def test_a_right_value_is_taken(subtests):
    answers = read([(variables, name) for variables, name, _value in RIGHT])

    for (_variables, name, value), answer in zip(RIGHT, answers, strict=True):
        with subtests.test(name=name, value=value):
            assert answer == {"said": value}
