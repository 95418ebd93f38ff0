//! `kea_messages!`.

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
/// Each definition makes a function with the name of the ID, which takes the
/// arguments and returns the message, and a type with that name, for
/// [`MessageId::DEFINITION`](crate::MessageId) and [`enabled!`](crate::enabled).
///
/// # Severity
///
/// `fatal`, `error`, `warn`, `info` or `debug(N)` with a level `N` from 0 to 99.
///
/// # Arguments
///
/// - `client`: an argument without a type is anything that implements `Display`.
/// - `attempts: u32`: an argument can have any type, borrowed ones too. A number or a
///   boolean stays one in structured logs.
/// - `hosts: impl Debug`: the argument is printed by its `Debug`.
/// - `error: impl Error`, or another type that implements [`Error`](core::error::Error) or is
///   a pointer to a `dyn Error`: the text shows the error, and sinks see its
///   [sources](crate::Value::sources) too. Pass `&error` to return it afterwards, and `&*error`
///   of a `Box<dyn Error>`.
/// - `#[secret] password: &str`: the argument is printed as `<redacted>`, and is not
///   even kept.
///
/// Without a list of arguments, their number follows from the placeholders, and their
/// names are `arg1`, `arg2`, ... No argument can be called `message`, `message_id`,
/// `severity` or `debug_level`, because every log record has these fields.
///
/// - `#[field] pool: &str`: the argument has no placeholder. It is only a field of the log
///   record.
///
/// The number of arguments is checked wherever the message is logged. Their order is
/// not: two arguments without types can be swapped. Declare types where you can, or let
/// calls name the arguments.
///
/// # Arguments by name
///
/// With braces in place of the parentheses, a call names the arguments, in any order:
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
/// Such a message is a struct, and rustc checks its fields as those of any struct: one that
/// is missing, that is there twice, or whose name is misspelt is an error. It takes rustc
/// about four times as long as a message with parentheses.
///
/// # Text
///
/// `%1` to `%16` are placeholders, which stand for the arguments. A placeholder can
/// stand anywhere and more than once, and each argument has one but for fields. `%%` is a
/// percent sign.
///
/// A text can name the arguments instead: `{client}`, with `{{` and `}}` for braces. A
/// percent sign is then a percent sign. A text with a brace and without `%1` is such a
/// text; one text cannot have both kinds of placeholders.
///
/// `{ratio:.2}` prints the argument in a format, which means what it means in
/// [`format!`](core::fmt#syntax). An argument has one format. It is for the text alone: a
/// number stays what it is in the log record.
///
/// # Attributes
///
/// A doc comment is the description. Its section `# Action` says what the operator
/// should do, and its section `# Since` which version logged the message first.
/// `#[deprecated]`, `#[cfg]`, `#[cfg_attr]`, `#[allow]` and the other lint levels work
/// as on a function. `#[alert = "> 5/min for 10m"]` says when somebody is alerted, and
/// `#[limit = "10/min"]` how often the message may be logged. `#[promise = "text"]` holds the
/// message to its text, as [below](#promises).
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
/// `kea-messages convert --to prometheus-rules` makes a rule for Prometheus of it. An alert
/// is a comparison, a number of messages, and the unit of time in which they are
/// logged: `> 5/min`, `>= 0.5/h`, `< 1/day`. `any` is `> 0/min`. What follows `for` is how
/// long this has to last before somebody is alerted: `> 5/min for 10m`, `any for 1h`.
///
/// - The comparisons are `>`, `>=`, `<` and `<=`, the units `s`, `min` (or `m`), `h` (or
///   `hour`) and `day` (or `d`).
/// - Messages by the second and by the minute are counted over 5 minutes, those by the hour
///   over an hour, those by the day over a day. `<` and `<=` alert only of a program that
///   has been there for that long.
///
/// The program has to count its messages, with the feature `metrics`. For `<` and `<=` it has
/// to export those that never came, too: `metrics::register` does.
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
/// A limit is a number of messages, and the time in which no more than these are logged:
/// `10/min`, `1/10s`. The units are `s`, `min` (or `m`), `h` (or `hour`) and `day` (or `d`).
/// With `per client` each value of the argument `client` has a time of its own. An argument
/// without a name is `arg1`, `arg2` and so on. A limit cannot be per a secret, whose values
/// are not kept, and it is at least 1.
///
/// A limit is a part of the [`Definition`](crate::Definition::limit). What holds messages to
/// it is the crate `kea-messages-subscriber`, by its `Loggers::limit_by`, and the program's
/// configuration can say otherwise there. Of itself `emit!` leaves nothing out.
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
/// The arguments of a message are promised: a lock file that `kea-messages lock` wrote has them,
/// and `kea-messages check` reports one that is not as it was. A text can change, unless it is
/// promised too, for those who cut it with regular expressions. `#[promise = "arguments"]` is what
/// holds of each message.
///
/// # Catalogue
///
/// If the first line is `pub static CATALOGUE;`, with any name, the macro makes a
/// [`Catalogue`](crate::Catalogue) of the definitions.
///
/// # Logger
///
/// A line `logger = "kea-dhcp4.alloc-engine";` before the definitions, or the key
/// `logger` in the table `[catalogue]` of a TOML file, names the logger that the
/// messages go to. It is the target of their log records, in place of the module.
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
/// - `file = "..."` names one file, `files = [...]` several. A name with `*` or `?` is
///   a pattern.
/// - `by_module` makes a module for the first word of the IDs:
///   `alloc::ALLOC_ENGINE_V4_ALLOC_FAIL`.
/// - `allow(...)` suppresses warnings: `wrapped_text`, a description that reads like
///   the rest of the text; `other_severity`, a description that names another severity
///   than the definition; `placeholder_gap`, a text of a `.mes` file that has `%2` and
///   no `%1`; `literal_placeholder`, a text that has something like a placeholder and
///   prints it as it is, `{client}` in a `.mes` file; `no_messages`, an empty file.
/// - `lock = "messages.lock"` compares the messages with the lock file that
///   `kea-messages lock` wrote. An ID that is missing or used again, or whose arguments
///   have changed, is an error. A message that the lock file does not have yet is none:
///   `kea-messages lock` adds it.
/// - A visibility before these options is that of all the items. Without one they are
///   `pub`.
///
/// [Catalogue files](crate::guide::catalogue_files) lists the keys of a TOML file. If a definition in a file states no
/// severity, each `emit!(warn, ID(..))` does. In a `.mes` file it is read from the
/// description if that is clear, and an `emit!` can state another one. Messages of a
/// file that are never logged are not warned about. A message with `removed = "2.0"` is
/// kept for readers of old logs, and cannot be logged: a statement that does is an error.
#[macro_export]
macro_rules! kea_messages {
    ($($definitions:tt)*) => {
        // An attribute, and not a call: in an `impl` rustc drops it with its item, and so
        // reports one thing that cannot stand there, and not each item that the call makes. In
        // the place of a value it says that it found `mod`.
        #[$crate::__private::define(($crate) $($definitions)*)]
        mod messages {}
    };
}
