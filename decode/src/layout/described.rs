//! A layout that the user describes.

use super::parts::Parts;
use kea_messages_catalog::id::is_id;
use std::error::Error;
use std::fmt;

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
/// let message = Message { id: "A_B".into(), text: "on %1".into(), ..Message::default() };
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
