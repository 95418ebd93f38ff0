//! The faults that a message can have, whatever its format.
//!
//! A [`Fault`] names the [`Part`] of a message that is wrong. The reader of the format knows the
//! place of that part.

use crate::Message;
use crate::alert::Alert;
use crate::type_name::id_of_type_name;
use kea_messages_base::id::is_id;
use kea_messages_base::record::FIELDS;
use kea_messages_base::text::{MAX_ARGUMENTS, MAX_PLACEHOLDERS, Piece, pieces};
use std::fmt;
use std::ops::Range;

/// The maximum length of a text, a description or an action, in bytes.
///
/// No real description is that long. The limit keeps a file that is not a catalogue from being
/// compiled into a program.
pub const MAX_LENGTH: usize = 1 << 20;

/// The maximum length of an ID, or of the name or type of an argument, in bytes.
pub const MAX_NAME_LENGTH: usize = 1 << 10;

/// A part of a message's definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The ID.
    Id,
    /// The text.
    Text,
    /// The argument with this index, counted from 0.
    Argument(usize),
    /// The description.
    Description,
    /// The operator action.
    Action,
    /// The alert.
    Alert,
    /// The limit.
    Limit,
    /// The new ID of a message that was renamed.
    Renamed,
    /// The promise.
    Promise,
}

/// A mistake in a message. Its `Display` says what is wrong and how to fix it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The part of the definition that is wrong.
    pub part: Part,
    /// The bytes of the text that are wrong, if it is not the whole part.
    pub range: Option<Range<usize>>,
    reason: String,
    /// A change to the definition that would also fix the mistake.
    in_definition: String,
    /// The arguments that the text names and that should be declared.
    undeclared: String,
    is_gap: bool,
}

impl Fault {
    pub(crate) const fn new(part: Part, reason: String) -> Self {
        Self {
            part,
            range: None,
            reason,
            in_definition: String::new(),
            undeclared: String::new(),
            is_gap: false,
        }
    }

    pub(crate) fn or_in_definition(self, in_definition: String) -> Self {
        Self {
            in_definition,
            ..self
        }
    }

    /// Adds the arguments that the text names, if none are declared.
    pub(crate) fn or_declared(self, undeclared: String) -> Self {
        Self { undeclared, ..self }
    }

    pub(crate) fn in_text(range: Range<usize>, reason: String) -> Self {
        Self {
            range: Some(range),
            ..Self::new(Part::Text, reason)
        }
    }

    /// Creates the fault that the argument with this index is missing in the text, which needs this
    /// placeholder.
    pub(crate) fn unplaced(index: usize, name: &str, placeholder: &str, text: &str) -> Self {
        let in_braces = format!("{{{name}}}");
        let mend = if text.contains(&in_braces) {
            format!("`{{{{` is a literal brace; write `{in_braces}`")
        } else {
            format!("the text needs a `{placeholder}`")
        };
        let reason = format!("argument `{name}` has no placeholder: {mend}");
        Self::new(Part::Argument(index), reason)
    }

    pub(crate) fn too_many_placeholders(count: usize) -> Self {
        let reason = format!("the text has {count} placeholders: the limit is {MAX_PLACEHOLDERS}");
        Self::new(Part::Text, reason)
    }

    /// Returns what is wrong and how to fix it, for a person who can only change
    /// the text, such as a translator.
    ///
    /// ```
    /// use kea_messages_catalog::Message;
    ///
    /// let mut message = Message::new("STARTED", "");
    /// message.arguments = Some(vec![]);
    /// message.set_text("{server} started");
    /// let fault = &message.faults()[0];
    /// assert_eq!(fault.of_text(), "the text names `server`, which is not an argument");
    /// assert_eq!(fault.to_string(), format!("{}: declare it, as in `ID(server)`", fault.of_text()));
    /// ```
    #[must_use]
    pub fn of_text(&self) -> &str {
        &self.reason
    }

    /// Returns what is wrong, and how to fix it in a TOML file.
    #[cfg(feature = "files")]
    pub(crate) fn of_toml(&self) -> String {
        match &*self.undeclared {
            "" => self.to_string(),
            names => {
                let names = names.replace(", ", "\", \"");
                format!(
                    "{}: declare it, as in `arguments = [\"{names}\"]`",
                    self.reason
                )
            }
        }
    }

    /// Returns whether this is a gap in the numbers of the placeholders, in a
    /// message that declares no arguments. Such a text can still be printed.
    #[must_use]
    pub const fn is_gap(&self) -> bool {
        self.is_gap
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        f.write_str(&self.in_definition)?;
        if !self.undeclared.is_empty() {
            write!(f, ": declare it, as in `ID({})`", self.undeclared)?;
        }
        Ok(())
    }
}

/// Returns the error for an ID, if it is invalid.
fn not_an_id(id: &str) -> Option<String> {
    if is_id(id) {
        return None;
    }
    let spelt = id.trim_end_matches(':').replace(['-', '.', ' '], "_");
    // `ALLOC_FAILEd` already has underscores between its words, and `AllocFail` does not.
    let is_upper = spelt.chars().take(2).all(|letter| !letter.is_lowercase());
    let spelt = if is_upper && spelt.contains('_') {
        spelt.to_uppercase()
    } else {
        id_of_type_name(&spelt)
    };
    let mend = if is_id(&spelt) {
        format!("write `{spelt}`")
    } else {
        "an ID begins with an upper-case letter and contains only upper-case letters, digits \
         and underscores"
            .to_owned()
    };
    Some(format!("`{id}` is not a message ID: {mend}"))
}

impl Message {
    /// Returns all faults of this message, in the order of its parts. Each
    /// mistake is reported once: if a placeholder is misspelt, the argument
    /// that it was meant for is not reported as well.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.check_lengths(&mut faults);
        if faults.is_empty() {
            self.check_id(&mut faults);
            self.check_arguments(&mut faults);
            self.check_text(&mut faults);
            let alert = self.alert.as_deref().map(Alert::parse);
            let reason = alert.and_then(|read| read.map_or_else(Some, |alert| alert.mistake()));
            faults.extend(reason.map(|reason| Fault::new(Part::Alert, reason)));
            faults.extend(self.fault_of_limit());
            faults.extend(self.fault_of_new_id());
            faults.extend(self.fault_of_promise());
        }
        faults
    }

    fn check_lengths(&self, faults: &mut Vec<Fault>) {
        let mut check = |part, name: &str, field: &str, limit: usize| {
            let length = field.len();
            if length > limit {
                let reason = format!("the {name} is {length} bytes long: the limit is {limit}");
                faults.push(Fault::new(part, reason));
            }
        };
        check(Part::Id, "ID", &self.id, MAX_NAME_LENGTH);
        for (index, argument) in self.arguments.iter().flatten().enumerate() {
            let part = Part::Argument(index);
            check(part, "argument's name", &argument.name, MAX_NAME_LENGTH);
            let rust_type = argument.rust_type.as_deref().unwrap_or("");
            check(part, "argument's type", rust_type, MAX_NAME_LENGTH);
        }
        check(Part::Text, "text", &self.text, MAX_LENGTH);
        check(
            Part::Description,
            "description",
            &self.description,
            MAX_LENGTH,
        );
        let action = self.action.as_deref().unwrap_or("");
        check(Part::Action, "action", action, MAX_LENGTH);
        let alert = self.alert.as_deref().unwrap_or("");
        check(Part::Alert, "alert", alert, MAX_NAME_LENGTH);
        let limit = self.limit.as_deref().unwrap_or("");
        check(Part::Limit, "limit", limit, MAX_NAME_LENGTH);
        let renamed = self.renamed.as_deref().unwrap_or("");
        check(Part::Renamed, "new ID", renamed, MAX_NAME_LENGTH);
        let promise = self.promise.as_deref().unwrap_or("");
        check(Part::Promise, "promise", promise, MAX_NAME_LENGTH);
    }

    fn check_id(&self, faults: &mut Vec<Fault>) {
        faults.extend(not_an_id(&self.id).map(|reason| Fault::new(Part::Id, reason)));
    }

    fn fault_of_new_id(&self) -> Option<Fault> {
        let new = self.renamed.as_deref()?;
        let reason = if self.removed.is_none() {
            "state the version that renamed the message: `removed = \"2.0\"`".to_owned()
        } else if self.id == new {
            format!("`{new}` is the ID of the message itself: write the new ID")
        } else {
            not_an_id(new)?
        };
        Some(Fault::new(Part::Renamed, reason))
    }

    fn check_arguments(&self, faults: &mut Vec<Fault>) {
        let arguments = self.arguments.as_deref().unwrap_or_default();
        for (index, argument) in arguments.iter().enumerate() {
            let name = &argument.name;
            let reason = if FIELDS.contains(&name.as_str()) {
                format!("`{name}` is a field of every log record: give the argument another name")
            } else if arguments[..index].iter().any(|other| other.name == *name) {
                format!("argument `{name}` is declared twice")
            } else if index == MAX_ARGUMENTS {
                format!(
                    "argument `{name}` is over the limit: a message has at most {MAX_ARGUMENTS} arguments"
                )
            } else {
                continue;
            };
            faults.push(Fault::new(Part::Argument(index), reason));
        }
    }

    fn check_text(&self, faults: &mut Vec<Fault>) {
        if self.written_text().trim().is_empty() {
            let reason = format!("the text of `{}` is empty: describe what happened", self.id);
            faults.push(Fault::new(Part::Text, reason));
            return;
        }
        if let Some(named) = &self.named_text {
            self.check_named_text(named, faults);
            return;
        }
        let before = faults.len();
        let has_too_many = self.has_too_many_arguments();
        // As in `printf`, each `%s` stands for the next argument.
        let mut conversions = 0;
        for mistake in pieces(&self.text).filter_map(Result::err) {
            if has_too_many && mistake.is_over_limit() {
                // It refers to an argument beyond the limit, which has already been reported.
                continue;
            }
            let start = mistake.range().start;
            if let Some((number, name)) = self.named_at(start) {
                let reason = format!("`%{name}` is not a placeholder: write `%{number}`");
                faults.push(Fault::in_text(start..start + 1 + name.len(), reason));
                continue;
            }
            let meant = self.converted(mistake.wrong(), &mut conversions);
            let reason = meant.unwrap_or_else(|| mistake.to_string());
            faults.push(Fault::in_text(mistake.range(), reason));
        }
        self.check_conversions(faults);
        if faults.len() == before {
            self.check_placeholders(faults);
        }
    }

    /// Returns the error for a conversion of `printf`, such as `%s`, in a text without
    /// placeholders. It stands for the argument with the index `conversions`, which is increased.
    fn converted(&self, wrong: &str, conversions: &mut usize) -> Option<String> {
        let letter = wrong.strip_prefix('%')?;
        letter.chars().next().filter(|sign| sign.is_alphabetic())?;
        let index = *conversions;
        *conversions += 1;
        let argument = self.arguments.as_ref()?.get(index)?;
        let is_named = self.placeholders().next().is_none() && !argument.field;
        let name = &argument.name;
        let number = index + 1;
        is_named
            .then(|| format!("`{wrong}` is not a placeholder: write `{{{name}}}`, or `%{number}`"))
    }

    /// Returns the argument whose name follows the `%` at this position in the text, and its
    /// number.
    fn named_at(&self, start: usize) -> Option<(usize, &str)> {
        let word = self.text[start..].strip_prefix('%')?;
        let is_end = |letter: char| !letter.is_alphanumeric() && letter != '_';
        let word = &word[..word.find(is_end).unwrap_or(word.len())];
        let arguments = self.arguments.iter().flatten();
        let mut placed = (1..).zip(arguments.filter(|argument| !argument.field));
        let (number, argument) = placed.find(|(_, argument)| argument.name == word)?;
        Some((number, &argument.name))
    }

    /// Returns whether there are too many arguments. If so, arguments without a placeholder are not
    /// reported, because they were probably not meant to have one.
    pub(crate) fn has_too_many_arguments(&self) -> bool {
        self.arguments.as_ref().map_or(0, Vec::len) > MAX_ARGUMENTS
    }

    /// Reports the `$s` of `%1$s`, which is the syntax of `printf`.
    fn check_conversions(&self, faults: &mut Vec<Fault>) {
        let mut pieces = pieces(&self.text);
        let mut start = 0;
        while let Some(piece) = pieces.next() {
            let end = pieces.position();
            let mut rest = self.text[end..].chars();
            let is_conversion = matches!(piece, Ok(Piece::Placeholder(_)))
                && rest.next() == Some('$')
                && rest
                    .next()
                    .is_some_and(|letter| letter.is_ascii_alphabetic());
            if is_conversion {
                let placeholder = &self.text[start..end];
                let written = &self.text[start..end + 2];
                let reason = format!("`{written}` is not a placeholder: write `{placeholder}`");
                faults.push(Fault::in_text(start..end + 2, reason));
            }
            start = end;
        }
    }

    /// Compares the placeholders with the arguments of a text without other mistakes.
    fn check_placeholders(&self, faults: &mut Vec<Fault>) {
        let mut placed = [false; MAX_ARGUMENTS + 1];
        for number in self.placeholders() {
            placed[number] = true;
        }
        let count = self.placeholders().count();
        if count > MAX_PLACEHOLDERS {
            faults.push(Fault::too_many_placeholders(count));
        }
        let highest = placed.iter().rposition(|&placed| placed).unwrap_or(0);
        let Some(arguments) = &self.arguments else {
            let missing = (1..highest).filter(|&number| !placed[number]);
            let missing: Vec<String> = missing.map(|number| format!("`%{number}`")).collect();
            if !missing.is_empty() {
                let missing = missing.join(", no ");
                let reason = format!("the text has `%{highest}`, but no {missing}");
                faults.push(Fault {
                    is_gap: true,
                    ..Fault::in_text(self.first(highest), reason)
                });
            }
            return;
        };
        let count = arguments.iter().filter(|argument| !argument.field).count();
        let checked = if self.has_too_many_arguments() {
            0
        } else {
            count
        };
        // A placeholder without an argument was most likely meant for an argument without a
        // placeholder.
        let beyond = placed.iter().skip(arguments.len() + 1);
        let mut misspelt = beyond.filter(|&&placed| placed).count();
        let mut meant = String::new();
        for (index, argument) in arguments.iter().enumerate().take(checked) {
            let number = index + 1;
            if placed[number] {
                continue;
            }
            if misspelt > 0 {
                misspelt -= 1;
                meant = format!(": did you mean `%{number}`?");
            } else {
                let placeholder = format!("%{number}");
                let text = if highest == 0 { &*self.text } else { "" };
                faults.push(Fault::unplaced(index, &argument.name, &placeholder, text));
            }
        }
        if let Some(field) = arguments.get(highest.wrapping_sub(1)).filter(|it| it.field) {
            let reason = format!(
                "`%{highest}` refers to `{}`, which is marked as a field and has no placeholder: \
                 remove the placeholder or the mark",
                field.name
            );
            faults.push(Fault::in_text(self.first(highest), reason));
        } else if highest > arguments.len() {
            let declared = match count {
                0 => "no argument is".to_owned(),
                1 => "only 1 argument is".to_owned(),
                several => format!("only {several} arguments are"),
            };
            let reason = format!("the text has `%{highest}`, but {declared} declared{meant}");
            faults.push(Fault::in_text(self.first(highest), reason));
        }
    }

    /// Returns the position of the first placeholder with this number in the text.
    fn first(&self, number: usize) -> Range<usize> {
        let mut pieces = pieces(&self.text);
        loop {
            let start = pieces.position();
            match pieces.next() {
                Some(Ok(Piece::Placeholder(found))) if found != number => {}
                Some(Ok(Piece::Placeholder(_))) => return start..pieces.position(),
                Some(_) => {}
                None => return 0..self.text.len(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Argument;

    fn message(arguments: Option<&[&str]>, text: &str) -> Message {
        Message {
            arguments: arguments.map(|names| names.iter().copied().map(Argument::named).collect()),
            ..Message::new("TEST", text)
        }
    }

    #[test]
    fn clean_messages() {
        let cases: [(Option<&[&str]>, &str, usize); 6] = [
            (None, "server started", 0),
            (None, "%2 before %1, and %2 again", 2),
            (Some(&[]), "100%% done", 0),
            (Some(&["client"]), "%1", 1),
            (Some(&["client", "attempts"]), "%2: %1", 2),
            (None, "%1%2%3%4%5%6%7%8%9%10%11%12%13%14%15%16", 16),
        ];
        for (arguments, text, arity) in cases {
            let message = message(arguments, text);
            assert_eq!(message.faults(), [], "{text:?}");
            assert_eq!(message.arity(), arity, "{text:?}");
            assert_eq!(message.named_arguments().len(), arity, "{text:?}");
        }
    }

    #[test]
    fn long_messages() {
        let mut message = message(Some(&["a"]), "%1");
        message.text = format!("%1{}", "x".repeat(MAX_LENGTH - 2));
        assert_eq!(message.faults(), []);
        message.text.push('x');
        message.id = "X".repeat(MAX_NAME_LENGTH + 1);
        message.description = "x".repeat(MAX_LENGTH + 1);
        let parts: Vec<Part> = message.faults().iter().map(|fault| fault.part).collect();
        assert_eq!(parts, [Part::Id, Part::Text, Part::Description]);
        let shown = message.faults()[1].to_string();
        assert_eq!(
            shown,
            "the text is 1048577 bytes long: the limit is 1048576"
        );
    }

    #[test]
    fn faulty_messages() {
        use Part::{Argument as A, Text};
        let cases: [(Option<&[&str]>, &str, &[(Part, &str)]); 16] = [
            (None, "", &[(Text, "is empty")]),
            (None, " \t", &[(Text, "is empty")]),
            (None, "%1 and %3", &[(Text, "has `%3`, but no `%2`")]),
            (None, "%3", &[(Text, "but no `%1`, no `%2`")]),
            (Some(&["a"]), "up", &[(A(0), "needs a `%1`")]),
            (
                Some(&["a"]),
                "%1 %2",
                &[(Text, "only 1 argument is declared")],
            ),
            (Some(&[]), "%1", &[(Text, "no argument is declared")]),
            (
                Some(&["a", "b"]),
                "%1 %5",
                &[(Text, "only 2 arguments are declared: did you mean `%2`?")],
            ),
            (
                Some(&["a", "b"]),
                "%5",
                &[
                    (A(1), "needs a `%2`"),
                    (Text, "are declared: did you mean `%1`?"),
                ],
            ),
            (Some(&["a", "a"]), "%1 %2", &[(A(1), "declared twice")]),
            (Some(&["severity"]), "%1", &[(A(0), "another name")]),
            (
                Some(&["a", "b"]),
                "%d of %s",
                &[
                    (Text, "`%d` is not a placeholder: write `{a}`, or `%1`"),
                    (Text, "`%s` is not a placeholder: write `{b}`, or `%2`"),
                ],
            ),
            (Some(&["a", "b"]), "%1 %s", &[(Text, "numbered")]),
            (None, "%d", &[(Text, "numbered")]),
            (
                Some(&["d", "client"]),
                "%d %client",
                &[
                    (Text, "`%d` is not a placeholder: write `%1`"),
                    (Text, "write `%2`"),
                ],
            ),
            (Some(&["a"]), "50% %s", &[(Text, "`50%`"), (Text, "`%s`")]),
        ];
        for (arguments, text, expected) in cases {
            let faults = message(arguments, text).faults();
            let parts: Vec<_> = faults.iter().map(|fault| fault.part).collect();
            let expected_parts: Vec<_> = expected.iter().map(|(part, _)| *part).collect();
            assert_eq!(parts, expected_parts, "{text:?}: {faults:?}");
            for (fault, (_, reason)) in faults.iter().zip(expected) {
                let shown = fault.to_string();
                assert!(shown.contains(reason), "{text:?}: {shown}");
            }
        }
    }

    #[test]
    fn an_argument_beyond_the_limit_is_one_too_many() {
        let names: Vec<String> = (1..=40).map(|number| format!("a{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let text: String = (1..=MAX_ARGUMENTS).map(|n| format!("%{n}")).collect();
        let faults = message(Some(&names), &text).faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].part, Part::Argument(MAX_ARGUMENTS));
        for text in [&format!("{text}%17%18"), "up", "{a1}"] {
            let mut message = message(Some(&names), "");
            message.set_text(text);
            let faults = message.faults();
            assert_eq!(faults.len(), 1, "{text}: {faults:?}");
            assert_eq!(faults[0].part, Part::Argument(MAX_ARGUMENTS));
        }
    }

    #[test]
    fn a_text_has_a_limited_number_of_placeholders() {
        for (count, faults) in [(MAX_PLACEHOLDERS, 0), (MAX_PLACEHOLDERS + 1, 1)] {
            assert_eq!(message(None, &"%1".repeat(count)).faults().len(), faults);
        }
    }

    #[test]
    fn bad_ids() {
        let cases = [
            ("allocFail", "write `ALLOC_FAIL`"),
            ("AllocFail", "write `ALLOC_FAIL`"),
            ("HTTPError", "write `HTTP_ERROR`"),
            ("4DHCP", "begins with an upper-case letter"),
        ];
        for (id, reason) in cases {
            let mut message = message(None, "up");
            message.id = id.to_owned();
            let faults = message.faults();
            assert_eq!(faults.len(), 1);
            assert!(faults[0].to_string().contains(reason), "{:?}", faults[0]);
        }
    }
}
