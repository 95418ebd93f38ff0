//! Converts texts with named placeholders to numbered ones.
//!
//! As in Kea, the text of a message has numbered placeholders, whatever its format, so that code
//! that reads logs, compares with a lock file or writes a `.mes` file only has to support one form.
//! A text that was written with named placeholders is stored as well, for readers of the
//! definition.

use crate::faults::Fault;
use crate::named_format::check_format;
use crate::suggest::Unknown;
use crate::{Argument, Message};
use kea_messages_base::named::{NamedPiece, is_named, named_pieces};
use kea_messages_base::text::{MAX_PLACEHOLDERS, pieces};
use std::ops::Range;

impl Message {
    /// Sets the text as it is written in a definition, with numbered placeholders, `%1`, or with
    /// the names of the arguments, `{client}`. Set the arguments first.
    ///
    /// The [`faults`](Self::faults) include mistakes in the text.
    ///
    /// ```
    /// use kea_messages_catalog::{Argument, Message};
    ///
    /// let mut message = Message::new("ALLOC_FAIL", "");
    /// message.arguments = Some(vec![Argument::named("client"), Argument::named("attempts")]);
    /// message.set_text("{client}: no address after {attempts} attempt(s), 100% tried");
    /// assert_eq!(message.text, "%1: no address after %2 attempt(s), 100%% tried");
    /// assert_eq!(message.faults(), []);
    /// ```
    pub fn set_text(&mut self, written: impl Into<String>) {
        let written = written.into();
        if !is_named(&written) {
            (self.text, self.named_text) = (written, None);
            return;
        }
        self.text = self.numbered(&written);
        // A text without a placeholder is neither numbered nor named.
        let is_literal = |piece| matches!(piece, Ok(NamedPiece::Literal(_)));
        self.named_text = (!named_pieces(&written).all(is_literal)).then_some(written);
    }

    /// Returns the text as it is written in the definition: with named placeholders if it has
    /// names, and otherwise with numbered ones.
    #[must_use]
    pub fn written_text(&self) -> &str {
        self.named_text.as_deref().unwrap_or(&self.text)
    }

    /// Returns the format of each argument for which the text states one, such as `.2`
    /// for `{ratio:.2}`.
    ///
    /// ```
    /// use kea_messages_catalog::{Argument, Message};
    ///
    /// let mut message = Message::new("POOL_USAGE", "");
    /// message.arguments = Some(vec![Argument::named("pool"), Argument::named("ratio")]);
    /// message.set_text("{pool} is {ratio:.2} full");
    /// assert_eq!(message.formats(), [None, Some(".2")]);
    /// ```
    #[must_use]
    pub fn formats(&self) -> Vec<Option<&str>> {
        let mut formats = vec![None; self.arity()];
        let named = self.named_text.as_deref().unwrap_or("");
        for piece in named_pieces(named).flatten() {
            if let NamedPiece::Placeholder { name, format } = piece {
                let place = self.place_of(name).and_then(|index| formats.get_mut(index));
                if let (Some(place), false) = (place, format.is_empty()) {
                    *place = Some(format);
                }
            }
        }
        formats
    }

    /// Converts a text with named placeholders to numbered ones. Mistakes are omitted.
    fn numbered(&self, named: &str) -> String {
        let mut text = String::with_capacity(named.len());
        for piece in named_pieces(named).flatten() {
            match piece {
                NamedPiece::Literal(literal) => push_literal(&mut text, literal),
                NamedPiece::Placeholder { name, .. } => {
                    if let Some(index) = self.place_of(name) {
                        text += &format!("%{}", index + 1);
                    }
                }
            }
        }
        text
    }

    /// Returns the index of the argument with this name.
    fn place_of(&self, name: &str) -> Option<usize> {
        let mut arguments = self.arguments.iter().flatten();
        arguments.position(|argument| argument.name == name)
    }

    /// Reports all mistakes in a text with named placeholders.
    pub(crate) fn check_named_text(&self, named: &str, faults: &mut Vec<Fault>) {
        // A text with both kinds of placeholders only gets this error, even if it has other
        // mistakes.
        let arguments = self.arguments.as_deref().unwrap_or_default();
        let mut mistakes = named_pieces(named).filter_map(Result::err);
        if let Some(mistake) = mistakes.find(|mistake| mistake.wrong().starts_with('%')) {
            let number = mistake.wrong()[1..].parse::<usize>().ok();
            let argument = number.and_then(|number| arguments.get(number.checked_sub(1)?));
            let is_known = |piece| match piece {
                NamedPiece::Placeholder { name, .. } => self.place_of(name).is_some(),
                NamedPiece::Literal(_) => true,
            };
            let argument = argument.filter(|_| named_pieces(named).flatten().all(is_known));
            let reason = match argument {
                Some(Argument { name, .. }) => format!(
                    "unexpected `{}` in a text with named placeholders: write `{{{name}}}`",
                    mistake.wrong()
                ),
                None => mistake.to_string(),
            };
            faults.push(Fault::in_text(mistake.range(), reason));
            return;
        }
        let before = faults.len();
        let unmatched = unmatched(named, arguments);
        faults.extend(unmatched.clone().map(|range| {
            let reason =
                "unmatched braces: write `{{` and `}}` for braces that are not placeholders";
            Fault::in_text(range, reason.to_owned())
        }));
        let mut placed = Placed::new(arguments);
        let mut count = 0;
        let mut pieces = named_pieces(named);
        loop {
            let start = pieces.position();
            let Some(piece) = pieces.next() else {
                break;
            };
            let range = start..pieces.position();
            match piece {
                Ok(NamedPiece::Literal(_)) => {}
                Err(mistake) if unmatched.is_some() && is_brace(mistake.wrong()) => {}
                Err(mistake) => {
                    let reason = unclosed(mistake.wrong(), &named[range.end..], arguments);
                    let reason = reason.unwrap_or_else(|| mistake.to_string());
                    faults.push(Fault::in_text(range, reason));
                }
                Ok(NamedPiece::Placeholder { name, .. }) if is_position(name, arguments) => {
                    // Only the first position is reported, because users who write one usually
                    // write all of them.
                    faults.push(Fault::in_text(range, position(name, arguments)));
                    return;
                }
                Ok(NamedPiece::Placeholder { name, format }) => {
                    count += 1;
                    let placeholder = Placeholder {
                        written: &named[range.clone()],
                        name,
                        format,
                        behind: &named[range.end..],
                    };
                    let fault = placed.add(&placeholder, range);
                    if arguments.is_empty() {
                        // If no arguments are declared, this is only reported once.
                        let undeclared = names(named);
                        faults.extend(fault.map(|fault| fault.or_declared(undeclared)));
                        return;
                    }
                    faults.extend(fault);
                }
            }
        }
        if count > MAX_PLACEHOLDERS {
            faults.push(Fault::too_many_placeholders(count));
        }
        // If a name is misspelt, the argument that was meant is not reported as well.
        if faults.len() > before || self.has_too_many_arguments() {
            return;
        }
        for (index, argument) in arguments.iter().enumerate() {
            if placed.formats[index].is_none() && !argument.field {
                faults.push(Fault::unplaced(
                    index,
                    &argument.name,
                    &format!("{{{}}}", argument.name),
                    named,
                ));
            }
        }
    }
}

/// A placeholder in a text.
struct Placeholder<'a> {
    written: &'a str,
    name: &'a str,
    format: &'a str,
    /// The text after the placeholder.
    behind: &'a str,
}

/// The arguments for which placeholders were found so far.
struct Placed<'a> {
    arguments: &'a [Argument],
    /// The format of each argument's placeholder, if there was one. Arguments with the same name
    /// share it.
    formats: Vec<Option<&'a str>>,
}

impl<'a> Placed<'a> {
    fn new(arguments: &'a [Argument]) -> Self {
        Self {
            arguments,
            formats: vec![None; arguments.len()],
        }
    }

    /// Adds a placeholder, and returns the mistake in it.
    fn add(&mut self, placeholder: &Placeholder<'a>, range: Range<usize>) -> Option<Fault> {
        let name = placeholder.name;
        let mut first = None;
        for (argument, format) in self.arguments.iter().zip(&mut self.formats) {
            if argument.name == name {
                let before = *format.get_or_insert(placeholder.format);
                first = first.or(Some((argument, before)));
            }
        }
        let Some((argument, before)) = first else {
            return Some(Fault::in_text(range, unknown(name, self.arguments)));
        };
        if argument.field {
            let reason = format!(
                "argument `{name}` is a field, which has no placeholder: remove `{}`",
                placeholder.written
            );
            let in_definition = ", or do not mark the argument as a field".to_owned();
            return Some(Fault::in_text(range, reason).or_in_definition(in_definition));
        }
        let reason = placeholder.mistake(argument, before)?;
        Some(Fault::in_text(range, reason))
    }
}

impl Placeholder<'_> {
    /// Returns the mistake in this placeholder for an argument whose first placeholder has the
    /// format `before`.
    fn mistake(&self, argument: &Argument, before: &str) -> Option<String> {
        let Self {
            written,
            name,
            format,
            behind,
        } = self;
        Some(if argument.secret && !format.is_empty() {
            format!("argument `{name}` is a secret, which cannot have a format: write `{{{name}}}`")
        } else if format.contains(['$', '*']) {
            format!(
                "`{written}` takes a width or a precision from another argument: write a number"
            )
        } else if let Err(meant) = check_format(format) {
            let what = match meant {
                Some(meant) => {
                    let colon = if meant.is_empty() { "" } else { ":" };
                    format!("write `{{{name}{colon}{meant}}}`")
                }
                None => "expected a format as in `format!`, such as `.2`, `>8`, `?` or \
                    `#x`"
                    .to_owned(),
            };
            format!("unknown format `{format}` of `{name}`: {what}")
        } else if before != *format {
            format!(
                "`{written}` has a different format from the previous placeholder of `{name}`: an \
                 argument has only one format"
            )
        } else if behind.starts_with(|sign: char| sign.is_ascii_digit()) {
            format!(
                "unexpected digit after `{written}`: put something between them, because `%1` \
                 followed by `0` is `%10` in a `.mes` file"
            )
        } else if is_conversion(behind) {
            format!(
                "unexpected `{}` after `{written}`: remove it, because `%1` takes no conversion \
                 in a `.mes` file",
                &behind[..2]
            )
        } else {
            return None;
        })
    }
}

/// Returns the names in a text, without duplicates.
fn names(text: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for piece in named_pieces(text).flatten() {
        if let NamedPiece::Placeholder { name, .. } = piece {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.join(", ")
}

/// Returns whether a text begins with the `$s` of `%1$s`, which is the syntax of `printf`.
fn is_conversion(behind: &str) -> bool {
    let letter = behind.strip_prefix('$');
    letter.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_alphabetic()))
}

/// Returns whether this is a position, as in `format!`, and not the name of a tuple's field.
fn is_position(name: &str, arguments: &[Argument]) -> bool {
    let is_number = |name: &str| name.bytes().all(|sign| sign.is_ascii_digit());
    is_number(name) && !arguments.iter().any(|argument| is_number(&argument.name))
}

/// Returns the error for a position, such as `{0}`.
fn position(name: &str, arguments: &[Argument]) -> String {
    let meant = name.parse().ok().and_then(|at: usize| arguments.get(at));
    match meant.or(arguments.first()) {
        Some(Argument { name: meant, .. }) => format!(
            "`{{{name}}}` is not a placeholder: arguments are named, `{{{meant}}}`, or numbered \
             from `%1`"
        ),
        None => format!(
            "`{{{name}}}` is not a placeholder: declare an argument, such as `client`, and write \
             `{{client}}`"
        ),
    }
}

/// Returns the range from the first to the last of several unmatched braces, which are reported as
/// one mistake, as in a text that is JSON. Braces before the names of arguments are separate
/// mistakes.
fn unmatched(named: &str, arguments: &[Argument]) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut count = 0;
    for mistake in named_pieces(named).filter_map(Result::err) {
        let range = mistake.range();
        if is_brace(mistake.wrong()) {
            if unclosed(mistake.wrong(), &named[range.end..], arguments).is_some() {
                return None;
            }
            count += 1;
            let start = found.map_or(range.start, |found| found.start);
            found = Some(start..range.end);
        }
    }
    found.filter(|_| count > 1)
}

/// Returns whether this is an unmatched brace.
fn is_brace(wrong: &str) -> bool {
    matches!(wrong, "{" | "}")
}

/// Returns the error for a brace that is not closed, if the name of an argument follows it.
fn unclosed(wrong: &str, behind: &str, arguments: &[Argument]) -> Option<String> {
    let is_end = |sign: char| !sign.is_alphanumeric() && sign != '_';
    let word = &behind[..behind.find(is_end).unwrap_or(behind.len())];
    let is_meant = wrong == "{" && arguments.iter().any(|argument| argument.name == word);
    is_meant.then(|| format!("`{{` is not closed: write `{{{word}}}`, or `{{{{` for a brace"))
}

fn unknown(name: &str, arguments: &[Argument]) -> String {
    let names = arguments.iter().map(|argument| argument.name.as_str());
    let names: Vec<&str> = names.collect();
    let title = format!("the text names `{name}`, which is not an argument");
    if names.is_empty() {
        return title;
    }
    Unknown::new(title, name, &names).to_string()
}

/// Adds a literal of a named text to a numbered text.
fn push_literal(text: &mut String, literal: &str) {
    for (at, sign) in literal.char_indices() {
        // The `$` is escaped, because `$1` would be treated as a misspelt `%1`.
        let is_number = || {
            pieces(&literal[at..])
                .next()
                .is_some_and(|piece| piece.is_err())
        };
        match sign {
            '%' => text.push_str("%%"),
            '$' if is_number() => text.push_str("$$"),
            sign => text.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Part;

    fn message(arguments: &[&str], written: &str) -> Message {
        let argument = |name: &&str| match name.strip_prefix('#') {
            Some(name) => Argument::named(name).into_field(),
            None => Argument::named(name),
        };
        let mut message = Message::new("TEST", "");
        message.arguments = Some(arguments.iter().map(argument).collect());
        message.set_text(written);
        message
    }

    /// Asserts that the text has this fault and no other.
    #[track_caller]
    fn assert_fault(arguments: &[&str], written: &str, part: Part, expected: &str) {
        let faults = message(arguments, written).faults();
        let faults: Vec<(Part, String)> = faults
            .iter()
            .map(|fault| (fault.part, fault.to_string()))
            .collect();
        assert_eq!(faults, [(part, expected.to_owned())], "{written}");
    }

    #[test]
    fn names_become_numbers() {
        for (arguments, written, text) in [
            (&["a", "b"][..], "{b}: {a}", "%2: %1"),
            (&["a"], "{a}{a}", "%1%1"),
            (&["a"], "{a}: 100% {{done}}", "%1: 100%% {done}"),
            (&["a"], "{a} $1 $$1 $100 $", "%1 $$1 $$$1 $100 $"),
            (&["a", "#pool"], "{a}", "%1"),
            (&["größe"], "{größe}", "%1"),
            (&["a", "b"], "{a:.2} {b:?} {a:.2}", "%1 %2 %1"),
        ] {
            let message = message(arguments, written);
            assert_eq!(message.text, text, "{written}");
            assert_eq!(message.written_text(), written);
            assert_eq!(message.faults(), [], "{written}");
        }
    }

    #[test]
    fn texts_without_a_name_have_no_style() {
        for (written, text) in [("up", "up"), ("{{}}", "{}"), ("{{ 5%", "{ 5%%")] {
            let message = message(&[], written);
            assert_eq!(message.named_text, None, "{written}");
            assert_eq!(message.text, text, "{written}");
            assert_eq!(message.faults(), [], "{written}");
        }
    }

    #[test]
    fn mistakes_behind_a_name() {
        for (arguments, written, part, expected) in [
            (
                &["client"][..],
                "{client:>width$}",
                Part::Text,
                "`{client:>width$}` takes a width or a precision from another argument: write a number",
            ),
            (
                &["client"],
                "{client} {client:?}",
                Part::Text,
                "`{client:?}` has a different format from the previous placeholder of `client`: an argument has only one format",
            ),
            (
                &["client"],
                "{client}0",
                Part::Text,
                "unexpected digit after `{client}`: put something between them, because `%1` followed by `0` is `%10` in a `.mes` file",
            ),
            (
                &["client"],
                "{client}$s",
                Part::Text,
                "unexpected `$s` after `{client}`: remove it, because `%1` takes no conversion in a `.mes` file",
            ),
            (
                &["client", "port"],
                "%1 {done} %2",
                Part::Text,
                "unexpected `%1` in a text with named placeholders: write the name of the argument, `{client}`, or `{{` for a literal brace",
            ),
            (
                &["client"],
                " ",
                Part::Text,
                "the text of `TEST` is empty: describe what happened",
            ),
        ] {
            assert_fault(arguments, written, part, expected);
        }
    }

    #[test]
    fn what_is_nearly_a_placeholder() {
        for (arguments, written, expected) in [
            (
                &["client", "attempts"][..],
                "{client: failed after {attempts}",
                "`{` is not closed: write `{client}`, or `{{` for a brace",
            ),
            (
                &["client"],
                "{clients of {client}",
                "`{` is not closed: write `{{` for a brace",
            ),
            (
                &["n"],
                "json {\"n\": {n}}",
                "unmatched braces: write `{{` and `}}` for braces that are not placeholders",
            ),
            (
                &["n"],
                "{\"a\": {\"n\": {n}}} }",
                "unmatched braces: write `{{` and `}}` for braces that are not placeholders",
            ),
            (&["n"], "{n}}", "unmatched `}`: write `}}` for a brace"),
            (
                &["client", "attempts"],
                "{1}: {0} of {2}",
                "`{1}` is not a placeholder: arguments are named, `{attempts}`, or numbered from \
                 `%1`",
            ),
            (
                &["client"],
                "{7}",
                "`{7}` is not a placeholder: arguments are named, `{client}`, or numbered from \
                 `%1`",
            ),
            (
                &[],
                "{0}",
                "`{0}` is not a placeholder: declare an argument, such as `client`, and write `{client}`",
            ),
            (
                &["0", "1"],
                "{0} {1} {2}",
                "the text names `2`, which is not an argument: expected `0` or `1`",
            ),
        ] {
            assert_fault(arguments, written, Part::Text, expected);
        }
    }

    #[test]
    fn mistakes() {
        for (arguments, written, part, expected) in [
            (
                &["client"][..],
                "{clent}",
                Part::Text,
                "the text names `clent`, which is not an argument: did you mean `client`?",
            ),
            (
                &["client", "port"],
                "{purple}",
                Part::Text,
                "the text names `purple`, which is not an argument: expected `client` or `port`",
            ),
            (
                &[],
                "{client}",
                Part::Text,
                "the text names `client`, which is not an argument: declare it, as in `ID(client)`",
            ),
            (
                &["client", "port"],
                "{client}",
                Part::Argument(1),
                "argument `port` has no placeholder: the text needs a `{port}`",
            ),
            (
                &["client"],
                "client {}",
                Part::Text,
                "`{}` does not name an argument: write its name, `{client}`",
            ),
            (
                &["client", "port"],
                "{client} %2",
                Part::Text,
                "unexpected `%2` in a text with named placeholders: write `{port}`",
            ),
            (
                &["client"],
                "{client} %2",
                Part::Text,
                "unexpected `%2` in a text with named placeholders: write the name of the argument, `{client}`, or `{{` for a literal brace",
            ),
            (
                &["client"],
                "{{client}}",
                Part::Argument(0),
                "argument `client` has no placeholder: `{{` is a literal brace; write `{client}`",
            ),
            (
                &["client", "port"],
                "{client} {{port}}",
                Part::Argument(1),
                "argument `port` has no placeholder: `{{` is a literal brace; write `{port}`",
            ),
            (
                &["a"],
                "{a:.2f}",
                Part::Text,
                "unknown format `.2f` of `a`: write `{a:.2}`",
            ),
            (
                &["a"],
                "{a:d}",
                Part::Text,
                "unknown format `d` of `a`: write `{a}`",
            ),
            (
                &["a"],
                "{a:z}",
                Part::Text,
                "unknown format `z` of `a`: expected a format as in `format!`, such as `.2`, \
                 `>8`, `?` or \
                 `#x`",
            ),
            (
                &["client"],
                "{client",
                Part::Text,
                "`{` is not closed: write `{client}`, or `{{` for a brace",
            ),
            (
                &["client", "#pool"],
                "{client} {pool}",
                Part::Text,
                "argument `pool` is a field, which has no placeholder: remove `{pool}`, or do not \
                 mark the argument as a field",
            ),
        ] {
            assert_fault(arguments, written, part, expected);
        }
        let many = "{a}".repeat(MAX_PLACEHOLDERS + 1);
        let faults = message(&["a"], &many).faults();
        assert_eq!(faults.len(), 1);
    }
}
