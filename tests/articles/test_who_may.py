from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.urls import reverse

from articles.models import Article, Page, Photo, Topic
from newsroom.models import User
from tests import make
from tests.articles.admin import ADD, change, filled

GROUPS = ("Reporter", "Editor", "Managing editor", "Moderator")
EVERYTHING = {"list", "add", "change"}
# Who reaches which page of the newspaper's admin; what is not named is refused.
MAY = {
    "Reporter": {
        "article": EVERYTHING,
        "photo": EVERYTHING,
        "section": {"list", "view"},
        "topic": {"list", "view"},
        "contributor": {"list", "view"},
    },
    "Editor": {
        **dict.fromkeys(
            ("article", "photo", "section", "topic", "contributor", "page"), EVERYTHING
        ),
        "publication": {"list", "change"},
        "publishingpolicy": {"list", "view"},
    },
    "Moderator": {},
}
MAY["Managing editor"] = MAY["Editor"] | {"publishingpolicy": {"list", "change"}}
ACTS = {
    "Reporter": {"submit"},
    "Editor": {"submit", "publish", "schedule"},
    "Managing editor": {"submit", "publish", "schedule"},
}


class WhoMayTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.users = {group: make.user(group) for group in GROUPS}
        cls.nobody = make.user()
        cls.reporter = cls.users["Reporter"]

    def things(self, owner):
        photo = Photo.objects.create(
            sha256=f"{owner.pk:064}", width=1, height=1, caption="C", credit_line="C",
            alt_text="A", uploaded_by=owner,
        )  # fmt: skip
        story = make.article(
            status="draft", created_by=owner, published_at=None, first_published_on=None
        )
        return {
            "article": story.pk,
            "photo": photo.pk,
            "section": story.section_id,
            "topic": Topic.objects.create(name=f"T{owner}", slug=f"t-{owner}").pk,
            "contributor": make.contributor().pk,
            "page": Page.objects.create(title="P", slug=f"p-{owner}").pk,
            "publication": 1,
            "publishingpolicy": 1,
        }

    def reached(self, model, pk):
        """What this client can do with a model: by asking each of its pages."""
        found = set()
        place = f"admin:articles_{model}"
        if (
            self.client.get(reverse(f"{place}_changelist"), follow=True).status_code
            == 200
        ):
            found.add("list")
        if self.client.get(reverse(f"{place}_add")).status_code == 200:
            found.add("add")
        page = self.client.get(reverse(f"{place}_change", args=[pk]))
        if page.status_code == 200:
            saves = page.context["has_change_permission"]
            found.add("change" if saves else "view")
        return found

    def test_every_page_of_the_admin_for_every_group(self):
        for group, user in [*self.users.items(), ("", self.nobody)]:
            self.client.force_login(user)
            for model, pk in self.things(user).items():
                with self.subTest(f"{group} {model}"):
                    expected = MAY.get(group, {}).get(model, set())
                    self.assertEqual(self.reached(model, pk), expected)

    def test_acts_are_offered_only_to_those_who_may(self):
        for group, acts in ACTS.items():
            user = self.users[group]
            pk = self.things(user)["article"]
            self.client.force_login(user)
            page = self.client.get(reverse("admin:articles_article_change", args=[pk]))
            offered = dict(page.context["adminform"].form.fields["act"].choices)
            self.assertEqual(set(offered) - {""}, acts)

    def test_a_forged_act_is_refused(self):
        for group, act in (("Reporter", "publish"), ("Managing editor", "kill")):
            user = self.users[group]
            article = Article.objects.get(pk=self.things(user)["article"])
            self.client.force_login(user)
            answer = self.client.post(change(article), filled(article, act=act))
            self.assertContains(answer, "cannot be done with the story")
            self.assertEqual(Article.objects.get(pk=article.pk).status, "draft")

    def test_a_reporter_sees_only_own_unpublished_stories(self):
        own = {
            status: make.article(
                headline=f"Own {status}", status=status, created_by=self.reporter
            )
            for status in ("draft", "in_review", "published", "withdrawn", "killed")
        }
        other = make.article(headline="A colleague’s", status="draft")
        self.client.force_login(self.reporter)
        page = self.client.get(reverse("admin:articles_article_changelist"))

        for status, article in own.items():
            mine = status in {"draft", "in_review"}
            self.assertEqual(article.headline in page.content.decode(), mine)
            answer = self.client.get(change(article))
            self.assertEqual(answer.status_code, 200 if mine else 302)
        self.assertNotContains(page, other.headline)
        self.client.post(change(other), filled(other, headline="Mine now"))
        self.assertEqual(Article.objects.get(pk=other.pk).headline, other.headline)

    def test_a_reporter_hands_in_and_does_not_publish(self):
        self.client.force_login(self.reporter)
        section = make.section().pk
        self.client.post(ADD, filled(section=section, act="submit"))
        self.client.post(ADD, filled(section=section, act="publish", headline="Out!"))

        self.assertEqual(Article.objects.get().status, "in_review")

    def test_a_reporter_changes_only_own_photos_that_no_reader_has_seen(self):
        self.client.force_login(self.reporter)
        own = self.things(self.reporter)["photo"]
        others = self.things(self.nobody)["photo"]
        self.assertEqual(self.reached("photo", own), EVERYTHING)
        self.assertIn("view", self.reached("photo", others))
        make.article(lead_photo_id=own)
        self.assertIn("view", self.reached("photo", own))

    def test_closing_threads_is_all_a_moderator_may_do_about_stories(self):
        moderator = self.users["Moderator"]

        self.assertFalse(
            [p for p in moderator.get_all_permissions() if "articles." in p]
        )
        self.assertTrue(moderator.has_perm("comments.close_thread"))

    def test_t20_no_group_may_change_accounts_groups_or_permissions(self):
        of_accounts = Permission.objects.filter(
            content_type__app_label__in=[
                "auth",
                "newsroom",
                "account",
                "mfa",
                "sessions",
            ]
        )
        for group in Group.objects.all():
            self.assertFalse(group.permissions.filter(pk__in=of_accounts).exists())
        # Even with the permissions themselves, only a superuser may.
        trusted = make.user("Managing editor")
        trusted.user_permissions.set(Permission.objects.all())
        for user in [*self.users.values(), trusted]:
            self.client.force_login(user)
            for model in (User, Group):
                label = f"{model._meta.app_label}_{model._meta.model_name}"
                for address in (
                    reverse(f"admin:{label}_changelist"),
                    reverse(f"admin:{label}_add"),
                    reverse(f"admin:{label}_change", args=[1]),
                ):
                    answer = self.client.post(address, {"is_superuser": "on"})
                    self.assertEqual(answer.status_code, 403, address)
        self.assertFalse(User.objects.filter(is_superuser=True).exists())

    def test_t20_a_superuser_manages_accounts(self):
        self.client.force_login(make.user(is_superuser=True))
        for model in ("newsroom_user", "auth_group"):
            page = self.client.get(reverse(f"admin:{model}_changelist"))
            self.assertEqual(page.status_code, 200)
        page = self.client.get(
            reverse("admin:newsroom_user_change", args=[self.reporter.pk])
        )
        self.assertContains(page, 'name="display_name"')

    def test_every_model_of_the_admin_is_closed_to_staff_without_a_group(self):
        self.client.force_login(self.nobody)
        for model in admin.site._registry:
            label = f"{model._meta.app_label}_{model._meta.model_name}"
            answer = self.client.get(reverse(f"admin:{label}_changelist"), follow=True)
            self.assertEqual(answer.status_code, 403, label)

    def test_the_paper_itself_is_one_form(self):
        self.client.force_login(self.users["Editor"])
        address = reverse("admin:articles_publication_changelist")
        form = reverse("admin:articles_publication_change", args=[1])

        self.assertRedirects(self.client.get(address), form)
        add = self.client.get(reverse("admin:articles_publication_add"))
        self.assertEqual(add.status_code, 403)
