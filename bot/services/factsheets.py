"""What the sources say about a name, with a chart where there are figures over time."""

from __future__ import annotations

from bot.cards import tables
from bot.cards.card import Card, Picture
from bot.cards.downloads import download, downloads
from bot.cards.plain import plainly
from bot.services.exchanges import recalled
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.model import Citation, FactSheet
from knowledge.storage.guild_state import Exchange

__all__ = ["again", "cited", "facts", "file", "statements"]


def facts(context: Context, asker: Asker, name: str, *, private: bool = False) -> Card:
    """What the sources say about a name."""
    sheet = _sheet(context, asker, " ".join(name.split()))
    first = next(iter(_cited(sheet)), None)
    shown = first.model_dump_json() if first else ""
    ref = context.keep(asker, "facts", sheet.name, private=private, cited=shown)
    return _card(sheet, ref)


def _sheet(context: Context, asker: Asker, name: str) -> FactSheet:
    with context.library(asker) as library:
        return library.facts(name)


def _card(sheet: FactSheet, ref: int) -> Card:
    return tables.fact_sheet(sheet, ref, picture=_chart(sheet) if sheet.chart else None)


def _chart(sheet: FactSheet) -> Picture:
    from knowledge.presentation import chart

    return Picture("chart.png", chart.draw(sheet), chart.alt_text(sheet))


def again(context: Context, asker: Asker, exchange: Exchange) -> Card:
    """The fact sheet of the same name, as it is now, under the same buttons."""
    return _card(_sheet(context, asker, exchange.question), exchange.id)


def cited(context: Context, asker: Asker, exchange: Exchange) -> tuple[Citation, ...]:
    """Where the lines of the fact sheet stand."""
    return _cited(_sheet(context, asker, exchange.question))


def _cited(sheet: FactSheet) -> tuple[Citation, ...]:
    sections = (sheet.aliases, sheet.roles, sheet.figures, sheet.relations, sheet.statements, sheet.together)
    return tuple(item.citations[0] for told in sections for item in told)


def statements(context: Context, asker: Asker, ref: int, page: int = 0) -> Card:
    """A page of all that is said by and about the name of a fact sheet."""
    exchange = recalled(context, asker, ref, ("facts",))
    if isinstance(exchange, str):
        return plainly(exchange)
    return tables.statements(_sheet(context, asker, exchange.question), ref, page)


def file(context: Context, asker: Asker, ref: int, kind: str) -> Card:
    """The whole fact sheet as a file of this kind; what kinds there are, where it is none."""
    from knowledge.presentation.files import SHEET_FORMATS, sheet_file

    exchange = recalled(context, asker, ref, ("facts",))
    if isinstance(exchange, str):
        return plainly(exchange)
    for one in SHEET_FORMATS:
        if one == kind:
            return download(f"facts.{one}", sheet_file(_sheet(context, asker, exchange.question), one))
    return downloads("sheet_file", ref, SHEET_FORMATS)
