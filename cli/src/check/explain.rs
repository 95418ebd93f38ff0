//! The explanations of the codes: the meaning, an example, and how to fix it.

use kea_messages_catalog::Code;

/// Includes a file for each code, which has the name of the code. A test runs the examples.
macro_rules! explanations {
    ($($code:ident)*) => {
        &[$((
            stringify!($code),
            include_str!(concat!("explanations/", stringify!($code), ".md")),
        )),*]
    };
}

const EXPLANATIONS: &[(&str, &str)] = explanations! {
    unreadable mistake duplicate_id broken_promise changed_promise outdated_lock wrapped_text
    other_severity placeholder_gap severity_in_text ambiguous_text same_text no_description
    no_action unknown_link unused_message several_places untested_message untested_statement
    inferred_severity unknown_code dead_alert literal_placeholder several_lines no_messages
    unused_type rejected_local_text unknown_local_text duplicate_local_text stale_local_text
    untranslated_text dead_rename sibling_severity copied_description wrong_arguments wrong_severity unknown_id
    unchecked_statement
};

/// Returns the meaning of a code, an example, and how to fix it.
pub(super) fn explanation(code: Code) -> String {
    let mut explanations = EXPLANATIONS.iter();
    let found = explanations.find(|(name, _)| *name == code.name());
    let more = found.map_or("", |(_, text)| text);
    format!("{code}: {}\n\n{more}", code.meaning())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_an_example_and_a_remedy() {
        for code in Code::all() {
            let text = explanation(code);
            let (example, remedy) = text.split_once("\nRemedy: ").expect("it has a remedy");
            assert!(example.contains("\nExample:\n\n```"), "{code}: {text}");
            assert!(remedy.contains("\n```"), "{code}: {text}");
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{code}");
        }
        assert_eq!(EXPLANATIONS.len(), Code::all().len());
    }
}
