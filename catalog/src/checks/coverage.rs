//! Checks for messages that a test run has not reached.

use super::entry::current;
use crate::formats::rust::{Statement, Uses};
use crate::{Catalogue, Code, Finding, Part};
use kea_messages_base::severity::Severity;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The messages that a test run has reached, and the statements that emitted them.
///
/// The module `testing` of kea-messages writes a file with a line for each statement
/// and message:
///
/// ```
/// use kea_messages_catalog::checks::Coverage;
///
/// let mut coverage = Coverage::default();
/// coverage.add("ALLOC_FAIL warn src/alloc.rs:17\n").map_err(|line| format!("line {line}"))?;
/// assert!(coverage.reaches("ALLOC_FAIL"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The file and the line of each statement that was reached, by message ID.
    reached: HashMap<String, HashSet<(String, usize)>>,
}

impl Coverage {
    /// Adds the content of a coverage file.
    ///
    /// # Errors
    ///
    /// Returns the number of the first line, counted from 1, that does not have the
    /// form above.
    pub fn add(&mut self, text: &str) -> Result<(), usize> {
        for (index, line) in text.lines().enumerate() {
            let (id, place) = reached(line).ok_or(index + 1)?;
            self.reached.entry(id.to_owned()).or_default().insert(place);
        }
        Ok(())
    }

    /// Returns whether a message was emitted.
    #[must_use]
    pub fn reaches(&self, id: &str) -> bool {
        self.reached.contains_key(id)
    }

    /// Returns whether a statement has emitted a message. One of the two paths can be relative to a
    /// parent folder of the other.
    fn reaches_at(&self, id: &str, file: &Path, line: usize) -> bool {
        let mut places = self.reached.get(id).into_iter().flatten();
        places.any(|(other, at)| {
            let other = Path::new(other);
            *at == line && (other.ends_with(file) || file.ends_with(other))
        })
    }
}

/// Parses a line, such as `ALLOC_FAIL warn src/alloc.rs:17`, into the ID and the place of the
/// statement.
fn reached(line: &str) -> Option<(&str, (String, usize))> {
    let (id, rest) = line.split_once(' ')?;
    let (severity, place) = rest.split_once(' ')?;
    severity.parse::<Severity>().ok()?;
    let (file, line) = place.rsplit_once(':')?;
    Some((id, (file.to_owned(), line.parse().ok()?)))
}

/// Compares a catalogue with the messages that tests have reached, and with the statements of
/// the Rust files, if they are given.
#[must_use]
pub fn run_with_coverage(
    catalogue: &Catalogue,
    coverage: &Coverage,
    uses: Option<&Uses>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in current(catalogue) {
        let message = &entry.message;
        let id = &message.id;
        let is_grave = |severity: Severity| severity.is_at_least(Severity::Warn);
        let is_grave = |stated: Option<Severity>| stated.or(message.severity).is_some_and(is_grave);
        // A definition can leave the severity to the statements.
        let mut statements: Vec<&Statement> = Vec::new();
        statements.extend(uses.iter().flat_map(|uses| uses.statements(id)));
        statements.retain(|statement| is_grave(statement.severity));
        if statements.is_empty() && !is_grave(None) {
            continue;
        }
        if !coverage.reaches(id) {
            let mut title = format!("no test has reached `{id}`");
            let places: Vec<String> = statements
                .iter()
                .map(|Statement { file, line, .. }| format!("{}:{line}", file.display()))
                .collect();
            if !places.is_empty() {
                title += &format!("; it is emitted in {}", places.join(", "));
            }
            findings.push(entry.finding(Code::UntestedMessage, title, Part::Id));
            continue;
        }
        for Statement { file, line, .. } in statements {
            if !coverage.reaches_at(id, file, *line) {
                let file = file.display();
                let title = format!("no test has reached `{id}` in {file}:{line}");
                findings.push(entry.finding(Code::UntestedStatement, title, Part::Id));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn coverage(text: &str) -> Coverage {
        let mut coverage = Coverage::default();
        coverage.add(text).expect("it is in the form");
        coverage
    }

    #[test]
    fn a_line_that_is_something_else_is_an_error() {
        for (text, line) in [
            ("A_B\n", 1),
            ("A_B warn\n", 1),
            ("A_B warn src/a.rs\n", 1),
            ("A_B warn src/a.rs:x\n", 1),
            ("A_B loud src/a.rs:1\n", 1),
            ("A_B warn a b.rs:1\n\n", 2),
        ] {
            assert_eq!(Coverage::default().add(text), Err(line), "{text:?}");
        }
        assert_eq!(Coverage::default().add(""), Ok(()));
    }

    #[test]
    fn warnings_and_worse_are_to_be_reached() {
        let toml = "[A]\ntext = 'a'\nseverity = 'warn'\n\
            [B]\ntext = 'b'\nseverity = 'error'\n\
            [C]\ntext = 'c'\nseverity = 'fatal'\n\
            [D]\ntext = 'd'\nseverity = 'info'\n\
            [E]\ntext = 'e'\n\
            [F]\ntext = 'f'\nseverity = 'warn'\nremoved = '2'\n";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.toml", toml)]);
        for (reached, expected) in [
            ("", &["A", "B", "C"][..]),
            ("B error src/a.rs:1\n", &["A", "C"]),
            (
                "A warn a:1\nA warn b:1\nB error a:1\nC fatal a:1\nX info a:1\n",
                &[],
            ),
        ] {
            let findings = run_with_coverage(&catalogue, &coverage(reached), None);
            let titles: Vec<_> = findings.iter().map(|finding| &*finding.title).collect();
            let expected = expected.iter();
            let expected: Vec<_> = expected
                .map(|id| format!("no test has reached `{id}`"))
                .collect();
            assert_eq!(titles, expected);
            assert!(
                findings
                    .iter()
                    .all(|finding| finding.code == Code::UntestedMessage)
            );
        }
    }

    #[test]
    fn a_statement_is_known_by_the_end_of_its_path() {
        let coverage = coverage("A warn server/src/a b.rs:7\n");
        for (file, line, is_reached) in [
            ("server/src/a b.rs", 7, true),
            ("src/a b.rs", 7, true),
            ("/home/server/src/a b.rs", 7, true),
            ("b.rs", 7, false),
            ("client/src/a b.rs", 7, false),
            ("src/a b.rs", 8, false),
        ] {
            assert_eq!(
                coverage.reaches_at("A", Path::new(file), line),
                is_reached,
                "{file}"
            );
        }
        assert!(!coverage.reaches_at("B", Path::new("src/a b.rs"), 7));
    }
}
