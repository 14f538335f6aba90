from django.test import TestCase

from tests import make


class StaffLanguageTests(TestCase):
    def test_the_desk_speaks_the_language_that_its_user_chose(self):
        for language, head in (
            ("ar", '<html lang="ar" dir="rtl">'),
            ("", '<html lang="en" dir="ltr">'),
        ):
            self.client.force_login(make.user("Moderator", language=language))

            page = self.client.get("/desk/")

            self.assertContains(page, head)
            self.assertEqual(page["Content-Language"], language or "en")

    def test_one_user_leaves_no_language_for_the_next(self):
        self.client.force_login(make.user("Moderator", language="ar"))
        self.client.get("/desk/")
        self.client.logout()

        self.assertEqual(self.client.get("/accounts/login/")["Content-Language"], "en")
