//! The macro `kea_messages!`.

/// Defines messages.
///
/// A definition has a description (its doc comment), a severity, an ID,
/// arguments and a text:
///
/// ```
/// use kea_messages::kea_messages;
///
/// kea_messages! {
///     /// The messages of the allocation engine.
///     pub static CATALOGUE;
///
///     /// The allocation engine gave up looking for a free IPv4 address.
///     ///
///     /// # Action
///     /// Enlarge the pool or shorten the lease lifetime.
///     pub warn ALLOC_ENGINE_V4_ALLOC_FAIL(client, attempts: u32)
///         = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
///
///     /// A lease was reclaimed and can be assigned again.
///     pub debug(40) ALLOC_ENGINE_LEASE_RECLAIMED(lease) = "successfully reclaimed lease %1";
///
///     /// The server is up.
///     pub info DHCP4_STARTED() = "server started";
/// }
///
/// assert_eq!(CATALOGUE.len(), 3);
/// ```
///
/// Each definition creates a function with the name of the ID, which takes the
/// arguments and returns the message, and a type with the same name, for
/// [`MessageId::DEFINITION`](crate::MessageId) and [`enabled!`](crate::enabled).
///
/// # Severity
///
/// The severity is `fatal`, `error`, `warn`, `info` or `debug(N)` with a level `N` from 0 to 99.
///
/// # Arguments
///
/// - `client`: an argument without a type can be any value that implements `Display`.
/// - `attempts: u32`: an argument can have any type, including borrowed ones.
///   Structured logs keep numbers and booleans.
/// - `payload: &[u8]`, `[u8; 6]` or `Vec<u8>` (which needs the feature `alloc`), also by reference:
///   bytes, which the text shows as `[0a 1b ff]`, like `tracing`. `{payload:?}` shows them as
///   Rust's `Debug` does: `[10, 27, 255]`.
/// - `hosts: impl Debug`: the argument is printed with `Debug`.
/// - `error: impl Error`, or another type that implements [`Error`](core::error::Error) or is a
///   pointer to a `dyn Error`: the text shows the error, and sinks also receive its
///   [sources](crate::Value::sources). Pass `&error` to return it afterwards, and `&*error` for a
///   `Box<dyn Error>`.
/// - `#[secret] password: &str`: the argument is printed as `<redacted>`, and its
///   value is not stored.
///
/// Without a list of arguments, the number of arguments follows from the
/// placeholders, and their names are `arg1`, `arg2`, ... No argument can be called
/// `message`, `message_id`, `severity` or `debug_level`, because log records have
/// fields with these names.
///
/// - `#[field] pool: &str`: the argument has no placeholder. It is only a field of the log
///   record.
///
/// The compiler checks the number of arguments wherever the message is logged, but not
/// their order: two arguments without types can be swapped. Declare types where you
/// can, or let calls name the arguments.
///
/// # Arguments by name
///
/// With braces instead of parentheses, a call names the arguments, in any order:
///
/// ```
/// use kea_messages::{emit, kea_messages};
///
/// kea_messages! {
///     /// Every address of every pool was tried.
///     pub warn ALLOC_FAIL { client, attempts: u32, #[field] pool: &str }
///         = "{client}: no address after {attempts} attempt(s)";
/// }
///
/// let client = "a1";
/// emit!(ALLOC_FAIL { client, pool: "lab", attempts: 3 });
/// ```
///
/// Such a message is a struct, and the compiler checks its fields like those of any struct:
/// a missing, duplicate or misspelt field is an error. It takes about five times as long to
/// compile as a message with parentheses.
///
/// # Text
///
/// `%1` to `%16` are placeholders, which stand for the arguments. A placeholder can occur
/// anywhere and more than once. Each argument needs one, unless it is a field. `%%` is a
/// percent sign.
///
/// A text can name the arguments instead: `{client}`, with `{{` and `}}` for braces.
/// In such a text, a percent sign needs no escape. A text with a brace and without
/// `%1` is read in this way; a text cannot have both kinds of placeholders.
///
/// `{ratio:.2}` prints the argument in a format, with the syntax of
/// [`format!`](core::fmt#syntax). An argument has one format, which applies only to the
/// text: the log record keeps the number.
///
/// # Attributes
///
/// The doc comment is the description. Its section `# Action` says what the operator should do, and
/// its section `# Since` says which version introduced the message. `#[deprecated]`, `#[cfg]`,
/// `#[cfg_attr]`, `#[allow]` and the other lint levels work as on a function. `#[alert = "> 5/min
/// for 10m"]` says when an alert fires, and `#[limit = "10/min"]` says how often the message may be
/// logged. `#[promise = "text"]` keeps the text of the message stable, as described
/// [below](#promises).
///
/// # Alerts
///
/// ```
/// # use kea_messages::kea_messages;
/// kea_messages! {
///     /// Every address of every pool was tried.
///     #[alert = "> 5/min for 10m"]
///     pub warn ALLOC_FAIL(client) = "%1: no address left";
/// }
/// ```
///
/// `kea-messages convert --to prometheus-rules` converts it to a rule for Prometheus. An alert is a
/// comparison, a number of messages, and the unit of time in which they are logged: `> 5/min`, `>=
/// 0.5/h`, `< 1/day`. `any` means `> 0/min`. The time after `for` is how long the condition has to
/// hold before the alert fires: `> 5/min for 10m`, `any for 1h`.
///
/// - The comparisons are `>`, `>=`, `<` and `<=`. The units are `s`, `min` (or `m`), `h` (or
///   `hour`) and `day` (or `d`).
/// - Rates per second and per minute are measured over 5 minutes, rates per hour over an
///   hour, and rates per day over a day. `<` and `<=` only fire for a program that has been
///   running for that long.
///
/// The program has to count its messages, with the feature `metrics`. For `<` and `<=`, it
/// also has to export messages that were never logged, with `metrics::register`.
///
/// # Limits
///
/// ```
/// # use kea_messages::kea_messages;
/// kea_messages! {
///     /// Every address of every pool was tried.
///     #[limit = "10/min per client"]
///     pub warn ALLOC_FAIL(client) = "%1: no address left";
/// }
/// ```
///
/// A limit is the maximum number of messages that are logged in a period: `10/min`, `1/10s`. The
/// units are `s`, `min` (or `m`), `h` (or `hour`) and `day` (or `d`). With `per client`, each value
/// of the argument `client` has its own limit. Arguments without names are called `arg1`, `arg2`
/// and so on. A limit is at least 1. It cannot be per secret, because the values of secrets are not
/// stored.
///
/// A limit is a part of the [`Definition`](crate::Definition::limit). The crate
/// `kea-messages-subscriber` enforces it, with `Loggers::limit_by`, and its configuration
/// can override it. `emit!` itself does not suppress messages.
///
/// # Promises
///
/// ```
/// # use kea_messages::kea_messages;
/// kea_messages! {
///     /// Every address of every pool was tried.
///     #[promise = "text"]
///     pub warn ALLOC_FAIL(client) = "%1: no address left";
/// }
/// ```
///
/// The arguments of a message are always promised: `kea-messages lock` records them in a lock file,
/// and `kea-messages check` reports changes. A text can change unless it is promised as well, which
/// helps programs that parse it with regular expressions. `#[promise = "arguments"]` is the
/// default.
///
/// # Catalogue
///
/// If the first line is `pub static CATALOGUE;`, with any name, the macro creates
/// a [`Catalogue`](crate::Catalogue) of the definitions.
///
/// # Logger
///
/// A line `logger = "kea-dhcp4.alloc-engine";` before the definitions, or the key
/// `logger` in the table `[catalogue]` of a TOML file, names the logger that the
/// messages go to. It is the target of their log records, instead of the module.
///
/// # Files
///
/// With the feature `files`, messages can be defined in files, TOML or Kea's `.mes`.
/// Paths are relative to the root of the package:
///
/// ```
/// # mod messages {
/// # use kea_messages::kea_messages;
/// # use std::net::Ipv4Addr;
/// kea_messages! {
///     pub static CATALOGUE;
///     pub(crate) files = ["messages.toml", "*.mes"], by_module, allow(wrapped_text)
/// }
/// # }
/// ```
///
/// - `file = "..."` names one file, and `files = [...]` names several files. A name with `*` or `?`
///   is a pattern.
/// - `by_module` creates a module for each first word of the IDs:
///   `alloc::ALLOC_ENGINE_V4_ALLOC_FAIL`.
/// - `allow(...)` suppresses warnings: `wrapped_text`, a description that seems to
///   continue the text; `other_severity`, a description that names a different
///   severity from the definition; `placeholder_gap`, a text in a `.mes` file that has
///   `%2` but no `%1`; `literal_placeholder`, a text with something that looks like a
///   placeholder but is printed literally, such as `{client}` in a `.mes` file;
///   `no_messages`, an empty file.
/// - `lock = "messages.lock"` compares the messages with the lock file that
///   `kea-messages lock` wrote. An ID that is missing or reused, or whose arguments
///   have changed, is an error. A message that is not in the lock file yet is not an
///   error: `kea-messages lock` adds it.
/// - A visibility before these options applies to all the items. Without one, they
///   are `pub`.
///
/// [Catalogue files](crate::guide::catalogue_files) lists the keys of a TOML file. If a definition
/// in a file does not state a severity, each `emit!(warn, ID(..))` has to name one. In a `.mes`
/// file, the severity is inferred from the description if the description is unambiguous, and an
/// `emit!` can name a different one. There are no warnings about messages of a file that are never
/// logged. A message with `removed = "2.0"` is kept for readers of old logs; logging it is an
/// error.
#[macro_export]
macro_rules! kea_messages {
    ($($definitions:tt)*) => {
        // This is an attribute, and not a call: in an `impl`, rustc drops an attribute with its
        // item, and reports one error, instead of one for each item that a call would generate. In
        // place of a value, it reports that it found `mod`.
        #[$crate::__private::define(($crate) $($definitions)*)]
        mod messages {}
    };
}
