//! Decodes lines without a fixed layout, and lines that are wrapped by another layout.

use crate::anchor::anchors;
use crate::behind::{self, Behind};
use crate::continued::Continued;
use crate::decoder::Decoder;
use crate::layout::{self, Escaping, Head, Parts, split_spans, word_in};
use crate::line::{Line, Outcome, Reading};
use std::borrow::Cow;

impl Decoder {
    /// Decodes a line whose head has been parsed.
    pub(crate) fn behind_head<'a>(&'a self, line: &'a str, mut head: Head<'a>) -> Line<'a> {
        if let Some(found) = self.behind_logger(line, &head) {
            return found;
        }
        let patterns = |id: &str| self.patterns.get(id);
        let behind = (!head.is_structured)
            .then(|| behind::read(line, &head, patterns))
            .flatten();
        let parts = std::mem::take(&mut head.parts);
        match (parts.id.is_some(), behind) {
            (_, None) if parts.is_wrapping => self.unwrapped(parts),
            (true, None) => match self.behind_host(&parts) {
                Some(found) => found,
                None => self.of_parts(parts),
            },
            (true, Some(behind)) if behind.readings.is_empty() => self.of_parts(Parts {
                certainty: parts.certainty.or_uncertain(true),
                ..parts
            }),
            // Either reading can be the right one.
            (true, Some(behind)) => {
                let line = self.of_parts(parts);
                let (mut readings, _) = line.outcome.into_readings();
                readings.extend(behind.readings);
                Line {
                    outcome: Outcome::Ambiguous(readings),
                    ..line
                }
            }
            (false, Some(behind)) if behind.readings.is_empty() => {
                let line = self.anchored(line, parts);
                if line.id.is_some() {
                    return line;
                }
                with_fields(behind)
            }
            (false, Some(behind)) => with_fields(behind),
            (false, None) if !parts.layout.is_empty() => self.of_parts(parts),
            (false, None) if head.is_whole => Line::without_id(line),
            (false, None) => self.anchored(line, parts),
        }
    }

    /// Decodes a line whose ID has one word, after a head that ends in a logger in brackets.
    fn behind_logger<'a>(&'a self, line: &'a str, head: &Head<'a>) -> Option<Line<'a>> {
        let parts = &head.parts;
        let is_head = parts.id.is_none()
            && parts.time.is_some()
            && parts.severity.is_some()
            && parts.logger.is_some();
        if !is_head {
            return None;
        }
        // The ID may have been parsed as a word of the head.
        let mut starts = head.starts.iter();
        starts.find_map(|start| {
            let (before, text) = line.split_at(*start);
            let is_behind = before.trim_end().ends_with([']', '}']);
            let found = is_behind.then(|| self.of_word(parts, text.trim_start()));
            Some(Line {
                layout: "pattern".into(),
                ..found.flatten()?
            })
        })
    }

    /// Decodes a line whose text begins with an ID of one word. In any other position, such a word
    /// is not taken for an ID, because many texts contain one. Here, the rest has to be the text of
    /// the message.
    pub(crate) fn of_word<'a>(&'a self, parts: &Parts<'a>, text: &'a str) -> Option<Line<'a>> {
        let (spans, text) = match split_spans(text) {
            Some((spans, rest)) => (spans, rest),
            None => (parts.spans.clone(), text),
        };
        let (id, text) = word_in(text)?;
        if !self.patterns.contains(id) {
            return None;
        }
        let line = self.of_parts(Parts {
            spans,
            id: Some(id.into()),
            text: text.into(),
            escaping: Escaping::OfLog,
            ..parts.clone()
        });
        let is_read = matches!(
            line.outcome,
            Outcome::Decoded(_) | Outcome::Ambiguous(_) | Outcome::WrongArguments
        );
        is_read.then_some(line)
    }

    /// Decodes the rest of a line after a host whose name looks like an ID. An ID that is not in
    /// the catalogue can be a host if another head follows it.
    fn behind_host<'a>(&'a self, parts: &Parts<'a>) -> Option<Line<'a>> {
        let is_known = |id: &str| self.patterns.contains(id);
        let (Some(id), Cow::Borrowed(text)) = (parts.id.as_deref(), &parts.text) else {
            return None;
        };
        if is_known(id) {
            return None;
        }
        let found = self.decode_one(text);
        let has_head = found.time.is_some() || found.pid.is_some();
        let is_found = has_head && found.id.as_deref().is_some_and(is_known);
        is_found.then(|| Line {
            time: found.time.or_else(|| parts.time.clone()),
            outcome: found.outcome.uncertain(),
            ..found
        })
    }

    /// Decodes a line by an ID somewhere in it.
    fn anchored<'a>(&'a self, line: &'a str, parts: Parts<'a>) -> Line<'a> {
        let is_known = |id: &str| self.patterns.contains(id);
        let mut outcomes = anchors(line, is_known).map(|(id, text)| {
            let found = Parts {
                id: Some(id.into()),
                text: text.into(),
                escaping: Escaping::OfLog,
                ..Parts::default()
            };
            self.of_parts(found)
        });
        let is_read =
            |found: &Line<'_>| matches!(found.outcome, Outcome::Decoded(_) | Outcome::Ambiguous(_));
        match outcomes.find(is_read) {
            Some(found) => Line {
                time: parts.time,
                severity: parts.severity,
                logger: parts.logger,
                pid: parts.pid,
                outcome: found.outcome.uncertain(),
                ..found
            },
            None => Line::without_id(line),
        }
    }

    /// Decodes a line that is the text of another line. It can itself contain a third line: a
    /// collector wraps lines of Docker, which wrap lines of a program. Because of its escapes, a
    /// wrapped line is about half as long as the line around it.
    pub(crate) fn unwrapped<'a>(&'a self, parts: Parts<'a>) -> Line<'a> {
        let names = |id: &str, reading: &Reading<'_>| {
            let mut patterns = self.patterns.get(id)?.iter();
            patterns.find_map(|pattern| reading.is_of(&pattern.names))
        };
        let inner = if parts.is_split {
            self.decode_split(&parts.text, Continued::Unknown)
        } else if parts.layout == "docker" {
            // In Docker, each line ends with a line feed, and several lines are a record.
            self.decode_lines(&parts.text)
        } else {
            self.decode_one(&parts.text)
        };
        let inner = inner.into_owned(names);
        if inner.id.is_none() {
            return self.of_parts(parts);
        }
        Line {
            time: inner.time.or(parts.time),
            severity: inner.severity.or(parts.severity),
            logger: inner.logger.or(parts.logger),
            pid: inner.pid.or(parts.pid),
            outcome: parts.certainty.outcome(inner.outcome),
            layout: joined(&parts.layout, &inner.layout).into(),
            ..inner
        }
    }
}

/// Returns the name of a layout that is in another one.
fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", name) | (name, "" | "message") => name.to_owned(),
        _ => format!("{outer}+{inner}"),
    }
}

/// Creates a line whose fields follow its text.
fn with_fields<'a>(behind: Behind<'a, 'a>) -> Line<'a> {
    // Only the head is parsed, because the text can look like more of the head.
    let parts = layout::walk(behind.head).parts;
    let outcome = if !behind.is_known {
        Outcome::UnknownId
    } else if behind.readings.is_empty() {
        Outcome::OtherText
    } else {
        Outcome::of(behind.readings, !behind.is_certain)
    };
    Line {
        time: parts.time,
        severity: behind.severity.map(Into::into).or(parts.severity),
        logger: parts.logger,
        pid: parts.pid,
        id: Some(behind.id.into()),
        layout: joined(&parts.layout, behind.layout).into(),
        outcome,
        ..Line::without_id(behind.text)
    }
}
