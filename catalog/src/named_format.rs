//! Checks the formats of named placeholders, as in `{ratio:.2}`, and recognizes those of other
//! languages.

/// Checks that `format!` supports a format.
///
/// # Errors
///
/// Returns the format that is probably meant, if this is a format of C or Python, such as `.2f`.
pub(crate) fn check_format(format: &str) -> Result<(), Option<&str>> {
    let mut signs = format.char_indices();
    let mut rest = format;
    let is_alignment = |sign: char| matches!(sign, '<' | '^' | '>');
    if let (_, Some((at, '<' | '^' | '>'))) = (signs.next(), signs.next()) {
        rest = &format[at + 1..];
    }
    rest = rest.strip_prefix(is_alignment).unwrap_or(rest);
    rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    rest = rest.strip_prefix('#').unwrap_or(rest);
    let (width, behind) = number(rest);
    let (precision, kind) = match behind.strip_prefix('.') {
        Some(behind) => number(behind),
        None => ("", behind),
    };
    let is_too_large = |number: &str| !number.is_empty() && number.parse::<u16>().is_err();
    let kind = kind.trim_end();
    if is_too_large(width) || is_too_large(precision) {
        return Err(None);
    }
    Err(match kind {
        "" | "?" | "x?" | "X?" | "x" | "X" | "o" | "b" | "e" | "E" | "p" => return Ok(()),
        "f" | "F" | "lf" | "g" | "G" | "d" | "i" | "u" | "ld" | "lu" | "s" | "c" | "n" => {
            Some(&format[..format.len() - kind.len()])
        }
        "r" | "debug" | "Debug" => Some("?"),
        "hex" => Some("x"),
        _ => None,
    })
}

/// Splits a text into the number that it begins with, and the rest.
fn number(text: &str) -> (&str, &str) {
    let end = text.find(|sign: char| !sign.is_ascii_digit());
    text.split_at(end.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_other_languages() {
        for format in [
            "", "?", "#?", "02x?", ">8", "*^8", "<<8", "+.3", "-", "#010x", "08.3", "65535", ".0",
            "#X?", "E", ".2 ",
        ] {
            assert_eq!(check_format(format), Ok(()), "{format}");
        }
        for (format, meant) in [
            ("f", Some("")),
            (".2f", Some(".2")),
            ("08.3lf", Some("08.3")),
            (">8s", Some(">8")),
            ("d", Some("")),
            ("r", Some("?")),
            ("hex", Some("x")),
            ("z", None),
            ("xx", None),
            (",", None),
            ("65536", None),
            (".65536", None),
            ("??", None),
        ] {
            assert_eq!(check_format(format), Err(meant), "{format}");
        }
    }
}
