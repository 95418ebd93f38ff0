//! Parses the destination of an output.

use crate::config::Destination;
use crate::nearest::nearest;
use crate::syslog::{Address, Facility};
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

/// The destinations that are not files.
const NAMES: [&str; 3] = ["stdout", "stderr", "syslog"];

/// Parses a destination. The second part of the result is a warning about it.
pub(super) fn destination<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<(Destination, Option<String>), D::Error> {
    let output = String::deserialize(deserializer)?;
    let syslog = |facility| Destination::Syslog(facility, Address::Local);
    let destination = match output.as_str() {
        "" => {
            return Err(D::Error::custom(
                "expected stdout, stderr, syslog, syslog:FACILITY or a file, found \"\"",
            ));
        }
        "stdout" => Destination::Stdout,
        "stderr" => Destination::Stderr,
        "syslog" => syslog(Facility::LOCAL0),
        _ => match output.strip_prefix("syslog:").map(str::parse) {
            Some(Ok(facility)) => syslog(facility),
            // As in log4cplus, an unknown facility is `user`.
            Some(Err(problem)) => {
                let note = format!("the lines go to the facility user, because {problem}");
                return Ok((syslog(Facility::USER), Some(note)));
            }
            None => match meant(&output) {
                Some(meant) => {
                    return Err(D::Error::custom(format_args!(
                        "`{output}` is not an output: did you mean `{meant}`? A file with this \
                         name is `./{output}`"
                    )));
                }
                None => Destination::File(output.into()),
            },
        },
    };
    Ok((destination, None))
}

/// Returns the destination that a word is most likely a misspelling of. A word with a dot or with
/// the separator of a path is always the name of a file.
fn meant(word: &str) -> Option<String> {
    if word.contains(['.', '/', '\\']) {
        return None;
    }
    match word.split_once(':') {
        Some((name, facility)) => {
            let name = nearest(name, ["syslog"])?;
            Some(format!("{name}:{facility}"))
        }
        None => nearest(word, NAMES).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn misspelt_destinations() {
        for (word, expected) in [
            ("stdot", Some("stdout")),
            ("stout", Some("stdout")),
            ("stdour", Some("stdout")),
            ("STDOUT", Some("stdout")),
            ("std-err", Some("stderr")),
            ("sterr", Some("stderr")),
            ("sylog", Some("syslog")),
            ("sylog:daemon", Some("syslog:daemon")),
            ("Syslog:user", Some("syslog:user")),
            ("./stdot", None),
            ("log/stdot", None),
            ("stdout.log", None),
            ("stdot.", None),
            (r"C:\stdot", None),
            ("stdot:daemon", None),
            ("log", None),
            ("server-log", None),
            ("kea", None),
        ] {
            assert_eq!(meant(word).as_deref(), expected, "{word}");
        }
    }
}
