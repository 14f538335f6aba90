from articles.forms.addressed import AddressedForm
from articles.forms.body import BodyWidget, paragraphs
from articles.models import Page
from articles.rendering import clean


class PageForm(AddressedForm):
    """A standing page, its text cleaned like a story's."""

    class Meta:
        model = Page
        exclude: tuple[str, ...] = ()
        widgets = {"body": BodyWidget(attrs={"rows": 16, "cols": 90, "dir": "auto"})}

    def clean_body(self) -> str:
        return clean(paragraphs(self.cleaned_data["body"]))
