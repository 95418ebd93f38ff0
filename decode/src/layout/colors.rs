//! Handles the terminal colours in a line.

/// A line without its colours.
pub(super) struct Colors {
    pub(super) plain: String,
    /// The start of each run of characters between colours, in the plain line and in the line.
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

    /// Converts a place in the plain line to one in the line, after the colours there.
    pub(super) fn place(&self, plain: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= plain) - 1;
        let (start, at) = self.runs[run];
        at + (plain - start)
    }

    /// Does the same, but returns the place before the colours there.
    fn place_before(&self, plain: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start < plain);
        let (start, at) = self.runs[run.saturating_sub(1)];
        at + (plain - start)
    }

    /// Returns the text that begins at this place of the plain line. If a colour is on at its
    /// beginning, a reset at its end is not part of it.
    pub(super) fn text<'l>(&self, line: &'l str, plain: usize) -> ColoredText<'l> {
        let mut start = self.place_before(plain);
        let mut is_on = is_on(&line[..start]);
        // A colour that ends at the end of the ID belongs to the ID.
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

    /// Returns the part of a text that ends at this place of the plain line.
    pub(super) fn text_to<'l>(&self, of: &ColoredText<'l>, plain: usize) -> &'l str {
        // If no colour is on at the beginning of the text, the colours at its end belong to it.
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
    /// The start of the text in the line.
    start: usize,
    /// Whether a colour is on at the start.
    is_on: bool,
}

impl ColoredText<'_> {
    /// Whether it is known which colours belong to the text.
    pub(super) fn is_certain(&self) -> bool {
        !self.is_on || !self.text.contains('\x1b')
    }
}

/// Whether a colour is on at the end of a text.
fn is_on(text: &str) -> bool {
    let last = text.rmatch_indices('\x1b').find_map(|(at, _)| {
        let length = sequence(&text[at..])?;
        Some(!is_reset(&text[at..at + length]))
    });
    last.unwrap_or(false)
}

/// The sequence that selects the usual character set.
const CHARSET: &str = "\x1b(B";

fn is_reset(sequence: &str) -> bool {
    matches!(
        sequence,
        "\x1b[0m" | "\x1b[m" | "\x1b[39m" | "\x1b[00m" | CHARSET
    )
}

/// Returns the length of the sequence at the beginning of a text: `ESC [ 1;31 m`, or another final
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
