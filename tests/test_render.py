"""Results as lines for people."""

from __future__ import annotations

from datetime import date

from knowledge.model import Answer, CheckedClaim, Citation, Conflict, Entry, Span, Support, Timeline
from knowledge.presentation import lines
from knowledge.text.wording import days


def citation(
    quote: str, *, publisher: str = "The Harbour Post", stance: str = "supports", kind: str = "article"
) -> Citation:
    return Citation.model_validate(
        {
            "n": 1, "source": "a.txt", "title": "Ferries stop", "publisher": publisher,
            "published": date(2021, 5, 3), "published_basis": "printed", "kind": kind, "paragraph": 2,
            "sentence": 4, "start": 0, "end": len(quote), "quote": quote, "stance": stance, "score": 0.9,
        }
    )  # fmt: skip


def answered(*citations: Citation, **more: object) -> Answer:
    return Answer.model_validate(
        {
            "question": "q", "status": "answered", "reason": None, "confidence": 0.9,
            "answer": citations[0].quote, "highlight": None, "citations": citations,
            "evidence": citations, **more,
        }
    )  # fmt: skip


def test_an_answer_shows_the_quotation_and_where_it_stands() -> None:
    shown = lines.plain(lines.answer(answered(citation("Nine ferries stopped."))))
    assert shown == "“Nine ferries stopped.”\n  — The Harbour Post, 3 May 2021, paragraph 2\n"


def test_a_digest_is_called_one() -> None:
    assert lines.place(citation("x", kind="digest")).endswith("(digest)")


def test_the_phrase_that_answers_is_a_piece_of_its_own() -> None:
    shown = list(lines.answer(answered(citation("Nine ferries stopped."), highlight=Span(0, 4))))
    assert [p.text for p in shown[0] if p.style == "answer"] == ["Nine"]


def test_independent_support_is_counted_by_name() -> None:
    support = Support(agreeing=("The Harbour Post", "Coast Radio"))
    shown = lines.plain(lines.answer(answered(citation("Nine ferries stopped."), support=support)))
    assert "2 independent sources: The Harbour Post, Coast Radio" in shown


def test_a_differing_source_is_shown_beside_the_answer() -> None:
    other = citation("Seven ferries stopped.", publisher="Coast Radio", stance="differs")
    assert "Differs: “Seven" in lines.plain(lines.answer(answered(citation("Nine ferries stopped."), other)))


def test_silence_names_its_reason_and_shows_the_nearest_as_just_that() -> None:
    silent = Answer(
        question="q", status="unanswered", reason="No source says when.", confidence=0.1, answer=None,
        highlight=None, citations=(), evidence=(citation("Nine ferries stopped.", stance="nearest"),),
    )  # fmt: skip
    shown = lines.plain(lines.answer(silent)).splitlines()
    assert shown[:2] == ["No source says when.", "Nearest in the sources:"]


def entry(start: str | None, end: str | None, precision: str = "day", status: str = "stated") -> Entry:
    told = citation("Nine ferries stopped.")
    return Entry.model_validate(
        {
            "start": start,
            "end": end,
            "precision": precision,
            "status": status,
            "text": told.quote,
            "citations": (told,),
        }
    )


def test_a_month_is_not_shown_as_a_day() -> None:
    assert days(entry("2021-05-01", "2021-05-31", "month")) == "May 2021"


def test_a_bound_is_shown_as_a_bound() -> None:
    told = entry(None, "2021-05-03", status="bound")
    assert days(told) == "by 3 May 2021"
    shown = lines.plain(lines.timeline(Timeline(query="ferries", events=(told,))))
    assert shown.splitlines()[0] == "by 3 May 2021"


def test_a_plan_is_called_a_plan() -> None:
    shown = lines.plain(
        lines.timeline(Timeline(query="", events=(entry("2021-05-03", "2021-05-03", status="planned"),)))
    )
    assert shown.startswith("3 May 2021 (planned)\n")


def test_a_contradiction_shows_the_conflicting_words() -> None:
    claim = CheckedClaim(
        claim="Seven ferries stopped.", verdict="contradicted", exact=False,
        citations=(citation("Nine ferries stopped.", stance="differs"),),
        conflicts=(Conflict(what="number", claimed="Seven", found="Nine"),),
    )  # fmt: skip
    assert "the claim says “Seven”, the source “Nine”" in lines.plain(lines.checked(claim))
