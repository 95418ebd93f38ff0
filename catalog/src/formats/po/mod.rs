//! Gettext templates for translators, and translations.
//!
//! The context of a message is its ID, and its text is in the grammar of
//! catalogues. The flag `kde-format`, gettext's name for texts with `%1`, lets
//! `msgfmt --check` compare the placeholders.
//!
//! A translation is read as a catalogue that has only texts. It can be written as a file
//! of local texts.

mod read;
mod write;

pub(super) use self::read::read;
pub(super) use self::write::write;
