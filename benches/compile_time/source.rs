//! Generates the source of the crates.
//!
//! Messages and errors have the same texts, descriptions and arguments.

use std::fmt::Write;

/// How the arguments are declared.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Arguments {
    /// The arguments of a message have no types, and those of an error are two strings.
    Untyped,
    /// The arguments are a string and a number.
    Typed,
    /// Like `Untyped`, but calls name the arguments.
    Named,
}

/// Returns definitions with `kea_messages!`.
pub(crate) fn messages(count: u32, arguments: Arguments) -> String {
    let arguments = match arguments {
        Arguments::Untyped => "(client, attempts)",
        Arguments::Typed => "(client: &str, attempts: u32)",
        Arguments::Named => " { client, attempts }",
    };
    let definitions = lines(count, |number| {
        format!(
            "    /// The allocation engine gave up looking for an IPv4 address, case {number}.\n    \
             pub warn ALLOC_ENGINE_V4_ALLOC_FAIL_{number}{arguments}\n        \
             = \"%1: failed to allocate an IPv4 address after %2 attempt(s), case {number}\";"
        )
    });
    format!("kea_messages::kea_messages! {{\n{definitions}}}\n")
}

/// Returns the same messages as a TOML catalogue.
pub(crate) fn toml(count: u32) -> String {
    lines(count, |number| {
        format!(
            "[ALLOC_ENGINE_V4_ALLOC_FAIL_{number}]\nseverity = \"warn\"\ntext = \"%1: failed to \
             allocate an IPv4 address after %2 attempt(s), case {number}\"\narguments = \
             [\"client\", \"attempts\"]\ndescription = \"The allocation engine gave up looking for \
             an IPv4 address, case {number}.\"\n"
        )
    })
}

/// Returns the same messages as one of Kea's message files.
pub(crate) fn mes(count: u32) -> String {
    lines(count, |number| {
        format!(
            "% ALLOC_ENGINE_V4_ALLOC_FAIL_{number} %1: failed to allocate an IPv4 address after %2 \
             attempt(s), case {number}\nThe allocation engine gave up looking for an IPv4 address, \
             case {number}.\n"
        )
    })
}

/// Returns an enum that derives `thiserror::Error`.
pub(crate) fn errors(count: u32, arguments: Arguments) -> String {
    let attempts = match arguments {
        Arguments::Untyped | Arguments::Named => "String",
        Arguments::Typed => "u32",
    };
    let variants = lines(count, |number| {
        format!(
            "    /// The allocation engine gave up looking for an IPv4 address, case {number}.\n    \
             #[error(\"{{client}}: failed to allocate an IPv4 address after {{attempts}} \
             attempt(s), case {number}\")]\n    \
             AllocEngineV4AllocFail{number} {{ client: String, attempts: {attempts} }},"
        )
    });
    format!("#[derive(Debug, thiserror::Error)]\npub enum Error {{\n{variants}}}\n")
}

/// Returns a message with three arguments, and functions that each log it with `emit!`.
pub(crate) fn emits(count: u32) -> String {
    let calls = lines(count, |number| {
        format!(
            "pub fn log_{number}(client: &str, attempts: u32, pool: &str) {{\n    \
             kea_messages::emit!(ALLOC_FAIL(client, attempts, pool));\n}}"
        )
    });
    format!(
        "kea_messages::kea_messages! {{\n    \
         info ALLOC_FAIL(client: &str, attempts: u32, pool: &str)\n        \
         = \"%1: failed to allocate an IPv4 address after %2 attempt(s) in %3\";\n}}\n{calls}"
    )
}

/// Returns functions that log the same text with `tracing::info!` and three fields.
pub(crate) fn infos(count: u32) -> String {
    lines(count, |number| {
        format!(
            "pub fn log_{number}(client: &str, attempts: u32, pool: &str) {{\n    \
             tracing::info!(client, attempts, pool, \"{{client}}: failed to allocate an IPv4 \
             address after {{attempts}} attempt(s) in {{pool}}\");\n}}"
        )
    })
}

/// Returns a message and a function that logs it.
pub(crate) fn one_message() -> String {
    let definition = messages(1, Arguments::Untyped);
    format!(
        "{definition}\n\
         pub fn log(client: &str, attempts: u32) {{\n    \
             kea_messages::emit!(ALLOC_ENGINE_V4_ALLOC_FAIL_0(client, attempts));\n\
         }}\n"
    )
}

/// Returns an enum with a single error.
pub(crate) fn one_error() -> String {
    errors(1, Arguments::Untyped)
}

fn lines(count: u32, line: impl Fn(u32) -> String) -> String {
    let mut lines = String::new();
    for number in 0..count {
        // Writing to a String does not fail.
        _ = writeln!(lines, "{}", line(number));
    }
    lines
}
