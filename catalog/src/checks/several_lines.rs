//! Checks for texts with more than one line.
//!
//! Kea has a few such texts on purpose, so `.mes` files are not checked.

use super::entry::current;
use crate::formats::Format;
use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    current(catalogue)
        .filter(|entry| entry.message.text.trim_end().contains(['\n', '\r']))
        .filter(|entry| entry.format(&catalogue.sources) != Some(Format::Mes))
        .map(|entry| {
            let title = format!(
                "the text of `{}` has a line feed, but a log record is one line",
                entry.message.id
            );
            entry.finding(Code::SeveralLines, title, Part::Text)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_found;
    use super::*;
    use crate::Source;

    #[test]
    fn texts() {
        let finding =
            "2:8 several_lines: the text of `A` has a line feed, but a log record is one line";
        let cases = [
            ("one line", false),
            (r"one \\n line", false),
            (r"one\nother", true),
            (r"one\rother", true),
            (r"one\n", false),
        ];
        let file = |(text, is_found)| (format!("[A]\ntext = \"{text}\""), is_found);
        assert_found(check, finding, cases.map(file));
        let kea = Source::new("m.mes", r"% A of %1:\n%2");
        let catalogue = Catalogue::of_sources(vec![kea]);
        assert_eq!(catalogue.entries[0].message.text, "of %1:\n%2");
        assert_eq!(check(&catalogue), []);
    }
}
