//! Finds mistakes in the limit of a message.

use crate::faults::Fault;
use crate::suggest::Unknown;
use crate::{Message, Part};
use kea_messages_base::limit::Limit;

impl Message {
    /// Returns the mistake in the limit: in its text, or in the argument that it names.
    pub(crate) fn fault_of_limit(&self) -> Option<Fault> {
        let reason = match Limit::parse(self.limit.as_deref()?) {
            Ok(limit) if limit.count == 0 => {
                "a limit of 0 suppresses all of these messages: write `1/min` or more".to_owned()
            }
            Ok(limit) => self.mistake_in_argument(limit.argument?)?,
            Err(error) => {
                let text = self.limit.as_deref()?.trim();
                let fraction = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
                if fraction.starts_with('.') && fraction.len() < text.len() {
                    "expected a whole number in the limit: write `3/2min` for 1.5 per minute"
                        .to_owned()
                } else {
                    error.to_string()
                }
            }
        };
        Some(Fault::new(Part::Limit, reason))
    }

    /// Returns the mistake in the name after `per`.
    fn mistake_in_argument(&self, name: &str) -> Option<String> {
        let arguments = self.named_arguments();
        let leave_out = format!("leave `per {name}` out");
        match arguments.iter().find(|argument| argument.name == name) {
            Some(argument) if argument.secret => Some(format!(
                "the limit is per `{name}`, but the values of a secret are not stored: \
                 {leave_out}"
            )),
            Some(_) => None,
            None => {
                let title = format!("the limit names `{name}`, which is not an argument");
                let public = arguments.iter().filter(|argument| !argument.secret);
                let names: Vec<&str> = public.map(|argument| argument.name.as_str()).collect();
                Some(if names.is_empty() {
                    format!("{title}: {leave_out}")
                } else {
                    Unknown::new(title, name, &names).to_string()
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Argument, Message, Part};

    fn fault(arguments: Option<Vec<Argument>>, text: &str, limit: &str) -> Option<String> {
        let mut message = Message::new("A", text);
        message.arguments = arguments;
        message.limit = Some(limit.to_owned());
        let mut faults = message.faults().into_iter();
        let fault = faults.next()?;
        assert_eq!((fault.part, faults.next()), (Part::Limit, None), "{limit}");
        Some(fault.to_string())
    }

    #[test]
    fn a_limit_is_per_an_argument() {
        let key = Argument::named("key").into_secret();
        let pool = Argument::named("pool").into_field();
        let arguments = Some(vec![Argument::named("client"), key.clone(), pool]);
        for (arguments, text, limit, expected) in [
            (&arguments, "%1 %2", "10/min", None),
            (&arguments, "%1 %2", "10/min per client", None),
            (&arguments, "%1 %2", "10/min per pool", None),
            (
                &arguments,
                "%1 %2",
                "10/min per clients",
                Some("the limit names `clients`, which is not an argument: did you mean `client`?"),
            ),
            (
                &arguments,
                "%1 %2",
                "10/min per host",
                Some(
                    "the limit names `host`, which is not an argument: expected `client` or `pool`",
                ),
            ),
            (
                &arguments,
                "%1 %2",
                "10/min per key",
                Some(
                    "the limit is per `key`, but the values of a secret are not stored: leave `per key` out",
                ),
            ),
            (
                &Some(vec![key]),
                "%1",
                "10/min per client",
                Some("the limit names `client`, which is not an argument: leave `per client` out"),
            ),
            // Arguments that are not declared have these names.
            (&None, "%1", "10/min per arg1", None),
            (
                &None,
                "up",
                "10/min per arg1",
                Some("the limit names `arg1`, which is not an argument: leave `per arg1` out"),
            ),
            (
                &None,
                "up",
                "0/min",
                Some("a limit of 0 suppresses all of these messages: write `1/min` or more"),
            ),
            (
                &None,
                "up",
                "1.5/min",
                Some("expected a whole number in the limit: write `3/2min` for 1.5 per minute"),
            ),
            (
                &None,
                "up",
                ".5/min",
                Some("expected a number in the limit: write `10/min` or `10/min per client`"),
            ),
            (
                &None,
                "up",
                "none",
                Some("expected a number in the limit: write `10/min` or `10/min per client`"),
            ),
        ] {
            let found = fault(arguments.clone(), text, limit);
            assert_eq!(found.as_deref(), expected, "{limit}");
        }
    }
}
