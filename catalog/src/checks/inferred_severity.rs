//! Reports severities that were inferred from a description.

use super::entry::current;
use crate::{Catalogue, Code, Finding, Part};

pub(super) fn check(catalogue: &Catalogue) -> Vec<Finding> {
    current(catalogue)
        .filter_map(|entry| {
            let inferred = entry.inferred.as_ref()?;
            let (id, severity) = (&entry.message.id, inferred.severity);
            let words = inferred.words.replace('\n', " ");
            let title = format!(
                "the severity of `{id}` is inferred as `{severity}` from its \
                    description: {words:?}"
            );
            Some(entry.finding(Code::InferredSeverity, title, Part::Description))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    #[test]
    fn severities() {
        let file = "% A up\nLogged at debug\nlog level 40.\n% B down\nIt is down.\n";
        let catalogue = Catalogue::of_sources(vec![Source::new("m.mes", file)]);
        let findings = check(&catalogue);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].labels[0].range, 7..22);
        assert_eq!(
            findings[0].title,
            "the severity of `A` is inferred as `debug(40)` from its description: \"Logged at debug log level \
             40\"",
        );
    }
}
