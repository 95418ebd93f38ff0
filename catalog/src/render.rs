//! Renders findings as rustc does.

use crate::code::Level;
use crate::finding::Finding;
use crate::source::{Source, floor_char_boundary};
use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Renderer, Snippet};
use std::ops::Range;

/// The maximum length of a line that is shown, in bytes. Longer lines are not readable.
const LONGEST_LINE_DRAWN: usize = 2_000;

impl Finding {
    /// Renders the finding as rustc does: its places, the source lines, and its help. The
    /// title is not included, so the result begins with a new line.
    ///
    /// `sources` are those of the catalogue that the finding is about. Lines longer than
    /// 2,000 bytes are not shown.
    ///
    /// A label with an unknown source is not shown, and a range that is not on character
    /// boundaries is adjusted to the nearest ones.
    ///
    /// ```
    /// use kea_messages_catalog::{Catalogue, Source};
    ///
    /// let file = Source::new("messages.toml", "[STARTED]\ntxt = 'server started'");
    /// let catalogue = Catalogue::of_sources(vec![file]);
    /// let drawn = catalogue.findings[0].render(&catalogue.sources);
    /// assert_eq!(
    ///     drawn,
    ///     "
    ///  --> messages.toml:2:1
    ///   |
    /// 2 | txt = 'server started'
    ///   | ^^^",
    /// );
    /// ```
    #[must_use]
    pub fn render(&self, sources: &[Source]) -> String {
        let level = match self.level() {
            Level::Error => Drawn::ERROR,
            Level::Warning => Drawn::WARNING,
        };
        let mut group = Group::with_level(level);
        let mut positions = String::new();
        // Labels of one file are drawn in one snippet.
        let mut drawn: Vec<(usize, Vec<usize>)> = Vec::new();
        for (index, label) in self.labels.iter().enumerate() {
            let Some(source) = sources.get(label.source) else {
                continue;
            };
            if has_long_line(source, &label.range) {
                let (line, column) = source.position(label.range.start);
                positions += &format!("\n --> {}:{line}:{column} {}", source.name(), label.text);
            } else if let Some((_, labels)) =
                drawn.iter_mut().find(|(file, _)| *file == label.source)
            {
                labels.push(index);
            } else {
                drawn.push((label.source, [index].into()));
            }
        }
        let is_drawn = !drawn.is_empty();
        for (file, labels) in drawn {
            group = group.element(self.snippet(&sources[file], &labels));
        }
        if let Some(help) = &self.help {
            group = group.element(Drawn::HELP.message(help.as_str()));
        }
        let mut rendered = String::from(positions.trim_end());
        if is_drawn || self.help.is_some() {
            rendered += "\n";
            rendered += &Renderer::plain().render(&[group]);
        }
        rendered
    }

    /// Returns the lines of these labels. Only they are passed to the renderer, because it
    /// processes every line that it gets.
    fn snippet<'a>(
        &'a self,
        source: &'a Source,
        labels: &[usize],
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let ranges = labels
            .iter()
            .map(|&index| source.lines(&self.labels[index].range));
        let start = ranges.clone().map(|lines| lines.start).min().unwrap_or(0);
        let end = ranges.map(|lines| lines.end).max().unwrap_or(0);
        let (first_line, _) = source.position(start);
        let annotations = labels.iter().map(|&index| {
            let label = &self.labels[index];
            let kind = if index == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let first = floor_char_boundary(source.text(), label.range.start);
            let last = floor_char_boundary(source.text(), label.range.end).max(first);
            let range = first - start..last - start;
            let text = Some(label.text.as_str()).filter(|text| !text.is_empty());
            kind.span(range).label(text)
        });
        Snippet::source(&source.text()[start..end])
            .path(source.name())
            .line_start(first_line)
            .annotations(annotations)
    }
}

/// Returns whether a line of `range` is too long to be shown.
fn has_long_line(source: &Source, range: &Range<usize>) -> bool {
    let mut lines = source.text()[source.lines(range)].lines();
    lines.any(|line| line.len() > LONGEST_LINE_DRAWN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;

    fn drawn(source: usize, range: Range<usize>, text: &str) -> String {
        let finding = Finding::mistake("title", Label::new(source, range));
        finding.render(&[Source::new("m.toml", text)])
    }

    #[test]
    fn single_lines_are_measured() {
        let short = "a = 1\n".repeat(1_000);
        assert!(drawn(0, 0..short.len(), &short).contains("1 |"));
        let long = "a".repeat(LONGEST_LINE_DRAWN + 1);
        assert_eq!(drawn(0, 0..1, &long), "\n --> m.toml:1:1");
    }

    #[test]
    #[expect(clippy::reversed_empty_ranges, reason = "it is what is tested")]
    fn no_label_panics() {
        assert_eq!(drawn(1, 0..1, "a"), "");
        for range in [7..9, 4..1, 1..2, 2..3, 0..99, 99..0] {
            assert!(
                drawn(0, range.clone(), "aé\nb\n").contains(" --> m.toml:"),
                "{range:?}"
            );
        }
        assert!(drawn(0, 0..1, "").contains(" --> m.toml:"));
    }
}
