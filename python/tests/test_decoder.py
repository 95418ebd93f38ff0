"""Tests the class Decoder."""

import ast
import inspect
import json
import os
import pickle
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pyarrow.feather
import pytest

import kea_messages
from kea_messages import CatalogueError, Decoder, KeaMessagesError, LayoutError

CATALOGUE = """
[ALLOC_FAIL]
text = "%1: failed after %2 attempt(s)"
arguments = ["client", "attempts: u32"]

[ALLOC_PAIR]
text = "%1 to %2"
arguments = ["from", "to"]
"""

KEA = "2018-12-20 10:15:02.123 WARN  [kea.alloc/4711.140] "

LINES = [
    KEA + "ALLOC_FAIL a1: failed after 3 attempt(s)",
    KEA + "ALLOC_PAIR a to b to c",
    KEA + "ALLOC_FAIL another text",
    KEA + "ALLOC_GONE x",
    KEA + "no ID",
    "2018-12-20T10:15:02+01:00 INFO ALLOC_PAIR é to b",
    KEA + "{conn peer=192.0.2.7} ALLOC_PAIR a to b",
]

STATUS = ["decoded", "ambiguous", "other_text", "unknown_id", "no_id", "decoded", "decoded"]


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "messages.toml"
    path.write_text(CATALOGUE)
    return path


def test_messages_of_the_crates_are_known(catalogue):
    line = KEA + "LOG_LIMIT_EXCEEDED ALLOC_FAIL was suppressed 4 time(s): its limit is 1/10s"
    (row,) = Decoder(catalogue).decode_batch(pa.array([line])).to_pylist()
    assert row["status"] == "decoded"
    assert row["arguments"] == [("id", "ALLOC_FAIL"), ("left_out", "4"), ("limit", "1/10s")]


def test_a_batch_has_a_row_for_each_line(catalogue):
    decoder = Decoder(catalogue)
    batch = decoder.decode_batch(pa.array(LINES), file="log", first_line=7)
    assert isinstance(batch, pa.RecordBatch)
    batch.validate(full=True)
    assert batch.schema == decoder.schema
    first, second, *_, local, spans = batch.to_pylist()
    assert first["arguments"] == [("client", "a1"), ("attempts", "3")]
    assert (first["process"], first["thread"]) == ("4711", "140")
    assert (first["severity"], first["logger"]) == ("WARN", "kea.alloc")
    assert (first["file"], first["line"], spans["line"]) == ("log", 7, 13)
    assert first["time"] is None and first["local_time"].isoformat() == "2018-12-20T10:15:02.123000"
    assert local["local_time"] is None and local["time"].isoformat() == "2018-12-20T09:15:02+00:00"
    assert second["arguments"] is None
    assert second["readings"] == [
        [("from", "a"), ("to", "b to c")],
        [("from", "a to b"), ("to", "c")],
    ]
    assert spans["spans"] == [
        {"name": "conn", "fields": [{"name": "peer", "value": "192.0.2.7"}]}
    ]
    assert batch.column("status").to_pylist() == STATUS


@pytest.mark.parametrize(
    "data_type",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()],
)
def test_any_array_of_lines(catalogue, data_type):
    decoder = Decoder(catalogue)
    expected = decoder.decode_batch(pa.array(LINES))
    assert decoder.decode_batch(pa.array(LINES).cast(data_type)).equals(expected)
    # A slice has an offset, and a chunked array consists of several arrays.
    padded = pa.array(["x", *LINES, "y"]).cast(data_type)
    assert decoder.decode_batch(padded[1:-1]).equals(expected)
    chunks = pa.chunked_array([padded[1:3], padded[3:-1]])
    assert decoder.decode_batch(chunks).equals(expected)
    with_feeds = pa.array([line + "\n" for line in LINES]).cast(data_type)
    assert decoder.decode_batch(with_feeds).equals(expected)


def test_lines_that_are_none(catalogue):
    decoder = Decoder(catalogue)
    batch = decoder.decode_batch(pa.array([None, "ALLOC_PAIR a to b", None, ""]))
    assert batch.column("line").to_pylist() == [2, 4]
    assert decoder.decode_batch(pa.array([], pa.string())).num_rows == 0
    assert decoder.decode_batch(pa.array([None])).num_rows == 0
    assert decoder.decode_batch(pa.chunked_array([], pa.string())).num_rows == 0
    batch = decoder.decode_batch(pa.array([b"ALLOC_PAIR caf\xe9 to b"]))
    assert batch.column("status").to_pylist() == ["not_utf8"]
    assert batch.column("readings").to_pylist() == [[[("from", r"caf\xe9"), ("to", "b")]]]


def test_a_line_with_those_that_continue_it(catalogue):
    line = pa.array([KEA + "ALLOC_PAIR a to b\n  at c"])
    for continued, status, to in [
        ("unknown", "ambiguous", None),
        ("value", "decoded", "b\n  at c"),
        ("trace", "decoded", "b"),
    ]:
        batch = Decoder(catalogue, continued=continued).decode_batch(line)
        [row] = batch.to_pylist()
        assert (row["status"], row["continued"]) == (status, "  at c")
        assert to is None or dict(row["arguments"])["to"] == to


CONTAINER = "2018-12-20T10:15:02.1Z stdout "
SYSLOG = "Dec 20 10:15:02 host kea[7]: "
BARE = "Dec 20 10:15:02 host kea[8]: "


def docker(text):
    return json.dumps({"log": text, "stream": "stdout", "time": "2018-12-20T10:15:02Z"})


def journal(text, **fields):
    return json.dumps({"__REALTIME_TIMESTAMP": "7", "_PID": "7", "_TRANSPORT": "stdout", "MESSAGE": text, **fields})


# Lists of lines, each of which becomes a single row.
RECORDS = [
    [KEA + "ALLOC_PAIR a to b", "  at c", "", "ALLOC_PAIR c to d"],
    [KEA + "ALLOC_FAIL a1: failed after 3 attempt(s)", "Caused by: x"],
    [CONTAINER + "P " + KEA + "ALLOC_PAIR a ", CONTAINER + "P to", CONTAINER + "F  ALLOC_PAIR"],
    [CONTAINER + "F " + KEA + "ALLOC_PAIR a to b", CONTAINER + "F   c"],
    [docker(KEA + "ALLOC_PAIR a "), docker("to b\n"), docker("  c\n")],
    [SYSLOG + KEA + "ALLOC_PAIR a to b", SYSLOG + "  c"],
    [BARE + "ALLOC_PAIR a to b", BARE + "more"],
    [journal(KEA + "ALLOC_PAIR a to ", _LINE_BREAK="line-max"), journal("b"), journal("c")],
    [
        "__CURSOR=s=1;i=2;b=3;m=4;t=5;x=6",
        "__REALTIME_TIMESTAMP=7",
        "_PID=8",
        "MESSAGE=" + KEA + "ALLOC_PAIR a to b",
        "",
    ],
    [KEA + "ALLOC_GONE x", "y"],
]


def without_place(batch):
    return [{**row, "file": None, "line": None} for row in batch.to_pylist()]


def test_lines_that_are_one_are_a_row(catalogue):
    decoder = Decoder(catalogue)
    for record in RECORDS:
        batch = decoder.decode_batch(pa.array([None, *record]), first_line=4)
        assert batch.column("line").to_pylist() == [5], record
        assert batch.num_rows == 1
    # The last part alone would be another message.
    [row] = decoder.decode_batch(pa.array(RECORDS[2])).to_pylist()
    assert row["arguments"] == [("from", "a"), ("to", "ALLOC_PAIR")]
    [row] = decoder.decode_batch(pa.array(RECORDS[2][:2])).to_pylist()
    assert row["status"] == "ambiguous" and row["arguments"] is None
    # A string with several lines is a complete record.
    lines = [KEA + "ALLOC_PAIR a to b\n  c", "  d", KEA + "ALLOC_PAIR a to b", "ALLOC_PAIR c to d\n"]
    rows = decoder.decode_batch(pa.array(lines)).to_pylist()
    assert [(row["line"], row["continued"]) for row in rows] == [
        (1, "  c"),
        (2, None),
        (3, "ALLOC_PAIR c to d"),
    ]
    rows = decoder.decode_batch(pa.array(lines), join=False).to_pylist()
    assert [(row["line"], row["continued"]) for row in rows] == [(1, "  c"), (2, None), (3, None), (4, None)]
    layouts = Decoder(catalogue, layouts=["<{severity}> {id} {text}"])
    rows = layouts.decode_batch(pa.array(["<I> ALLOC_PAIR a to b", "x", "<I> ALLOC_PAIR a to b"]))
    assert rows.column("line").to_pylist() == [1, 3]


def test_a_record_goes_on_in_the_next_array(catalogue):
    decoder = Decoder(catalogue)
    lines = [line for record in RECORDS for line in record]
    expected = without_place(decoder.decode_batch(pa.array(lines)))
    assert len(expected) == len(RECORDS)
    for length in range(1, len(lines) + 2):
        arrays = [pa.array(lines[start : start + length]) for start in range(0, len(lines), length)]
        batches = list(decoder.decode_batches(iter(arrays), file="log", first_line=3))
        assert len(arrays) <= len(batches) <= len(arrays) + 1
        table = pa.Table.from_batches(batches)
        assert without_place(table) == expected
        assert set(table.column("file").to_pylist()) == {"log"}
        assert sorted(table.column("line").to_pylist())[:2] == [3, 7]
    assert list(decoder.decode_batches([])) == []
    [batch] = decoder.decode_batches([pa.array([], pa.string())])
    assert batch.num_rows == 0 and batch.schema == decoder.schema


def test_what_is_no_array_ends_the_batches(catalogue):
    decoder = Decoder(catalogue)
    with pytest.raises(TypeError, match="not iterable"):
        decoder.decode_batches(1)
    batches = decoder.decode_batches([pa.array([LINES[0]]), LINES, pa.array([LINES[0]])])
    assert next(batches).num_rows == 0
    with pytest.raises(TypeError, match="found `list`$"):
        next(batches)
    assert list(batches) == []

    def fails():
        yield pa.array([LINES[0]])
        raise KeyError("x")

    with pytest.raises(KeyError):
        list(decoder.decode_batches(fails()))


def test_options(catalogue):
    batch = Decoder(catalogue, layouts=["<{severity}> {id}: {text}"]).decode_batch(
        pa.array(["<W> ALLOC_PAIR: a to b"])
    )
    [row] = batch.to_pylist()
    assert (row["severity"], row["layout"], row["status"]) == ("W", "described", "decoded")
    line = pa.array([r"ALLOC_PAIR a\n to b"])
    for escapes, value in [("escape", "a\n"), ("itself", r"a\n")]:
        [row] = Decoder(catalogue, escapes=escapes).decode_batch(line).to_pylist()
        assert dict(row["arguments"])["from"] == value


def test_versions(catalogue, tmp_path):
    other = tmp_path / "other.mes"
    other.write_text("% ALLOC_FAIL no address for %1\nIt failed.\n")
    decoder = Decoder([catalogue, str(other)])
    lines = pa.array([LINES[0], KEA + "ALLOC_FAIL no address for a1"])
    arguments = decoder.decode_batch(lines).column("arguments").to_pylist()
    assert arguments == [[("client", "a1"), ("attempts", "3")], [("arg1", "a1")]]


def test_a_decoder_can_be_pickled_without_its_files(catalogue):
    decoder = Decoder(catalogue, layouts=["{severity} {id} {text}"], escapes="escape", continued="value")
    pickled = pickle.dumps(decoder)
    catalogue.unlink()
    lines = pa.array([r"WARN ALLOC_PAIR a\n to b", LINES[0]])
    assert pickle.loads(pickled).decode_batch(lines).equals(decoder.decode_batch(lines))


def test_threads_share_a_decoder(catalogue):
    decoder = Decoder(catalogue)
    lines = pa.array(LINES * 100)
    expected = decoder.decode_batch(lines)
    with ThreadPoolExecutor(4) as pool:
        for batch in pool.map(lambda _: decoder.decode_batch(lines), range(8)):
            assert batch.equals(expected)


def test_what_is_wrong(catalogue, tmp_path):
    with pytest.raises(FileNotFoundError) as error:
        Decoder(tmp_path / "none.toml")
    assert error.value.filename.endswith("none.toml")
    assert error.value.strerror == "No such file or directory"
    with pytest.raises(CatalogueError) as error:
        Decoder.from_texts({"m.toml": "[A_B]\ntxt = 'x'"})
    assert "--> m.toml:2:1" in str(error.value)
    with pytest.raises(CatalogueError, match="^no message was found$"):
        Decoder([])
    with pytest.raises(LayoutError, match="unknown field `txt`"):
        Decoder(catalogue, layouts=["{txt}"])
    with pytest.raises(ValueError, match="^unknown `escapes` `x`: expected"):
        Decoder(catalogue, escapes="x")
    with pytest.raises(ValueError, match="^unknown `continued` `x`: expected"):
        Decoder(catalogue, continued="x")
    decoder = Decoder(catalogue)
    with pytest.raises(TypeError, match="^expected a pyarrow array of strings, found `list`$"):
        decoder.decode_batch(LINES)
    with pytest.raises(TypeError, match="found one of Int64$"):
        decoder.decode_batch(pa.array([1]))
    for error in (CatalogueError, LayoutError, kea_messages.BatchTooLargeError):
        assert issubclass(error, KeaMessagesError)
    assert issubclass(KeaMessagesError, ValueError)


def test_more_than_a_batch_can_have(catalogue):
    decoder = Decoder(catalogue)
    with pytest.raises(kea_messages.BatchTooLargeError, match="2 GiB"):
        decoder.decode_batch(pa.array(["ALLOC_PAIR a to b"]), file="x" * (1 << 31))


STUB = os.path.join(os.path.dirname(__file__), "..", "kea_messages.pyi")


def test_the_stub_has_what_the_package_has():
    with open(STUB) as stub:
        stub = stub.read()
    # The package that maturin creates contains a module with the same name.
    names = [name for name in dir(kea_messages) if name[0] != "_" and name != "kea_messages"]
    for name in names:
        assert f"class {name}" in stub
        assert f'"{name}"' in stub
    assert len(names) == 5
    for name in dir(Decoder):
        if not name.startswith("_"):
            assert f"def {name}(" in stub


def test_help_shows_what_the_stub_says():
    with open(STUB) as stub:
        stub = ast.parse(stub.read())
    documented = {"": (kea_messages.kea_messages, stub)}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            documented[node.name] = (getattr(kea_messages, node.name), node)
    for node in documented["Decoder"][1].body:
        # The text of the constructor is the documentation of the class.
        if isinstance(node, ast.FunctionDef) and node.name != "__new__":
            documented[node.name] = (getattr(Decoder, node.name), node)
    assert len(documented) == 10
    for name, (item, node) in documented.items():
        assert inspect.getdoc(item) == ast.get_docstring(node), name


@pytest.mark.skipif("KEA_MESSAGES" not in os.environ, reason="python/test names the program")
def test_the_rows_are_those_of_the_program(catalogue, tmp_path):
    log, rows = tmp_path / "log", tmp_path / "rows.arrow"
    lines = LINES + [line for record in RECORDS for line in record]
    log.write_text("".join(line + "\n" for line in lines))
    for continued in ("unknown", "value", "trace"):
        command = [os.environ["KEA_MESSAGES"], "decode", "-c", catalogue, log, "--continued", continued]
        subprocess.run([*command, "--format", "arrow", "-o", rows], check=True)
        expected = pyarrow.feather.read_table(rows)
        decoder = Decoder(catalogue, continued=continued)
        batch = decoder.decode_batch(pa.array(lines), file=str(log))
        assert pa.Table.from_batches([batch]).equals(expected)
        assert expected.num_rows == len(LINES) + len(RECORDS)
    # The README documents all columns.
    with open(os.path.join(os.path.dirname(__file__), "..", "README.md")) as readme:
        readme = readme.read()
    for name in expected.column_names:
        assert f"`{name}`" in readme
