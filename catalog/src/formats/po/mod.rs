//! Templates for gettext's translators, and what they made of them.
//!
//! A message's context is its ID, and its text is in the grammar of catalogues. The
//! flag `kde-format` lets `msgfmt --check` compare the placeholders: gettext's name
//! for texts with `%1`.
//!
//! A translation is read as a catalogue that has texts alone. It can be written as a file
//! of local texts.

mod read;
mod write;

pub(super) use self::read::read;
pub(super) use self::write::write;
