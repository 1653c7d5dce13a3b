"""Raw items → `Article`: text, title, date, language and id, or an `ArticleError` with the reason."""

from tocsin.articles.encoding import decode
from tocsin.articles.furniture import furniture
from tocsin.articles.legible import legible
from tocsin.articles.make import article_from_fields, article_from_html, article_from_text

__all__ = ["article_from_fields", "article_from_html", "article_from_text", "decode", "furniture", "legible"]
