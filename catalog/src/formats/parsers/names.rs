//! Determines the names of fields for arguments.

use super::cut::Cut;
use crate::Message;

/// The maximum length of a name that all of the programs accept.
const MAX_LENGTH: usize = 30;

/// Returns the names of the fields for the values of a message, in the order of its text. They are
/// the names of the arguments.
///
/// If another part of the line has the same name, an underscore is added. If the programs would not
/// accept a name, it is replaced by `arg1` or similar.
pub(super) fn names(message: &Message, cut: &Cut, taken: &[&str]) -> Vec<String> {
    let arguments = message.named_arguments();
    let mut names: Vec<String> = Vec::with_capacity(arguments.len());
    for value in &cut.values {
        let name = arguments.get(value.argument).map(|it| it.name.as_str());
        let mut name = match name {
            Some(name) if is_usual(name) => name.to_owned(),
            _ => format!("arg{}", value.argument + 1),
        };
        let is_taken = |name: &str| {
            let mut others = taken
                .iter()
                .copied()
                .chain(names.iter().map(String::as_str));
            others.any(|other| other.eq_ignore_ascii_case(name))
        };
        while is_taken(&name) {
            name.push('_');
        }
        names.push(name);
    }
    names
}

/// Returns whether a name consists of ASCII letters, digits and underscores.
fn is_usual(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.len() <= MAX_LENGTH
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Argument;

    #[test]
    fn names_of_fields() {
        let long = "a".repeat(31);
        // The names of the arguments, and of their fields.
        let cases: [(&[&str], &[&str]); 5] = [
            (&["client", "attempts"], &["client", "attempts"]),
            (&["time", "time_"], &["time_", "time__"]),
            (&["Time", "größe"], &["Time_", "arg2"]),
            (&["_x", &long], &["arg1", "arg2"]),
            (&["arg2", "größe"], &["arg2", "arg2_"]),
        ];
        for (arguments, expected) in cases {
            let mut message = Message::new("A_B", "%1, %2");
            message.arguments = Some(arguments.iter().map(|it| Argument::named(it)).collect());
            let cut = Cut::of(&message).expect("it can be cut");
            assert_eq!(
                names(&message, &cut, &["time", "id"]),
                expected,
                "{arguments:?}"
            );
        }
    }
}
