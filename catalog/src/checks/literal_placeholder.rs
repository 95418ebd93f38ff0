//! Checks for text that looks like a placeholder, or a part of one, but is printed
//! literally.

use crate::catalogue::Entry;
use crate::formats::Format;
use crate::{Code, Finding, Message, Part, Source};
use kea_messages_base::named::{NamedPiece, named_pieces};
use kea_messages_base::text::{Piece, pieces};

pub(super) fn check(entry: &Entry, sources: &[Source]) -> Option<Finding> {
    let message = &entry.message;
    let is_mes = entry.format(sources) == Some(Format::Mes);
    let found = match &message.named_text {
        Some(named) => sign_before_name(named),
        None => {
            format_behind_number(message).or_else(|| is_mes.then(|| name(&message.text)).flatten())
        }
    };
    let title = format!("the text of `{}` has {}", message.id, found?);
    let finding = Finding::new(Code::LiteralPlaceholder, title).of(&message.id);
    Some(finding.at(entry.label(Part::Text)?))
}

/// Finds the `$` of `${client}`, which is the syntax of shells.
fn sign_before_name(named: &str) -> Option<String> {
    let mut before = ' ';
    for piece in named_pieces(named).flatten() {
        match piece {
            NamedPiece::Literal(literal) => before = literal.chars().last()?,
            NamedPiece::Placeholder { name, .. } if matches!(before, '$' | '%') => {
                return Some(format!(
                    "`{before}` before `{{{name}}}`, which is printed literally: remove it"
                ));
            }
            NamedPiece::Placeholder { .. } => before = ' ',
        }
    }
    None
}

/// Finds the `:.2` of `%1:.2`.
fn format_behind_number(message: &Message) -> Option<String> {
    let mut pieces = pieces(&message.text);
    while let Some(piece) = pieces.next() {
        let Ok(Piece::Placeholder(number)) = piece else {
            continue;
        };
        let Some(rest) = message.text[pieces.position()..].strip_prefix(':') else {
            continue;
        };
        let mut signs = rest.chars();
        let is_format = match (signs.next(), signs.next()) {
            (Some('?'), behind) => behind.is_none_or(|sign| !sign.is_alphanumeric()),
            (Some('.' | '<' | '>' | '^'), Some(digit)) => digit.is_ascii_digit(),
            (Some('#'), Some(kind)) => matches!(kind, 'x' | 'X' | 'o' | 'b' | '?' | '0'),
            _ => false,
        };
        if is_format {
            let end = rest.find([' ', ',', ';', ')']).unwrap_or(rest.len());
            let format = &rest[..end];
            let arguments = message.named_arguments();
            let name = &arguments.get(number - 1)?.name;
            return Some(format!(
                "`:{format}` after `%{number}`, which is printed literally: only a named \
                 placeholder takes a format, `{{{name}:{format}}}`"
            ));
        }
    }
    None
}

/// Finds `{client}` in a text with numbered placeholders.
fn name(text: &str) -> Option<String> {
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            && name
                .bytes()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == b'_')
    };
    let mut pieces = named_pieces(text).flatten();
    let name = pieces.find_map(|piece| match piece {
        NamedPiece::Placeholder { name, .. } if is_name(name) => Some(name),
        _ => None,
    })?;
    Some(format!(
        "`{{{name}}}`, which is printed literally: the placeholders of a `.mes` file are \
         numbered, `%1`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;

    /// Returns the titles of the findings in a file, without their beginning.
    fn found(file: &str, text: &str) -> Option<String> {
        let catalogue = Catalogue::of_sources(vec![Source::new(file, text)]);
        let titles = catalogue.findings.iter().map(|finding| {
            assert_eq!(finding.code, Code::LiteralPlaceholder, "{text}");
            finding
                .title
                .trim_start_matches("the text of `A` has ")
                .to_owned()
        });
        let titles: Vec<String> = titles.collect();
        assert!(titles.len() < 2, "{titles:?}");
        titles.into_iter().next()
    }

    #[test]
    fn texts() {
        for (text, expected) in [
            ("{c} is up", None),
            ("costs {c}$", None),
            ("$ {c}", None),
            (
                "at ${c}",
                Some("`$` before `{c}`, which is printed literally: remove it"),
            ),
            (
                "%{c}",
                Some("`%` before `{c}`, which is printed literally: remove it"),
            ),
            (
                "{c}%{c}",
                Some("`%` before `{c}`, which is printed literally: remove it"),
            ),
            (
                "%1:.2 full",
                Some(
                    "`:.2` after `%1`, which is printed literally: only a named placeholder takes a format, `{c:.2}`",
                ),
            ),
            (
                "(%1:?)",
                Some(
                    "`:?` after `%1`, which is printed literally: only a named placeholder takes a format, `{c:?}`",
                ),
            ),
            (
                "%1:#x",
                Some(
                    "`:#x` after `%1`, which is printed literally: only a named placeholder takes a format, `{c:#x}`",
                ),
            ),
            ("%1: .2", None),
            ("%1:53", None),
            ("%1:", None),
            ("%1:?s", None),
        ] {
            let toml = format!("[A]\ntext = '{text}'\narguments = ['c']");
            assert_eq!(found("m.toml", &toml).as_deref(), expected, "{text}");
        }
        for (text, name) in [
            ("{client} failed", Some("client")),
            ("%1 {client}", Some("client")),
            ("{ } {1} {A-B} {{}}", None),
            ("%1 failed", None),
        ] {
            let found = found("m.mes", &format!("% A {text}\n"));
            let expected = name.map(|name| {
                format!(
                    "`{{{name}}}`, which is printed literally: the placeholders of a `.mes` file \
                     are numbered, `%1`"
                )
            });
            assert_eq!(found, expected, "{text}");
        }
    }
}
