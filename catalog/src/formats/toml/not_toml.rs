//! Recognizes common syntax errors by the lines of the file.
//!
//! `toml` reports the token that it expected, which is not always what was meant, and
//! continues with the rest of a line. This module looks at the whole line.

use crate::catalogue::Broken;
use crate::{Finding, Label, Source};
use kea_messages_base::id::is_id;
use std::ops::Range;

/// A syntax error in a line, and its consequences.
pub(super) struct Slip {
    /// The range of the mistake.
    pub(super) place: Range<usize>,
    /// The range up to the next table in which other errors are consequences and are not reported.
    pub(super) region: Range<usize>,
    pub(super) title: String,
    /// The ID in the header of a table.
    pub(super) id: Option<String>,
}

/// Returns the syntax error in the line in which `toml` reported one, if it is a common one.
pub(super) fn slip(text: &str, at: usize) -> Option<Slip> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or("");
    let indent = line.len() - line.trim_start().len();
    let start = start + indent;
    let line = line.trim();
    let end = start + line.len();
    if let Some(header) = line.strip_prefix('[') {
        if header.starts_with('[') {
            return None;
        }
        if let Some((name, _)) = header.split_once(']') {
            return not_an_id(text, start, name);
        }
        let name = header.split('#').next().unwrap_or("").trim();
        return Some(Slip {
            place: start..end,
            region: start..next_table(text, end),
            title: format!("missing `]` after the table: `[{name}]`"),
            id: is_id(name).then(|| name.to_owned()),
        });
    }
    let whole = |title: String| Slip {
        place: start..end,
        region: start..end,
        title,
        id: None,
    };
    if ["//", "--", "/*", ";"]
        .iter()
        .any(|sign| line.starts_with(sign))
    {
        return Some(whole("a comment begins with `#`".to_owned()));
    }
    let (key, rest) = line.split_at(line.find(|letter| !is_bare(letter)).unwrap_or(line.len()));
    let sign = rest.trim_start();
    if key.is_empty() {
        return None;
    }
    if sign.is_empty() && is_id(key) {
        return Some(Slip {
            region: start..next_table(text, end),
            id: Some(key.to_owned()),
            ..whole(format!("a message is written as a table: `[{key}]`"))
        });
    }
    if sign == "]" && is_id(key) {
        return Some(Slip {
            region: start..next_table(text, end),
            id: Some(key.to_owned()),
            ..whole(format!("missing `[` before the table: `[{key}]`"))
        });
    }
    if sign.starts_with(['"', '\'']) {
        return Some(whole(format!("a `=` is missing: `{key} = {sign}`")));
    }
    if let Some(value) = sign.strip_prefix(':') {
        let value = quoted(value.trim_start_matches('=').trim());
        return Some(whole(format!("expected `=`, found `:`: `{key} = {value}`")));
    }
    let value = sign.strip_prefix('=')?.split('#').next()?.trim();
    for sign in [",", ";"] {
        if line.ends_with(sign) && text.get(at..=at) == Some(sign) {
            return Some(Slip {
                place: at..at + 1,
                region: start..next_table(text, end),
                ..whole(format!(
                    "unexpected `{sign}`: a key and its value end with the line"
                ))
            });
        }
    }
    if let Some(quote) = value.chars().next().filter(|sign| CURLY.contains(sign)) {
        let value = value.trim_matches(CURLY);
        return Some(whole(format!(
            "expected `\"`, found `{quote}`: `{key} = \"{value}\"`"
        )));
    }
    if value.starts_with('"') && line.matches('"').count() == 1 {
        return Some(unclosed_string(text, start..end));
    }
    let is_word = value.starts_with(char::is_alphabetic) || value.starts_with('%');
    // With quotes or brackets, this is a different mistake.
    let is_plain = is_word && !value.contains(['"', '\'', '{', '[', ']', '}', '\\']);
    if !is_plain {
        return None;
    }
    let value_at = start + line.len() - line[line.find('=')?..].len();
    let value_at = value_at + text[value_at..].find(value)?;
    Some(Slip {
        place: value_at..value_at + value.len(),
        ..whole(format!("a string needs quotes: `{key} = \"{value}\"`"))
    })
}

/// Returns the error for a line with the first quote of a string that is not closed.
fn unclosed_string(text: &str, line: Range<usize>) -> Slip {
    // Another line may end with the closing quote.
    let rest = &text[line.end..next_table(text, line.end)];
    let lines = rest.split_inclusive('\n');
    let to_quote = lines.take_while(|line| !line.contains('"'));
    let length = to_quote.map(str::len).sum::<usize>();
    let last = rest[length..].lines().next().unwrap_or("");
    Slip {
        region: line.start..line.end + length + last.len(),
        place: line,
        title: "the string is not closed: add the closing `\"`; a text of several lines needs \
                `\"\"\"`"
            .to_owned(),
        id: None,
    }
}

/// Returns the error for `[A FAIL]`, whose bracket is at `start`.
fn not_an_id(text: &str, start: usize, name: &str) -> Option<Slip> {
    let id = name.trim().replace([' ', '/', ':'], "_").to_uppercase();
    if id == name || !is_id(&id) {
        return None;
    }
    let end = start + 1 + name.len();
    Some(Slip {
        place: start + 1..end,
        region: start..next_table(text, end),
        title: format!("`{}` is not a message ID: write `[{id}]`", name.trim()),
        id: Some(id),
    })
}

/// The quotation marks that word processors insert.
const CURLY: [char; 5] = ['“', '”', '„', '‘', '’'];

/// Returns the error for a syntax error of `toml`.
pub(super) fn title(said: &str) -> &str {
    if said.starts_with("missing escaped value") {
        "unknown escape: write `\\\\` for a backslash, or use single quotes"
    } else if said.starts_with("unexpected key or value, expected newline") {
        "unexpected text, expected the end of the line: each key has its own line"
    } else {
        said
    }
}

/// Returns the start of the next table.
fn next_table(text: &str, after: usize) -> usize {
    text[after..]
        .find("\n[")
        .map_or(text.len(), |next| after + next)
}

fn quoted(value: &str) -> String {
    if value.starts_with(char::is_alphabetic) {
        format!("\"{value}\"")
    } else {
        value.to_owned()
    }
}

const fn is_bare(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

/// Returns the error for a file with mistakes that is in another format, or has merge conflicts,
/// and the messages that it seems to have.
pub(super) fn other_format(source: &Source, index: usize) -> Option<(Finding, Vec<Broken>)> {
    let text = source.text();
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() && !content.starts_with('#') {
            lines.push((start + line.len() - line.trim_start().len(), content));
        }
        start += line.len();
    }
    let is_conflict = |line: &str| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>");
    let conflict = lines.iter().find(|(_, line)| is_conflict(line));
    let &(first, content) = conflict.or(lines.first())?;
    let name = if conflict.is_some() {
        ""
    } else if content.starts_with('{') {
        "JSON"
    } else if content.starts_with("---") || content.ends_with(':') && !content.contains('=') {
        "YAML"
    } else if content.starts_with("$NAMESPACE") || content.starts_with("% ") {
        "a `.mes` file"
    } else if content.starts_with("<?") || content.starts_with('<') {
        "XML"
    } else {
        return None;
    };
    let id_in = |line: &str| {
        let line = line.trim_start_matches(['"', '{', ' ', '%', '-', '[']);
        let end = line.find(|letter| !is_bare(letter)).unwrap_or(line.len());
        is_id(&line[..end]).then(|| line[..end].to_owned())
    };
    let broken = lines.iter().filter_map(|&(start, line)| {
        let id = id_in(line)?;
        Some(Broken::new(
            id,
            Label::new(index, start..start + line.len()),
        ))
    });
    let title = match name {
        "" => "an unresolved merge conflict: keep one side, and remove the lines `<<<<<<<`, \
               `=======` and `>>>>>>>`"
            .to_owned(),
        name => format!(
            "this is {name}, and a catalogue file is TOML: `[ALLOC_FAIL]`, and below it \
             `text = \"%1: failed\"`"
        ),
    };
    let label = Label::new(index, first..first + content.len());
    Some((Finding::mistake(title, label), broken.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line, the underlined part, the number of skipped lines, and the ID.
    #[test]
    fn slips() {
        let cases = [
            (
                "  [A_UP # not closed",
                "[A_UP # not closed",
                3,
                Some("A_UP"),
            ),
            ("[a-up", "[a-up", 3, None),
            ("  A_UP ]", "A_UP ]", 3, Some("A_UP")),
            ("a ]", "", 0, None),
            ("// a", "// a", 1, None),
            ("-- a", "-- a", 1, None),
            ("/* a", "/* a", 1, None),
            ("\ttext 'up'", "text 'up'", 1, None),
            ("text: up", "text: up", 1, None),
            ("text := up", "text := up", 1, None),
            ("  text = up # a", "up", 1, None),
            ("text = %1 = 2", "%1 = 2", 1, None),
            ("text = up\"", "", 0, None),
            ("= up", "", 0, None),
            ("[A_UP]", "", 0, None),
            ("[[A_UP", "", 0, None),
        ];
        for (line, place, lines, id) in cases {
            let before = "# up ü\n";
            let text = format!("{before}{line}\nb = 1\nc = 2\n[A_NEXT]\nd = 3\n");
            let found = slip(&text, before.len() + line.len() - 1);
            let found = found.map(|slip| {
                let region = text[slip.region].lines().count();
                (text[slip.place].to_owned(), region, slip.id)
            });
            let expected = (lines > 0).then(|| (place.to_owned(), lines, id.map(str::to_owned)));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn a_comma_at_the_end_of_a_line() {
        let text = "text = 'up',\nb = 1\n[A]\n";
        let slip = slip(text, 11).expect("it is one");
        assert_eq!(slip.place, 11..12);
        assert_eq!(&text[slip.region], "text = 'up',\nb = 1");
        assert!(super::slip(text, 7).is_none(), "the value is not a word");
    }

    /// A file, the name of its format, its first line, and the messages that it seems to have.
    #[test]
    fn other_formats() {
        let cases: [(&str, &str, &str, &[&str]); 9] = [
            (" {\"A_UP\": {}}", "JSON", "{\"A_UP\": {}}", &["A_UP"]),
            ("# a\n---\nA_UP:\n  text: up", "YAML", "---", &["A_UP"]),
            (
                "\n  A_UP:\n A_DOWN: a",
                "YAML",
                "A_UP:",
                &["A_UP", "A_DOWN"],
            ),
            ("% A_UP up\nIt is.", "a `.mes` file", "% A_UP up", &["A_UP"]),
            ("$NAMESPACE a\n", "a `.mes` file", "$NAMESPACE a", &[]),
            ("<?xml?>", "XML", "<?xml?>", &[]),
            ("<a>", "XML", "<a>", &[]),
            ("a = { b:", "", "", &[]),
            ("# { only\n\n", "", "", &[]),
        ];
        for (text, name, first, ids) in cases {
            let Some((finding, broken)) = other_format(&Source::new("m.toml", text), 4) else {
                assert_eq!(name, "", "{text}");
                continue;
            };
            assert!(
                finding.title.starts_with(&format!("this is {name}, ")),
                "{text}"
            );
            let label = &finding.labels[0];
            assert_eq!(
                (label.source, &text[label.range.clone()]),
                (4, first),
                "{text}"
            );
            let found: Vec<&str> = broken.iter().map(|broken| &*broken.id).collect();
            assert_eq!(found, ids, "{text}");
            for broken in broken {
                let range = broken.label.range.clone();
                assert!(text[range.clone()].contains(&broken.id), "{text}");
                assert_eq!(text[range].trim().lines().count(), 1, "{text}");
            }
        }
    }
}
