from articles.forms.act import ActForm
from articles.forms.addressed import AddressedForm
from articles.forms.article import ArticleForm
from articles.forms.page import PageForm
from articles.forms.photo import PhotoForm, WaitingForm
from articles.forms.publication import PublicationForm

__all__ = [
    "ActForm",
    "AddressedForm",
    "ArticleForm",
    "PageForm",
    "PhotoForm",
    "PublicationForm",
    "WaitingForm",
]
