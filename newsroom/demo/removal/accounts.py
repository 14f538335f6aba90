"""The demo's staff: gone, nameless where a record names them, or somebody's by now."""

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Decision
from newsroom.demo.accounts import file, found, write, written
from newsroom.demo.content import table, texts
from newsroom.demo.removal.report import Report
from newsroom.models import User


def remove(report: Report) -> None:
    passwords = written()
    staying = {}
    # Administrators last: whether one is missed depends on what stays.
    for user in found().order_by("is_superuser", "pk"):
        name = user.username
        if why := reason_to_keep(user, passwords.get(name), report):
            report.keep(f"the account “{name}”", why)
            if name in passwords:
                staying[name] = passwords[name]
        elif has_record(user) or not deleted(user):
            make_nameless(user)
            report.emptied["accounts, made nameless"] += 1
        else:
            report.removed["accounts"] += 1
    transaction.on_commit(lambda: write(staying) if staying else forget_file())


def forget_file() -> None:
    file().unlink(missing_ok=True)


def reason_to_keep(user: User, password: str | None, report: Report) -> str:
    """Why somebody may need it; empty when nobody does."""
    names = {row["name"]: row["display_name"] for row in table("staff")["account"]}
    if password is None:
        return "its password is not in the file, so somebody may use it"
    if not user.check_password(password):
        return "its password was changed, so somebody uses it"
    if user.email or user.display_name != names[user.username]:
        return "somebody made it their own"
    others = User.objects.filter(is_superuser=True, is_active=True)
    if user.is_superuser and has_grown(report) and others.count() == 1:
        return "it is the only administrator; make another, and run this again"
    return ""


def has_grown(report: Report) -> bool:
    """Whether there is something here that an administrator may be missed for."""
    people = User.objects.exclude(pk__in=found()).filter(is_active=True)
    demo = [text.slug for text in texts("stories")]
    stories = Article.objects.exclude(slug__in=demo)
    return report.has_grown or people.exists() or stories.exists()


def has_record(user: User) -> bool:
    decided = Decision.objects.filter(moderator=user).exists()
    return decided or LogEntry.objects.filter(user=user).exists()


def deleted(user: User) -> bool:
    try:
        with transaction.atomic():
            user.delete()
    except models.ProtectedError:
        return False
    return True


def make_nameless(user: User) -> None:
    """What it did stays on record as done by a former member of staff."""
    Authenticator.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.username = f"former-{user.pk}"
    user.display_name = _("Former member of staff")
    user.first_name = user.last_name = user.email = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
