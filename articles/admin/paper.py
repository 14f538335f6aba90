from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import DeskAdmin, Named
from articles.forms import PageForm, PublicationForm
from articles.models import Link, Page, Publication
from newsroom.single import SingleRowAdmin


@admin.register(Page)
class PageAdmin(DeskAdmin):
    form = PageForm
    list_display = ["title", "slug", "position"]
    prepopulated_fields = {"slug": ["title"]}


class LinkInline(Named, admin.TabularInline):
    model = Link
    extra = 0


@admin.register(Publication)
class PublicationAdmin(SingleRowAdmin):
    form = PublicationForm
    inlines = [LinkInline]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "language"]}),
        (_("Colours"), {"fields": ["light_colour", "dark_colour"]}),
        (_("Being reached"), {"fields": ["contact_email", "security_contact"]}),
        (_("Programs that read"), {"fields": ["crawlers"]}),
    ]
