from articles.forms.addressed import AddressedForm
from articles.forms.body import paragraphs
from articles.rendering import clean


class PageForm(AddressedForm):
    """A standing page, its text cleaned like a story's."""

    def clean_body(self) -> str:
        return clean(paragraphs(self.cleaned_data["body"]))
