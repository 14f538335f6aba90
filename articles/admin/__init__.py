"""The editors' admin. It shows; articles.publishing decides."""

from articles.admin.article import ArticleAdmin
from articles.admin.names import ContributorAdmin, SectionAdmin, TopicAdmin
from articles.admin.paper import PageAdmin, PublicationAdmin, PublishingPolicyAdmin
from articles.admin.photo import PhotoAdmin
from articles.admin.seal import SealAdmin

__all__ = [
    "ArticleAdmin",
    "ContributorAdmin",
    "PageAdmin",
    "PhotoAdmin",
    "PublicationAdmin",
    "PublishingPolicyAdmin",
    "SealAdmin",
    "SectionAdmin",
    "TopicAdmin",
]
