//! What a line of a log looks like.

use crate::logfmt;
use crate::pattern::{Pattern, Value};
use kea_messages_core::id::is_id;
use serde_json::{Map, Value as Json};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// The parts of a line.
#[derive(Debug, Default)]
pub(crate) struct Parts<'l> {
    pub(crate) time: Option<Cow<'l, str>>,
    pub(crate) severity: Option<Cow<'l, str>>,
    pub(crate) logger: Option<Cow<'l, str>>,
    pub(crate) pid: Option<Cow<'l, str>>,
    pub(crate) id: Option<Cow<'l, str>>,
    pub(crate) text: Cow<'l, str>,
    /// Whether the text can have escapes: a structured line has its own.
    pub(crate) is_escaped: bool,
    /// The arguments, where the line has them by name.
    fields: Vec<(Cow<'l, str>, Cow<'l, str>)>,
}

impl<'l> Parts<'l> {
    /// The values of a message's arguments, if the line has all of them by name.
    pub(crate) fn values(&self, pattern: &Pattern) -> Option<Vec<Value<'l>>> {
        if self.fields.is_empty() || pattern.names.is_empty() {
            return None;
        }
        let names = pattern.names.iter().enumerate();
        names
            .map(|(index, name)| {
                let mut same = self.fields.iter().filter(|(field, _)| **field == **name);
                let (_, value) = same.next()?;
                // One that is there twice is none.
                same.next().is_none().then_some(())?;
                pattern.value(index, value.clone())
            })
            .collect()
    }

    /// The parts of what follows a head: the ID, and the text.
    fn message(self, rest: &'l str) -> Self {
        let end = memchr::memchr(b' ', rest.as_bytes());
        let (word, text) = end.map_or((rest, ""), |end| (&rest[..end], &rest[end + 1..]));
        if looks_like_id(word) {
            Self {
                id: Some(word.into()),
                text: text.into(),
                is_escaped: true,
                ..self
            }
        } else {
            Self {
                text: rest.into(),
                ..self
            }
        }
    }
}

/// Words in upper case are no IDs by themselves: `ERROR` begins many lines.
fn looks_like_id(word: &str) -> bool {
    is_id(word) && word.contains('_')
}

/// The parts of a line in one of the layouts that are known.
pub(crate) fn recognise(line: &str) -> Option<Parts<'_>> {
    match line.as_bytes().first()? {
        b'{' => json(line),
        b'0'..=b'9' => kea(line).or_else(|| of_pairs(line)),
        b'A'..=b'Z' => {
            let parts = Parts::default().message(line);
            parts
                .id
                .is_some()
                .then_some(parts)
                .or_else(|| of_pairs(line))
        }
        _ => of_pairs(line),
    }
}

/// Whether a line begins with Kea's time.
pub(crate) fn has_time(line: &str) -> bool {
    const TIME: &[u8] = b"dddd-dd-dd dd:dd:dd.";
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'd' => byte.is_ascii_digit(),
        form => byte == form,
    };
    let bytes = line.as_bytes();
    bytes.len() > TIME_LENGTH && bytes.iter().zip(TIME).all(fits)
}

/// The length of a time, without the fraction of its second.
const TIME_LENGTH: usize = "2018-12-20 10:15:02.".len();

/// `2018-12-20 10:15:02.123 INFO  [kea-dhcp4.alloc-engine/4711] ID text`
fn kea(line: &str) -> Option<Parts<'_>> {
    if !has_time(line) {
        return None;
    }
    let bytes = line.as_bytes();
    let fraction = bytes[TIME_LENGTH..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (time, rest) = line.split_at(TIME_LENGTH + fraction);
    let rest = rest.strip_prefix(' ')?;
    let (severity, rest) = rest.split_at(rest.bytes().position(|byte| byte == b' ')?);
    let is_severity =
        !severity.is_empty() && severity.bytes().all(|byte| byte.is_ascii_uppercase());
    if fraction == 0 || !is_severity {
        return None;
    }
    let origin = rest.trim_start_matches(' ').strip_prefix('[')?;
    let mut ends = memchr::memchr_iter(b']', origin.as_bytes());
    let end = ends.find(|end| origin.as_bytes().get(end + 1) == Some(&b' '))?;
    let (origin, rest) = (&origin[..end], &origin[end + 2..]);
    let (logger, pid) = origin.rsplit_once('/')?;
    let parts = Parts {
        time: Some(time.into()),
        severity: Some(severity.into()),
        logger: Some(logger.into()),
        pid: Some(pid.into()),
        ..Parts::default()
    };
    Some(parts.message(rest))
}

/// The names under which formatters write what a line has.
const ID: [&str; 2] = ["message_id", "id"];
const TEXT: [&str; 3] = ["message", "msg", "text"];
const TIME: [&str; 4] = ["timestamp", "time", "ts", "@timestamp"];
const SEVERITY: [&str; 3] = ["severity", "level", "lvl"];
const LOGGER: [&str; 3] = ["logger", "target", "module"];
const PID: [&str; 1] = ["pid"];

/// A line that is a JSON object, with its fields in it or in its object `fields`, as
/// tracing-subscriber writes it.
fn json(line: &str) -> Option<Parts<'_>> {
    let outer: Map<String, Json> = serde_json::from_str(line).ok()?;
    let inner = match outer.get("fields").or_else(|| outer.get("kv")) {
        Some(Json::Object(inner)) => inner.clone(),
        _ => Map::new(),
    };
    let all: Vec<(Cow<'_, str>, Cow<'_, str>)> = inner
        .into_iter()
        .chain(outer)
        .filter_map(|(name, value)| {
            let value = match value {
                Json::String(text) => text,
                Json::Number(number) => number.to_string(),
                Json::Bool(value) => value.to_string(),
                Json::Null | Json::Array(_) | Json::Object(_) => return None,
            };
            Some((name.into(), value.into()))
        })
        .collect();
    Some(structured(all))
}

/// A line of pairs, with an ID or a text among them.
fn of_pairs(line: &str) -> Option<Parts<'_>> {
    let pairs = logfmt::pairs(line)?;
    let is_of = |names: &[&str]| pairs.iter().any(|(key, _)| names.contains(key));
    if !is_of(&ID[..1]) && !is_of(&TEXT) {
        return None;
    }
    let pairs = pairs.into_iter();
    Some(structured(
        pairs.map(|(key, value)| (key.into(), value)).collect(),
    ))
}

fn structured<'l>(fields: Vec<(Cow<'l, str>, Cow<'l, str>)>) -> Parts<'l> {
    let get = |names: &[&str]| {
        names.iter().find_map(|name| {
            let field = fields.iter().find(|(field, _)| field == name)?;
            Some(field.1.clone())
        })
    };
    let mut text = get(&TEXT).unwrap_or_default();
    let mut id = get(&ID).filter(|id| is_id(id));
    if id.is_none() {
        // A sink that keeps no fields writes the ID before the text.
        let split = text.split_once(' ').unwrap_or((&text, ""));
        if looks_like_id(split.0) {
            let (word, rest) = (split.0.to_owned(), split.1.to_owned());
            (id, text) = (Some(word.into()), rest.into());
        }
    }
    let parts = Parts {
        time: get(&TIME),
        severity: get(&SEVERITY),
        logger: get(&LOGGER),
        pid: get(&PID),
        id,
        text,
        ..Parts::default()
    };
    // What the formatter says of the line is no argument, though one may have the name.
    let own = [&ID[..], &TEXT, &TIME, &SEVERITY, &LOGGER, &PID].concat();
    let mut fields = fields;
    fields.retain(|(name, _)| !own.contains(&&**name));
    Parts { fields, ..parts }
}

/// A layout that is described: `{time:23} {severity} [{logger}/{pid}] {id} {text}`.
///
/// The names are `time`, `severity`, `logger`, `pid`, `id` and `text`, which is the
/// last one and goes to the end of the line; `{}` is anything. A name with a width,
/// `{time:23}`, is as many characters; the others go to the first place where what
/// stands behind them is found. A blank stands for one or more.
///
/// ```
/// use kea_messages_catalog::Message;
/// use kea_messages_decode::{Decoder, Layout, Outcome};
///
/// let message = Message::new("A_B", "on %1");
/// let layout: Layout = "<{severity}> {time:8} {}: {id}: {text}".parse()?;
/// let decoder = Decoder::new([&message]).with_layout(layout);
/// let line = decoder.decode("<warn> 10:15:02 host: A_B: on disk");
/// assert_eq!(line.time.as_deref(), Some("10:15:02"));
/// assert!(matches!(line.outcome, Outcome::Decoded(_)));
/// # Ok::<(), kea_messages_decode::LayoutError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// What stands before the first field.
    head: String,
    fields: Vec<Field>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    name: Name,
    width: Option<usize>,
    /// What stands behind it.
    literal: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Time,
    Severity,
    Logger,
    Pid,
    Id,
    Text,
    Anything,
}

/// Why a layout is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutError(String);

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for LayoutError {}

impl std::str::FromStr for Layout {
    type Err = LayoutError;

    fn from_str(layout: &str) -> Result<Self, LayoutError> {
        let error = |reason: String| Err(LayoutError(reason));
        let (head, mut rest) = layout.split_at(layout.find('{').unwrap_or(layout.len()));
        let mut fields: Vec<Field> = Vec::new();
        while let Some(field) = rest.strip_prefix('{') {
            let Some((inside, behind)) = field.split_once('}') else {
                return error(format!("`{rest}` has no `}}`"));
            };
            let (name, width) = match inside.split_once(':') {
                Some((name, width)) => match width.parse() {
                    Ok(width) => (name, Some(width)),
                    Err(_) => return error(format!("`{width}` is no width")),
                },
                None => (inside, None),
            };
            let name = match name {
                "time" => Name::Time,
                "severity" => Name::Severity,
                "logger" => Name::Logger,
                "pid" => Name::Pid,
                "id" => Name::Id,
                "text" => Name::Text,
                "" => Name::Anything,
                _ => {
                    return error(format!(
                        "there is no field `{name}`: there are time, severity, logger, pid, id \
                         and text, and `{{}}`"
                    ));
                }
            };
            let end = behind.find('{').unwrap_or(behind.len());
            fields.push(Field {
                name,
                width,
                literal: behind[..end].to_owned(),
            });
            rest = &behind[end..];
        }
        let names: Vec<Name> = fields.iter().map(|field| field.name).collect();
        let is_end = fields.last().is_some_and(|field| field.literal.is_empty());
        if names.last() != Some(&Name::Text) || !is_end || !names.contains(&Name::Id) {
            return error("a layout has `{id}`, and ends with `{text}`".to_owned());
        }
        let is_open = |pair: &[Field]| pair[0].literal.is_empty() && pair[0].width.is_none();
        if fields.windows(2).any(is_open) {
            return error("of two fields side by side the first needs a width".to_owned());
        }
        Ok(Self {
            head: head.to_owned(),
            fields,
        })
    }
}

impl Layout {
    pub(crate) fn split<'l>(&self, line: &'l str) -> Option<Parts<'l>> {
        let mut parts = Parts {
            is_escaped: true,
            ..Parts::default()
        };
        let mut rest = line.strip_prefix(self.head.as_str())?;
        for field in &self.fields {
            let end = match field.width {
                Some(width) => {
                    let mut letters = rest.char_indices().map(|(at, _)| at);
                    letters.nth(width).unwrap_or(rest.len())
                }
                None if field.literal.is_empty() => rest.len(),
                None => rest.find(field.literal.as_str())?,
            };
            let (value, behind) = rest.split_at(end);
            rest = behind.strip_prefix(field.literal.as_str())?;
            if field.literal.ends_with(' ') && field.name != Name::Id {
                rest = rest.trim_start_matches(' ');
            }
            let slot = match field.name {
                Name::Time => &mut parts.time,
                Name::Severity => &mut parts.severity,
                Name::Logger => &mut parts.logger,
                Name::Pid => &mut parts.pid,
                Name::Id => &mut parts.id,
                Name::Text => {
                    parts.text = value.into();
                    continue;
                }
                Name::Anything => continue,
            };
            *slot = Some(value.into());
        }
        parts.id.as_deref().is_some_and(is_id).then_some(parts)
    }
}
