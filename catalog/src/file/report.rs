//! What is to be said of a catalogue file, and where.

use super::Lint;
use super::source::Source;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use core::ops::Range;
use std::format;
use std::string::String;
use std::vec::Vec;

/// A line that is longer is not drawn: nobody can read it.
const LONGEST_LINE_DRAWN: usize = 2_000;

/// A mistake in a catalogue file, or something that looks like one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The lint that gives a warning; `None` is an error.
    pub lint: Option<Lint>,
    /// What is wrong.
    pub title: String,
    /// The places, the one that is wrong first. None where there is no file.
    pub labels: Vec<Label>,
    /// What to write instead, where the title does not say so.
    pub help: Option<String>,
}

/// A place in a file, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The index of the file.
    pub source: usize,
    /// The bytes of its text.
    pub range: Range<usize>,
    /// What stands beside the place, which can be empty.
    pub text: String,
}

impl Label {
    pub(super) const fn new(source: usize, range: Range<usize>) -> Self {
        Self {
            source,
            range,
            text: String::new(),
        }
    }
}

impl Report {
    /// A mistake.
    #[must_use]
    pub fn error(title: String, label: Option<Label>) -> Self {
        Self {
            lint: None,
            title,
            labels: label.into_iter().collect(),
            help: None,
        }
    }

    pub(super) fn warning(lint: Lint, title: String, label: Label) -> Self {
        Self {
            lint: Some(lint),
            ..Self::error(title, Some(label))
        }
    }

    pub(super) fn help(mut self, help: String) -> Self {
        self.help = Some(help);
        self
    }

    pub(super) fn and(mut self, label: Label, text: &str) -> Self {
        self.labels.push(Label {
            text: text.into(),
            ..label
        });
        self
    }

    /// Whether this is a mistake, and not a warning.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        self.lint.is_none()
    }

    /// The report as rustc would print it, without the first line, which is the
    /// title: the place, the line and what is wrong in it.
    #[must_use]
    pub fn render(&self, sources: &[Source]) -> String {
        let level = if self.is_error() {
            Level::ERROR
        } else {
            Level::WARNING
        };
        let mut group = Group::with_level(level);
        let mut positions = String::new();
        // Labels of one file are drawn in one snippet.
        let mut drawn: Vec<(usize, Vec<usize>)> = Vec::new();
        for (index, label) in self.labels.iter().enumerate() {
            let source = &sources[label.source];
            if source.lines(&label.range).len() > LONGEST_LINE_DRAWN {
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
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let mut rendered = String::from(positions.trim_end());
        if is_drawn || self.help.is_some() {
            rendered += "\n";
            rendered += &Renderer::plain().render(&[group]);
        }
        rendered
    }

    /// The lines that these labels touch. Only they are handed over, because the
    /// renderer looks at every line that it is given.
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
            let range = label.range.start - start..label.range.end - start;
            let text = Some(label.text.as_str()).filter(|text| !text.is_empty());
            kind.span(range).label(text)
        });
        Snippet::source(&source.text()[start..end])
            .path(source.name())
            .line_start(first_line)
            .annotations(annotations)
    }
}
