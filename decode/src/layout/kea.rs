//! Parses the layout of Kea: `2018-12-20 10:15:02.123 INFO  [kea-dhcp4.alloc/4711] ID text`.

use super::parts::Parts;
use crate::near::find_near;

/// The name of this layout.
pub(crate) const NAME: &str = "kea";

/// The form of a time up to the fraction of the second, in which `d` is a digit.
const TIME: &[u8; 20] = b"dddd-dd-dd dd:dd:dd.";

/// Whether a line begins with Kea's time.
pub(crate) fn has_time(line: &[u8]) -> bool {
    let Some((time, rest)) = line.split_first_chunk::<{ TIME.len() }>() else {
        return false;
    };
    // This does not stop early, so that all bytes can be compared at once.
    let is_time = time.iter().zip(TIME).fold(true, |fits, (byte, form)| {
        fits & match form {
            b'd' => byte.is_ascii_digit(),
            form => byte == form,
        }
    });
    is_time && !rest.is_empty()
}

/// Counts the bytes at the beginning of a text for which `is_it` is true.
fn count(text: &[u8], is_it: impl Fn(u8) -> bool) -> usize {
    text.iter().take_while(|byte| is_it(**byte)).count()
}

/// A line of Kea's layout, split at its head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeaLine<'l> {
    pub(crate) time: &'l str,
    pub(crate) severity: &'l str,
    pub(crate) logger: &'l str,
    pub(crate) pid: &'l str,
    /// The spans, the ID and the text.
    pub(crate) message: &'l str,
}

impl<'l> KeaLine<'l> {
    /// Splits a line. Returns `None` if it does not have this layout.
    pub(crate) fn split(line: &'l str) -> Option<Self> {
        if !has_time(line.as_bytes()) {
            return None;
        }
        let bytes = line.as_bytes();
        let time = TIME.len() + count(&bytes[TIME.len()..], |byte| byte.is_ascii_digit());
        let rest = bytes.get(time..)?.strip_prefix(b" ")?;
        let severity = count(rest, |byte| byte.is_ascii_uppercase());
        let blanks = count(rest.get(severity..)?, |byte| byte == b' ');
        if time == TIME.len() || severity == 0 || blanks == 0 {
            return None;
        }
        let start = time + 1;
        let origin = line.get(start + severity + blanks..)?.strip_prefix('[')?;
        let severity = &line[start..start + severity];
        let time = &line[..time];
        let mut end = find_near(b']', origin.as_bytes())?;
        while origin.as_bytes().get(end + 1) != Some(&b' ') {
            end += 1 + find_near(b']', &origin.as_bytes()[end + 1..])?;
        }
        let (origin, message) = (&origin[..end], &origin[end + 2..]);
        // A process ID is too short for a faster search to help.
        let slash = origin.bytes().rposition(|byte| byte == b'/')?;
        Some(Self {
            time,
            severity,
            logger: &origin[..slash],
            pid: &origin[slash + 1..],
            message,
        })
    }

    pub(crate) fn into_parts(self) -> Parts<'l> {
        let parts = Parts {
            time: Some(self.time.into()),
            severity: Some(self.severity.into()),
            logger: Some(self.logger.into()),
            pid: Some(self.pid.into()),
            layout: NAME.into(),
            ..Parts::default()
        };
        parts.with_spans(self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::{KeaLine, has_time};

    #[test]
    fn times() {
        let cases = [
            ("2018-12-20 10:15:02.1", true),
            ("2018-12-20 10:15:02. ", true),
            ("2018-12-20 10:15:02.", false),
            ("2018-12-20T10:15:02.1", false),
            ("2018-12-20 10:15:02,1", false),
            ("2018-12-20 1O:15:02.1", false),
            ("d018-12-20 10:15:02.1", false),
            ("", false),
        ];
        for (line, expected) in cases {
            assert_eq!(has_time(line.as_bytes()), expected, "{line:?}");
        }
    }

    #[test]
    fn lines() {
        let cases = [
            (
                "2018-12-20 10:15:02.123 INFO  [kea-dhcp4.alloc/4711] A_B on disk",
                Some("2018-12-20 10:15:02.123|INFO|kea-dhcp4.alloc|4711|A_B|on disk"),
            ),
            (
                "2018-12-20 10:15:02.123456 ERROR [kea/4711.140] on disk",
                Some("2018-12-20 10:15:02.123456|ERROR|kea|4711.140|-|on disk"),
            ),
            // A logger can have brackets and slashes.
            (
                "2018-12-20 10:15:02.1 INFO [a]b/c/1] A_B ] x",
                Some("2018-12-20 10:15:02.1|INFO|a]b/c|1|A_B|] x"),
            ),
            (
                "2018-12-20 10:15:02.1 INFO [kea/1] {conn peer=a} A_B on disk",
                Some("2018-12-20 10:15:02.1|INFO|kea|1|A_B|on disk"),
            ),
            (
                "2018-12-20 10:15:02.1 INFO [kea/1] {conn peer=a} on disk",
                Some("2018-12-20 10:15:02.1|INFO|kea|1|-|{conn peer=a} on disk"),
            ),
            (
                "2018-12-20 10:15:02.1 INFO [kea/1] ",
                Some("2018-12-20 10:15:02.1|INFO|kea|1|-|"),
            ),
            ("2018-12-20 10:15:02.1 INFO [kea/1]", None),
            ("2018-12-20 10:15:02.1 INFO [kea] A_B on disk", None),
            ("2018-12-20 10:15:02.1 INFO kea/1] A_B on disk", None),
            ("2018-12-20 10:15:02.1 INFO", None),
            ("2018-12-20 10:15:02.1  [kea/1] A_B on disk", None),
            ("2018-12-20 10:15:02.1 Info [kea/1] A_B on disk", None),
            ("2018-12-20 10:15:02.1x INFO [kea/1] A_B on disk", None),
            ("2018-12-20 10:15:02. INFO [kea/1] A_B on disk", None),
            ("2018-12-20 INFO [kea/1] A_B on disk", None),
        ];
        for (line, expected) in cases {
            let parts = KeaLine::split(line).map(|line| line.into_parts().show());
            assert_eq!(parts.as_deref(), expected, "{line:?}");
        }
    }
}
