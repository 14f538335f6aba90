from django.test import TestCase

from comments.models import Guideline


class GuidelineTests(TestCase):
    def test_the_rules_in_use_are_public(self):
        Guideline.objects.create(title="No <b>shouting</b>", text="One\nTwo")
        old = Guideline.objects.create(title="Old rule", text="x", is_active=False)
        page = self.client.get("/guidelines/")
        self.assertContains(page, "No &lt;b&gt;shouting&lt;/b&gt;")
        self.assertContains(page, "One<br>Two")
        self.assertNotContains(page, old.title)

    def test_a_changed_rule_is_another_page(self):
        seen = {self.client.get("/guidelines/")["ETag"]}
        rule = Guideline.objects.create(title="Rule", text="x")
        seen.add(self.client.get("/guidelines/")["ETag"])
        Guideline.objects.filter(pk=rule.pk).update(is_active=False)
        seen.add(self.client.get("/guidelines/")["ETag"])
        self.assertEqual(len(seen), 3)
