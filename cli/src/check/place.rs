//! The place of a finding, with line and column numbers.

use kea_messages_catalog::{Finding, Label, Source};

/// The place of a label of a finding.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    /// The line and the column are counted from 1. The column counts characters.
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Place<'a> {
    pub(super) fn of(label: &Label, sources: &'a [Source]) -> Self {
        let source = &sources[label.source];
        let (line, column) = source.position(label.range.start);
        Self {
            file: source.name(),
            line,
            column,
        }
    }
}

/// The name of a file that cannot be found or read.
pub(super) fn missing_file(finding: &Finding) -> Option<&str> {
    Some(finding.file.as_ref()?.name.as_str())
}
