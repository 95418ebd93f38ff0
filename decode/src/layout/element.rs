//! Parses the elements of a head.

use super::braces;
use super::parts::Parts;
use super::slog;
use super::time;
use crate::severity::severity_rank;
use crate::span::Span;

/// An element of a head.
#[derive(Debug)]
pub(super) enum Element<'l> {
    Time(&'l str),
    /// `<30>` of syslog.
    Priority,
    /// Everything before the message in the format of RFC 5424.
    Syslog(Box<Parts<'l>>),
    Severity(&'l str),
    /// `stdout F`, and whether the line is cut off.
    Stream(bool),
    /// `kea-1  |`
    Compose,
    /// `[pod/kea/kea]`
    Pod,
    /// The content of brackets.
    Bracket(&'l str),
    /// `name:` or `name[pid]:`
    Tag {
        name: &'l str,
        pid: Option<&'l str>,
    },
    /// `name{field=value}:` of tracing-subscriber. Its values can be anything.
    Span,
    /// `{name field=value}` of the subscriber of kea-messages, which quotes values.
    Spans(Vec<Span<'l>>),
    /// A bare number.
    Number(&'l str),
    Punctuation,
}

/// Parses the element at the beginning of a text, which must not begin with a space. Returns it and
/// the rest.
pub(super) fn first(text: &str) -> Option<(Element<'_>, &str)> {
    match text.as_bytes().first()? {
        b'<' => priority(text),
        b'[' => bracket(text),
        b'(' => {
            let end = text.find(')')?;
            let inside = &text[1..end];
            let is_word = !inside.contains([' ', '(', '"']);
            is_word.then_some((Element::Bracket(inside), &text[end + 1..]))
        }
        b'{' => {
            let (spans, rest) = braces::split_spans(text)?;
            Some((Element::Spans(spans), rest))
        }
        b'-' | b'|' | b':' | b'>' | b',' => {
            let rest = text.trim_start_matches(['-', '|', ':', '>', ',']);
            ends(rest).then_some((Element::Punctuation, rest))
        }
        _ => word_like(text),
    }
}

fn word_like(text: &str) -> Option<(Element<'_>, &str)> {
    if let Some((time, rest)) = time::split(text) {
        return Some((Element::Time(time), rest));
    }
    if let Some((severity, rest)) = severity(text) {
        return Some((Element::Severity(severity), rest));
    }
    let end = text.find([' ', '\t']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if matches!(word, "stdout" | "stderr") {
        // In lines of containerd, a flag shows whether the line is complete or a part of one.
        let (flag, behind) = rest.strip_prefix(' ')?.split_at_checked(1)?;
        let is_flag = matches!(flag, "F" | "P") && (behind.is_empty() || behind.starts_with(' '));
        return is_flag.then_some((Element::Stream(flag == "P"), behind));
    }
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        // In the framing of RFC 6587, the length of a record is in front of its priority.
        if rest.starts_with(" <") {
            return Some((Element::Punctuation, rest));
        }
        return Some((Element::Number(word), rest));
    }
    if word.starts_with("ThreadId(") && word.ends_with(')') {
        return Some((
            Element::Number(&word["ThreadId(".len()..word.len() - 1]),
            rest,
        ));
    }
    if let Some(behind) = rest.trim_start_matches(' ').strip_prefix("| ") {
        if is_name(word) && rest.starts_with(' ') {
            return Some((Element::Compose, behind));
        }
    }
    if let Some(behind) = span(text) {
        return Some((Element::Span, behind));
    }
    let name = word.strip_suffix(':')?;
    let (name, pid) = match name
        .strip_suffix(']')
        .and_then(|name| name.rsplit_once('['))
    {
        Some((name, pid)) => (name, Some(pid)),
        None => (name, None),
    };
    let is_tag = is_name(name) && pid.is_none_or(is_name);
    is_tag.then_some((Element::Tag { name, pid }, rest))
}

/// Whether a word ends before this text.
fn ends(text: &str) -> bool {
    text.is_empty() || text.starts_with([' ', '\t'])
}

/// Whether this can be the name of a host, a program or a logger.
fn is_name(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-/@:#()<>$+~".contains(&byte);
    !word.is_empty() && word.bytes().all(fits)
}

/// Parses the severity at the beginning of a text. Returns it and the rest.
pub(super) fn severity(text: &str) -> Option<(&str, &str)> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    let length = text.bytes().take_while(|byte| is_letter(byte)).count();
    let (word, rest) = text.split_at(length);
    let is_severity = severity_rank(word).is_some();
    // A colon can follow the severity if it ends the word, as in `error: x`.
    let behind = rest.strip_prefix(':').unwrap_or(rest);
    let is_end = ends(behind) || rest.starts_with([']', ')', '|']) || slog::begins_with_place(rest);
    (is_severity && is_end).then_some((word, behind))
}

/// Parses a bare word. Returns it and the rest.
pub(super) fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', '\t'])?;
    let (word, rest) = text.split_at(end);
    is_name(word).then_some((word, rest))
}

/// Parses a priority, such as `<30>`, and the rest of a head of RFC 5424 if it follows. Also parses
/// a severity in angle brackets.
fn priority(text: &str) -> Option<(Element<'_>, &str)> {
    let end = text.find('>')?;
    let (inside, rest) = (&text[1..end], &text[end + 1..]);
    if inside.is_empty() || inside.len() > 3 || !inside.bytes().all(|byte| byte.is_ascii_digit()) {
        let (severity, behind) = severity(inside)?;
        return behind
            .is_empty()
            .then_some((Element::Severity(severity), rest));
    }
    Some(
        rfc5424(rest).map_or((Element::Priority, rest), |(parts, rest)| {
            (Element::Syslog(Box::new(parts)), rest)
        }),
    )
}

/// Parses `1 TIME HOST PROGRAM PID MSGID DATA`.
fn rfc5424(text: &str) -> Option<(Parts<'_>, &str)> {
    let rest = text.strip_prefix("1 ")?;
    let mut words = rest.splitn(6, ' ');
    let mut word = || words.next();
    let (time, _host, program, pid, _id) = (word()?, word()?, word()?, word()?, word()?);
    let mut rest = word()?;
    let some = |word: &str| (word != "-").then(|| word.to_owned().into());
    let is_time = time == "-" || time::split(time).is_some_and(|(_, rest)| rest.is_empty());
    if !is_time {
        return None;
    }
    if let Some(behind) = rest.strip_prefix('-') {
        rest = behind;
    } else {
        if !rest.starts_with('[') {
            return None;
        }
        while let Some(behind) = rest.strip_prefix('[') {
            rest = data(behind)?;
        }
    }
    if !ends(rest) {
        return None;
    }
    let rest = rest.strip_prefix(" \u{feff}").unwrap_or(rest);
    let parts = Parts {
        time: some(time),
        logger: some(program),
        pid: some(pid),
        ..Parts::default()
    };
    Some((parts, rest))
}

/// Skips an element of structured data, after its opening bracket. Its values are in quotes, with
/// escapes.
fn data(text: &str) -> Option<&str> {
    let mut is_quoted = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if is_quoted => _ = bytes.next(),
            b'"' => is_quoted = !is_quoted,
            b']' if !is_quoted => return Some(&text[at + 1..]),
            _ => {}
        }
    }
    None
}

fn bracket(text: &str) -> Option<(Element<'_>, &str)> {
    // As in Kea's layout, no space follows a bracket that is a part of a logger.
    let mut ends_of = text.match_indices(']').map(|(at, _)| at);
    let end = ends_of.find(|at| {
        let rest = &text[at + 1..];
        ends(rest) || rest.starts_with([':', '[', '|', ','])
    })?;
    let (inside, rest) = (&text[1..end], &text[end + 1..]);
    let rest = rest
        .strip_prefix(':')
        .filter(|rest| ends(rest))
        .unwrap_or(rest);
    if inside.starts_with("pod/") {
        return Some((Element::Pod, rest));
    }
    Some((Element::Bracket(inside), rest))
}

/// Skips the spans of tracing-subscriber, `a{b=c}:d{e="f"}:`. At least one of them must have
/// fields.
fn span(text: &str) -> Option<&str> {
    let mut rest = text;
    let mut has_fields = false;
    loop {
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || b"_.-<>".contains(byte));
        let length = length.count();
        if length == 0 {
            return None;
        }
        rest = &rest[length..];
        if let Some(fields) = rest.strip_prefix('{') {
            rest = closed(fields)?;
            has_fields = true;
        }
        rest = rest.strip_prefix(':')?;
        if ends(rest) {
            return has_fields.then_some(rest);
        }
    }
}

/// Skips fields, and the brace that closes them. A brace in quotes does not close them.
fn closed(fields: &str) -> Option<&str> {
    let mut is_quoted = false;
    let mut depth = 0_usize;
    let mut bytes = fields.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if is_quoted => _ = bytes.next(),
            b'"' => is_quoted = !is_quoted,
            b'{' if !is_quoted => depth += 1,
            b'}' if !is_quoted && depth > 0 => depth -= 1,
            b'}' if !is_quoted => return Some(&fields[at + 1..]),
            _ => {}
        }
    }
    None
}
