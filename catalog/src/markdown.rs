//! Converts plain text to Markdown and back.
//!
//! The description of a message is Markdown, because rustdoc shows it. In a
//! `.mes` file it is plain text, in which characters such as `<` and `*` have
//! no special meaning.

/// Escapes plain text as Markdown, so that every character is literal.
///
/// ```
/// use kea_messages_catalog::markdown::escape;
///
/// assert_eq!(escape("a <name> of a_b"), r"a \<name> of a_b");
/// assert_eq!(escape("see https://example.com/a_b."), "see <https://example.com/a_b>.");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            markdown.push('\n');
        }
        escape_line(line, &mut markdown);
    }
    markdown
}

fn escape_line(line: &str, markdown: &mut String) {
    let bytes = line.as_bytes();
    // The number of bytes of the line that have been written.
    let mut written = 0;
    let mut at = 0;
    // A sign at the beginning of a line can begin a list, a heading or a rule, and digits can begin
    // a numbered list.
    while at < bytes.len() && bytes[at].is_ascii_digit() {
        at += 1;
    }
    let is_marker = match bytes.get(at) {
        Some(b'.' | b')') => at > 0,
        Some(b'#' | b'>' | b'-' | b'+' | b'=') => at == 0,
        _ => false,
    };
    if is_marker {
        markdown.push_str(&line[..at]);
        markdown.push('\\');
        written = at;
        at += 1;
    }
    // This is a loop over bytes, because it is a large part of reading a catalogue, in a macro that
    // cargo builds without optimization.
    while at < bytes.len() {
        let is_special = match bytes[at] {
            b'\\' | b'`' | b'*' | b'<' | b'[' | b']' | b'&' | b'~' => true,
            b'_' => !(ends_in_word(&line[..at]) && starts_in_word(&line[at + 1..])),
            b'h' => {
                let url = url_length(&line[at..]);
                if url > 0 && !ends_in_word(&line[..at]) {
                    markdown.push_str(&line[written..at]);
                    markdown.push('<');
                    markdown.push_str(&line[at..at + url]);
                    markdown.push('>');
                    at += url;
                    written = at;
                    continue;
                }
                false
            }
            _ => false,
        };
        if is_special {
            markdown.push_str(&line[written..at]);
            markdown.push('\\');
            written = at;
        }
        at += 1;
    }
    markdown.push_str(&line[written..]);
}

/// Returns whether a text ends in a word. An underscore inside a word has no special meaning.
fn ends_in_word(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

fn starts_in_word(after: &str) -> bool {
    after.chars().next().is_some_and(char::is_alphanumeric)
}

/// Returns the length of the URL at the beginning of `text`, or 0 if there is none.
fn url_length(text: &str) -> usize {
    if !text.starts_with("http://") && !text.starts_with("https://") {
        return 0;
    }
    let end = text
        .find(|letter: char| letter.is_whitespace() || "<>\"`\\".contains(letter))
        .unwrap_or(text.len());
    // Punctuation at the end of a sentence is not part of the URL.
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
    if url.ends_with("//") { 0 } else { url.len() }
}

/// Returns the plain text that [`escape`] converted to Markdown. Other Markdown is not changed,
/// except for its backslashes.
///
/// ```
/// use kea_messages_catalog::markdown::unescape;
///
/// assert_eq!(unescape(r"a \<name> at <http://example.com>"), "a <name> at http://example.com");
/// ```
#[must_use]
pub fn unescape(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['\\', '<']) {
        text.push_str(&rest[..at]);
        let (sign, behind) = (&rest[at..=at], &rest[at + 1..]);
        let url = url_length(behind);
        if sign == "\\" {
            let escaped = behind.chars().next().filter(char::is_ascii_punctuation);
            match escaped {
                Some(letter) => text.push(letter),
                None => text.push('\\'),
            }
            rest = &behind[escaped.map_or(0, char::len_utf8)..];
        } else if url > 0 && behind[url..].starts_with('>') {
            text.push_str(&behind[..url]);
            rest = &behind[url + 1..];
        } else {
            text.push('<');
            rest = behind;
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escaped() {
        let cases = [
            ("plain text", "plain text"),
            ("<name>, [x], *x*, `x`", r"\<name>, \[x\], \*x\*, \`x\`"),
            ("a_b _c_ d_", r"a_b \_c\_ d\_"),
            (
                "# no heading\n- no list\n12. nor this",
                "\\# no heading\n\\- no list\n12\\. nor this",
            ),
            ("=====\n1) x\n1x", "\\=====\n1\\) x\n1x"),
            (r"C:\temp &amp; ~~x~~", r"C:\\temp \&amp; \~\~x\~\~"),
            ("(http://a.b/c_d).", "(<http://a.b/c_d>)."),
            ("http:// and xhttp://a", "http:// and xhttp://a"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected);
            assert_eq!(unescape(expected), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_escaped_is_unescaped(
            text in "([#>=+\\-_*<>\\[\\]`~&\\\\0-9.)a-zé \n]|https?://|http://a){0,30}"
        ) {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }
    }
}
