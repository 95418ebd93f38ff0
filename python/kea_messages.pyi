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
    """A catalogue has a mistake, or no message. The text shows it with its line."""

class LayoutError(KeaMessagesError):
    """What was given for `layouts` describes no layout."""

class BatchTooLargeError(KeaMessagesError):
    """The strings of a record batch would have more than 2 GiB: decode fewer lines at once."""

@final
class Decoder:
    """Decodes log lines by a catalogue of messages.

    It can be pickled, with the text of the catalogue: the workers of a cluster need not have
    the files. Several threads can use one decoder, and decode at the same time.
    """

    def __new__(
        cls,
        catalogue: str | PathLike[str] | Sequence[str | PathLike[str]],
        *,
        layouts: Sequence[str] = ...,
        escapes: Literal["unknown", "escape", "itself"] = "unknown",
        continued: Literal["unknown", "value", "trace"] = "unknown",
    ) -> Decoder:
        """Read a catalogue: TOML, `.mes` or JSON, by the ending of the file.

        Of several files each is a version: a line that has the text of any is decoded. The
        other arguments are the options `--layout`, `--escapes` and `--continued` of
        `kea-messages decode`.

        Raises `OSError` for a file that cannot be read, `CatalogueError` and `LayoutError`.
        """

    @classmethod
    def from_texts(
        cls,
        texts: Mapping[str, str],
        layouts: Sequence[str] = ...,
        escapes: Literal["unknown", "escape", "itself"] = "unknown",
        continued: Literal["unknown", "value", "trace"] = "unknown",
    ) -> Decoder:
        """Read a catalogue that is there already: the text of each file by its name."""

    @property
    def schema(self) -> pyarrow.Schema:
        """The columns of what `decode_batch` returns."""

    def decode_batch(
        self,
        lines: pyarrow.Array | pyarrow.ChunkedArray,
        *,
        file: str | None = None,
        first_line: int = 1,
        join: bool = True,
    ) -> pyarrow.RecordBatch:
        """Decode the lines of a log: an array of strings, or of bytes if they need not be UTF-8.

        Lines that continue another one, and those that are parts of one, are one row. A string
        with several lines is a whole record; with `join=False` each string is. A null is no line,
        and a line of OpenTelemetry can have several records. The column `line` counts the strings
        from `first_line`, and `file` is the same in all rows.

        Raises `BatchTooLargeError`, and `TypeError` for what is no such array.
        """

    def decode_batches(
        self,
        batches: Iterable[pyarrow.Array | pyarrow.ChunkedArray],
        *,
        file: str | None = None,
        first_line: int = 1,
    ) -> Iterator[pyarrow.RecordBatch]:
        """Decode the lines of a log that is in several arrays, as `decode_batch` does.

        There is a batch for each array, and one for what is left at the end. A row is in the
        batch of the array that shows where it ends.
        """
