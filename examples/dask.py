"""Decodes logs on a Dask cluster, and counts the lines of each message.

    python examples/dask.py CATALOGUE LOG... [--workers N | --scheduler ADDRESS]

Each worker needs the Python packages kea-messages and pyarrow. It receives the decoder, including
the catalogue. Logs are split into blocks at line ends. If a block ends in the middle of a record,
the lines of the record in the next block are separate rows.
"""

import sys
from pathlib import Path

# This file has the same name as the package that it imports.
sys.path[:] = [path for path in sys.path if Path(path).resolve() != Path(__file__).parent.resolve()]

import argparse
import time

import dask
import pyarrow as pa
import pyarrow.compute as pc
from dask.bytes import read_bytes
from dask.distributed import Client, LocalCluster
from kea_messages import Decoder


def decode_logs(decoder, logs, blocksize):
    """Returns the lines of logs as delayed record batches, with the columns of `decoder.schema`."""

    def decode(block):
        lines = pa.array(block.split(b"\n"))
        # There is no line after the last line feed.
        return decoder.decode_batch(lines[:-1] if block.endswith(b"\n") else lines)

    _, files = read_bytes(logs, delimiter=b"\n", blocksize=blocksize, sample=False)
    return [dask.delayed(decode)(block) for blocks in files for block in blocks]


def count(batch):
    """Returns the number of lines for each ID and status in a batch."""
    return pa.table(batch).group_by(["id", "status"]).aggregate([([], "count_all")])


def total(counts):
    """Returns the sums of the numbers of all batches."""
    keys = ["id", "status"]
    summed = pa.concat_tables(counts).group_by(keys).aggregate([("count_all", "sum")])
    return summed.take(pc.sort_indices(summed, [(key, "ascending") for key in keys]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalogue")
    parser.add_argument("logs", nargs="+", metavar="LOG")
    parser.add_argument("--scheduler", help="such as tcp://host:8786")
    parser.add_argument("--workers", type=int, default=2, help="of a local cluster")
    parser.add_argument("--blocksize", default="16 MiB")
    arguments = parser.parse_args()

    if arguments.scheduler:
        client = Client(arguments.scheduler)
    else:
        cluster = LocalCluster(n_workers=arguments.workers, threads_per_worker=1)
        client = Client(cluster)
    decoder = Decoder(arguments.catalogue)
    batches = decode_logs(decoder, arguments.logs, arguments.blocksize)
    counted = dask.delayed(total)([dask.delayed(count)(batch) for batch in batches])
    # Importing the package is not timed. A second run would find cached results of the first one.
    client.run(__import__, "kea_messages")
    start = time.monotonic()
    counts = counted.compute()
    seconds = time.monotonic() - start
    for row in counts.to_pylist():
        print(row["count_all_sum"], row["status"], row["id"] or "-")
    print(f"{seconds:.2f} seconds")
    client.close()


if __name__ == "__main__":
    main()
