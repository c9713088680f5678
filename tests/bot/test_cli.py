"""The promises of the command line, kept by real processes."""

import json
import os
import signal
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from bot.models import Answer
from tests.commands import ROOT, environment, onrecord

ARTICLE = """Truce holds for a second day

China offered to mediate between the two neighbours on Thursday, the foreign ministry said in a statement.

Both sides accepted the offer and recalled their troops from the border on Friday morning.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "truce.txt").write_text(ARTICLE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def run(corpus, data):
    """Run a command over the small corpus, by word matching alone."""

    def call(*arguments, **options):
        variables = {"ONRECORD_READER": "off", "ONRECORD_CORPUS": str(corpus), **options.pop("variables", {})}
        return onrecord(*arguments, data=options.pop("data", data), variables=variables, **options)

    return call


def one_line(output: bytes) -> str:
    """What a command said on standard error: one line, no traceback."""
    text = output.decode()
    assert text.count("\n") == 1, text
    assert "Traceback" not in text
    return text


def test_a_question_is_answered_with_status_0(run):
    ended = run("ask", "who offered to mediate?")
    assert ended.returncode == 0
    shown = ended.stdout.decode()
    assert "China offered to mediate between the two neighbours" in shown
    assert "truce.txt, line 3" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    "question", ["which volcano erupted in Iceland?", "", "   ", "\x07\x1b[2J", "🙂🙂", "who? " * 2_000, "؟", "!!!"]
)
def test_what_cannot_be_answered_is_declined_kindly_with_status_1(run, question):
    ended = run("ask", question)
    assert ended.returncode == 1
    assert not ended.stderr
    assert b"Traceback" not in ended.stdout
    assert b"\x1b" not in ended.stdout
    assert len(ended.stdout.decode().splitlines()[0]) < 300


def test_the_words_of_a_question_need_no_quotes(run):
    together, apart = (run("ask", "--json", *words) for words in (["who offered?"], ["who", "offered?"]))
    assert together.stdout == apart.stdout


def test_a_locale_without_curly_quotes_costs_only_the_quotes(run):
    ended = run("ask", "who offered “mediation”?", variables={"PYTHONIOENCODING": "ascii"})
    assert ended.returncode in {0, 1}
    assert b"unforeseen" not in ended.stderr


def test_the_json_of_an_answer_is_one_line_that_fits_the_published_schema(run, corpus):
    schema = json.loads(run("schema").stdout)
    assert schema.pop("$schema") == Draft202012Validator.META_SCHEMA["$id"]
    assert schema == Answer.model_json_schema(mode="serialization")
    assert set(schema["required"]) == set(Answer.model_fields)
    ended = run("ask", "--json", "who offered to mediate?")
    assert ended.stdout.count(b"\n") == 1
    answer = json.loads(ended.stdout)
    Draft202012Validator(schema).validate(answer)
    assert answer["status"] == "answered"
    text = (corpus / "truce.txt").read_text("utf-8")
    for citation in answer["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    declined = json.loads(run("ask", "--json", "which volcano erupted?").stdout)
    Draft202012Validator(schema).validate(declined)
    assert declined["status"] == "declined"


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_command(corpus, tmp_path, before):
    common = ["--corpus", corpus, "--data", tmp_path / "other", "--no-color"]
    arguments = [*common, "sources"] if before else ["sources", *common]
    ended = onrecord(*arguments, data=tmp_path / "default")
    assert b"truce.txt" in ended.stdout
    assert (tmp_path / "other").is_dir()
    assert not (tmp_path / "default").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["nosuch"],
        ["ask", "--nosuch", "a"],
        ["ask", "--json", "--questions", "x", "a"],
        ["ask", "--questions", "x"],
        ["ask", "--json", "--questions", "none.jsonl"],
        ["index", "nosuch"],
        ["eval", "none.jsonl"],
        ["ask", "--corpus", "", "a"],
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_right(run, arguments):
    ended = run(*arguments)
    assert ended.returncode == 2
    assert not ended.stdout
    assert ended.stderr.strip()
    assert b"Traceback" not in ended.stderr


def test_a_setting_that_is_not_allowed_is_one_line_with_status_2(run):
    ended = run("settings", variables={"ONRECORD_REFRESH": "perhaps"})
    assert ended.returncode == 2
    assert "ONRECORD_REFRESH. It takes on or off." in one_line(ended.stderr)


def test_settings_are_shown_with_where_they_come_from(run):
    shown = [line.split() for line in run("settings").stdout.decode().splitlines()]
    assert ["ONRECORD_READER", "off", "[environment]"] in shown
    assert ["ONRECORD_KEEP_GENERATIONS", "3", "[default]"] in shown


def test_a_batch_keeps_order_ids_and_status_0(run):
    lines = b'{"id": "a", "question": "which volcano erupted?"}\n{nonsense\n{"id": 2, "question": "who mediated?"}\n'
    ended = run("ask", "--json", "--questions", "-", stdin=lines)
    assert ended.returncode == 0
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [(answer["id"], answer["status"]) for answer in answers] == [
        ("a", "declined"),
        ("2", "declined"),
        ("2", "answered"),
    ]


def test_a_batch_can_come_from_a_file(run, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "a", "question": "who mediated?"}\n', "utf-8")
    ended = run("ask", "--json", "--questions", file)
    assert json.loads(ended.stdout)["id"] == "a"


def started(*arguments, data, **variables):
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(data, ONRECORD_READER="off", **variables),
        preexec_fn=_heed_interrupts,
    )


def _heed_interrupts():
    """A test run that was started in the background ignores Ctrl-C, and what it starts would inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_batch_answers_each_question_before_it_reads_the_next(corpus, data):
    with started("--corpus", corpus, "ask", "--json", "--questions", "-", data=data) as process:
        assert process.stdin
        assert process.stdout
        for name in ("first", "second"):
            process.stdin.write(json.dumps({"id": name, "question": "who mediated?"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_reader_that_goes_away_is_no_failure_to_talk_about(corpus, data):
    with started("--corpus", corpus, "ask", "--json", "--questions", "-", data=data) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        lines = b'{"question": "who mediated?"}\n' * 20
        process.stdin.write(lines)
        process.stdin.close()
        assert process.wait(60) == 141
        assert process.stderr.read() == b""


def test_ctrl_c_ends_quietly(corpus, data):
    with started("--corpus", corpus, "ask", "--json", "--questions", "-", data=data) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b'{"question": "who mediated?"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b""


def test_the_console_answers_the_lines_of_a_pipe(run):
    ended = run("console", stdin=b"who mediated?\n/context 1\n/sources\n/nosuch\n")
    assert ended.returncode == 0
    shown = ended.stdout.decode()
    for part in ("China offered to mediate", "Both sides accepted", "/nosuch is no command"):
        assert part in shown


def test_a_message_is_checked_without_a_verdict(run):
    ended = run("check", "--json", "Russia offered to mediate between the two neighbours on Thursday.")
    assert ended.returncode == 0
    (claim,) = json.loads(ended.stdout)["claims"]
    assert claim["nearest"][0]["citation"]["source"] == "truce.txt"


def test_an_index_is_built_shown_and_verified(run):
    assert b"sentences" in run("index", "build").stdout
    assert b"generation" in run("index", "status").stdout
    ended = run("index", "verify")
    assert ended.returncode == 0
    assert b"every one stands word for word" in ended.stdout


def test_a_changed_folder_is_read_again_unless_that_is_not_wanted(tmp_path):
    corpus, data = tmp_path / "corpus", tmp_path / "data"
    corpus.mkdir()
    (corpus / "a.txt").write_text(ARTICLE, "utf-8")
    common = {"data": data, "variables": {"ONRECORD_READER": "off", "ONRECORD_CORPUS": str(corpus)}}
    onrecord("index", "build", **common)
    (corpus / "b.txt").write_text("Envoys\n\nThe envoys of both countries returned on Sunday.\n", "utf-8")
    assert b"b.txt" not in onrecord("sources", "--no-refresh", **common).stdout
    assert b"b.txt" in onrecord("sources", **common).stdout


def test_a_missing_corpus_is_one_line_with_status_3(run, tmp_path):
    ended = run("ask", "--corpus", tmp_path / "none", "who mediated?")
    assert ended.returncode == 3
    assert str(tmp_path / "none") in one_line(ended.stderr)


def test_bad_files_are_named_and_cost_no_other(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "good.txt").write_text(ARTICLE, "utf-8")
    (corpus / "copy.txt").write_text(ARTICLE, "utf-8")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (corpus / "outside.txt").symlink_to("/etc/hostname")
    (corpus / "noteof.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (corpus / "broken.html").write_bytes(b"<html><p")
    (corpus / "front.txt").write_text("+++\ntitle = \n+++\n" + ARTICLE.replace("China", "Oman"), "utf-8")
    ended = onrecord("index", "build", data=tmp_path / "data", variables={"ONRECORD_CORPUS": str(corpus)})
    assert ended.returncode == 3
    shown = ended.stdout.decode()
    for name in ("binary.txt", "empty.txt", "dangling.txt", "outside.txt", "noteof.pdf", "broken.html", "front.txt"):
        assert name in shown
    assert "copy.txt has the same text as good.txt" in shown or "good.txt has the same text as copy.txt" in shown
    asked = onrecord(
        *("ask", "--no-refresh", "who offered to mediate?"),
        data=tmp_path / "data",
        variables={"ONRECORD_CORPUS": str(corpus), "ONRECORD_READER": "off"},
    )
    assert asked.returncode == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_data_folder_without_permission_is_one_line_with_status_3(run, tmp_path):
    (tmp_path / "data").mkdir(mode=0o500)
    ended = run("index", "build", data=tmp_path / "data")
    assert ended.returncode == 3
    assert "permission" in one_line(ended.stderr)


def test_a_data_folder_that_is_a_file_is_one_line_with_status_3(run, tmp_path):
    (tmp_path / "data").write_text("")
    ended = run("index", "build", data=tmp_path / "data")
    assert ended.returncode == 3
    assert str(tmp_path / "data") in one_line(ended.stderr)


def test_a_full_disk_is_one_line_with_status_3(run):
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "settings"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(ROOT),
            check=False,
        )
    assert ended.returncode == 3
    assert "No space left on device" in one_line(ended.stderr)


def test_a_damaged_index_is_built_anew_and_said_so(corpus, tmp_path):
    common = {"data": tmp_path, "variables": {"ONRECORD_READER": "off", "ONRECORD_CORPUS": str(corpus)}}
    onrecord("index", "build", **common)
    for file in tmp_path.rglob("*.npy"):
        file.write_bytes(file.read_bytes()[:-8])
    ended = onrecord("ask", "who mediated?", **common)
    assert ended.returncode == 0
    assert "damaged" in one_line(ended.stderr) or "changed" in one_line(ended.stderr)


def test_arguments_that_are_not_utf8_are_no_trouble(run):
    ended = run("ask", os.fsdecode(b"who \xff mediated?"))
    assert ended.returncode in {0, 1}
    assert not ended.stderr


def test_output_is_utf8_whatever_the_locale(run):
    ended = run("ask", "--json", "who mediated? ‘China’", variables={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"})
    assert "‘China’" in json.loads(ended.stdout)["question"]


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize(
    ("closing", "command", "status"),
    [
        ("2>&-", "ask --json 'who offered to mediate?'", 0),
        ("2>&-", "ask --corpus nowhere x", 3),
        ("2>/dev/full", "ask --corpus nowhere x", 3),
        ("<&-", "ask --json --questions -", 2),
    ],
)
def test_closed_or_full_standard_streams_change_neither_the_answer_nor_the_status(
    corpus, data, closing, command, status
):
    ended = subprocess.run(
        f'"{sys.executable}" -m bot {command} {closing}',
        shell=True,
        cwd=ROOT,
        env=environment(data, ONRECORD_READER="off", ONRECORD_CORPUS=str(corpus)),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == status
    assert ended.stdout.startswith(b"{") if status == 0 else ended.stdout == b""
    assert b"unforeseen" not in ended.stderr


def test_verifying_names_the_article_that_changed(tmp_path):
    (tmp_path / "corpus").mkdir()
    article = tmp_path / "corpus" / "truce.txt"
    article.write_text(ARTICLE, "utf-8")
    places = ("--corpus", tmp_path / "corpus")
    onrecord("index", "build", *places, data=tmp_path)
    article.write_text(ARTICLE.replace("China", "Norway"), "utf-8")
    ended = onrecord("index", "verify", *places, data=tmp_path)
    assert ended.returncode == 3
    assert b"truce.txt has changed since: 2 of its 2 sentences" in ended.stdout
    assert b"1 fault found" in ended.stdout


def test_what_parsers_grumble_about_is_not_shown(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "truce.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "corpus" / "broken.html").write_bytes(b"<html><p>")
    ended = onrecord("ask", "who?", "--corpus", tmp_path / "corpus", data=tmp_path)
    lines = ended.stderr.decode().splitlines()
    assert [line.split()[:2] for line in lines] == [["onrecord:", "broken.html"], ["onrecord:", "broken.pdf"]]


def test_a_file_without_a_gold_question_is_refused(run, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n  \n", "utf-8")
    ended = run("eval", gold)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert str(gold) in one_line(ended.stderr)


def test_a_mistyped_variable_is_told_by_every_command_and_stops_none(run):
    for command in (("ask", "who offered to mediate?"), ("settings",), ("index", "status")):
        ended = run(*command, variables={"ONRECORD_CORPSU": "elsewhere"})
        assert ended.returncode == 0
        told = one_line(ended.stderr)
        assert "ONRECORD_CORPSU is no setting" in told
        assert "ONRECORD_CORPUS?" in told


def test_a_broken_settings_file_is_named_by_line(run, tmp_path):
    (tmp_path / ".env").write_text("ONRECORD_REFRESH=on\nwhat is this\n", "utf-8")
    ended = run("ask", "who mediated?", cwd=tmp_path)
    assert ended.returncode == 2
    assert ".env, line 2." in one_line(ended.stderr)
