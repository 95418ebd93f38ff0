//! The messages that a recording wants.

use kea_messages_base::severity::Severity;

/// The least severe messages that are recorded, for each logger.
#[derive(Clone, Debug)]
pub(super) struct Levels {
    /// The level of loggers that are not named.
    pub(super) default: Option<Severity>,
    /// The named loggers.
    pub(super) loggers: Vec<(String, Option<Severity>)>,
}

impl Levels {
    /// Returns whether messages of the logger with this severity are wanted.
    pub(super) fn is_wanted(&self, logger: &str, severity: Severity) -> bool {
        let named = self.loggers.iter().filter(|(name, _)| is_in(logger, name));
        let level = match named.max_by_key(|(name, _)| name.len()) {
            Some((_, level)) => *level,
            None => self.default,
        };
        level.is_some_and(|level| severity.is_at_least(level))
    }

    /// Returns the rank that is greater than that of any wanted severity.
    pub(super) fn limit(&self) -> u8 {
        let levels = self.loggers.iter().map(|(_, level)| *level);
        let ranks = levels.chain([self.default]).flatten();
        ranks.map(|level| level.rank() + 1).max().unwrap_or(0)
    }
}

/// Returns whether a logger is the named one, or below it: `kea-dhcp4.alloc` is below `kea-dhcp4`,
/// and `server::leases` below `server`.
fn is_in(logger: &str, name: &str) -> bool {
    logger
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kea_messages_base::severity::DebugLevel;

    #[test]
    fn the_longest_name_decides() {
        let debug = Severity::Debug(DebugLevel::MAX);
        let levels = Levels {
            default: Some(Severity::Info),
            loggers: vec![
                ("kea-dhcp4".to_owned(), Some(Severity::Warn)),
                ("kea-dhcp4.alloc".to_owned(), Some(debug)),
                ("server::leases".to_owned(), None),
            ],
        };
        assert_eq!(levels.limit(), debug.rank() + 1);
        for (logger, severity, is_wanted) in [
            ("other", Severity::Info, true),
            ("other", debug, false),
            ("kea-dhcp4", Severity::Info, false),
            ("kea-dhcp4.leases", Severity::Warn, true),
            ("kea-dhcp4.alloc", debug, true),
            ("kea-dhcp4.alloc.v6", debug, true),
            ("kea-dhcp4.allocation", debug, false),
            ("kea-dhcp46", Severity::Info, true),
            ("server::leases", Severity::Fatal, false),
            ("server::leases::file", Severity::Fatal, false),
            ("server", Severity::Info, true),
        ] {
            assert_eq!(levels.is_wanted(logger, severity), is_wanted, "{logger}");
        }
    }

    #[test]
    fn nothing_is_wanted() {
        let levels = Levels {
            default: None,
            loggers: vec![],
        };
        assert_eq!(levels.limit(), 0);
        assert!(!levels.is_wanted("", Severity::Fatal));
    }
}
