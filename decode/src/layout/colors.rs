//! Terminal colours in a line.

/// A line without its colours.
pub(super) struct Colors {
    pub(super) plain: String,
    /// Where each run of the plain line begins in it, and in the line.
    runs: Vec<(usize, usize)>,
}

impl Colors {
    pub(super) fn strip(line: &str) -> Self {
        let mut plain = String::with_capacity(line.len());
        let mut runs = vec![(0, 0)];
        let mut at = 0;
        for (escape, _) in line.match_indices('\x1b') {
            let Some(length) = sequence(&line[escape..]) else {
                continue;
            };
            plain.push_str(&line[at..escape]);
            at = escape + length;
            runs.push((plain.len(), at));
        }
        plain.push_str(&line[at..]);
        Self { plain, runs }
    }

    /// Where in the line a place of the plain line is, after the colours there.
    pub(super) fn place(&self, plain: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= plain) - 1;
        let (start, at) = self.runs[run];
        at + (plain - start)
    }

    /// The same, before the colours there.
    fn place_before(&self, plain: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start < plain);
        let (start, at) = self.runs[run.saturating_sub(1)];
        at + (plain - start)
    }

    /// The text that begins at this place of the plain line. A reset at its end is not
    /// part of it if a colour is on where it begins.
    pub(super) fn text<'l>(&self, line: &'l str, plain: usize) -> ColoredText<'l> {
        let mut start = self.place_before(plain);
        let mut is_on = is_on(&line[..start]);
        // A colour that ends with the ID is the ID's.
        if let Some(length) = sequence(&line[start..]).filter(|_| is_on) {
            if is_reset(&line[start..start + length]) {
                start += length;
                is_on = false;
            }
        }
        let text = &line[start..];
        let end = ["\x1b[0m", "\x1b(B\x1b[m", "\x1b[m"]
            .iter()
            .find_map(|reset| text.strip_suffix(reset))
            .filter(|_| is_on);
        ColoredText {
            text: end.unwrap_or(text),
            start,
            is_on,
        }
    }

    /// The part of a text that ends at this place of the plain line.
    pub(super) fn text_to<'l>(&self, of: &ColoredText<'l>, plain: usize) -> &'l str {
        // Where none is on, the colours at the end are its own.
        let end = if of.is_on {
            self.place_before(plain)
        } else {
            self.place(plain)
        };
        let end = end.saturating_sub(of.start).min(of.text.len());
        &of.text[..end]
    }
}

/// A text with its colours.
pub(super) struct ColoredText<'l> {
    pub(super) text: &'l str,
    /// Where it begins in the line.
    start: usize,
    /// Whether a colour is on there.
    is_on: bool,
}

impl ColoredText<'_> {
    /// Whether it is known which colours are its own.
    pub(super) fn is_certain(&self) -> bool {
        !self.is_on || !self.text.contains('\x1b')
    }
}

/// Whether a colour is on after a text.
fn is_on(text: &str) -> bool {
    let last = text.rmatch_indices('\x1b').find_map(|(at, _)| {
        let length = sequence(&text[at..])?;
        Some(!is_reset(&text[at..at + length]))
    });
    last.unwrap_or(false)
}

/// The set of letters that is the usual one.
const CHARSET: &str = "\x1b(B";

fn is_reset(sequence: &str) -> bool {
    matches!(
        sequence,
        "\x1b[0m" | "\x1b[m" | "\x1b[39m" | "\x1b[00m" | CHARSET
    )
}

/// The length of the sequence that a text begins with: `ESC [ 1;31 m`, or another final
/// letter, or `ESC ( B`, with which terminfo begins a reset.
pub(crate) fn sequence(text: &str) -> Option<usize> {
    if text.starts_with(CHARSET) {
        return Some(CHARSET.len());
    }
    let inside = text.strip_prefix("\x1b[")?;
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    let is_final = rest.starts_with(['m', 'K']);
    is_final.then(|| text.len() - rest.len() + 1)
}
