from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from newsroom import outbox
from newsroom.models import Letter, User

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
        (
            _("At the desk"),
            {"fields": ["display_name", "language", "time_zone", "single_keys"]},
        ),
    )


@admin.register(Group)
class RolesAdmin(SuperusersOnly, GroupAdmin):
    """What each group may do."""


class Standing(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("waiting", _("waiting")),
            ("given-up", _("given up")),
            ("sent", _("sent")),
        ]

    def queryset(
        self, request: HttpRequest, letters: QuerySet[Letter]
    ) -> QuerySet[Letter]:
        match self.value():
            case "waiting":
                return Letter.objects.waiting()
            case "given-up":
                return Letter.objects.given_up()
            case "sent":
                return Letter.objects.filter(sent_at__isnull=False)
        return letters


@admin.register(Letter)
class OutboxAdmin(SuperusersOnly):
    """What was written, what of it waits and why. Nothing is changed here."""

    list_display = ["written_at", "about", "to", "sent_at", "given_up_at", "fault"]
    list_filter = [Standing]
    search_fields = ["to", "about"]
    ordering = ["-written_at"]
    actions = ["try_again"]
    exclude = ["body", "preferences", "unanswered_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Try again those that were given up"))
    def try_again(self, request: HttpRequest, letters: QuerySet[Letter]) -> None:
        count = outbox.try_again(letters)
        words = ngettext(
            "%(count)d letter is tried again.",
            "%(count)d letters are tried again.",
            count,
        )
        self.message_user(request, words % {"count": count})
