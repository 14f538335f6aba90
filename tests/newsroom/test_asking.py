from django.test import TestCase, override_settings

from newsroom.asking import ask
from newsroom.pages.store import store
from tests import make


class AskingTests(TestCase):
    def setUp(self):
        store.clear()

    def test_a_page_answers_from_inside_as_it_does_to_a_reader(self):
        article = make.article(slug="قرية-تطفئ-أنوارها", language="ar")
        for address in (article.get_absolute_url(), "/?utm_source=x", "/none/"):
            with self.subTest(address):
                inside, outside = ask(address), self.client.get(address)
                self.assertEqual(inside.status_code, outside.status_code)
                self.assertEqual(inside.getvalue()[:300], outside.getvalue()[:300])

    @override_settings(
        SITE_URL="https://paper.example",
        ALLOWED_HOSTS=["paper.example"],
        SECURE_SSL_REDIRECT=True,
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    )
    def test_behind_a_server_that_speaks_tls_nothing_is_sent_away(self):
        self.assertEqual(ask("/").status_code, 200)
