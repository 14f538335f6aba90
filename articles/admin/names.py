from django.contrib import admin

from articles.admin.desk import DeskAdmin
from articles.forms import AddressedForm
from articles.models import Contributor, Section, StoryTemplate, Topic


class TemplateInline(admin.StackedInline):
    model = StoryTemplate
    extra = 0


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    form = AddressedForm
    inlines = [TemplateInline]
    list_display = ["name", "slug", "language", "position", "in_navigation"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Contributor)
class ContributorAdmin(DeskAdmin):
    form = AddressedForm
    list_display = ["name", "kind", "role"]
    search_fields = ["name"]
    ordering = ["name", "id"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    form = AddressedForm
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
