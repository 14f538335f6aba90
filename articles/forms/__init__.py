from articles.forms.addressed import AddressedForm
from articles.forms.article import ArticleForm
from articles.forms.page import PageForm
from articles.forms.photo import PhotoForm

__all__ = ["AddressedForm", "ArticleForm", "PageForm", "PhotoForm"]
