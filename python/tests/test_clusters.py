"""Tests the examples, each on a local cluster with two workers."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
from kea_messages import Decoder

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

CATALOGUE = """
[ALLOC_FAIL]
text = "%1: failed after %2 attempt(s)"
arguments = ["client", "attempts: u32"]

[ALLOC_PAIR]
text = "%1 to %2"
"""


@pytest.fixture
def logs(tmp_path):
    """Writes a catalogue and logs with its messages."""
    (tmp_path / "messages.toml").write_text(CATALOGUE)
    for log in range(3):
        lines = []
        for number in range(5_000):
            head = f"2018-12-20 10:15:{number % 60:02}.123 INFO  [kea/4711] "
            lines.append(head + f"ALLOC_FAIL a{number}: failed after {number} attempt(s)")
            lines.append(head + ("ALLOC_PAIR a to b", "ALLOC_PAIR a to b to c", "ALLOC_GONE x")[number % 3])
        (tmp_path / f"{log}.log").write_text("".join(line + "\n" for line in lines))
    return tmp_path


def expected(logs):
    """Returns the expected output of the examples, without the time."""
    decoder = Decoder(logs / "messages.toml")
    counts = Counter()
    for log in logs.glob("*.log"):
        batch = decoder.decode_batch(pa.array(log.read_text().splitlines()))
        counts.update(zip(batch.column("id").to_pylist(), batch.column("status").to_pylist()))
    return [f"{count} {status} {id}" for (id, status), count in sorted(counts.items())]


def run(example, logs, *options):
    """Runs an example, and returns its output without the time."""
    logs_by_name = sorted(map(str, logs.glob("*.log")))
    command = [sys.executable, EXAMPLES / example, logs / "messages.toml", *logs_by_name, *options]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    process = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600)
    assert process.returncode == 0, process.stderr
    *lines, time = process.stdout.splitlines()
    assert time.endswith(" seconds")
    return lines


def test_spark(logs):
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("Java is not installed: Debian's package default-jre-headless has it")
    import pyarrow.parquet

    rows = logs / "rows"
    master = "local-cluster[2,1,1024]"
    assert run("spark.py", logs, "--master", master, "--output", rows) == expected(logs)
    table = pyarrow.parquet.read_table(rows)
    decoder = Decoder(logs / "messages.toml")
    names = [name for name in decoder.schema.names if name not in ("file", "line")]
    assert table.column_names == names
    # The rows of Spark are the same as without Spark.
    lines = [line for log in logs.glob("*.log") for line in log.read_text().splitlines()]
    batch = decoder.decode_batch(pa.array(lines)).select(names)
    of = lambda table: sorted(map(repr, table.select(["text", "arguments", "readings", "local_time"]).to_pylist()))
    assert of(table) == of(batch)


def test_dask(logs):
    pytest.importorskip("dask.distributed")
    # Without the delimiter, blocks of this size would end in the middle of lines.
    assert run("dask.py", logs, "--workers", "2", "--blocksize", "100 kB") == expected(logs)
