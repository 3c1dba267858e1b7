"""What the mark-up of an element says of it: that it is no part of an article, whatever its words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from lxml.etree import _Element as Element

__all__ = ["apart", "rule_of"]

_TABLES = tomllib.loads(files("knowledge.ingest").joinpath("furniture.toml").read_text(encoding="utf-8"))
_TAGS: Mapping[str, str] = {tag: rule for rule, tags in _TABLES["element"].items() for tag in tags.split()}
_ROLES: Mapping[str, str] = {role: rule for rule, roles in _TABLES["role"].items() for role in roles.split()}
_NAMES = tuple((rule, re.compile(pattern, re.VERBOSE)) for rule, pattern in _TABLES["class"].items())
_SMALL_LETTER_THEN_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def rule_of(element: Element) -> str | None:
    """The rule by which tag, role, class or id of an element set it apart from an article; else None."""
    if (apart_by := apart(element)) is not None:
        return apart_by
    if rule := _TAGS.get(element.tag) or _ROLES.get(element.get("role") or ""):
        return rule
    names = " ".join(filter(None, (element.get("class"), element.get("id"))))
    if not names:
        return None
    words = _SMALL_LETTER_THEN_CAPITAL.sub("-", names).lower()
    return next((rule for rule, pattern in _NAMES if pattern.search(words)), None)


def apart(element: Element) -> str | None:
    """The rule by which an element lies over the page or stands in for the article, however long it is."""
    if element.get("role") in ("dialog", "alertdialog") or element.get("aria-modal") == "true":
        return "dialog"
    if element.get("subscriptions-section") == "content-not-granted":
        return "paywall"
    tag = element.tag
    return "dialog" if tag in ("amp-consent", "amp-user-notification", "dialog") else None
