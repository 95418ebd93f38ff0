//! Converts records of `journalctl -o export` to JSON. Such a record has one field per line, binary
//! fields with their length before the value, and an empty line at the end.

use super::joined::{Joined, MAX_KEPT};
use serde_json::{Map, Value};

/// The beginning of each record.
const CURSOR: &[u8] = b"__CURSOR=";

/// The name of a field that each record has.
const TIME: &str = "__REALTIME_TIMESTAMP";

/// The size of the length in front of a binary value, in bytes.
const LENGTH: usize = 8;

/// The maximum length of the name of a field.
const MAX_NAME: usize = 64;

/// An incomplete record.
#[derive(Debug)]
pub(super) struct Export {
    fields: Map<String, Value>,
    /// The name of the binary field that is being read, and its bytes so far.
    binary: Option<(String, Vec<u8>)>,
    /// The unchanged lines, in case they are not a record.
    lines: Vec<Joined>,
    kept: usize,
}

/// The role of a line in a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// A field, or a part of one.
    Field,
    /// The end of the record.
    End,
    /// The line cannot be in a record.
    None,
}

/// Whether a line can be the first one of a record.
pub(super) fn can_begin(line: &[u8]) -> bool {
    line.starts_with(CURSOR)
}

impl Export {
    /// Begins a record with this line. Returns `None` if a record cannot begin with it.
    pub(super) fn begin(line: &[u8], number: Option<u64>) -> Option<Self> {
        let cursor = line.strip_prefix(CURSOR)?;
        let is_cursor = cursor.starts_with(b"s=") && !cursor.contains(&b' ');
        let mut export = Self {
            fields: Map::new(),
            binary: None,
            lines: Vec::new(),
            kept: 0,
        };
        (is_cursor && export.take(line, number) == Taken::Field).then_some(export)
    }

    pub(super) fn take(&mut self, line: &[u8], number: Option<u64>) -> Taken {
        if line.is_empty() && self.binary.is_none() {
            return if self.is_record() {
                Taken::End
            } else {
                Taken::None
            };
        }
        self.kept += line.len() + 1;
        // Another record begins, so the end of this one is missing.
        let is_next = self.binary.is_none() && !self.lines.is_empty() && can_begin(line);
        if is_next || self.kept > MAX_KEPT || !self.take_field(line) {
            return Taken::None;
        }
        self.lines.push(Joined::new(line.to_vec(), number));
        Taken::Field
    }

    /// Whether only the end of the record is missing.
    pub(super) fn is_record(&self) -> bool {
        self.binary.is_none() && self.fields.contains_key(TIME)
    }

    /// Returns the record as a line of JSON.
    pub(super) fn joined(self) -> Joined {
        let number = self.lines.first().and_then(|line| line.number);
        Joined::new(Value::Object(self.fields).to_string().into_bytes(), number)
    }

    pub(super) fn into_lines(self) -> Vec<Joined> {
        self.lines
    }

    /// Adds a field, or the next line of a binary field. Returns whether the line is one of these.
    fn take_field(&mut self, line: &[u8]) -> bool {
        if let Some((name, mut bytes)) = self.binary.take() {
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
            let Some(value) = value(&bytes) else {
                let is_open = is_open(&bytes);
                self.binary = Some((name, bytes));
                return is_open;
            };
            self.add(name, value);
            return true;
        }
        let end = memchr::memchr(b'=', line);
        let name = &line[..end.unwrap_or(line.len())];
        let is_part =
            |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
        if name.is_empty() || name.len() > MAX_NAME || !name.iter().all(is_part) {
            return false;
        }
        let name = String::from_utf8_lossy(name).into_owned();
        match end.map(|end| std::str::from_utf8(&line[end + 1..])) {
            Some(Ok(value)) => self.add(name, value.into()),
            // Data that is not UTF-8 is only written in binary fields.
            Some(Err(_)) => return false,
            None => self.binary = Some((name, Vec::new())),
        }
        true
    }

    /// Adds the value of a field. A field that occurs several times becomes a list.
    fn add(&mut self, name: String, value: Value) {
        match self.fields.get_mut(&name) {
            None => _ = self.fields.insert(name, value),
            Some(Value::Array(values)) if values.iter().all(|it| !it.is_number()) => {
                values.push(value);
            }
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
}

/// Returns the value of a binary field, if these are all its bytes, including the line feed after
/// it. As in the JSON of the journal, the value is a list of bytes if it is not UTF-8.
fn value(bytes: &[u8]) -> Option<Value> {
    let (length, value) = bytes.split_first_chunk::<LENGTH>()?;
    let value = value.strip_suffix(b"\n")?;
    if u64::from_le_bytes(*length) != value.len() as u64 {
        return None;
    }
    Some(match std::str::from_utf8(value) {
        Ok(text) => text.into(),
        Err(_) => value.into(),
    })
}

/// Whether more bytes can follow these bytes of a binary field.
fn is_open(bytes: &[u8]) -> bool {
    let Some((length, value)) = bytes.split_first_chunk::<LENGTH>() else {
        return true;
    };
    let length = u64::from_le_bytes(*length);
    length <= MAX_KEPT as u64 && value.len() as u64 <= length
}

#[cfg(test)]
mod tests {
    use crate::joiner::joined::MAX_KEPT;
    use crate::joiner::tests::{joined, sorted};

    const CURSOR: &str = "__CURSOR=s=1;i=2;b=3;m=4;t=5;x=6";

    /// Returns the lines of a log as a joiner returns them.
    fn lines(log: &[u8]) -> Vec<String> {
        let log = log.strip_suffix(b"\n").unwrap_or(log);
        joined(&log.split(|byte| *byte == b'\n').collect::<Vec<_>>())
    }

    fn binary(name: &str, value: &[u8]) -> Vec<u8> {
        let length = (value.len() as u64).to_le_bytes();
        [name.as_bytes(), b"\n", &length, value, b"\n"].concat()
    }

    /// The JSON before the field in one of the tests.
    const JSON: &str = r#"{"__CURSOR":"s=1;i=2;b=3;m=4;t=5;x=6","__REALTIME_TIMESTAMP":"7""#;

    #[test]
    fn records() {
        let start = format!("{CURSOR}\n__REALTIME_TIMESTAMP=7\n");
        let of = |fields: &[u8]| lines(&[start.as_bytes(), fields, b"\n"].concat());
        for (fields, json) in [
            (
                b"MESSAGE=A_B on disk = x\n".to_vec(),
                r#","MESSAGE":"A_B on disk = x""#,
            ),
            (b"MESSAGE=\n".to_vec(), r#","MESSAGE":"""#),
            (binary("MESSAGE", b"a\n\nb\n"), r#","MESSAGE":"a\n\nb\n""#),
            (binary("MESSAGE", b""), r#","MESSAGE":"""#),
            // The length contains a line feed.
            (
                binary("MESSAGE", b"0123456789"),
                r#","MESSAGE":"0123456789""#,
            ),
            (
                binary("MESSAGE", &[b'x'; 0x0a0a]),
                &format!(r#","MESSAGE":"{}""#, "x".repeat(0x0a0a)),
            ),
            (
                binary("MESSAGE", &[b'x'; 200]),
                &format!(r#","MESSAGE":"{}""#, "x".repeat(200)),
            ),
            (binary("MESSAGE", b"\xff\n"), r#","MESSAGE":[255,10]"#),
            (b"N=1\nN=2\nN=3\n".to_vec(), r#","N":["1","2","3"]"#),
            (
                [binary("N", b"\xff"), b"N=2\n".to_vec()].concat(),
                r#","N":[[255],"2"]"#,
            ),
        ] {
            let expected = [format!("1: {}", sorted(&format!("{JSON}{json}}}")))];
            assert_eq!(
                of(&fields),
                expected,
                "{}",
                String::from_utf8_lossy(&fields)
            );
        }
    }

    #[test]
    fn what_is_no_record_stays_as_it_is() {
        let long = "x".repeat(MAX_KEPT);
        let length =
            |length: u64, rest: &[u8]| [b"M\n", &length.to_le_bytes()[..], rest, b"\n"].concat();
        let start = format!("{CURSOR}\n__REALTIME_TIMESTAMP=7");
        for log in [
            CURSOR.as_bytes().to_vec(),
            format!("{CURSOR}\n\nA_B x").into_bytes(),
            format!("{CURSOR}\nMESSAGE=x\n\nMESSAGE=y").into_bytes(),
            format!("{start}\n2018-12-20 10:15:02.123 INFO [kea/1] A_B x").into_bytes(),
            format!("{start}\nmessage=x\n").into_bytes(),
            format!("{start}\n=x\n").into_bytes(),
            format!("{start}\nMESSAGE={long}\n").into_bytes(),
            [start.as_bytes(), b"\nM=\xff\n"].concat(),
            [start.as_bytes(), b"\n", &length(3, b"abcd")].concat(),
            [start.as_bytes(), b"\n", &length(u64::MAX, b"abcd")].concat(),
            // The log ends within the value.
            [start.as_bytes(), b"\n", &length(9, b"abcd")].concat(),
            b"__CURSOR=x".to_vec(),
            b"__CURSOR=s=1 and more".to_vec(),
        ] {
            let text = String::from_utf8_lossy(&log);
            let text = text.strip_suffix('\n').unwrap_or(&text);
            let expected = text
                .split('\n')
                .zip(1..)
                .map(|(line, number)| format!("{number}: {line}"));
            assert_eq!(lines(&log), expected.collect::<Vec<_>>(), "{text:.200}");
        }
    }

    #[test]
    fn records_and_other_lines() {
        let start = format!("{CURSOR}\n__REALTIME_TIMESTAMP=7");
        let log = format!("A_B x\n{start}\n\nA_B y\n{start}\n{start}\n\n{start}\nMESSAGE=A_B z");
        let expected = [
            "1: A_B x".to_owned(),
            format!("2: {}", sorted(&format!("{JSON}}}"))),
            "5: A_B y".to_owned(),
            // The end of the first record is missing.
            format!("6: {CURSOR}"),
            "7: __REALTIME_TIMESTAMP=7".to_owned(),
            format!("8: {}", sorted(&format!("{JSON}}}"))),
            format!(
                "11: {}...",
                sorted(&format!(r#"{JSON},"MESSAGE":"A_B z"}}"#))
            ),
        ];
        assert_eq!(lines(log.as_bytes()), expected);
    }
}
