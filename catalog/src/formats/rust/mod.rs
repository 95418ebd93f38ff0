//! Rust source as a catalogue: what `kea_messages!` and `#[derive(KeaMessages)]` define.

#[doc(hidden)]
pub mod syntax;
