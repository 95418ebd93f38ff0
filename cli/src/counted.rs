//! Formats numbers with nouns.

use std::fmt::Display;

/// Formats a number and a noun, which is in the plural if necessary: `1 line`, `2 lines`.
pub(crate) fn counted<N: Copy + Display + PartialEq + From<u8>>(number: N, noun: &str) -> String {
    let plural = if number == N::from(1) { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn only_one_is_singular() {
        let found = [counted(0_u64, "line"), counted(1_u64, "line")];
        assert_eq!(found, ["0 lines", "1 line"]);
        assert_eq!(counted(2_usize, "local text"), "2 local texts");
    }
}
