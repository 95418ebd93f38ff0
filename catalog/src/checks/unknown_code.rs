//! Checks for suppressed codes that are unknown, or are codes of errors.

use crate::{Allow, Catalogue, Code, Finding, Level};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    let of_files = catalogue.allowed.iter().filter_map(unknown);
    let of_messages = catalogue.entries.iter().flat_map(|entry| {
        let unknown = entry.allowed.iter().filter_map(unknown);
        unknown.map(|finding| finding.of(&entry.message.id))
    });
    of_files.chain(of_messages).collect()
}

fn unknown(allow: &Allow) -> Option<Finding> {
    let title = match allow.code.parse::<Code>() {
        Ok(code) if code.level() == Level::Error => {
            format!("`{code}` is an error, which cannot be suppressed")
        }
        Ok(_) => return None,
        Err(error) => error.to_string(),
    };
    let finding = Finding::new(Code::UnknownCode, title);
    let help = "this `allow` suppresses nothing";
    Some(finding.at(allow.label.clone()).help(help))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;
    use crate::Source;

    #[test]
    fn codes() {
        let toml = "[catalogue]\nallow = { no_acton = 'x', no_action = 'x' }\n\
                    [A]\ntext = 'a'\nallow = { no_description = 'x', purple = 'x' }";
        let found = found(check, toml);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0],
            "2:11 unknown_code: unknown code `no_acton`: did you mean `no_action`?"
        );
        assert!(found[1].starts_with("5:33 unknown_code: unknown code `purple`: expected"));
    }

    #[test]
    fn errors() {
        let toml = "[A]\ntext = 'a'\nallow = { mistake = 'x', no_action = 'x' }";
        assert_eq!(
            found(check, toml),
            ["3:11 unknown_code: `mistake` is an error, which cannot be suppressed"]
        );
    }

    #[test]
    fn a_code_of_a_message_is_about_it() {
        let file = "# allow(a): x\n% B b\n# allow(c): x\n";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.mes", file)]);
        let findings = check(&catalogue);
        let ids: Vec<_> = findings
            .iter()
            .map(|finding| finding.id.as_deref())
            .collect();
        assert_eq!(ids, [None, Some("B")]);
    }
}
