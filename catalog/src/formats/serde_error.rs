//! The errors of serde, in the words of other errors.

/// Returns an error of serde about a value in the words of other errors. `table` is the name of a
/// table in the format, such as `an object`.
pub(super) fn in_words(said: &str, table: &str) -> String {
    let named = |kind: &str| match kind {
        "map" | "a map" => table.to_owned(),
        "sequence" | "a sequence" => "a list".to_owned(),
        kind => kind.to_owned(),
    };
    let wrong = said
        .strip_prefix("invalid type: ")
        .or_else(|| said.strip_prefix("invalid value: "));
    // A string that was found can contain these words too.
    if let Some((found, expected)) = wrong.and_then(|wrong| wrong.rsplit_once(", expected ")) {
        // The kind of a value precedes it: integer `1`, string "up".
        let found = match found.find(['`', '"']) {
            Some(value) => format!("`{}`", found[value..].trim_matches('`')),
            None => named(found),
        };
        return format!("expected {}, found {found}", named(expected));
    }
    if let Some(key) = said.strip_prefix("missing field ") {
        return format!("missing key {key}");
    }
    if let Some(part) = said.strip_prefix("EOF while parsing ") {
        return format!("unexpected end of the file in {part}");
    }
    match said {
        "expected value" => "expected a value".to_owned(),
        "trailing characters" => "unexpected text after the end of the value".to_owned(),
        said => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn errors_in_words() {
        for (said, expected) in [
            (
                "invalid type: integer `1`, expected a string",
                "expected a string, found `1`",
            ),
            (
                "invalid type: string \"up\", expected a sequence",
                "expected a list, found `\"up\"`",
            ),
            (
                "invalid type: string \"one, expected two\", expected a boolean",
                "expected a boolean, found `\"one, expected two\"`",
            ),
            (
                "invalid type: sequence, expected a map",
                "expected an object, found a list",
            ),
            (
                "invalid type: map, expected a boolean",
                "expected a boolean, found an object",
            ),
            (
                "invalid type: null, expected a string",
                "expected a string, found null",
            ),
            (
                "invalid value: integer `300`, expected u8",
                "expected u8, found `300`",
            ),
            ("missing field `text`", "missing key `text`"),
            (
                "EOF while parsing a list",
                "unexpected end of the file in a list",
            ),
            ("expected value", "expected a value"),
            (
                "trailing characters",
                "unexpected text after the end of the value",
            ),
            ("expected `:`", "expected `:`"),
        ] {
            assert_eq!(in_words(said, "an object"), expected, "{said}");
        }
    }
}
