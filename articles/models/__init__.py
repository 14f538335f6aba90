from articles.models.article import Article
from articles.models.assignment import Assignment
from articles.models.byline import Byline, BylineRole
from articles.models.comments_mode import CommentsMode, comments_hidden
from articles.models.contributor import Contributor, ContributorKind
from articles.models.correction import Correction, CorrectionKind, CorrectionPlace
from articles.models.day import Day
from articles.models.digest import Digest, Word
from articles.models.epoch import Epoch
from articles.models.illustration import Illustration
from articles.models.languages import Language
from articles.models.lead import Lead
from articles.models.link import Link, LinkPlace
from articles.models.note import Note
from articles.models.page import Page
from articles.models.past_address import PastAddress
from articles.models.photo import Fault, Photo
from articles.models.planned_change import PlannedChange
from articles.models.policy import PublishingPolicy, Weight
from articles.models.publication import Crawlers, Publication
from articles.models.revision import Act, Reason, Revision
from articles.models.seal import Seal
from articles.models.section import Section
from articles.models.sharing import Share
from articles.models.status import ArticleStatus
from articles.models.template import StoryTemplate
from articles.models.topic import Tagging, Topic
from articles.models.translation import Translation
from articles.models.unsaved import Unsaved
from articles.models.upload import Upload

__all__ = [
    "Act",
    "Article",
    "ArticleStatus",
    "Assignment",
    "Byline",
    "BylineRole",
    "CommentsMode",
    "Contributor",
    "ContributorKind",
    "Correction",
    "CorrectionKind",
    "CorrectionPlace",
    "Crawlers",
    "Day",
    "Digest",
    "Epoch",
    "Fault",
    "Illustration",
    "Language",
    "Lead",
    "Link",
    "LinkPlace",
    "Note",
    "Page",
    "PastAddress",
    "Photo",
    "PlannedChange",
    "Publication",
    "PublishingPolicy",
    "Reason",
    "Revision",
    "Seal",
    "Section",
    "Share",
    "StoryTemplate",
    "Tagging",
    "Topic",
    "Translation",
    "Unsaved",
    "Upload",
    "Weight",
    "Word",
    "comments_hidden",
]
