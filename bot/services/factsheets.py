"""What the sources say about a name, with a chart where there are figures over time."""

from __future__ import annotations

from bot.cards import tables
from bot.cards.card import Card, Picture
from bot.state.context import Context
from bot.state.recent import Asker
from knowledge.model import FactSheet

__all__ = ["facts"]


def facts(context: Context, asker: Asker, name: str) -> Card:
    """What the sources say about a name."""
    with context.pool.library(asker.server) as library:
        sheet = library.facts(" ".join(name.split()))
    return tables.fact_sheet(sheet, picture=_chart(sheet) if sheet.chart else None)


def _chart(sheet: FactSheet) -> Picture:
    from knowledge.presentation import chart

    return Picture("chart.png", chart.draw(sheet), chart.alt_text(sheet))
