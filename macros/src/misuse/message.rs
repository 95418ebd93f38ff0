//! Reports errors for invalid syntax in place of a message.

use super::call::{Call, arguments, at, list, meant_severity};
use crate::part::{Part, parts};
use crate::tokens::ungrouped;
use proc_macro2::{TokenStream, TokenTree};
use syn::Error;

/// The error for a second message.
const ONE_MESSAGE: &str = "`emit!` logs one message: write another `emit!` for this one";

impl Call {
    /// Explains a text in place of a message.
    pub(super) fn explain_text(
        self,
        part: &Part,
        text: &proc_macro2::Literal,
        rest: &[Part],
    ) -> Error {
        let has_message = rest
            .iter()
            .any(|part| part.id_of_call().is_some() || part.id().is_some());
        match part.meant_severity() {
            Some(meant) if !rest.is_empty() => at(
                part,
                format_args!("a severity is written without quotes: {}", self.with(meant)),
            ),
            _ if self == Self::Enabled || !text.to_string().ends_with('"') => {
                at(part, self.expected())
            }
            _ if has_message => at(
                part,
                format_args!(
                    "expected the name of the logger after `logger:`: {}",
                    self.with(format!("logger: {text}"))
                ),
            ),
            _ => at(
                part,
                "a message is logged by its ID, not by a text: `emit!(ID(argument, ...))`",
            ),
        }
    }

    pub(super) fn explain_message(self, message: &Part, rest: &[Part]) -> Error {
        if let (Self::Enabled, [path @ .., TokenTree::Group(content)]) = (self, message.tokens()) {
            let path: TokenStream = path.iter().cloned().collect();
            return match parts(ungrouped(content.stream())).as_slice() {
                [only] if only.id().is_some() && message.is_severity() => at(
                    path.clone(),
                    format_args!("expected a comma after the severity: `enabled!({path}, {only})`"),
                ),
                _ => at(path, self.expected()),
            };
        }
        if let Some(literal) = message.literal() {
            return self.explain_text(message, literal, rest);
        }
        let Some(after) = rest.first() else {
            return self.explain_form(message);
        };
        if let Some(error) = self.explain_place(after) {
            return error;
        }
        if self == Self::Enabled {
            return at(
                after,
                "unexpected tokens after the ID: `enabled!` takes an ID alone",
            );
        }
        if let Some(id) = message.id() {
            let arguments = arguments(rest);
            let reason = format!(
                "the arguments of a message are written in parentheses: \
                    `{id}({arguments})`"
            );
            return at(list(rest), reason);
        }
        if after.id_of_call().is_some() {
            return at(after, ONE_MESSAGE);
        }
        if message.id_of_call().is_some() && (after.keyed().is_some() || after.sigil().is_some()) {
            return explain_argument(after, message, &[]);
        }
        at(
            after,
            "unexpected tokens after the message: its text is in its definition, and its \
             arguments go in its parentheses",
        )
    }

    /// Explains a logger or a severity after the message.
    fn explain_place(self, after: &Part) -> Option<Error> {
        let before = |what: &str, form: String| {
            let object = self.object();
            at(
                after,
                format_args!("the {what} comes before the {object}: {form}"),
            )
        };
        if let Some(keyed) = after.keyed() {
            if keyed.key == "logger" || keyed.key == "target" {
                let value: TokenStream = keyed.value.iter().cloned().collect();
                return Some(before("logger", self.with(format!("logger: {value}"))));
            }
            if ["level", "severity"].iter().any(|name| keyed.key == name) {
                let meant = meant_severity(keyed.value).unwrap_or_else(|| "warn".into());
                return Some(before("severity", self.with(meant)));
            }
        }
        after.word()?;
        let meant = after.meant_severity()?;
        Some(before("severity", self.with(meant)))
    }

    /// Explains a single part that is not a message.
    fn explain_form(self, message: &Part) -> Error {
        // Tokens may follow the call of an ID.
        for at_token in 1..message.tokens().len() {
            let (call, after) = message.tokens().split_at(at_token);
            if self == Self::Emit && Part::new(call.to_vec()).id_of_call().is_some() {
                return match after {
                    [TokenTree::Punct(sign)] if sign.as_char() == ';' => {
                        at(sign, "unexpected `;` after the message: remove it")
                    }
                    [TokenTree::Punct(sign), more @ ..]
                        if sign.as_char() == ';'
                            && Part::new(more.to_vec()).id_of_call().is_some() =>
                    {
                        at(more.iter().cloned().collect::<TokenStream>(), ONE_MESSAGE)
                    }
                    _ if Part::new(after.to_vec()).id_of_call().is_some() => {
                        at(after.iter().cloned().collect::<TokenStream>(), ONE_MESSAGE)
                    }
                    _ => at(
                        after.iter().cloned().collect::<TokenStream>(),
                        "unexpected tokens after the message: its text is in its definition, and \
                         its arguments go in its parentheses",
                    ),
                };
            }
        }
        if let [path @ .., TokenTree::Literal(argument)] = message.tokens() {
            if let Some(id) = Part::new(path.to_vec()).id().filter(|_| self == Self::Emit) {
                let reason =
                    format!("the arguments of a message go in parentheses: `{id}({argument})`");
                return at(argument, reason);
            }
        }
        at(message, self.expected())
    }
}

/// Explains the first argument of a call that has a name, or a sign of another macro.
pub(super) fn wrong_content(call: &Part) -> Option<Error> {
    let [.., TokenTree::Group(content)] = call.tokens() else {
        return None;
    };
    let id = call.id_of_call()?;
    let parts = parts(ungrouped(content.stream()));
    let is_wrong = |part: &&Part| part.keyed().is_some() || part.sigil().is_some();
    let first = parts.iter().find(is_wrong)?;
    let form = format!("`{id}({})`", arguments(&parts));
    if let Some(keyed) = first.keyed() {
        let reason = format!("an argument in parentheses is written without its name: {form}");
        return Some(at(keyed.key, reason));
    }
    // The sign can have the span of the declarative macro, because it matched it.
    let sign = first.sigil()?.as_char();
    let value = first.argument();
    let debug = if sign == '?' {
        debug_of(&value)
    } else {
        String::new()
    };
    let reason = format!("an argument is written without `{sign}`: {form}{debug}");
    Some(at(value, reason))
}

/// Returns the definition of an argument that is printed with `Debug`.
fn debug_of(value: &TokenStream) -> String {
    let name = match value.clone().into_iter().last() {
        Some(TokenTree::Ident(name)) => name.to_string(),
        _ => "argument".to_owned(),
    };
    format!("; to print it with `Debug`, declare `{name}: impl Debug`")
}

/// Explains an argument outside the parentheses of its message, or with a name or a sign of another
/// macro.
pub(super) fn explain_argument(argument: &Part, message: &Part, rest: &[Part]) -> Error {
    let id = std::iter::once(message)
        .chain(rest)
        .find_map(|part| part.id_of_call().or_else(|| part.id()));
    let id = id.map_or_else(|| "ID".into(), ToString::to_string);
    let value = argument.argument();
    let id_and_value = format!("`emit!({id}({value}))`");
    match argument.sigil() {
        // The sign can have the span of the declarative macro, because it matched it.
        Some(sign) => at(
            &value,
            format_args!(
                "an argument goes in the parentheses of its message, without `{}`: {id_and_value}",
                sign.as_char()
            ),
        ),
        None => at(
            argument,
            format_args!(
                "an argument goes in the parentheses of its message, without its name: \
                 {id_and_value}"
            ),
        ),
    }
}
