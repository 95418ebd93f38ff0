//! The names of this program and of this host, for the header of a record.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::OnceLock;

/// Returns the name of the program as an ASCII word.
pub(super) fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let path = std::env::current_exe().ok();
        let name = path.as_deref().and_then(Path::file_name);
        let argument = std::env::args_os().next();
        let name = name.or_else(|| Path::new(argument.as_deref()?).file_name());
        word(name.and_then(OsStr::to_str).unwrap_or_default(), 48)
    })
}

/// Returns the host name as an ASCII word, or `-` if it is unknown.
pub(super) fn host() -> &'static str {
    static HOST: OnceLock<String> = OnceLock::new();
    HOST.get_or_init(|| {
        let name = hostname::get().unwrap_or_default();
        word(&name.to_string_lossy(), 255)
    })
}

/// Returns the host name without its domain, as RFC 3164 requires, if it is known.
pub(super) fn short_host() -> Option<&'static str> {
    let name = host().split('.').next().unwrap_or_default();
    (!name.is_empty() && name != "-").then_some(name)
}

/// Replaces characters that cannot be in a header, and truncates the name. Returns `-` for an empty
/// name.
pub(super) fn word(name: &str, length: usize) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !"[]:<>\"".contains(c);
    let letters = name.chars().take(length);
    let word: String = letters.map(|c| if is_plain(c) { c } else { '_' }).collect();
    if word.is_empty() {
        "-".to_owned()
    } else {
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_word() {
        for (name, expected) in [
            ("kea-dhcp4", "kea-dhcp4"),
            ("my server", "my_server"),
            ("a[1]: b", "a_1___b"),
            ("größe", "gr__e"),
            ("new\nline", "new_line"),
            ("", "-"),
        ] {
            assert_eq!(word(name, 48), expected, "{name}");
        }
        assert_eq!(word(&"x".repeat(300), 48), "x".repeat(48));
        assert!(!program().is_empty() && !host().is_empty());
    }
}
