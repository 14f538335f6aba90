"""What many cards have alike is printed once, and filled in for each."""

import secrets
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs

register = template.Library()

# Digits, for they stand in addresses too; more than any comment's number will have,
# and drawn anew by each process, so that no text that somebody wrote holds them.
ID = str(secrets.randbelow(9 * 10**17) + 10**17)
SEEN = f"{ID}.0"


@register.tag
def alike(parser: Parser, token: Token) -> "Alike":
    """``{% alike name=value … %}``: printed once for all cards with equal values.

    Inside, only those names, ``card.id``, ``card.seen`` and what belongs to the whole
    page have a value: anything else could differ from card to card.
    """
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError(f"alike takes name=value, not {words[0]}")
    nodelist = parser.parse(("endalike",))
    parser.delete_first_token()
    return Alike(nodelist, values)


class Alike(template.Node):
    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values

    def render(self, context: template.Context) -> Any:
        card = context["card"]
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (self, *values.values())
        text = card.printed.get(key)
        if text is None:
            stand_in = {"id": ID, "seen": SEEN}
            with context.push(**values, card=stand_in, comment=None):
                text = card.printed[key] = self.nodelist.render(context)
        return text.replace(SEEN, card.seen).replace(ID, card.id)
