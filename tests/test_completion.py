"""Names that begin as somebody has typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence.completion import NameList

NAMES = NameList.of({"Ada Finch": 2, "Finchley": 5, "Oakholm": 1, "Élan Vale": 3})


def test_a_name_is_found_by_the_start_of_any_of_its_words() -> None:
    assert NAMES.starting("fin") == ("Finchley", "Ada Finch")
    assert NAMES.starting("ada f") == ("Ada Finch",)
    assert NAMES.starting("inch") == ()


def test_case_and_spaces_do_not_matter() -> None:
    assert NAMES.starting("  ADA   f ") == ("Ada Finch",)
    assert NAMES.starting("éL") == ("Élan Vale",)


def test_for_nothing_typed_the_most_mentioned_come_first() -> None:
    assert NAMES.starting("") == ("Finchley", "Élan Vale", "Ada Finch", "Oakholm")


@given(st.dictionaries(st.text(max_size=12), st.integers(1, 9), max_size=60), st.text(max_size=4))
def test_what_is_found_is_what_looking_at_each_name_finds(counts: dict[str, int], typed: str) -> None:
    wanted = " ".join(typed.casefold().split())

    def begins(name: str) -> bool:
        words = name.casefold().split()
        return any(" ".join(words[n:]).startswith(wanted) for n in range(len(words))) or not wanted

    by_hand = sorted((n for n in counts if begins(n)), key=lambda n: (-counts[n], n))[:25]
    assert list(NameList.of(counts).starting(typed)) == by_hand
