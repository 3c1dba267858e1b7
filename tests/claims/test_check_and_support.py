"""Claims held against the sources, and who else says so."""

from __future__ import annotations

from datetime import date

import pytest
from claims.holding import verdict_on

from knowledge.errors import UnknownNameError
from knowledge.evidence.sentence_facts import facts_of
from knowledge.evidence.support import support
from knowledge.factsheets.pipeline import fact_sheet
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source

FIRE = "About 600 workers left the harbour of Brennick on Monday after a fire in a warehouse, the mayor said."
AGAIN = "Around 600 workers had to leave Brennick harbour after the warehouse fire, its operator said."
FEWER = "Only 200 workers left the harbour of Brennick after the fire in the warehouse, the union said."


def report(name: str, publisher: str, *paragraphs: str, day: int = 12) -> Article:
    return Article.of(
        Source(id=name, title=name, publisher=publisher, published=date(2020, 5, day)), paragraphs
    )


HELD = in_memory(
    [
        report("gull", "The Gull", FIRE, "Mayor Ada Finch did not close the port. She resigned in 2021."),
        report("coast", "Coast News", AGAIN),
        report("copy", "Copycat Daily", FIRE, "Mayor Ada Finch did not close the port."),
        report("union", "Union Voice", FEWER),
    ]
)


@pytest.mark.parametrize("claim", [FIRE, "a fire in a warehouse, the mayor said", "“She resigned in 2021.”"])
def test_words_that_stand_there_are_exact(claim: str) -> None:
    checked = verdict_on(claim, HELD)
    assert (checked.verdict, checked.exact) == ("supported", True)


@pytest.mark.parametrize(
    ("claim", "what", "found"),
    [
        (FIRE.replace("600", "750"), "number", "About 600"),
        ("Mayor Ada Finch did close the port.", "negation", "Mayor Ada Finch did not close the port"),
        ("She resigned in 2018.", "date", "2021"),
        (FIRE.replace("Brennick", "Elmford"), "name", "Brennick"),
    ],
)
def test_a_contradiction_shows_the_conflicting_words(claim: str, what: str, found: str) -> None:
    checked = verdict_on(claim, HELD)
    assert checked.verdict == "contradicted"
    assert (what, found) in {(c.what, c.found) for c in checked.conflicts}


OTHERS = in_memory(
    [
        report(
            "tide",
            "The Tide",
            "Baron Quell opposes the ferry company and the dock workers of Brennick.",
            "The harbour guards have been criticised by Ada Finch, and the old pier was closed.",
            "Around 300 sailors work in France as well as 80 in Spain.",
            "In France the fleet was declared ready in 2017, and in Spain it lost its last ship in 2019.",
            "Neither Norway nor Sweden attended the ferry conference.",
            "More than 40 seals escaped in the storm, and Finch said that “THIS IS NOT OUR FAULT”.",
            "The captain resigned.",
        )
    ]
)


@pytest.mark.parametrize(
    ("claim", "what", "claimed", "found"),
    [
        ("Baron Quell supports the dock workers", "opposite", "supports", "opposes"),
        ("baron quell supports the dock workers", "opposite", "supports", "opposes"),
        (
            "Ada Finch has been criticised by the harbour guards",
            "roles",
            "Ada Finch has been criticised by the harbour guards",
            "The harbour guards have been criticised by Ada Finch",
        ),
        ("The fleet was declared ready in France in 2018", "date", "2018", "2017"),
        (
            "Sweden attended the ferry conference",
            "negation",
            "Sweden attended the ferry conference",
            "Neither Norway nor Sweden attended the ferry conference",
        ),
        ("Fewer than 40 seals escaped", "number", "Fewer than 40", "More than 40"),
    ],
)
def test_a_claim_that_says_other_than_the_sentence_is_contradicted(
    claim: str, what: str, claimed: str, found: str
) -> None:
    checked = verdict_on(claim, OTHERS)
    assert checked.verdict == "contradicted"
    assert (what, claimed, found) in {(c.what, c.claimed, c.found) for c in checked.conflicts}


@pytest.mark.xfail(strict=True, reason="words of one sentence are not tied to its places and quotations")
@pytest.mark.parametrize(
    "claim", ["The fleet was declared ready in Spain in 2017", "Finch said THIS IS OUR FAULT"]
)
def test_a_word_stands_where_the_sentence_has_it(claim: str) -> None:
    assert verdict_on(claim, OTHERS).verdict != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "The captain resigned on 5 May 1999.",
        "the captain resigned in 1999",
        "The captain of 12 ferries resigned.",
        "300 sailors were arrested in France",
        "Norway resigned",
        "80 sailors work in France and 300 in Spain",
    ],
)
def test_a_claim_that_says_more_than_the_sentence_is_not_found(claim: str) -> None:
    assert verdict_on(claim, OTHERS).verdict == "not found"


@pytest.mark.parametrize(
    "claim",
    [
        "Sweden did not attend the ferry conference",
        "Ada Finch has criticised the harbour guards",
        "300 sailors work in France and 80 in Spain",
        "In Spain the fleet lost its last ship in 2019",
        "THE OLD PIER WAS CLOSED",
        "Seals escaped in the storm",
    ],
)
def test_the_same_in_another_form_keeps_the_support(claim: str) -> None:
    assert verdict_on(claim, OTHERS).verdict == "supported"


@pytest.mark.parametrize("claim", ["the", "Is it not?", ""])
def test_a_claim_of_function_words_is_not_checked_and_a_sentence_says_why(claim: str) -> None:
    checked = verdict_on(claim, OTHERS)
    assert (checked.verdict, checked.nearest) == ("not found", ())
    assert "nothing to check" in (checked.reason or "")


def test_another_word_of_the_same_meaning_keeps_the_support() -> None:
    checked = verdict_on(FIRE.replace("workers", "labourers"), HELD)
    assert (checked.verdict, checked.exact) == ("supported", False)


def test_what_nobody_tells_is_not_found_and_the_nearest_is_shown_as_that() -> None:
    checked = verdict_on("The moon rose over the opera house.", HELD)
    assert checked.verdict == "not found"
    assert checked.citations == ()


def test_copies_are_one_voice_and_other_numbers_differ() -> None:
    every = [s for source in HELD.store.sources() for s in HELD.store.sentences_of(source.id)]
    (first,) = [s for s in every if s.source == "gull" and s.number == 1]
    backed = support(first, every, HELD.store, facts=facts_of([s.id for s in every], HELD.store))
    assert backed.support.agreeing == ("The Gull", "Coast News")
    assert backed.support.differing == ("Union Voice",)


def test_a_fact_sheet_gathers_what_is_told_of_a_name() -> None:
    sheet = fact_sheet("finch", HELD.store)
    assert sheet.name == "Ada Finch"
    assert [told.text for told in sheet.roles] == ["Mayor"]


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    with pytest.raises(UnknownNameError, match="the nearest is Ada Finch"):
        fact_sheet("Ada Finsterwalde", HELD.store)


@pytest.mark.parametrize("scale", ["million", "trillion", "thousand"])
def test_a_thousand_times_as_much_is_not_supported(scale: str) -> None:
    article = Article.of(
        Source(id="a", title="Costs", publisher="The Gull", published=date(2020, 5, 12)),
        ["The new harbour cost 3 billion crowns, the mayor said."],
    )
    held = in_memory([article])
    assert verdict_on("The new harbour cost 3 billion crowns.", held).verdict == "supported"
    assert verdict_on(f"The new harbour cost 3 {scale} crowns.", held).verdict != "supported"


def told(claim: str, *paragraphs: str) -> str:
    """The verdict where only these paragraphs are held."""
    held = in_memory([report("a", "The Gull", *paragraphs)])
    return verdict_on(claim, held).verdict


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ada Finch is the president.", "Ada Finch is the leader of the dock union."),
        ("The union gave 5 million euros.", "The union gave 5 million dollars."),
        ("The White House praised the guards.", "The president praised the guards."),
        ("The sailors met in Paris.", "The sailors met, and France paid for it."),
        ("Brennick is an ally of the guards.", "Brennick opposes the guards of the old harbour."),
    ],
)
def test_words_that_only_lead_to_one_another_are_not_the_same(claim: str, sentence: str) -> None:
    assert told(claim, sentence) != "supported"


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The troops left Brennick.", "The soldiers left Brennick."),
        ("The American sailors were arrested.", "The US sailors were arrested."),
    ],
)
def test_words_of_one_meaning_keep_the_support(claim: str, sentence: str) -> None:
    assert told(claim, sentence) == "supported"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The union promised 20 million crowns.", "supported"),
        ("The union promised 20,000,000 crowns.", "supported"),
        ("The union promised twenty million crowns.", "supported"),
        ("The union promised 20 billion crowns.", "contradicted"),
        ("The union promised 20 crowns.", "contradicted"),
    ],
)
def test_a_number_is_compared_with_its_scale(claim: str, verdict: str) -> None:
    assert told(claim, "The union promised 20 million crowns.") == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The strike began on May 3.", "supported"),
        ("The Strike Began On May 3.", "supported"),
        ("The strike ended on 14 May.", "supported"),
        ("The strike ended on 13 May.", "contradicted"),
        ("The ferry left the harbour on Tuesday.", "supported"),
        ("The first ferry, the Ada, left the harbour on Monday.", "contradicted"),
        ("The ferry left the harbour at 4 p.m. on Tuesday.", "supported"),
        ("The first ferry, the Ada, left the harbour at 5 p.m. on Tuesday.", "contradicted"),
    ],
)
def test_days_agree_in_any_form_and_with_their_hours(claim: str, verdict: str) -> None:
    strike = "The strike began on 3 May, when 2,400 sailors walked out."
    end = "The strike ended on 14 May 2020."
    ferry = "The ferry Ada, the first one, left the harbour at 4 p.m. on Tuesday."
    assert told(claim, strike, end, ferry) == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The mayor declared three days of mourning.", "supported"),
        ("The mayor declared mourning for three days.", "supported"),
        ("The mayor of Brennick declared three weeks of mourning for the guards.", "contradicted"),
        ("Divers found seven wrecks in the harbour.", "supported"),
        ("Divers found 38 wrecks in the harbour.", "not found"),
        ("The strike lasted eleven days.", "supported"),
        ("900 guards work in Spain.", "supported"),
    ],
)
def test_a_number_is_compared_with_what_it_counts(claim: str, verdict: str) -> None:
    held = [
        "The mayor of Brennick has declared three days of mourning for the guards.",
        "The number of ships lost rose to 38 after divers found seven wrecks in the harbour.",
        "An eleven-day strike of the sailors ended, and it lasted too long, Finch said.",
        "Around 2,500 guards work in France as well as 900 in Spain.",
    ]
    assert told(claim, *held) == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Ada Finch is the mayor of Brennick.", "supported"),
        ("Bo Quell is the president of Norway.", "supported"),
        ("Bo Quell is the Norwegian president.", "supported"),
        ("Ada Finch is the president of Norway.", "contradicted"),
        ("Bo Quell is the mayor of Brennick.", "contradicted"),
        ("Cara Holm is the director of the port.", "supported"),
        ("Dan Reed is the president of Norway.", "contradicted"),
        ("Eve Lark is the harbour minister.", "not found"),
        ("Eve Lark was the harbour minister.", "supported"),
    ],
)
def test_an_office_is_told_only_of_its_holder(claim: str, verdict: str) -> None:
    held = [
        "Ada Finch, the mayor of Brennick, held talks with Bo Quell, the Norwegian president.",
        "The port lost 40 ships, its director Cara Holm said.",
        "President Dan Reed will visit the port of Brennick together with the Norwegian minister.",
        "As a result of this, former harbour minister Eve Lark left.",
    ]
    assert told(claim, *held) == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Finch will visit the lighthouse.", "supported"),
        ("Finch visited the lighthouse.", "not found"),
        ("The port cleared the backlog.", "not found"),
        ("The port expects to clear the backlog.", "supported"),
        ("The guard captain has resigned.", "not found"),
        ("The council was defeated.", "not found"),
        ("The ferry sank in the bay.", "supported"),
        ("The ferry will sink in the bay.", "not found"),
        ("Norwegian sailors offered to send boats.", "not found"),
    ],
)
def test_a_plan_a_wish_and_a_view_are_not_told_as_done(claim: str, verdict: str) -> None:
    held = [
        "Finch will visit the lighthouse on Saturday.",
        "The port expects to clear the backlog soon.",
        "The guard captain rejected calls for his resignation.",
        "The opposition called it a defeat for the council.",
        "The ferry sank in the bay.",
        "None of the Norwegian sailors had come forward to send boats.",
    ]
    assert told(claim, *held) == verdict


@pytest.mark.parametrize(
    ("claim", "verdict", "found"),
    [
        ("More than 100 people were injured in the storm.", "supported", ()),
        ("More than 150 people were injured in the storm.", "contradicted", ("120",)),
        ("Divers found seven old wrecks in the harbour of Selby.", "contradicted", ("Brennick",)),
        ("The strike of the guards lasted eleven days.", "not found", ()),
    ],
)
def test_a_contradiction_is_of_the_same_thing(claim: str, verdict: str, found: tuple[str, ...]) -> None:
    held = in_memory(
        [
            report(
                "a",
                "The Gull",
                "At least 31 people were killed and 120 injured in the storm.",
                "In Norway it rose after divers found seven old wrecks in the harbour of Brennick.",
                "The guards ended an eleven-day strike.",
                "A strike of the guards in Oslo lasted four days.",
            )
        ]
    )
    checked = verdict_on(claim, held)
    assert (checked.verdict, tuple(c.found for c in checked.conflicts)) == (verdict, found)


def test_what_denies_a_claim_in_its_own_words_is_cited_before_what_denies_something_like_it() -> None:
    held = in_memory(
        [
            report("tug", "The Gull", "It is not true that the tug Wren sank on Monday, crews said."),
            report("barge", "Coast News", "The barge almost sank off Marl."),
        ]
    )
    checked = verdict_on("The barge sank off Marl.", held)
    assert checked.verdict == "contradicted"
    assert checked.citations[0].source == "barge"
