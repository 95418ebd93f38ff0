//! A line as JSON.

use kea_messages_decode::{Line, Outcome, Reading, Value};
use std::io::{self, Write};

/// Writes a line, and those that go on from it.
pub(super) fn write(out: &mut impl Write, line: &Line<'_>, rest: &str) -> io::Result<()> {
    let mut separator = b"{".as_slice();
    let heads = [
        ("time", &line.time),
        ("severity", &line.severity),
        ("logger", &line.logger),
        ("pid", &line.pid),
        ("id", &line.id),
    ];
    for (name, value) in heads {
        if let Some(value) = value {
            out.write_all(separator)?;
            field(out, name)?;
            string(out, value)?;
            separator = b",";
        }
    }
    out.write_all(separator)?;
    field(out, "status")?;
    let status = match &line.outcome {
        Outcome::Decoded(_) => "decoded",
        Outcome::Ambiguous(_) => "ambiguous",
        Outcome::OtherText => "other_text",
        Outcome::UnknownId => "unknown_id",
        _ => "no_id",
    };
    string(out, status)?;
    match &line.outcome {
        Outcome::Decoded(reading) => {
            out.write_all(b",")?;
            field(out, "arguments")?;
            arguments(out, reading)?;
        }
        Outcome::Ambiguous(readings) => {
            out.write_all(b",")?;
            field(out, "readings")?;
            out.write_all(b"[")?;
            for (index, reading) in readings.iter().enumerate() {
                if index > 0 {
                    out.write_all(b",")?;
                }
                arguments(out, reading)?;
            }
            out.write_all(b"]")?;
        }
        _ => {}
    }
    out.write_all(b",")?;
    field(out, "text")?;
    string(out, &line.text)?;
    if !rest.is_empty() {
        out.write_all(b",")?;
        field(out, "continued")?;
        string(out, rest)?;
    }
    out.write_all(b"}\n")
}

fn arguments(out: &mut impl Write, reading: &Reading<'_>) -> io::Result<()> {
    out.write_all(b"{")?;
    for (index, (name, value)) in reading.arguments().enumerate() {
        if index > 0 {
            out.write_all(b",")?;
        }
        string(out, name)?;
        out.write_all(b":")?;
        match value {
            Value::Bare(number) => out.write_all(number.as_bytes())?,
            other => string(out, other.as_str())?,
        }
    }
    out.write_all(b"}")
}

/// A name of ours, which has nothing to escape.
fn field(out: &mut impl Write, name: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    out.write_all(name.as_bytes())?;
    out.write_all(b"\":")
}

fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    // Without an early end, so that many bytes are looked at at once.
    let special =
        |byte: u8| u8::from(byte < b' ') | u8::from(byte == b'"') | u8::from(byte == b'\\');
    let bytes = text.as_bytes().iter();
    if bytes.fold(0, |any, &byte| any | special(byte)) == 0 {
        out.write_all(b"\"")?;
        out.write_all(text.as_bytes())?;
        return out.write_all(b"\"");
    }
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
