from django.contrib import admin

from articles.admin.desk import Finding, Named
from articles.models import Byline, Tagging


class BylineInline(Named, Finding, admin.TabularInline):
    model = Byline
    extra = 1
    autocomplete_fields = ["contributor"]


class TaggingInline(Named, Finding, admin.TabularInline):
    model = Tagging
    extra = 1
    autocomplete_fields = ["topic"]
