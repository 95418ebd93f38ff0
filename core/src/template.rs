//! A message's text, split at its placeholders and ready to be printed.

use crate::local::{self, Mark};
use crate::value::Value;
use core::fmt::{self, Write};
use kea_messages_base::__private::{Outline, Segment};

/// The text of a message, split at its placeholders, and the outline of its definition.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    pub(crate) outline: Outline,
    segments: &'static [Segment],
    mark: Mark,
}

impl Template {
    /// An empty text without a message.
    pub(crate) const EMPTY: Self = Self::new(Outline::new(""), &[]);

    /// Creates a template. `segments` must be those of `outline`.
    #[must_use]
    pub const fn new(outline: Outline, segments: &'static [Segment]) -> Self {
        Self {
            outline,
            segments,
            mark: Mark::of(outline),
        }
    }

    /// Writes the text with `values` in it.
    #[expect(clippy::inline_always, reason = "see `write_with`")]
    #[inline(always)]
    pub(crate) fn write_to<W: Write + ?Sized>(
        self,
        values: &[Value<'_>],
        mut out: &mut W,
    ) -> fmt::Result {
        if let Some(result) = self.write_local(values, &mut out) {
            return result;
        }
        self.write_with(
            out,
            #[inline(always)]
            |out, index| match values.get(index) {
                Some(value) => value.write_to(out),
                None => Ok(()),
            },
        )
    }

    /// Writes the text with `values` in it to a formatter. The options of the formatter, such as a
    /// width, do not apply to the values.
    #[inline]
    pub(crate) fn fmt(self, values: &[Value<'_>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if has_options(f) {
            write!(f, "{}", Filled(self, values))
        } else {
            self.fmt_plain(values, f)
        }
    }

    #[inline]
    fn fmt_plain(self, values: &[Value<'_>], f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(result) = self.write_local(values, f) {
            return result;
        }
        self.write_with(f, |f, index| match values.get(index) {
            Some(value) => value.fmt_plain(f),
            None => Ok(()),
        })
    }

    /// Writes the text. `write_argument` writes the argument with an index.
    ///
    /// It is inlined into the program that calls it, where the template is a constant and the kinds
    /// of the values are known. The compiler can then unroll the loop, and only the writes of the
    /// literals and the values remain.
    #[expect(
        clippy::inline_always,
        reason = "measured to take two thirds of the time"
    )]
    #[inline(always)]
    pub(crate) fn write_with<W: Write + ?Sized>(
        self,
        out: &mut W,
        write_argument: impl Fn(&mut W, usize) -> fmt::Result,
    ) -> fmt::Result {
        // This is not a `for` loop, because the compiler does not optimize the iterator of a slice
        // as well.
        let mut index = 0;
        while index < self.segments.len() {
            let Segment { argument, literal } = self.segments[index];
            // The first segment has no argument.
            if index > 0 {
                write_argument(out, argument)?;
            }
            if !literal.is_empty() {
                out.write_str(literal)?;
            }
            index += 1;
        }
        Ok(())
    }

    /// Returns whether the message has no local text, and the formatter no options.
    #[inline]
    pub(crate) fn is_plain(self, f: &fmt::Formatter<'_>) -> bool {
        !has_options(f) && !self.mark.is_set()
    }

    /// Writes the local text that replaces this one, if there is one.
    #[inline]
    fn write_local(self, values: &[Value<'_>], out: &mut dyn Write) -> Option<fmt::Result> {
        if self.mark.is_set() {
            local::write(self.outline, values, out)
        } else {
            None
        }
    }
}

/// A template with values in it.
struct Filled<'a>(Template, &'a [Value<'a>]);

impl fmt::Display for Filled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt_plain(self.1, f)
    }
}

/// Returns whether a formatter has options that a plain `{}` does not have.
#[inline]
fn has_options(f: &fmt::Formatter<'_>) -> bool {
    f.width().is_some()
        || f.precision().is_some()
        || f.alternate()
        || f.sign_plus()
        || f.sign_minus()
        || f.sign_aware_zero_pad()
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::test_rows::row;
    use std::boxed::Box;
    use std::format;
    use std::string::String;

    fn template(text: &str) -> Template {
        let outline = Outline::new(row("TEMPLATE", text, &[])[0]);
        let segments: &[Segment] = Box::leak(Box::new(outline.segments::<8>()));
        Template::new(outline, &segments[..outline.count_segments()])
    }

    /// Prints the text in both ways.
    fn printed(text: &str, values: &[Value<'_>]) -> [String; 2] {
        let template = template(text);
        let mut written = String::new();
        let result = template.write_to(values, &mut written);
        result.expect("a string takes everything");
        [format!("{}", Shown(template, values)), written]
    }

    struct Shown<'a>(Template, &'a [Value<'a>]);

    impl fmt::Display for Shown<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(self.1, f)
        }
    }

    #[test]
    fn texts() {
        let values = [Value::Str("a1"), Value::U64(67)];
        let cases: [(&str, &[Value<'_>], &str); 7] = [
            ("", &[], ""),
            ("up", &[], "up"),
            ("%1", &values, "a1"),
            ("client %1, port %2", &values, "client a1, port 67"),
            ("%2%1 and %2", &values, "67a1 and 67"),
            ("%1 %2", &[Value::Str("%2"), Value::Str("%1")], "%2 %1"),
            // The macros never generate this.
            ("%1 %2!", &values[..1], "a1 !"),
        ];
        for (text, values, expected) in cases {
            assert_eq!(printed(text, values), [expected; 2], "{text:?}");
        }
    }

    /// Prints whether it is printed with options.
    struct Spy;

    impl fmt::Display for Spy {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(if has_options(f) { "options" } else { "plain" })
        }
    }

    #[test]
    fn options_do_not_reach_the_values() {
        let values = [Value::Display(&Spy), Value::Str("a1"), Value::F64(0.25)];
        let shown = Shown(template("%1 %2 %3"), &values);
        let with_options = [
            (format!("{shown:9}"), format!("{Spy:9}")),
            (format!("{shown:.1}"), format!("{Spy:.1}")),
            (format!("{shown:#}"), format!("{Spy:#}")),
            (format!("{shown:+}"), format!("{Spy:+}")),
            (format!("{shown:-}"), format!("{Spy:-}")),
            (format!("{shown:0}"), format!("{Spy:0}")),
        ];
        for (shown, spied) in with_options {
            assert_eq!(shown, "plain a1 0.25");
            assert_eq!(spied, "options");
        }
        assert_eq!(format!("{Spy}"), "plain");
        assert_eq!(format!("{shown}"), "plain a1 0.25");
    }

    /// A writer that accepts this number of bytes, and then fails.
    struct Limited(String, usize);

    impl Write for Limited {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            if self.0.len() + text.len() > self.1 {
                return Err(fmt::Error);
            }
            self.0.push_str(text);
            Ok(())
        }
    }

    #[test]
    fn the_first_error_ends_the_text() {
        let template = template("<%1> %2");
        let values = [Value::Str("a1"), Value::Str("b2")];
        for (limit, expected) in [(0, ""), (2, "<"), (3, "<a1"), (5, "<a1> "), (6, "<a1> ")] {
            let mut out = Limited(String::new(), limit);
            assert_eq!(template.write_to(&values, &mut out), Err(fmt::Error));
            assert_eq!(out.0, expected);
            let mut out = Limited(String::new(), limit);
            assert_eq!(write!(out, "{}", Shown(template, &values)), Err(fmt::Error));
            assert_eq!(out.0, expected);
        }
        let mut out = Limited(String::new(), 7);
        assert_eq!(template.write_to(&values, &mut out), Ok(()));
        assert_eq!(out.0, "<a1> b2");
    }
}
