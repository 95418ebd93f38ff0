//! The facilities of syslog records.

use crate::nearest::nearest;
use std::fmt;
use std::str::FromStr;

/// A facility, as its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facility(u8);

impl Facility {
    /// The facility that is used for an unknown name, as in log4cplus.
    pub(crate) const USER: Self = Self(1);
    /// The default facility, as in Kea.
    pub(crate) const LOCAL0: Self = Self(16);

    pub(crate) const fn number(self) -> u8 {
        self.0
    }
}

/// The names of the facilities, by number. Those from 12 to 15 are from `FreeBSD` and Solaris, and
/// the others from C.
const NAMES: [&str; 24] = [
    "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv",
    "ftp", "ntp", "security", "console", "clock", "local0", "local1", "local2", "local3", "local4",
    "local5", "local6", "local7",
];

/// More names, from the descriptions in RFC 5424.
const OTHER_NAMES: [(&str, u8); 3] = [("audit", 13), ("alert", 14), ("clock_daemon", 15)];

impl FromStr for Facility {
    type Err = String;

    /// Parses the name of a facility, ignoring case as log4cplus does.
    fn from_str(text: &str) -> Result<Self, String> {
        let is_of = |name: &str| name.eq_ignore_ascii_case(text);
        let names = (0..).zip(NAMES).map(|(number, name)| (name, number));
        let mut names = names.chain(OTHER_NAMES);
        let found = names.find(|(name, _)| is_of(name));
        found.map(|(_, number)| Self(number)).ok_or_else(|| {
            let expected = meant(text).unwrap_or_else(|| {
                "expected local0 to local7, auth, authpriv, console, cron, daemon, ftp, kern, \
                 lpr, mail, news, ntp, security, syslog, user or uucp"
                    .to_owned()
            });
            format!("`{text}` is not a syslog facility: {expected}")
        })
    }
}

/// Returns which facility was probably meant, if the name is similar to one.
fn meant(text: &str) -> Option<String> {
    // The names of the eight local facilities are all equally similar to `local8`.
    let start = text.get(..5).unwrap_or_default();
    if start.eq_ignore_ascii_case("local") {
        return Some("expected local0 to local7".to_owned());
    }
    let meant = nearest(text, NAMES)?;
    Some(format!("did you mean `{meant}`?"))
}

impl fmt::Display for Facility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(NAMES.get(usize::from(self.0)).unwrap_or(&"local0"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_of_log4cplus_has_its_number() {
        for (name, number) in [
            ("kern", 0),
            ("user", 1),
            ("mail", 2),
            ("daemon", 3),
            ("auth", 4),
            ("syslog", 5),
            ("lpr", 6),
            ("news", 7),
            ("uucp", 8),
            ("cron", 9),
            ("authpriv", 10),
            ("ftp", 11),
            ("ntp", 12),
            ("security", 13),
            ("console", 14),
            ("local0", 16),
            ("LOCAL7", 23),
        ] {
            let facility: Facility = name.parse().expect(name);
            assert_eq!(facility.number(), number, "{name}");
            assert_eq!(facility.to_string().parse(), Ok(facility), "{name}");
        }
        for name in ["", "local8", "local", "loud", " user"] {
            assert!(name.parse::<Facility>().is_err(), "{name}");
        }
        assert_eq!(Facility::LOCAL0.to_string(), "local0");
    }

    #[test]
    fn unknown_names() {
        let all = "expected local0 to local7, auth, authpriv, console, cron, daemon, ftp, kern, \
                   lpr, mail, news, ntp, security, syslog, user or uucp";
        for (name, expected) in [
            ("deamon", "did you mean `daemon`?"),
            ("usr", "did you mean `user`?"),
            (" user", "did you mean `user`?"),
            ("loca1", "did you mean `local1`?"),
            ("local8", "expected local0 to local7"),
            ("LOCAL", "expected local0 to local7"),
            ("kea-dhcp4", all),
            ("", all),
            ("größe", all),
        ] {
            let error = name.parse::<Facility>().expect_err(name);
            assert_eq!(
                error,
                format!("`{name}` is not a syslog facility: {expected}")
            );
        }
    }
}
