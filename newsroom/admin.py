from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from newsroom.models import User

admin.site.site_header = "Newsroom"
admin.site.site_title = "Newsroom"


@admin.register(User)
class StaffAdmin(UserAdmin):
    """Accounts. No group may change them: superusers only."""
