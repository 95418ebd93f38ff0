"""Decodes log lines into record batches of pyarrow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Literal, final

import pyarrow

__all__ = [
    "BatchTooLargeError",
    "CatalogueError",
    "Decoder",
    "KeaMessagesError",
    "LayoutError",
]

class KeaMessagesError(ValueError):
    """The base of the exceptions of this package."""

class CatalogueError(KeaMessagesError):
    """A catalogue has a mistake, or no messages. The text shows the mistake with its line."""

class LayoutError(KeaMessagesError):
    """An item of `layouts` is not a valid layout."""

class BatchTooLargeError(KeaMessagesError):
    """The strings of a record batch would exceed 2 GiB: decode fewer lines per batch."""

@final
class Decoder:
    """Decodes log lines, using a catalogue of messages.

    A catalogue is read from its file: TOML, `.mes` or JSON, according to the extension. Several
    files are versions of the same catalogue: lines with the text of any version are decoded. The
    other arguments are the options `--layout`, `--escapes` and `--continued` of `kea-messages
    decode`. Raises `OSError` for a file that cannot be read, `CatalogueError` and `LayoutError`.

    A decoder can be pickled, including the text of the catalogue, so the workers of a cluster do
    not need the files. Several threads can use one decoder, and decode at the same time.
    """

    def __new__(
        cls,
        catalogue: str | PathLike[str] | Sequence[str | PathLike[str]],
        *,
        layouts: Sequence[str] = ...,
        escapes: Literal["unknown", "escape", "itself"] = "unknown",
        continued: Literal["unknown", "value", "trace"] = "unknown",
    ) -> Decoder: ...

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        layouts: Sequence[str] = ...,
        escapes: Literal["unknown", "escape", "itself"] = "unknown",
        continued: Literal["unknown", "value", "trace"] = "unknown",
    ) -> Decoder:
        """Read a catalogue from the text of each file, by its name."""

    @property
    def schema(self) -> pyarrow.Schema:
        """The schema of the batches that `decode_batch` returns."""

    def decode_batch(
        self,
        lines: pyarrow.Array | pyarrow.ChunkedArray,
        *,
        file: str | None = None,
        first_line: int = 1,
        join: bool = True,
    ) -> pyarrow.RecordBatch:
        """Decode the lines of a log: an array of strings, or of bytes that may not be valid UTF-8.

        Lines that continue another one, and lines that were split, become one row. A string with
        several lines is a whole record; with `join=False`, every string is a whole record. Nulls
        are skipped, and an OpenTelemetry line can have several records. The column `line` counts
        the strings from `first_line`, and `file` is the same in all rows.

        Raises `BatchTooLargeError`, and `TypeError` for any other argument.
        """

    def decode_batches(
        self,
        batches: Iterable[pyarrow.Array | pyarrow.ChunkedArray],
        *,
        file: str | None = None,
        first_line: int = 1,
    ) -> Iterator[pyarrow.RecordBatch]:
        """Decode the lines of a log in several arrays, like `decode_batch`.

        There is one batch for each array, and one for the remaining lines at the end. A row is in
        the batch of the array in which its end is detected.
        """
