//! Traits that only the macros can implement, implemented by hand.

use kea_messages::{Catalogue, Catalogued, Definition, Emit, Message, MessageId, Occurrence};
use std::fmt;

struct Refusal;

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl Message for Refusal {
    fn definition(&self) -> Definition {
        panic!()
    }

    fn visit(&self, _: &mut dyn FnMut(&Occurrence<'_>)) {}
}

struct STARTED;

impl MessageId for STARTED {
    const DEFINITION: Definition = panic!();
}

struct Acceptance;

impl Emit for Acceptance {}

impl Catalogued for Acceptance {
    const CATALOGUE: &'static Catalogue = panic!();
}

fn main() {}
