//! Replaces the texts of messages while the program runs, like Kea's "local message file", for
//! translations or for an organisation's own wording.
//!
//! ```
//! use kea_messages::{kea_messages, local_texts};
//!
//! kea_messages! {
//!     pub static MESSAGES;
//!     /// A client connected.
//!     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
//! }
//!
//! # let file = std::env::temp_dir().join("kea-messages-local-texts.mes");
//! # std::fs::write(&file, "% CLIENT Port %2: Client %1 ist da\n% CLEINT Client\n")?;
//! let loaded = local_texts::load(&MESSAGES, &file)?;
//! assert_eq!(CLIENT("a1", 67).to_string(), "Port 67: Client a1 ist da");
//!
//! // The problems of the file are returned, and have been logged.
//! assert_eq!(loaded.count(), 1);
//! let problem = loaded.problems()[0].to_string();
//! assert!(problem.ends_with(":2:3: unknown message CLEINT: did you mean CLIENT?"));
//! # local_texts::clear();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Files
//!
//! A file is TOML if its name ends in `.toml`, and otherwise one of Kea's, with
//! `% ID text` on each line:
//!
//! ```toml
//! [CLIENT]
//! text = "Port %2: Client %1 ist da"
//! ```
//!
//! In a `.mes` file, as in Kea, a backslash is literal, a `%` that does not begin a
//! placeholder is a percent sign, and if two lines have the same ID, the last one is
//! used. In TOML, a text is written as in a catalogue. A message can keep its other
//! keys there, so that a catalogue can be copied and translated. `description` and
//! `action` are ignored. The other keys are compared with the program, because a text
//! that was written for a different version of a message could be misleading.
//!
//! # Cost
//!
//! With this feature, printing a message costs one more load and one more branch. Once texts have
//! been loaded, printing a message with a replaced text costs a lookup. For each loaded text, this
//! also applies to one in 65,536 of the other messages.

mod check;
mod problem;

pub use self::problem::{Place, Problem, Unreadable};

use crate::__private::{LocalText, replace};
use crate::{Catalogue, Catalogued, emit, kea_messages};
use kea_messages_catalog::{Catalogue as File, Source};
use std::collections::HashMap;
use std::path::Path;
use std::string::ToString;
use std::vec::Vec;

kea_messages! {
    static OWN;
    logger = "kea-messages.local-texts";

    /// Texts were loaded from a file. They replace those of the program, and those that
    /// were loaded before. Each text that was rejected is reported by a separate
    /// message.
    info LOG_LOCAL_TEXTS_LOADED(file: &str, texts: usize) = "%1: %2 local text(s) loaded";

    /// All messages have the texts of the program again.
    info LOG_LOCAL_TEXTS_CLEARED() = "local texts cleared";
}

/// The messages that this module logs, to the logger `kea-messages.local-texts`.
///
/// Include them in the manual of a program that loads local texts. Their texts can
/// be replaced too.
///
/// ```
/// use kea_messages::local_texts;
///
/// assert!(local_texts::MESSAGES.get("LOG_LOCAL_TEXTS_LOADED").is_some());
/// ```
pub static MESSAGES: Catalogue =
    match Catalogue::combine(&[&OWN, Unreadable::CATALOGUE, Problem::CATALOGUE]) {
        Ok(messages) => messages,
        Err(_) => panic!("two messages have the same ID"),
    };

/// Replaces the texts of messages with those in a file.
///
/// `catalogue` has the messages that the texts are for. All texts that were loaded
/// before are replaced atomically: a line that another thread logs in the meantime has
/// either the old or the new text.
///
/// The problems of the file are returned, and are also logged as
/// [messages](MESSAGES) of this module. If a text is rejected, the message keeps
/// the text of the program.
///
/// ```
/// use kea_messages::{kea_messages, local_texts};
///
/// kea_messages! {
///     pub static MESSAGES;
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// # let file = std::env::temp_dir().join("kea-messages-load.mes");
/// # std::fs::write(&file, "% STARTED gestartet")?;
/// let loaded = local_texts::load(&MESSAGES, &file)?;
/// assert_eq!(loaded.count(), 1);
/// assert_eq!(STARTED().to_string(), "gestartet");
/// # local_texts::clear();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if the file cannot be read or is not UTF-8. The texts that were
/// loaded before then stay in effect.
pub fn load(catalogue: &Catalogue, file: impl AsRef<Path>) -> Result<Loaded, Unreadable> {
    let path = file.as_ref();
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(load_str(catalogue, &name, &text)),
        Err(error) => {
            let unreadable = Unreadable::new(name, &error);
            emit!(unreadable);
            Err(unreadable)
        }
    }
}

/// Replaces the texts of messages like [`load`], with those in the content of a file, such as a
/// file that is embedded in the program.
///
/// The name is shown in problems, and the file is TOML if it ends in `.toml`.
///
/// ```
/// # use kea_messages::{kea_messages, local_texts};
/// # kea_messages! {
/// #     pub static MESSAGES;
/// #     /// The server is up.
/// #     pub info STARTED() = "server started";
/// # }
/// let loaded = local_texts::load_str(&MESSAGES, "german.mes", "% STARTED gestartet");
/// assert_eq!(loaded.problems(), []);
/// assert_eq!(STARTED().to_string(), "gestartet");
///
/// local_texts::clear();
/// assert_eq!(STARTED().to_string(), "server started");
/// ```
#[expect(
    clippy::must_use_candidate,
    reason = "the problems have been logged, which is enough for most programs"
)]
pub fn load_str(catalogue: &Catalogue, name: &str, text: &str) -> Loaded {
    let (texts, problems) = match check::unknown_format(name) {
        Some(problem) => (HashMap::new(), Vec::from([problem])),
        None => check::check(catalogue, File::of_local_texts(Source::new(name, text))),
    };
    let count = texts.len();
    replace(
        texts
            .into_iter()
            .map(|(id, text)| (id, LocalText::new(&text))),
    );
    for problem in &problems {
        emit!(problem);
    }
    emit!(LOG_LOCAL_TEXTS_LOADED(name, count));
    Loaded { count, problems }
}

/// Restores the texts of the program for all messages.
///
/// ```
/// use kea_messages::local_texts;
///
/// local_texts::clear();
/// ```
pub fn clear() {
    replace([]);
    emit!(LOG_LOCAL_TEXTS_CLEARED());
}

/// The result of loading a file: the number of texts, and the problems.
///
/// ```
/// use kea_messages::{kea_messages, local_texts};
///
/// kea_messages! {
///     pub static MESSAGES;
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
///
/// let file = "% STARTED gestartet\n% STOPPED angehalten";
/// let loaded = local_texts::load_str(&MESSAGES, "german.mes", file);
/// assert_eq!(loaded.count(), 1);
/// assert_eq!(loaded.problems().len(), 1);
/// # local_texts::clear();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    count: usize,
    problems: Vec<Problem>,
}

impl Loaded {
    /// Returns the number of messages that now have a text from the file.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Returns the problems of the file, in the order of their places.
    ///
    /// A text is used if it has no problem worse than [`Problem::StaleKey`] or
    /// [`Problem::Duplicate`].
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
