"""The command line, run as people and programs run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from examples.command_line import dateline, program

from knowledge.errors import UsageError
from knowledge.evaluation.questions import evaluate
from knowledge.library import Library
from knowledge.settings import Settings


def test_a_question_is_answered_by_quotation_and_citation(articles: Path) -> None:
    done = program("ask", "How many ferries stayed in port?", "--sources", articles)
    assert done.returncode == 0, done.stderr
    quotation, source, *_ = done.stdout.splitlines()
    assert quotation.startswith("“Nine ferries stayed in port")
    assert source == "  — The Harbour Post, 3 May 2021, paragraph 1"


def test_what_the_sources_do_not_tell_is_no_answer_and_exit_1(articles: Path) -> None:
    done = program("ask", "Who won the chess tournament?", "--sources", articles)
    assert (done.returncode, done.stderr) == (1, "")


def test_json_is_the_model_and_its_quotation_stands_in_the_article(articles: Path) -> None:
    answer = json.loads(dateline("ask", "Who leads the crews?", "--json", "--sources", articles).stdout)
    cited = answer["citations"][0]
    assert answer["answer"] == cited["quote"]
    body = (articles / cited["source"]).read_text(encoding="utf-8").split("+++")[2].strip()
    assert body[cited["start"] : cited["end"]] == cited["quote"]


def test_a_batch_is_answered_line_by_line_from_standard_input(articles: Path) -> None:
    lines = "".join(
        json.dumps({"id": n, "question": q}) + "\n" for n, q in enumerate(["Who is Ole Brandt?", "?"])
    )
    done = dateline("ask", "--batch", "-", "--json", "--sources", articles, given=lines)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [0, 1]


def test_a_bad_line_of_a_batch_is_named_and_the_rest_is_answered(articles: Path) -> None:
    done = dateline(
        "ask", "--batch", "-", "--sources", articles, given='{"id": 1}\n{"id": 2, "question": "Who?"}\n'
    )
    assert done.returncode == 2
    assert "line 1" in done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_sources_are_listed_one_json_object_a_line(articles: Path) -> None:
    rows = [
        json.loads(line) for line in dateline("sources", "--json", "--sources", articles).stdout.splitlines()
    ]
    assert [(row["id"], row["publisher"], row["paragraphs"], row["sentences"]) for row in rows] == [
        ("ferries.md", "The Harbour Post", 2, 3),
        ("radio.md", "Coast Radio", 2, 3),
    ]


def test_read_shows_what_the_reader_made_of_a_page(articles: Path) -> None:
    page = json.loads(dateline("read", articles / "ferries.md", "--json").stdout)
    assert (page["title"], page["published"], len(page["paragraphs"])) == (
        "Ferries stop as crews strike",
        "2021-05-03",
        2,
    )


def test_show_explains_a_sentence_by_its_facts_and_their_rules(articles: Path) -> None:
    shown = dateline("show", "radio.md#3", "--sources", articles).stdout
    assert shown.splitlines()[0].endswith("Bluewater has offered talks on 12 May.")
    assert "timex “12 May” by " in shown


def test_facts_of_a_sentence_are_told_in_words(articles: Path) -> None:
    shown = dateline("show", "radio.md#1", "--sources", articles).stdout
    assert (
        "figure “Around 4,000” by number: low 4,000; high 4,000; qualifier about; counted islanders" in shown
    )
    assert "period 4 May 2021" in shown
    assert not set("[]{}") & set(shown)


def test_a_sentence_and_its_place_for_a_question_are_json_throughout(articles: Path) -> None:
    shown = dateline("show", "radio.md#1", "--question", "Who is cut off?", "--json", "--sources", articles)
    *_, last = map(json.loads, shown.stdout.splitlines())
    assert [one["sentence"]["number"] for one in last["candidates"]] == [1]


def test_a_damaged_pdf_is_told_in_one_line(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%!PS this is something else")
    done = dateline("read", page)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_dates_are_timex3(articles: Path) -> None:
    row = json.dumps({"doc": "a", "dct": "2021-05-03", "text": "It rained on Sunday."})
    done = json.loads(dateline("dates", "--batch", "-", given=row + "\n").stdout)
    assert [(t["value"], t["type"]) for t in done["timexes"]] == [("2021-05-02", "DATE")]


def test_a_changed_file_is_noticed_at_the_next_question(articles: Path) -> None:
    dateline("index", "--sources", articles)
    page = articles / "ferries.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Nine", "Twelve"), encoding="utf-8")
    assert (
        "Twelve ferries" in dateline("ask", "How many ferries stayed in port?", "--sources", articles).stdout
    )


def test_evaluate_measures_against_known_answers(articles: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"question": "How many ferries stayed in port?", "answer_key": ["Nine ferries"]}\n', encoding="utf-8"
    )
    result = json.loads(dateline("evaluate", gold, "--json", "--sources", articles).stdout)
    assert (result["questions"], result["first hit right"]) == (1, 1.0)


def test_a_name_that_no_source_has_is_no_answer_and_exit_1(articles: Path) -> None:
    done = dateline("facts", "Zembla", "--sources", articles)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Zembla" in done.stderr


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"question": "Who?"', "not JSON"),
        ("[]", '"question"'),
        ('{"question": 7, "answer_key": ["a"]}', '"question"'),
        ('{"question": "Who?"}', '"answer_key", "gold_text" or "evidence" is wanted'),
        ('{"question": "Who?", "answer_key": "zebra"}', "a list of regular expressions is wanted"),
        ('{"question": "Who?", "answer_key": ["Mat(tis"]}', "unterminated"),
        ('{"question": "Who?", "answer_key": 5}', '"answer_key"'),
        ('{"question": "Who?", "gold_text": [""]}', "a list of sentences is wanted"),
        ('{"question": "Who?", "evidence": [{"x": 1}]}', '"paragraphs"'),
        ('{"question": "Who?", "context": 5, "answer_key": ["a"]}', '"context"'),
        ('{"question": "Who?", "answerable": "no"}', "true or false"),
    ],
)
def test_a_bad_line_of_known_answers_is_named_and_nothing_is_measured(
    articles: Path, line: str, named: str
) -> None:
    with (
        Library.open(Settings(sources=(articles,), meaning="off")) as library,
        pytest.raises(UsageError) as e,
    ):
        evaluate(['{"question": "Who?", "answerable": false}', line], library)
    assert str(e.value).startswith("line 2: ")
    assert named in str(e.value)


def test_known_answers_without_a_question_are_told(articles: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n", encoding="utf-8")
    done = dateline("evaluate", gold, "--sources", articles)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no question" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["ask"], "QUESTION is missing"),
        (["ask", "x", "--sources", "nowhere"], "nowhere"),
        (["ask", "x", "--top", "99"], "--top"),
        (["show", "ferries.md#x"], "ferries.md#x"),
        (["show", "unknown.md"], "unknown.md"),
        (["show", ""], "SOURCE is empty"),
        (["facts", " "], "NAME is empty"),
        (["ask", "--explain", "--batch", "-"], "--explain"),
        (["read", "missing.txt"], "missing.txt"),
        (["timeline", "--from", "soonish"], "soonish"),
        (["timeline", "--from", "2025", "--to", "2019"], "'2025' begins after '2019' ends"),
        (["ask", "x", "--sources", "/dev/null"], "/dev/null: it is neither a file nor a folder"),
        (["ask", "x", "--sources", __file__], "ending that is not read"),
        (["evaluate", "missing.jsonl"], "missing.jsonl"),
        (["nonsense"], "nonsense"),
    ],
)
def test_bad_usage_names_the_thing_and_exits_2(articles: Path, arguments: list[str], named: str) -> None:
    given = (
        [*arguments, "--sources", articles] if arguments[0] in ("show", "timeline", "evaluate") else arguments
    )
    done = dateline(*given)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_named_with_its_remedy(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TOP", "many")
    done = dateline("ask", "Who?", "--sources", articles)
    assert (done.returncode, done.stderr) == (2, "DATELINE_TOP: a whole number from 1 to 50, not 'many'\n")


def test_settings_in_a_file_that_is_no_text_are_told(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes("DATELINE_TOP=3\n".encode("utf-16"))
    monkeypatch.chdir(tmp_path)
    done = dateline("ask", "Who?", "--sources", articles)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{tmp_path / '.env'}: is not UTF-8")
    assert "UTF-8" in done.stderr


@pytest.mark.parametrize("meaning", ["auto", "off"])
@pytest.mark.parametrize("command", ["ask", "timeline", "check", "facts", "show"])
def test_bytes_that_are_no_text_break_nothing(
    articles: Path, monkeypatch: pytest.MonkeyPatch, command: str, meaning: str
) -> None:
    monkeypatch.setenv("DATELINE_MEANING", meaning)
    done = dateline(command, "Who is \udcff Marta\udcff Quill?", "--sources", articles)
    assert "went wrong" not in done.stderr


def test_an_unreadable_file_is_named_and_the_rest_is_answered(articles: Path) -> None:
    (articles / "broken.txt").write_bytes(b"\x00\x01\x02")
    done = dateline("ask", "How many ferries stayed in port?", "--sources", articles)
    assert "broken.txt" in done.stderr
    assert done.stdout.startswith("“Nine ferries")


def test_a_folder_without_articles_is_told(articles: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    both = dateline("ask", "How many ferries stayed in port?", "--sources", empty, "--sources", articles)
    assert both.returncode == 0
    assert "empty: there is no article in it" in both.stderr
    assert "encoded" not in dateline("index", "--sources", empty).stdout
    assert "MEND 0 articles indexed; name a folder" in dateline("doctor", "--sources", empty).stdout


def test_doctor_says_what_to_mend(articles: Path) -> None:
    assert dateline("doctor", "--sources", articles).returncode == 0
    (articles / "empty.txt").write_text("", encoding="utf-8")
    done = dateline("doctor", "--sources", articles)
    assert done.returncode == 1
    assert "MEND" in done.stdout


def test_a_ranking_is_explained(articles: Path) -> None:
    done = dateline("ask", "How many ferries stayed in port?", "--explain", "--sources", articles)
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()
    assert first[1].startswith("Asked for: number")
    assert first[2].startswith("It rests on: ")
    assert first[3].startswith("1. ")
    assert "Nine ferries stayed in port" in first[4]


def test_a_ranking_is_explained_in_json(articles: Path) -> None:
    question = "How many ferries stayed in port?"
    told = json.loads(dateline("ask", question, "--explain", "--json", "--sources", articles).stdout)
    first, *_ = told["candidates"]
    assert (told["asked"], first["place"], first["sentence"]["source"]) == ("number", 1, "ferries.md")


def test_a_sentence_is_shown_with_its_place_for_a_question(articles: Path) -> None:
    sources = dateline("sources", "--json", "--sources", articles).stdout.splitlines()
    source = next(json.loads(line)["id"] for line in sources if "Harbour" in line)
    question = ("--question", "How many ferries stayed in port?")
    done = dateline("show", f"{source}#1", *question, "--sources", articles)
    assert done.returncode == 0, done.stderr
    assert "Asked for: number" in done.stdout
    assert dateline("show", source, *question, "--sources", articles).returncode == 2


def test_a_chart_that_cannot_be_drawn_is_told(articles: Path, tmp_path: Path) -> None:
    done = dateline("facts", "Ole Brandt", "--picture", tmp_path / "a.png", "--sources", articles)
    assert done.returncode == 1
    assert "three dated values" in done.stderr
    assert done.stdout.startswith("Ole Brandt")


def test_an_unknown_name_is_json_too(articles: Path) -> None:
    done = dateline("facts", "Zembla", "--json", "--sources", articles)
    assert (done.returncode, json.loads(done.stdout)["name"]) == (1, "Zembla")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("ask", "--batch", "-", "Who?"), "leave QUESTION out"),
        (("check", "--batch", "-", "It rained."), "leave CLAIM out"),
        (("check", ""), "CLAIM is empty"),
        (("show", "nowhere.md"), "`dateline sources` lists them"),
        (("timeline", "--picture", "all.txt"), "call it all.png"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_remedy(
    articles: Path, typed: tuple[str, ...], told: str
) -> None:
    done = dateline(*typed, "--sources", articles, given="")
    assert done.returncode == 2
    assert told in done.stderr
