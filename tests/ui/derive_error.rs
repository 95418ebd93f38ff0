//! `#[error]` on a type that does not derive `thiserror::Error`.

use kea_messages::{KeaMessages, emit};

#[derive(Debug, KeaMessages)]
#[error("failed")]
enum OnType {
    #[message(error, "%1: failed")]
    Typed(String),
}

#[derive(Debug, KeaMessages)]
enum OnVariant {
    #[error("{0}: failed")]
    #[message(error, "%1: failed")]
    Variant(String),
}

#[derive(Debug, KeaMessages)]
enum InPlace {
    #[error("{0}: failed")]
    Placed(String),
}

#[derive(Debug, KeaMessages)]
#[error("{client} failed")]
struct Struct {
    client: String,
}

fn log(of_type: &OnType, of_variant: OnVariant) {
    emit!(of_type);
    emit!(of_variant);
}

fn main() {
    emit!(InPlace::Placed("a".to_owned()));
    let client = "a1".to_owned();
    emit!(Struct { client });
}
