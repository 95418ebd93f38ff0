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
/// Each definition makes a function of the name of the ID, which takes the
/// arguments and returns the message, and a type of that name, for
/// [`MessageId::DEFINITION`](crate::MessageId) and [`enabled!`](crate::enabled).
///
/// # Severity
///
/// `fatal`, `error`, `warn`, `info` or `debug(N)` with a level `N` from 0 to 99.
///
/// # Arguments
///
/// An argument can have a type: `attempts: u32`. Any type will do, also a
/// borrowed one, and a number or boolean stays one in structured logs. Without
/// a type an argument is anything that implements `Display`. `hosts: impl Debug`
/// is printed by its `Debug`. `#[secret] password: &str` is printed as
/// `<redacted>`, and not even kept.
///
/// The list of arguments can be left out: the placeholders tell their number,
/// and their names are `arg1`, `arg2`, ... `message`, `message_id`, `severity`
/// and `debug_level` are fields of every log record, and no names for arguments.
///
/// The number of arguments is checked wherever the message is logged. Their
/// order is not: two arguments without types can be swapped. Types help.
///
/// # Text
///
/// `%1` stands for the first argument, up to `%16`. A placeholder can stand
/// anywhere and more than once; each argument has one. `%%` is a percent sign.
///
/// # Attributes
///
/// A doc comment is the description; its section `# Action` says what the
/// operator should do, and its section `# Since` which version logged the
/// message first. `#[deprecated]`, `#[cfg]`, `#[cfg_attr]`, and `#[allow]` and
/// the other lint levels work as on a function.
///
/// # Catalogue
///
/// A first line `pub static CATALOGUE;`, of any name, makes a
/// [`Catalogue`](crate::Catalogue) of the definitions.
///
/// # Logger
///
/// A line `logger = "kea-dhcp4.alloc-engine";` before the definitions, or the key
/// `logger` in the table `[catalogue]` of a TOML file, names the logger that the
/// messages go to: it is the target of their log records, in place of the module.
///
/// # Files
///
/// With the feature `files` the messages can stand in files, TOML or Kea's
/// `.mes`, relative to the package's root:
///
/// ```ignore
/// kea_messages! {
///     pub static CATALOGUE;
///     pub(crate) files = ["messages.toml", "mes/*.mes"], by_module, allow(wrapped_text)
/// }
/// ```
///
/// - `file = "..."` names a file, `files = [...]` several. One with `*` or `?` is
///   a pattern.
/// - `by_module` makes a module for the first word of the IDs:
///   `alloc::ALLOC_ENGINE_V4_ALLOC_FAIL`.
/// - `allow(...)` turns warnings off: `wrapped_text`, a description that reads like
///   the rest of the text; `other_severity`, one that names another severity than
///   the definition; `placeholder_gap`, a text of a `.mes` file that has `%2` and
///   no `%1`.
/// - `lock = "messages.lock"` holds the messages against what was promised of them, as
///   `kea-messages lock` wrote it down: an ID that is gone or used again, or other
///   arguments, are errors.
/// - A visibility before them is that of all the items; without one they are
///   `pub`.
///
/// The README has the keys of a TOML file. A definition in a file that states no
/// severity leaves it to each `emit!(warn, ID(..))`. In a `.mes` file it is read
/// out of the description, where that is clear; an `emit!` can say another one.
/// Messages of a file that nobody logs are no news. One with `removed = "2.0"` is kept for
/// whoever reads old logs, and cannot be logged.
#[macro_export]
macro_rules! kea_messages {
    ($($definitions:tt)*) => {
        $crate::__private::define! { ($crate) $($definitions)* }
    };
}
