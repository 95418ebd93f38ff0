//! Parses the head of a line without a fixed layout: times, severities, hosts, programs and loggers
//! before the ID, in any order.
//!
//! The head is parsed from the left, one element at a time, until an ID is found.

use super::colors::Colors;
use super::element::{self, Element};
use super::parts::{Escaping, Parts, id_in};
use super::slog;
use super::structured;
use std::borrow::Cow;

/// The maximum number of elements in a head.
pub(super) const MAX_ELEMENTS: usize = 24;

/// The maximum number of tags in a row, as in `program: logger: ID`. A text can have any number of
/// words with colons.
const MAX_TAGS: usize = 2;

/// The head of a line.
#[derive(Debug, Default)]
pub(crate) struct Head<'l> {
    /// The parts that were found. They include the ID and the text if the walk ended at an ID.
    pub(crate) parts: Parts<'l>,
    /// The places in the line where a text can begin: at the start, and after each element.
    pub(crate) starts: Vec<usize>,
    /// Whether the place of the ID is known, so that it is not searched for in the text.
    pub(crate) is_whole: bool,
    /// Whether a structured line follows the head.
    pub(crate) is_structured: bool,
}

impl Head<'_> {
    /// Returns the head without its parts, which borrow from the line.
    fn without_parts<'l>(self) -> Head<'l> {
        Head {
            parts: Parts::default(),
            starts: self.starts,
            is_whole: self.is_whole,
            is_structured: self.is_structured,
        }
    }
}

/// Parses the head of a line.
pub(crate) fn walk(line: &str) -> Head<'_> {
    if memchr::memchr(b'\x1b', line.as_bytes()).is_none() {
        return Walk::new(line).run();
    }
    let colors = Colors::strip(line);
    let mut head = Walk::new(&colors.plain).run();
    for start in &mut head.starts {
        *start = colors.place(*start);
    }
    let text_at = colors.plain.len() - head.parts.text.len();
    let mut parts = std::mem::take(&mut head.parts).into_owned();
    if parts.id.is_some() && parts.escaping == Escaping::OfLog {
        let found = colors.text(line, text_at);
        for other in &mut parts.other_texts {
            *other = colors.text_to(&found, text_at + other.len()).into();
        }
        parts.text = found.text.into();
        parts.doubt(!found.is_certain());
    } else {
        // The values of a structured line have also lost their colours.
        let start = head.starts.last().copied().unwrap_or_default();
        parts.doubt(line[start..].contains('\x1b'));
    }
    Head {
        parts,
        ..head.without_parts()
    }
}

/// The state of parsing the head of a line.
#[expect(
    clippy::struct_excessive_bools,
    reason = "elements say each of these by themselves"
)]
struct Walk<'l> {
    line: &'l str,
    rest: &'l str,
    parts: Parts<'l>,
    starts: Vec<usize>,
    /// The layouts around that of the program, such as `syslog` and `docker`.
    around: Vec<&'static str>,
    /// The layout of the program, if an element shows it.
    inner: Option<&'static str>,
    /// The number of tags since the last other element.
    tags: usize,
    /// The number of bare words that can follow. After a time, these are a host and a program.
    words: usize,
    /// Whether the last element is a bare word. It only belongs to the head if another element
    /// follows.
    is_loose: bool,
    is_certain: bool,
    is_whole: bool,
    is_structured: bool,
    has_span: bool,
    time_is_last: bool,
    /// The form of slog that the elements so far can have.
    slog: slog::Form,
}

impl<'l> Walk<'l> {
    fn new(line: &'l str) -> Self {
        Self {
            line,
            rest: line,
            parts: Parts::default(),
            starts: Vec::new(),
            around: Vec::new(),
            inner: None,
            tags: 0,
            words: 0,
            is_loose: false,
            is_certain: true,
            is_whole: false,
            is_structured: false,
            has_span: false,
            time_is_last: false,
            slog: slog::Form::None,
        }
    }

    fn run(mut self) -> Head<'l> {
        for _ in 0..MAX_ELEMENTS {
            self.starts.push(self.line.len() - self.rest.len());
            self.rest = self.rest.trim_start_matches([' ', '\t']);
            if let Some((id, text)) = id_in(self.rest) {
                return self.found(id, text);
            }
            if self.is_around() {
                if let Some(parts) = structured::line(self.rest) {
                    return self.structured(parts);
                }
            }
            if self.rest.is_empty() || !self.step() {
                break;
            }
        }
        Head {
            parts: self.parts,
            starts: self.starts,
            is_whole: self.is_whole,
            is_structured: self.is_structured,
        }
    }

    /// Whether all elements so far belong to the layouts around the program's own lines.
    fn is_around(&self) -> bool {
        !self.around.is_empty() && self.inner.is_none() && self.parts.severity.is_none()
    }

    /// Ends the walk at an ID.
    fn found(mut self, id: &'l str, text: &'l str) -> Head<'l> {
        // These formatters do not write an ID there. It is the first word of a text, and may be a
        // value.
        let is_of_text = matches!(self.inner, Some("env_logger" | "tracing")) || self.has_span;
        self.parts
            .doubt(!self.is_certain || self.is_loose || self.tags > MAX_TAGS || is_of_text);
        self.parts.id = Some(id.into());
        self.parts.text = text.into();
        self.parts.escaping = Escaping::OfLog;
        let (others, has_more) = slog::texts(self.slog, text);
        self.parts.other_texts = others;
        self.parts.doubt(has_more);
        let is_slog = || {
            let (time, severity) = (self.parts.time.as_deref(), self.parts.severity.as_deref());
            self.slog != slog::Form::None && slog::is_own(time, severity.unwrap_or_default())
        };
        let inner = self.inner.or_else(|| {
            if self.parts.severity.is_some() || self.around.is_empty() && self.parts.time.is_some()
            {
                Some(if is_slog() { "slog" } else { "pattern" })
            } else {
                self.around.is_empty().then_some("message")
            }
        });
        self.end(inner.unwrap_or_default())
    }

    /// Ends the walk at a structured line.
    fn structured(mut self, inner: Parts<'l>) -> Head<'l> {
        let layout = inner.layout.clone();
        self.is_structured = true;
        self.parts = inner.or(self.parts);
        self.parts.doubt(!self.is_certain);
        self.end(&layout)
    }

    fn end(mut self, inner: &str) -> Head<'l> {
        self.parts.layout = named(&self.around, inner);
        Head {
            parts: self.parts,
            starts: self.starts,
            is_whole: self.is_whole,
            is_structured: self.is_structured,
        }
    }

    fn wrapped(&mut self, name: &'static str) {
        if self.around.last() != Some(&name) {
            self.around.push(name);
        }
    }

    /// Parses the next element. Returns whether there is one.
    fn step(&mut self) -> bool {
        let Some((element, behind)) = element::first(self.rest) else {
            return self.step_word();
        };
        let was_time = std::mem::take(&mut self.time_is_last);
        let slog = std::mem::take(&mut self.slog);
        self.is_loose = false;
        let mut tags = 0;
        match element {
            Element::Time(time) => {
                if was_time
                    && self
                        .parts
                        .time
                        .as_deref()
                        .is_some_and(|time| time.ends_with('Z'))
                {
                    self.wrapped("docker");
                }
                self.begin(time);
                self.time_is_last = true;
            }
            Element::Priority => self.wrapped("syslog"),
            Element::Syslog(parts) => {
                self.wrapped("syslog");
                self.parts = (*parts).or(std::mem::take(&mut self.parts));
            }
            Element::Severity(severity) => {
                self.slog = self.slog_form(was_time, severity, behind);
                self.parts.severity = Some(severity.into());
                self.words = self.words.min(1);
            }
            Element::Stream(is_partial) => {
                self.wrapped("containerd");
                // The rest of the text is in the next line.
                self.is_certain &= !is_partial;
                self.words = 0;
            }
            Element::Compose => self.wrapped("compose"),
            Element::Pod => self.wrapped("kubernetes"),
            Element::Bracket(inside) if slog::is_place(inside) => self.slog = slog,
            Element::Bracket(inside) => self.bracket(inside),
            Element::Tag { name, pid } => {
                if self.is_host_before(was_time) {
                    self.wrapped("syslog");
                }
                if self.is_tracing() {
                    self.inner = Some("tracing");
                }
                // There, the names of spans come before the name of the logger, and the place in
                // the source comes after it.
                let is_later = self.inner == Some("tracing") && !name.contains(".rs");
                if (self.parts.logger.is_none() || is_later)
                    && !name.bytes().all(|byte| byte.is_ascii_digit())
                {
                    self.parts.logger = Some(name.into());
                }
                if let (None, Some(pid)) = (&self.parts.pid, pid) {
                    self.parts.pid = Some(pid.into());
                }
                tags = self.tags + 1;
                self.words = 0;
            }
            Element::Span => {
                self.has_span = true;
                self.inner = Some("tracing");
                self.words = 0;
            }
            Element::Spans(spans) => self.parts.spans = spans,
            Element::Number(number) => {
                if self.parts.pid.is_none() {
                    self.parts.pid = Some(number.into());
                }
            }
            Element::Punctuation => {
                tags = self.tags;
                self.time_is_last = was_time;
                self.slog = slog;
            }
        }
        self.tags = tags;
        self.rest = behind;
        true
    }

    /// Begins a head with this time. A program does not begin another head within its own.
    fn begin(&mut self, time: &'l str) {
        self.is_certain &= self.parts.time.is_none() || self.parts.severity.is_none();
        self.parts.time = Some(time.into());
        self.words = 2;
    }

    /// Returns the form of slog of a head that ends with this severity.
    fn slog_form(&self, was_time: bool, severity: &str, behind: &str) -> slog::Form {
        if !slog::is_severity(severity) || self.parts.logger.is_some() || self.parts.pid.is_some() {
            slog::Form::None
        } else if was_time {
            slog::Form::Terminal
        } else if behind.starts_with(" | ") && self.parts.time.is_none() {
            slog::Form::Logfmt
        } else {
            slog::Form::None
        }
    }

    /// Whether only a host is between the time and this tag.
    fn is_host_before(&self, was_time: bool) -> bool {
        !was_time && self.words == 1 && self.parts.severity.is_none() && self.parts.time.is_some()
    }

    /// Whether the time and the severity are written like those of tracing-subscriber.
    fn is_tracing(&self) -> bool {
        let time = self.parts.time.as_deref().unwrap_or_default();
        self.inner.is_none()
            && self.parts.severity.is_some()
            && time.ends_with('Z')
            && time.as_bytes().get(10) == Some(&b'T')
    }

    /// Skips a bare word, such as a host, a program or a thread.
    fn step_word(&mut self) -> bool {
        if self.words == 0 {
            return false;
        }
        let Some((_, behind)) = element::word(self.rest) else {
            return false;
        };
        self.words -= 1;
        self.is_loose = true;
        self.time_is_last = false;
        self.rest = behind;
        true
    }

    /// Parses the content of brackets.
    fn bracket(&mut self, inside: &'l str) {
        let inside = inside.trim();
        let time = super::time::split(inside);
        let rest = time.map_or(inside, |(_, rest)| rest.trim_start());
        if let Some((time, _)) = time {
            self.begin(time);
        }
        if let Some((severity, rest)) = element::severity(rest) {
            self.parts.severity = Some(severity.into());
            if let Some(target) = rest.split_whitespace().last() {
                self.parts.logger = Some(target.into());
                self.inner = self.inner.or(Some("env_logger"));
            }
            self.words = 0;
        } else if time.is_some() {
            // The brackets contain nothing else that is needed.
        } else if let Some((logger, pid)) = inside.rsplit_once('/').filter(|_| is_origin(inside)) {
            self.parts.logger = Some(logger.into());
            self.parts.pid = Some(pid.into());
            self.inner = self.inner.or(Some("kea"));
            self.words = 0;
            self.is_whole = self.is_certain
                && self.inner == Some("kea")
                && self.parts.time.is_some()
                && self.parts.severity.is_some();
        } else if !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit()) {
            if self.parts.pid.is_none() {
                self.parts.pid = Some(inside.into());
            }
        } else if inside.contains([' ', '"', '=']) {
            self.is_certain = false;
        } else if self.parts.severity.is_some() && !inside.is_empty() {
            self.parts.logger = Some(inside.into());
        }
    }
}

/// Whether this is a logger with a process, and possibly a thread.
fn is_origin(inside: &str) -> bool {
    let pid = inside.rsplit('/').next().unwrap_or_default();
    !inside.contains(' ') && pid.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
}

/// Joins the names of layouts, from the outside in.
pub(super) fn named(around: &[&'static str], inner: &str) -> Cow<'static, str> {
    let inner = (!inner.is_empty()).then_some(inner);
    let names: Vec<&str> = around.iter().copied().chain(inner).collect();
    names.join("+").into()
}

#[cfg(test)]
mod tests {
    use super::walk;
    use crate::layout::Certainty;

    /// Returns `layout time|severity|logger|pid|id|text`, with a question mark in front if it is
    /// not certain.
    fn shown(line: &str) -> String {
        let parts = walk(line).parts;
        let mark = match parts.certainty {
            Certainty::Certain => "",
            Certainty::Uncertain | Certainty::NotUtf8 => "? ",
        };
        format!("{mark}{} {}", parts.layout, parts.show())
    }

    #[test]
    fn heads() {
        const KEA: &str = "2018-12-20 10:15:02.123 INFO  [kea.dhcp4/7.140] A_B on disk";
        const PARTS: &str = "2018-12-20 10:15:02.123|INFO|kea.dhcp4|7.140|A_B|on disk";
        // The head in front of a line of Kea, and the layout.
        for (head, layout) in [
            ("", "kea"),
            ("Dec 20 10:15:02 host kea-dhcp4[7]: ", "syslog+kea"),
            ("Dec 20 10:15:02.123456 host kea-dhcp4[7]: ", "syslog+kea"),
            ("2018-12-20T10:15:02+0100 host kea-dhcp4[7]: ", "syslog+kea"),
            (
                "2018-12-20T10:15:02.123456+01:00 host kea-dhcp4: ",
                "syslog+kea",
            ),
            (
                "Thu 2018-12-20 10:15:02 UTC host kea-dhcp4.service[7]: ",
                "syslog+kea",
            ),
            ("[   12.345678] host kea-dhcp4[7]: ", "syslog+kea"),
            ("1545300902.123456 host kea-dhcp4[7]: ", "syslog+kea"),
            ("<30>Dec 20 10:15:02 host kea-dhcp4[7]: ", "syslog+kea"),
            ("<30>kea-dhcp4[7]: ", "syslog+kea"),
            ("<30>1 2018-12-20T10:15:02Z host kea 7 - - ", "syslog+kea"),
            (
                "214 <30>1 2018-12-20T10:15:02Z host kea 7 ID [a@1 b=\"]\\\" A_B \"][c] \u{feff}",
                "syslog+kea",
            ),
            ("2018-12-20T10:15:02.123456789Z stdout F ", "containerd+kea"),
            ("2018-12-20T10:15:02.123456789Z ", "docker+kea"),
            ("kea-1  | ", "compose+kea"),
            ("\x1b[36mkea-1  | \x1b[0m", "compose+kea"),
            ("[pod/kea-0/kea] ", "kubernetes+kea"),
            (
                "[pod/kea-0/kea] 2018-12-20T10:15:02.1Z ",
                "kubernetes+docker+kea",
            ),
        ] {
            assert_eq!(
                shown(&format!("{head}{KEA}")),
                format!("{layout} {PARTS}"),
                "{head:?}"
            );
        }
    }

    #[test]
    fn lines() {
        for (line, expected) in [
            // These are messages of Kea in syslog, also in the format of a router.
            (
                "Dec 20 10:15:02 host kea-dhcp4[7]: INFO  [kea-dhcp4.dhcp4.140] A_B on disk",
                "syslog+pattern Dec 20 10:15:02|INFO|kea-dhcp4.dhcp4.140|7|A_B|on disk",
            ),
            (
                "2018-12-20T10:15:02 Informational kea-dhcp4 INFO [kea-dhcp4.dhcp4.0x14] A_B x",
                "pattern 2018-12-20T10:15:02|INFO|kea-dhcp4.dhcp4.0x14|-|A_B|x",
            ),
            (
                "Dec 20 10:15:02 host kea[7]: A_B x",
                "syslog Dec 20 10:15:02|-|kea|7|A_B|x",
            ),
            // Patterns of log4cplus.
            ("INFO - A_B x", "pattern -|INFO|-|-|A_B|x"),
            (
                "10:15:02,123 [140] WARN kea.dhcp4 - A_B x",
                "pattern 10:15:02,123|WARN|-|140|A_B|x",
            ),
            (
                "2018-12-20 10:15:02 | warn | A_B: x",
                "pattern 2018-12-20 10:15:02|warn|-|-|A_B|x",
            ),
            ("[WARN] (kea) A_B, x", "pattern -|WARN|kea|-|A_B|x"),
            ("error: [A_B] x", "pattern -|error|-|-|A_B|x"),
            (
                "2018-12-20 10:15:02.1 INFO [kea.dhcp4] A_B x",
                "pattern 2018-12-20 10:15:02.1|INFO|kea.dhcp4|-|A_B|x",
            ),
            ("A_B", "message -|-|-|-|A_B|"),
            // Colours belong to the line, or to the text.
            (
                "\x1b[32mINFO\x1b[0m A_B \x1b[31mx\x1b[0m",
                "pattern -|INFO|-|-|A_B|\x1b[31mx\x1b[0m",
            ),
            ("\x1b[32mINFO A_B x\x1b[0m", "pattern -|INFO|-|-|A_B|x"),
            (
                "\x1b[32mINFO A_B \x1b[31mx\x1b[0m",
                "? pattern -|INFO|-|-|A_B|\x1b[31mx",
            ),
            ("INFO \x1b[1mA_B\x1b[0m x", "pattern -|INFO|-|-|A_B|x"),
            ("INFO \x1b[1mA_B \x1b[0mx", "pattern -|INFO|-|-|A_B|x"),
            // These formatters do not write an ID at the beginning of the text.
            (
                "[2018-12-20T10:15:02Z WARN  kea] A_B x",
                "? env_logger 2018-12-20T10:15:02Z|WARN|kea|-|A_B|x",
            ),
            ("[WARN  kea] A_B x", "? env_logger -|WARN|kea|-|A_B|x"),
            (
                "2018-12-20T10:15:02.1Z  WARN kea: A_B x",
                "? tracing 2018-12-20T10:15:02.1Z|WARN|kea|-|A_B|x",
            ),
            (
                "WARN a{b=c d=\"}: A_B\"}:e: kea: A_B x",
                "? tracing -|WARN|kea|-|A_B|x",
            ),
            // These lines have more in front of the ID than a head.
            ("host A_B x", " -|-|-|-|-|"),
            ("a: b: A_B x", "message -|-|a|-|A_B|x"),
            ("a: b: c: A_B x", "? message -|-|a|-|A_B|x"),
            (
                "Dec 20 10:15:02 host A_B x",
                "? pattern Dec 20 10:15:02|-|-|-|A_B|x",
            ),
            (
                "2018-12-20T10:15:02Z stdout P A_B x",
                "? containerd 2018-12-20T10:15:02Z|-|-|-|A_B|x",
            ),
            (
                "Dec 20 10:15:02 host kea[7]: said \"A_B x\"",
                " Dec 20 10:15:02|-|kea|7|-|",
            ),
            // A structured line follows the head.
            (
                r#"2018-12-20T10:15:02Z stdout F {"severity":"warn","message_id":"A_B","message":"x"}"#,
                "containerd+json 2018-12-20T10:15:02Z|warn|-|-|A_B|x",
            ),
            (
                "Dec 20 10:15:02 host kea[7]: level=warn msg=\"A_B x\"",
                "syslog+logfmt Dec 20 10:15:02|warn|kea|7|A_B|x",
            ),
            (
                r#"2018-12-20 10:15:02 INFO [kea/1] {"message":"A_B x"}"#,
                " 2018-12-20 10:15:02|INFO|kea|1|-|",
            ),
        ] {
            assert_eq!(shown(line), expected, "{line:?}");
        }
    }
}
