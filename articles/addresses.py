"""Which words may stand in a story's address."""

from itertools import chain, count

from articles.models import Article, PastAddress


def slug_is_taken(slug: str, article: Article) -> bool:
    """Whether another story has, or ever had, this slug."""
    others = Article.objects.filter(slug=slug).exclude(pk=article.pk)
    return others.exists() or PastAddress.objects.of_another(article, slug).exists()


def free_slug(wanted: str, article: Article) -> str:
    """The slug, or the first with a number that no other story has or had."""
    wanted = wanted[:75].strip("-")
    numbered = rf"^{wanted}(-\d+)?$"
    others = Article.objects.filter(slug__regex=numbered).exclude(pk=article.pk)
    past = PastAddress.objects.filter(slug__regex=numbered, article__isnull=False)
    taken = {*others.values_list("slug", flat=True)}
    taken.update(past.exclude(article=article.pk).values_list("slug", flat=True))
    numbers = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbers) if slug not in taken)
