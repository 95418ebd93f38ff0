//! Where a finding is, as people count.

use kea_messages_catalog::{Finding, Label, Source};

/// Where a label of a finding is.
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    /// From 1, as the column, which counts characters.
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
