"""Decodes logs on a Spark cluster, and counts the lines of each message.

    python examples/spark.py CATALOGUE LOG... [--master MASTER] [--output FOLDER]

Each worker needs the Python packages kea-messages and pyarrow. It receives the decoder, including
the catalogue. A task reads a part of a log, or several short logs, and joins the lines of a
record. If Spark has split a log in the middle of a record, the lines after that are separate rows.
"""

import argparse
import time

from kea_messages import Decoder
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema


def decode_logs(spark, decoder, logs):
    """Returns the lines of logs as a table, with the columns of `decoder.schema`."""

    def decode(batches):
        return decoder.decode_batches(batch.column("value") for batch in batches)

    lines = spark.read.text(logs)
    table = lines.mapInArrow(decode, from_arrow_schema(decoder.schema))
    # The position of a line in its batch is meaningless.
    return table.drop("file", "line")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("catalogue")
    parser.add_argument("logs", nargs="+", metavar="LOG")
    parser.add_argument("--master", default="local[*]", help="such as spark://host:7077")
    parser.add_argument("--output", help="folder for the table, as Parquet")
    arguments = parser.parse_args()

    spark = SparkSession.builder.master(arguments.master).appName("kea-messages").getOrCreate()
    table = decode_logs(spark, Decoder(arguments.catalogue), arguments.logs)
    if arguments.output:
        table.write.parquet(arguments.output)
    # The first run also starts the workers, so the second one is timed.
    for _ in range(2):
        start = time.monotonic()
        counts = table.groupBy("id", "status").count().orderBy("id", "status").collect()
        seconds = time.monotonic() - start
    for row in counts:
        print(row["count"], row["status"], row["id"] or "-")
    print(f"{seconds:.2f} seconds")
    spark.stop()


if __name__ == "__main__":
    main()
