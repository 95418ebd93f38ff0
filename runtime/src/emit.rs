//! `emit!` and `enabled!`.

use crate::gate::{Accepts, Gate, Said};
use crate::message::{Gated, HasSeverity};
use crate::{Severity, backend};
use core::marker::PhantomData;

/// Logs a message, if its severity is enabled.
///
/// The message is an ID with its arguments, or any value that is a
/// [`Message`](crate::Message); it is taken by reference, so that a value can
/// be used afterwards. Its arguments are evaluated only if the message is
/// enabled. They stand in the control flow of the caller: `?`, `return` and
/// `.await` work inside them.
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
/// Where the definition leaves the severity open, it comes first:
/// `emit!(warn, ID(..))`, `emit!(debug(40), ID(..))`. A severity that
/// contradicts the definition's is a compile error.
///
/// Where a type holds messages of several severities, as an enum can, the
/// arguments are evaluated if the most severe of them is enabled.
#[macro_export]
macro_rules! emit {
    // A text where a message is meant. It has to come before the arms that read
    // a message, for it is an expression too.
    ($text:literal $($rest:tt)*) => {
        $crate::__private::misuse! { emit $text $($rest)* }
    };
    (fatal, $message:expr $(,)?) => {
        $crate::__emit! { $crate::__private::fatal, &$message }
    };
    (error, $message:expr $(,)?) => {
        $crate::__emit! { $crate::__private::error, &$message }
    };
    (warn, $message:expr $(,)?) => {
        $crate::__emit! { $crate::__private::warn, &$message }
    };
    (info, $message:expr $(,)?) => {
        $crate::__emit! { $crate::__private::info, &$message }
    };
    (debug($level:literal), $message:expr $(,)?) => {{
        const _: $crate::DebugLevel = $crate::__private::debug_level($level);
        $crate::__emit! { $crate::__private::debug<$level>, &$message }
    }};
    // A name by itself may be an ID that lacks its parentheses. Its reference is
    // made to stand where the name does, so that the error does too.
    ($($name:ident)::+ $(,)?) => {
        $crate::__emit! {
            $crate::__private::unsaid, $crate::__private::reference! { $($name)::+ }
        }
    };
    // Fields may be those of an ID, which has none.
    ($($name:ident)::+ { $($fields:tt)* } $(,)?) => {
        $crate::__emit! {
            $crate::__private::unsaid,
            $crate::__private::reference! { $($name)::+ { $($fields)* } }
        }
    };
    ($message:expr $(,)?) => {
        $crate::__emit! { $crate::__private::unsaid, &$message }
    };
    ($($wrong:tt)*) => {
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
macro_rules! __emit {
    ($said:ty, $message:expr) => {{
        let probe = $crate::__private::Probe::<_, $said>::new(
            ::core::module_path!(),
            ::core::file!(),
            ::core::line!(),
        );
        if probe.is_enabled() {
            probe.emit($message);
        }
    }};
}

/// Whether a message would be logged here: for what is costly to prepare.
///
/// It takes an ID, or a type that derives
/// [`KeaMessages`](macro@crate::KeaMessages), and for such a type says whether
/// the most severe of its messages would be logged.
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
/// Where the definition leaves the severity open, it comes first:
/// `enabled!(warn, ID)`.
#[macro_export]
macro_rules! enabled {
    (debug($level:literal), $message:ty $(,)?) => {{
        const _: $crate::DebugLevel = $crate::__private::debug_level($level);
        $crate::__enabled! { $crate::__private::debug<$level>, $message }
    }};
    // A message where an ID is meant: rustc would take it for a type too.
    ($($id:ident)::+ ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::__private::misuse! { enabled $($id)+ }
    };
    (fatal, $message:ty $(,)?) => {
        $crate::__enabled! { $crate::__private::fatal, $message }
    };
    (error, $message:ty $(,)?) => {
        $crate::__enabled! { $crate::__private::error, $message }
    };
    (warn, $message:ty $(,)?) => {
        $crate::__enabled! { $crate::__private::warn, $message }
    };
    (info, $message:ty $(,)?) => {
        $crate::__enabled! { $crate::__private::info, $message }
    };
    ($message:ty $(,)?) => {
        $crate::__enabled! { $crate::__private::unsaid, $message }
    };
    ($($wrong:tt)*) => {
        $crate::__private::misuse! { enabled $($wrong)* }
    };
}

/// Whether a message of the type `$message` is enabled, of which the `enabled!`
/// says `$said`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enabled {
    ($said:ty, $message:ty) => {
        $crate::__private::is_enabled::<$message, $said>(::core::module_path!())
    };
}

/// Where a message is logged: the caller's place.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "log"), expect(dead_code, reason = "a backend reads it"))]
pub(crate) struct Site {
    pub(crate) module_path: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}

/// Asks whether a message that passes the gate `G` is enabled, and logs it.
pub struct Probe<G, S> {
    site: Site,
    // Not `PhantomData<(G, S)>`: the probe is `Send` and `Sync` whatever they
    // are, for it can be held across an `.await` in the arguments.
    gate: PhantomData<fn(G, S)>,
}

impl<G, S: Said> Probe<G, S> {
    #[inline]
    #[must_use]
    pub const fn new(module_path: &'static str, file: &'static str, line: u32) -> Self {
        Self {
            site: Site {
                module_path,
                file,
                line,
            },
            gate: PhantomData,
        }
    }

    /// Inlined, because a message that is disabled is to cost a load, a compare
    /// and a branch.
    #[inline]
    #[must_use]
    pub fn is_enabled(&self) -> bool
    where
        G: Gate,
    {
        backend::is_enabled(most_severe::<G, S>(), self.site.module_path)
    }

    /// The only place that asks for a message, so that something else is one
    /// error.
    #[inline]
    pub fn emit<M>(&self, message: &M)
    where
        M: HasSeverity<Gate = G> + ?Sized,
        G: Gate + Accepts<S>,
    {
        // A copy, so that the caller need not keep the place in memory.
        let site = self.site;
        message.visit(&mut |occurrence| {
            let severity = S::SEVERITY
                .or(occurrence.severity())
                .unwrap_or(G::MOST_SEVERE);
            // Of several severities it was the highest that was asked for.
            let is_asked_for = S::SEVERITY.or(G::SEVERITY).is_some();
            if is_asked_for || backend::is_enabled(severity, site.module_path) {
                backend::log(&site, severity, occurrence);
            }
        });
    }
}

/// What `enabled!` expands to.
#[inline]
#[must_use]
pub fn is_enabled<M, S>(module_path: &str) -> bool
where
    M: Gated<Gate: Accepts<S>> + ?Sized,
    S: Said,
{
    backend::is_enabled(most_severe::<M::Gate, S>(), module_path)
}

/// The highest severity that a message can have of which `G` is known, and `S`
/// is said.
const fn most_severe<G: Gate, S: Said>() -> Severity {
    match S::SEVERITY {
        Some(severity) => severity,
        None => G::MOST_SEVERE,
    }
}
