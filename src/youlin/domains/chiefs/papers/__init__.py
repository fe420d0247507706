"""What is printed of chiefs: cards, door and stairwell posters, how-to cards. Values go in as data, never as markup."""

from youlin.domains.chiefs.papers.cards import card_pdf, sheet_pdf
from youlin.domains.chiefs.papers.howto import howto_pdf
from youlin.domains.chiefs.papers.posters import posters_pdf

__all__ = ["card_pdf", "howto_pdf", "posters_pdf", "sheet_pdf"]
