//! The addresses of messages in a published manual.

use std::fmt;
use std::str::FromStr;

/// The address of a published manual, to which other outputs link.
///
/// An address that ends with `/` refers to a folder that `kea-messages manual --format html-dir`
/// wrote. Any other address refers to a page that was written with `--format html`.
///
/// ```
/// use kea_messages_catalog::ManualUrl;
///
/// let folder: ManualUrl = "https://example.com/messages/".parse()?;
/// assert_eq!(folder.of_message("ALLOC_FAIL"), "https://example.com/messages/ALLOC_FAIL.html");
///
/// let page: ManualUrl = "https://example.com/manual.html".parse()?;
/// assert_eq!(page.of_message("ALLOC_FAIL"), "https://example.com/manual.html#ALLOC_FAIL");
///
/// assert!("example.com".parse::<ManualUrl>().is_err());
/// # Ok::<(), kea_messages_catalog::InvalidManualUrl>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ManualUrl(String);

impl ManualUrl {
    /// Returns the address of the message with this ID.
    #[must_use]
    pub fn of_message(&self, id: &str) -> String {
        let Self(base) = self;
        if self.is_folder() {
            format!("{base}{}", page_of_message(id))
        } else {
            format!("{base}#{id}")
        }
    }

    /// Returns whether each message has its own page.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        self.0.ends_with('/')
    }

    /// Returns the address itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ManualUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the name of a message's page in the folder that `kea-messages manual --format html-dir`
/// writes, such as `ALLOC_FAIL.html`.
///
/// A few messages do not have their own page, because some systems could not store it: a message
/// called `INDEX`, because not all file systems distinguish case, and messages with the names of
/// Windows devices. They are on the page of all messages, `index.html`.
///
/// ```
/// use kea_messages_catalog::page_of_message;
///
/// assert_eq!(page_of_message("ALLOC_FAIL"), "ALLOC_FAIL.html");
/// assert_eq!(page_of_message("INDEX"), "index.html#INDEX");
/// ```
#[must_use]
pub fn page_of_message(id: &str) -> String {
    let is_device = match id {
        "CON" | "PRN" | "AUX" | "NUL" => true,
        _ => match id.strip_prefix("COM").or(id.strip_prefix("LPT")) {
            Some(number) => matches!(number.as_bytes(), [b'0'..=b'9']),
            None => false,
        },
    };
    if is_device || id == "INDEX" {
        format!("index.html#{id}")
    } else {
        format!("{id}.html")
    }
}

impl FromStr for ManualUrl {
    type Err = InvalidManualUrl;

    fn from_str(written: &str) -> Result<Self, InvalidManualUrl> {
        let behind = written
            .strip_prefix("https://")
            .or(written.strip_prefix("http://"));
        if behind.is_none_or(|behind| behind.is_empty() || behind.starts_with(['/', '?', '#'])) {
            return Err(InvalidManualUrl::Other);
        }
        if written.contains('#') {
            return Err(InvalidManualUrl::Fragment);
        }
        // The characters that RFC 3986 allows.
        let is_allowed = |letter: &char| {
            letter.is_ascii_alphanumeric() || "-._~:/?[]@!$&'()*+,;=%".contains(*letter)
        };
        match written.chars().find(|letter| !is_allowed(letter)) {
            Some(letter) => Err(InvalidManualUrl::Letter(letter)),
            None => Ok(Self(written.to_owned())),
        }
    }
}

/// The reason why a text is not the address of a manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidManualUrl {
    /// The text does not begin with `http://` or `https://`, or has no host.
    Other,
    /// The text contains a `#`, which is added before the ID of a message.
    Fragment,
    /// The text contains a character that an address cannot contain.
    Letter(char),
}

impl fmt::Display for InvalidManualUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other => f.write_str(
                "expected an address such as `https://example.com/manual.html`, or \
                 `https://example.com/messages/` for a folder",
            ),
            Self::Fragment => f.write_str("remove the `#`: the ID of a message follows it"),
            Self::Letter(letter) => {
                write!(f, "an address cannot contain {letter:?}: write `")?;
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    write!(f, "%{byte:02X}")?;
                }
                f.write_str("`")
            }
        }
    }
}

impl std::error::Error for InvalidManualUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (base, expected) in [
            ("https://example.com/m/", "https://example.com/m/A_B.html"),
            ("http://[::1]:8080/", "http://[::1]:8080/A_B.html"),
            ("https://example.com", "https://example.com#A_B"),
            ("https://example.com/m?v=2", "https://example.com/m?v=2#A_B"),
        ] {
            let url: ManualUrl = base.parse().expect("it is an address");
            assert_eq!(url.of_message("A_B"), expected);
            assert_eq!((url.as_str(), url.to_string().as_str()), (base, base));
        }
    }

    #[test]
    fn other_texts() {
        for (text, expected) in [
            ("", InvalidManualUrl::Other),
            ("x", InvalidManualUrl::Other),
            ("example.com/messages/", InvalidManualUrl::Other),
            ("file:///messages/", InvalidManualUrl::Other),
            ("javascript:alert(1)//", InvalidManualUrl::Other),
            ("https://", InvalidManualUrl::Other),
            ("https:///messages/", InvalidManualUrl::Other),
            ("https://example.com/m.html#", InvalidManualUrl::Fragment),
            ("https://example.com/a b/", InvalidManualUrl::Letter(' ')),
            ("https://example.com/\nA", InvalidManualUrl::Letter('\n')),
            ("https://example.com/é/", InvalidManualUrl::Letter('é')),
            ("https://example.com/\"", InvalidManualUrl::Letter('"')),
        ] {
            assert_eq!(text.parse::<ManualUrl>(), Err(expected), "{text}");
        }
        let error = InvalidManualUrl::Letter('é').to_string();
        assert_eq!(error, "an address cannot contain 'é': write `%C3%A9`");
    }

    /// No two messages share a file, on any file system, because IDs have no lower-case letters.
    #[test]
    fn pages() {
        for id in ["INDEX", "CON", "PRN", "AUX", "NUL", "COM1", "LPT9"] {
            assert_eq!(page_of_message(id), format!("index.html#{id}"));
        }
        for id in ["A", "INDEX_A", "COM", "COMA", "COM10", "COMX1", "LPT"] {
            assert_eq!(page_of_message(id), format!("{id}.html"));
        }
    }
}
