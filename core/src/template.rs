//! A message's text, cut at its placeholders and ready to be printed.

use crate::local::{self, Mark};
use crate::value::Value;
use core::fmt::{self, Write};
use kea_messages_base::__private::{Outline, Segment};

/// What printing and logging need of a definition.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    pub(crate) outline: Outline,
    segments: &'static [Segment],
    mark: Mark,
}

impl Template {
    /// `segments` are those of `outline`.
    #[must_use]
    pub const fn new(outline: Outline, segments: &'static [Segment]) -> Self {
        Self {
            outline,
            segments,
            mark: Mark::of(outline),
        }
    }

    /// Writes the text with `values` in it.
    ///
    /// Inlined into the program that calls it, where the template is a constant
    /// and the kinds of the values are known: what is left of the loop are the
    /// literals, the values, and nothing between them.
    #[expect(
        clippy::inline_always,
        reason = "measured to take two thirds of the time"
    )]
    #[inline(always)]
    pub(crate) fn write_to<W: Write + ?Sized>(
        self,
        values: &[Value<'_>],
        mut out: &mut W,
    ) -> fmt::Result {
        if let Some(result) = self.write_local(values, &mut out) {
            return result;
        }
        // Not `for`: the iterator of a slice is not seen through.
        let mut index = 0;
        while index < self.segments.len() {
            let Segment { argument, literal } = self.segments[index];
            if argument < values.len() {
                values[argument].write_to(out)?;
            }
            out.write_str(literal)?;
            index += 1;
        }
        Ok(())
    }

    /// Writes the text with `values` in it to a formatter. Options of the
    /// formatter's, such as a width, do not reach the values.
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
        for &Segment { argument, literal } in self.segments {
            if let Some(value) = values.get(argument) {
                value.fmt_plain(f)?;
            }
            if !literal.is_empty() {
                f.write_str(literal)?;
            }
        }
        Ok(())
    }

    /// Writes the text that replaces this one, if there is one.
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

/// Whether a formatter is another than that of a plain `{}`.
#[inline]
fn has_options(f: &fmt::Formatter<'_>) -> bool {
    f.width().is_some()
        || f.precision().is_some()
        || f.alternate()
        || f.sign_plus()
        || f.sign_minus()
        || f.sign_aware_zero_pad()
}
