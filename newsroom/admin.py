from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.models import User

admin.site.site_header = "Newsroom"
admin.site.site_title = "Newsroom"
admin.site.unregister(Group)


class SuperusersOnly(admin.ModelAdmin):
    """Who may change an account could make it a superuser's: no permission will do."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class StaffAdmin(SuperusersOnly, UserAdmin):
    """Accounts of staff. Readers have none."""

    fieldsets = (
        *(UserAdmin.fieldsets or ()),
        (_("At the desk"), {"fields": ["display_name", "language", "single_keys"]}),
    )


@admin.register(Group)
class RolesAdmin(SuperusersOnly, GroupAdmin):
    """What each group may do."""
