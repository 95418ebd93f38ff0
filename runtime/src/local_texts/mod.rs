//! Texts that are replaced while the program runs, by Kea's "local message file":
//! for translations and for the wording of a house.
//!
//! ```
//! use kea_messages::{kea_messages, local_texts};
//!
//! kea_messages! {
//!     pub static MESSAGES;
//!     /// A client came.
//!     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
//! }
//!
//! # let file = std::env::temp_dir().join("kea-messages-local-texts.mes");
//! # std::fs::write(&file, "% CLIENT Port %2: Client %1 ist da\n% CLEINT Client\n")?;
//! let loaded = local_texts::load(&MESSAGES, &file)?;
//! assert_eq!(CLIENT("a1", 67).to_string(), "Port 67: Client a1 ist da");
//!
//! // What is wrong in the file is returned, and has been logged.
//! assert_eq!(loaded.count(), 1);
//! let problem = loaded.problems()[0].to_string();
//! assert!(problem.ends_with(":2:3: there is no message CLEINT to replace; similar: CLIENT"));
//! # local_texts::clear();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Files
//!
//! A file is one of Kea's, `% ID text` on each line, or TOML, if its name ends in
//! `.toml`:
//!
//! ```toml
//! [CLIENT]
//! text = "Port %2: Client %1 ist da"
//! ```
//!
//! In a `.mes` file a backslash is a backslash, a `%` that begins no placeholder is
//! a percent sign, and of two lines for one ID the last one holds, as in Kea. In
//! TOML the text is that of a catalogue. The other keys of a message can stand
//! there, so that a catalogue can be copied and translated: `description` and
//! `action` mean nothing, and the rest is held against the program, for a
//! translation of another message is a lie.
//!
//! # Cost
//!
//! With the feature on, printing a message costs one load and one branch more.
//! Where texts have been loaded, those that have one cost a look-up, and so does
//! one in 65,536 of the others for each text.

mod check;
mod problem;

pub use self::problem::{Place, Problem, Similar, Unreadable};

use crate::__private::{LocalText, replace};
use crate::{Catalogue, Catalogued, emit, kea_messages};
use kea_messages_catalog::{Catalogue as File, Source};
use std::path::Path;
use std::string::ToString;
use std::vec::Vec;

kea_messages! {
    static OWN;
    logger = "kea-messages.local-texts";

    /// Texts were loaded from a file, and have taken the place of those of the
    /// program, and of those that were loaded before. Those of the file that were
    /// rejected are in messages of their own.
    info LOG_LOCAL_TEXTS_LOADED(file: &str, texts: usize) = "%1: %2 local text(s) loaded";

    /// All messages have the texts of the program again.
    info LOG_LOCAL_TEXTS_CLEARED() = "local texts cleared";
}

/// The messages that this module logs, by the logger `kea-messages.local-texts`:
/// for the manual of a program, and to be replaced themselves.
pub static MESSAGES: Catalogue =
    match Catalogue::combine(&[&OWN, Unreadable::CATALOGUE, Problem::CATALOGUE]) {
        Ok(messages) => messages,
        Err(_) => panic!("an ID is there twice"),
    };

/// Replaces the texts of messages by those in a file.
///
/// They take the place of all that were loaded before, at once, while other
/// threads log: a line has the text from before or from after.
///
/// `catalogue` has the messages that the texts are for. Everything that is wrong
/// in the file is in the result, and is logged by
/// [messages](MESSAGES) of its own. A text that is rejected leaves the message
/// that of the program.
///
/// # Errors
///
/// The file cannot be read, or is not UTF-8. The texts that were loaded before
/// stay.
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

/// As [`load`], of a file that is there as text already: one that is part of the
/// program, say. Its name says where problems are, and whether it is TOML.
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
    reason = "the problems have been logged, which will do for most"
)]
pub fn load_str(catalogue: &Catalogue, name: &str, text: &str) -> Loaded {
    let file = File::of_local_texts(Source::new(name, text));
    let (texts, problems) = check::check(catalogue, file);
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

/// Gives all messages the texts of the program again.
pub fn clear() {
    replace([]);
    emit!(LOG_LOCAL_TEXTS_CLEARED());
}

/// What came of loading a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    count: usize,
    problems: Vec<Problem>,
}

impl Loaded {
    /// How many messages have a text of the file now.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// What is wrong in the file, in its order. A text of which nothing worse than
    /// [`Problem::StaleKey`] or [`Problem::Duplicate`] is said is in force.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
