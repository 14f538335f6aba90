from articles.forms.addressed import AddressedForm
from articles.forms.article import ArticleForm
from articles.forms.page import PageForm
from articles.forms.photo import PhotoForm, WaitingForm
from articles.forms.publication import PublicationForm

__all__ = [
    "AddressedForm",
    "ArticleForm",
    "PageForm",
    "PhotoForm",
    "PublicationForm",
    "WaitingForm",
]
