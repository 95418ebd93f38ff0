//! Checks for messages without a description.

use super::entry::current;
use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    current(catalogue)
        .filter(|entry| entry.message.description.is_empty())
        .map(|entry| {
            let title = format!("`{}` has no description", entry.message.id);
            entry.finding(Code::NoDescription, title, Part::Id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn descriptions() {
        let toml = "[A]\ntext = 'a'\n[B]\ntext = 'b'\ndescription = 'It is b.'";
        assert_eq!(
            found(check, toml),
            ["1:2 no_description: `A` has no description"]
        );
    }
}
