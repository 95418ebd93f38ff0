//! Packed definitions, for unit tests.

extern crate std;

use kea_messages_base::__private::{
    Detailed, Outlined, PackedArgument, pack_details, pack_outline,
};
use kea_messages_base::severity::Severity;
use std::string::String;

/// Packs a definition that has only an ID, a text and the names of its arguments.
pub(crate) fn row(id: &str, text: &str, names: &[&str]) -> [&'static str; 2] {
    let mut outline = String::new();
    let message = Outlined {
        severity: Some(Severity::Info),
        id,
        text,
    };
    let arguments = names.iter().map(|name| PackedArgument {
        name,
        rust_type: "",
        secret: false,
        field: false,
    });
    pack_outline(&mut outline, message, arguments).expect("strings take everything");
    let mut details = String::new();
    let detailed = Detailed {
        text,
        ..Detailed::default()
    };
    pack_details(&mut details, detailed).expect("strings take everything");
    [outline.leak(), details.leak()]
}
