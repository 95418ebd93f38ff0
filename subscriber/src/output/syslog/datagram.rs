//! Sends a record as a datagram.

use super::errors::{is_full, is_too_long};
use super::patience::Patience;
use crate::layout::cut;
use std::io::{self, ErrorKind};

/// The lengths to which a record that is too long for the system is truncated: almost the maximum
/// of UDP, and then lengths that many or all daemons accept.
const LENGTHS: [usize; 4] = [65_000, 8_192, 2_048, 1_024];

/// Sends a line with a function that does not block.
pub(super) fn send(
    line: &[u8],
    send: impl Fn(&[u8]) -> io::Result<usize>,
    patience: &mut Patience,
) -> io::Result<()> {
    let record = line.strip_suffix(b"\n").unwrap_or(line);
    if record.is_empty() {
        return Ok(());
    }
    let mut try_send = |record: &[u8]| loop {
        match send(record) {
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if is_full(&error) && patience.wait() => {}
            Err(error) => return Err(error),
        }
    };
    let mut result = try_send(record);
    let text = std::str::from_utf8(record).unwrap_or_default();
    for length in LENGTHS.into_iter().filter(|length| text.len() > *length) {
        if !matches!(&result, Err(error) if is_too_long(error)) {
            break;
        }
        result = try_send(cut(text, length).as_bytes());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::time::Duration;

    #[test]
    fn a_record_is_cut_as_far_as_the_system_wants() {
        let head = "<134>Dec 20 10:15:02 kea[4711]: ";
        for (limit, length) in [
            (212_000, 100_000),
            (99_999, 65_000),
            (65_507, 65_000),
            (9_216, 8_192),
            (2_048, 2_048),
            (1_100, 1_024),
        ] {
            let line = format!("{head}{}\n", "x".repeat(100_000 - head.len()));
            let sent = RefCell::new(Vec::new());
            let socket = |record: &[u8]| {
                if record.len() > limit {
                    let too_long = super::super::errors::too_long();
                    return Err(io::Error::from_raw_os_error(too_long));
                }
                sent.borrow_mut().push(record.to_vec());
                Ok(record.len())
            };
            send(line.as_bytes(), socket, &mut Patience::new(Duration::ZERO)).expect("it fits");
            let sent = sent.into_inner();
            assert_eq!(sent.len(), 1, "{limit}");
            assert_eq!(sent[0].len(), length, "{limit}");
        }
    }
}
