//! `emit!` and `enabled!`.

/// Logs a message if its severity is enabled.
///
/// The message is an ID with its arguments, or any value that is a
/// [`Message`](crate::Message). It is taken by reference, so that a value can be used
/// afterwards. The arguments are evaluated only if the message is enabled. They belong
/// to the control flow of the caller: `?`, `return` and `.await` work inside them.
///
/// ```
/// use kea_messages::{KeaMessages, emit, kea_messages};
///
/// kea_messages! {
///     /// A client was served.
///     pub info SERVED(client, requests: u64) = "%1: served %2 request(s)";
/// }
///
/// #[derive(Debug, KeaMessages)]
/// enum Refusal {
///     /// The client asked too often.
///     #[message(warn, id = "REFUSED_TOO_OFTEN", "%1: too many requests")]
///     TooOften(String),
/// }
/// impl std::error::Error for Refusal {}
///
/// fn serve(client: &str, requests: &str) -> Result<(), Box<dyn std::error::Error>> {
///     emit!(SERVED(client, requests.parse()?));
///     let refusal = Refusal::TooOften(client.into());
///     emit!(refusal);
///     Err(refusal.into())
/// }
/// # serve("a1", "3").unwrap_err();
/// ```
///
/// If the definition leaves the severity open, it comes first:
/// `emit!(warn, ID(..))`, `emit!(debug(40), ID(..))`. A severity that contradicts the
/// definition is a compile error.
///
/// If a type has messages of several severities, as an enum can, the arguments are
/// evaluated if the most severe of them is enabled.
///
/// # Logger
///
/// The target of the record is the logger that the `emit!` names first, or else the
/// logger that the catalogue names, or else the module:
///
/// ```
/// # kea_messages::kea_messages! {
/// #     /// The server is up.
/// #     pub info STARTED() = "server started";
/// # }
/// # use kea_messages::emit;
/// emit!(logger: "kea-dhcp4.alloc-engine", STARTED());
/// ```
#[macro_export]
macro_rules! emit {
    (logger: $logger:expr, $($rest:tt)+) => {
        $crate::__emit! { [::core::option::Option::Some($logger)] $($rest)+ }
    };
    ($($rest:tt)*) => {
        $crate::__emit! { [::core::option::Option::None] $($rest)* }
    };
}

/// `emit!`, with the logger that it names.
#[doc(hidden)]
#[macro_export]
macro_rules! __emit {
    // A text where a message is meant. It has to come before the arms that read
    // a message, for it is an expression too.
    ([$logger:expr] $text:literal $($rest:tt)*) => {
        $crate::__private::misuse! { emit $text $($rest)* }
    };
    ([$logger:expr] fatal, $message:expr $(,)?) => {
        $crate::__log! { $logger, $crate::__private::fatal, &$message }
    };
    ([$logger:expr] error, $message:expr $(,)?) => {
        $crate::__log! { $logger, $crate::__private::error, &$message }
    };
    ([$logger:expr] warn, $message:expr $(,)?) => {
        $crate::__log! { $logger, $crate::__private::warn, &$message }
    };
    ([$logger:expr] info, $message:expr $(,)?) => {
        $crate::__log! { $logger, $crate::__private::info, &$message }
    };
    ([$logger:expr] debug($level:literal), $message:expr $(,)?) => {{
        const _: $crate::DebugLevel = $crate::__private::debug_level($level);
        $crate::__log! { $logger, $crate::__private::debug<$level>, &$message }
    }};
    // A name by itself may be an ID that lacks its parentheses. Its reference is
    // made to stand where the name does, so that the error does too.
    ([$logger:expr] $($name:ident)::+ $(,)?) => {
        $crate::__log! {
            $logger,
            $crate::__private::unsaid, $crate::__private::reference! { $($name)::+ }
        }
    };
    // Fields may be those of an ID, which has none.
    ([$logger:expr] $($name:ident)::+ { $($fields:tt)* } $(,)?) => {
        $crate::__log! {
            $logger,
            $crate::__private::unsaid,
            $crate::__private::reference! { $($name)::+ { $($fields)* } }
        }
    };
    ([$logger:expr] $message:expr $(,)?) => {
        $crate::__log! { $logger, $crate::__private::unsaid, &$message }
    };
    ([$logger:expr] $($wrong:tt)*) => {
        $crate::__private::misuse! { emit $($wrong)* }
    };
}

/// Logs the message that `$message` refers to, of which the `emit!` says
/// `$said`.
///
/// The probe learns what it is a probe for from the call in its second line, so
/// that it knows in the first line, before the message is there, whether that
/// can be enabled.
#[doc(hidden)]
#[macro_export]
macro_rules! __log {
    ($logger:expr, $said:ty, $message:expr) => {{
        let probe = $crate::__private::Probe::<_, $said>::new($crate::__site!($logger));
        if probe.is_enabled() {
            probe.emit($message);
        }
    }};
}

/// Returns whether a message would be logged here, for arguments that are costly to
/// prepare.
///
/// It takes an ID, or a type that derives [`KeaMessages`](macro@crate::KeaMessages).
/// For such a type it returns whether the most severe of its messages would be logged.
///
/// ```
/// use kea_messages::{emit, enabled, kea_messages};
///
/// kea_messages! {
///     /// The pools, and how full they are.
///     pub debug(50) POOL_USAGE(usage) = "pool usage: %1";
/// }
/// # fn survey() -> String { unreachable!() }
///
/// if enabled!(POOL_USAGE) {
///     let usage = survey();
///     emit!(POOL_USAGE(usage));
/// }
/// ```
///
/// If the definition leaves the severity open, it comes first: `enabled!(warn, ID)`. A
/// logger comes before it, as in [`emit!`](crate::emit).
#[macro_export]
macro_rules! enabled {
    (logger: $logger:expr, $($rest:tt)+) => {
        $crate::__enabled! { [::core::option::Option::Some($logger)] $($rest)+ }
    };
    ($($rest:tt)*) => {
        $crate::__enabled! { [::core::option::Option::None] $($rest)* }
    };
}

/// `enabled!`, with the logger that it names.
#[doc(hidden)]
#[macro_export]
macro_rules! __enabled {
    ([$logger:expr] debug($level:literal), $message:ty $(,)?) => {{
        const _: $crate::DebugLevel = $crate::__private::debug_level($level);
        $crate::__is_enabled! { $logger, $crate::__private::debug<$level>, $message }
    }};
    // A message where an ID is meant: rustc would take it for a type too.
    ([$logger:expr] $($id:ident)::+ ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::__private::misuse! { enabled $($id)+ }
    };
    ([$logger:expr] fatal, $message:ty $(,)?) => {
        $crate::__is_enabled! { $logger, $crate::__private::fatal, $message }
    };
    ([$logger:expr] error, $message:ty $(,)?) => {
        $crate::__is_enabled! { $logger, $crate::__private::error, $message }
    };
    ([$logger:expr] warn, $message:ty $(,)?) => {
        $crate::__is_enabled! { $logger, $crate::__private::warn, $message }
    };
    ([$logger:expr] info, $message:ty $(,)?) => {
        $crate::__is_enabled! { $logger, $crate::__private::info, $message }
    };
    ([$logger:expr] $message:ty $(,)?) => {
        $crate::__is_enabled! { $logger, $crate::__private::unsaid, $message }
    };
    ([$logger:expr] $($wrong:tt)*) => {
        $crate::__private::misuse! { enabled $($wrong)* }
    };
}

/// Returns whether a message of the type `$message` is enabled, of which the `enabled!`
/// says `$said`.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_enabled {
    ($logger:expr, $said:ty, $message:ty) => {
        $crate::__private::is_enabled::<$message, $said>($crate::__site!($logger))
    };
}

/// The place of the caller. The block keeps the name from what the caller wrote.
#[doc(hidden)]
#[macro_export]
macro_rules! __site {
    ($logger:expr) => {{
        static SITE: $crate::__private::Site = $crate::__private::Site::new(
            $logger,
            ::core::module_path!(),
            ::core::file!(),
            ::core::line!(),
        );
        &SITE
    }};
}
