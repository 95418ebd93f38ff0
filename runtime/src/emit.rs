//! The macros `emit!` and `enabled!`.

/// Logs a message if its severity is enabled.
///
/// The message is an ID with its arguments, or any value that implements
/// [`Message`](crate::Message). It is taken by reference, so a value can be used
/// afterwards. The arguments are evaluated only if the message is enabled. They are
/// part of the caller's control flow: `?`, `return` and `.await` work inside them.
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
/// If the definition leaves the severity open, write the severity first: `emit!(warn, ID(..))`,
/// `emit!(debug(40), ID(..))`. A severity that contradicts the definition is a compile error.
///
/// If a type has messages with different severities, as an enum can, the arguments
/// are evaluated if the most severe of them is enabled.
///
/// # Logger
///
/// The target of the record is the logger that the `emit!` names, otherwise the logger that the
/// catalogue names, and otherwise the module. In an `emit!`, the logger comes first:
///
/// ```
/// # kea_messages::kea_messages! {
/// #     /// The server is up.
/// #     pub info STARTED() = "server started";
/// # }
/// # use kea_messages::emit;
/// emit!(logger: "kea-dhcp4.alloc-engine", STARTED());
/// ```
///
/// The logger has to be a literal or a constant.
#[macro_export]
macro_rules! emit {
    () => {
        ::core::compile_error! { "`emit!` takes a message: `emit!(ID(argument, ...))`" }
    };
    // These loggers cannot be constants, and rustc would report something else.
    (logger: self.$($rest:tt)+) => {{
        $crate::__private::misuse! { emit [] logger: self.$($rest)+ };
    }};
    (logger: format!$($rest:tt)+) => {{
        $crate::__private::misuse! { emit [] logger: format!$($rest)+ };
    }};
    (logger: &format!$($rest:tt)+) => {{
        $crate::__private::misuse! { emit [] logger: &format!$($rest)+ };
    }};
    (logger: &self.$($rest:tt)+) => {{
        $crate::__private::misuse! { emit [] logger: &self.$($rest)+ };
    }};
    (logger: &$name:ident, $($rest:tt)+) => {{
        $crate::__private::logger! { ($crate) emit &$name, $($rest)+ };
    }};
    // The block is a statement here. If it is used as a value, rustc then names this macro, and not
    // the macros that it calls.
    (logger: $logger:expr, $($rest:tt)+) => {{
        $crate::__emit! {
            [($logger), (), $crate::Emit] $($rest)+
        };
    }};
    ($($rest:tt)*) => {{
        $crate::__emit! {
            [(), (), $crate::Emit] $($rest)*
        };
    }};
}

/// `emit!` with its logger, its severity, and the trait that logs the message.
///
/// A message is passed to a function of that trait in such a way that an error is reported at the
/// caller's own tokens. A call creates a value, which is passed unchanged. Anything else can be a
/// place expression, which must not be moved out of: the macro `reference!` puts an `&` before it
/// with the span of the caller's first token.
#[doc(hidden)]
#[macro_export]
macro_rules! __emit {
    // A text in place of a message. It has to come first, because it is also an expression.
    ($how:tt $text:literal $($rest:tt)*) => {
        $crate::__private::misuse! { emit $how $text $($rest)* }
    };
    // A severity without a message.
    ($how:tt $name:ident,) => {
        $crate::__log! { $how reference $crate::__private::reference! { $name, } }
    };
    ($how:tt $($name:ident)::+ $(,)?) => {
        $crate::__log! { $how reference $crate::__private::name! { ($crate) $($name)::+ } }
    };
    // The message is passed by value, so that rustc shows the field whose value does not fit.
    ($how:tt $($name:ident)::+ { $($fields:tt)* } $(,)?) => {
        $crate::__log! { $how value(false) $crate::__private::literal! { $($name)::+ { $($fields)* } } }
    };
    ($how:tt $($list:ident)::+ [$($index:tt)*] $(,)?) => {
        $crate::__log! { $how reference $crate::__private::reference! { $($list)::+ [$($index)*] } }
    };
    // Two words, or a word and a text, are not an expression, and neither are the signs of
    // `tracing`.
    ($how:tt $first:ident $second:ident $(,)?) => {
        $crate::__private::misuse! { emit $how $first $second }
    };
    ($how:tt $($first:ident)::+ $second:literal $(,)?) => {
        $crate::__private::misuse! { emit $how $($first)::+ $second }
    };
    ($how:tt % $($argument:tt)*) => {
        $crate::__private::misuse! { emit $how % $($argument)* }
    };
    ($how:tt ? $($argument:tt)*) => {
        $crate::__private::misuse! { emit $how ? $($argument)* }
    };
    // This may be a severity, or a function with that name.
    ($how:tt fatal($($content:tt)*) $(,)?) => {
        $crate::__log! { $how value(false) $crate::__private::severity_call! { fatal($($content)*) } }
    };
    ($how:tt error($($content:tt)*) $(,)?) => {
        $crate::__log! { $how value(false) $crate::__private::severity_call! { error($($content)*) } }
    };
    ($how:tt warn($($content:tt)*) $(,)?) => {
        $crate::__log! { $how value(false) $crate::__private::severity_call! { warn($($content)*) } }
    };
    ($how:tt info($($content:tt)*) $(,)?) => {
        $crate::__log! { $how value(false) $crate::__private::severity_call! { info($($content)*) } }
    };
    ($how:tt debug($($content:tt)*) $(,)?) => {
        $crate::__log! { $how value(false) $crate::__private::severity_call! { debug($($content)*) } }
    };
    ($how:tt && $($message:tt)*) => {
        $crate::__log! { $how reference $crate::__private::reference! { && $($message)* } }
    };
    // A place expression.
    ($how:tt * $($message:tt)*) => {
        $crate::__log! { $how reference $crate::__private::reference! { * $($message)* } }
    };
    ($how:tt & $($name:ident)::+ $(,)?) => {
        $crate::__log! { $how reference $crate::__private::name! { ($crate) & $($name)::+ } }
    };
    // A message in brackets, followed by a comma.
    ($how:tt $message:tt,) => {
        $crate::__log! { $how reference $crate::__private::reference! { $message } }
    };
    // An argument with a sign or a name, as in other macros.
    ($how:tt $($id:ident)::+ (% $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ (% $($rest)*) }
    };
    ($how:tt $($id:ident)::+ (? $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ (? $($rest)*) }
    };
    ($how:tt $($id:ident)::+ ($name:ident = $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ ($name = $($rest)*) }
    };
    ($how:tt $($id:ident)::+ ($name:ident : $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ ($name : $($rest)*) }
    };
    ($how:tt $($id:ident)::+ ($a:tt, $name:ident = $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ ($a, $name = $($rest)*) }
    };
    ($how:tt $($id:ident)::+ ($a:tt, $name:ident : $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ ($a, $name : $($rest)*) }
    };
    ($how:tt $($id:ident)::+ ($a:tt, $b:tt, $name:ident = $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ ($a, $b, $name = $($rest)*) }
    };
    ($how:tt $($id:ident)::+ ($a:tt, $b:tt, $name:ident : $($rest:tt)*) $(,)?) => {
        $crate::__private::misuse! { emit $how $($id)::+ ($a, $b, $name : $($rest)*) }
    };
    // An unfinished logger, which consists of two tokens.
    ($how:tt $word:ident : $(,)?) => {
        $crate::__private::misuse! { emit $how $word : }
    };
    ($how:tt $word:ident = $(,)?) => {
        $crate::__private::misuse! { emit $how $word = }
    };
    // `ID(argument, ...)`. Each token keeps the caller's span, which an `ident` would not.
    ($how:tt $id:tt $arguments:tt $(,)?) => {
        $crate::__log! {
            $how value($crate::__private::is_plain_call! { $id $arguments }) $id $arguments
        }
    };
    ($how:tt $a:tt::$id:tt $arguments:tt $(,)?) => {
        $crate::__log! {
            $how value($crate::__private::is_plain_call! { $a::$id $arguments }) $a::$id $arguments
        }
    };
    ($how:tt $a:tt::$b:tt::$id:tt $arguments:tt $(,)?) => {
        $crate::__log! {
            $how value($crate::__private::is_plain_call! { $a::$b::$id $arguments }) $a::$b::$id $arguments
        }
    };
    ([$logger:tt, $unsaid:tt, $kea:tt::Emit] debug($level:literal), $($message:tt)+) => {
        $crate::__emit! {
            [
                $logger,
                (debug $level), $crate::__private::EmitAs
            ]
            $($message)+
        }
    };
    ($how:tt $severity:ident, $($message:tt)+) => {
        $crate::__severity! { $how $severity $severity, $($message)+ }
    };
    // The words of other macros. They have to come before expressions, because an assignment is an
    // expression.
    ($how:tt $key:ident = $($rest:tt)*) => {
        $crate::__private::misuse! { emit $how $key = $($rest)* }
    };
    ($how:tt $key:ident : $($rest:tt)*) => {
        $crate::__private::misuse! { emit $how $key : $($rest)* }
    };
    ($how:tt $message:expr $(,)?) => {
        $crate::__log! { $how reference $crate::__private::reference! { $message } }
    };
    ($how:tt $($wrong:tt)*) => {
        $crate::__private::misuse! { emit $how $($wrong)* }
    };
}

/// `emit!` with a word before the message. The word is passed twice: once to be matched, and once
/// as the type whose span is used for errors about the severity.
#[doc(hidden)]
#[macro_export]
macro_rules! __severity {
    ([$logger:tt, $unsaid:tt, $kea:tt::Emit] fatal $said:tt, $($message:tt)+) => {
        $crate::__emit! {
            [$logger, ($said), $crate::__private::EmitAs]
            $($message)+
        }
    };
    ([$logger:tt, $unsaid:tt, $kea:tt::Emit] error $said:tt, $($message:tt)+) => {
        $crate::__emit! {
            [$logger, ($said), $crate::__private::EmitAs]
            $($message)+
        }
    };
    ([$logger:tt, $unsaid:tt, $kea:tt::Emit] warn $said:tt, $($message:tt)+) => {
        $crate::__emit! {
            [$logger, ($said), $crate::__private::EmitAs]
            $($message)+
        }
    };
    ([$logger:tt, $unsaid:tt, $kea:tt::Emit] info $said:tt, $($message:tt)+) => {
        $crate::__emit! {
            [$logger, ($said), $crate::__private::EmitAs]
            $($message)+
        }
    };
    ($how:tt $word:ident $said:tt, $($message:tt)+) => {
        $crate::__private::misuse! { emit $how $said, $($message)+ }
    };
}

/// Logs a message.
///
/// The call in the second line determines the type of the probe, so that the
/// first line knows, before the message is created, whether it can be enabled.
#[doc(hidden)]
#[macro_export]
macro_rules! __log {
    ([$logger:tt, $said:tt, $kea:tt::Emit] value($is_plain:expr) $message:expr) => {{
        let probe = $crate::__private::Probe::<_, $crate::__private::unsaid>::new(
            $crate::__site! $logger,
            $is_plain,
        );
        if probe.is_enabled() {
            $crate::Emit::emit_value($message, &probe);
        }
    }};
    ([$logger:tt, $said:tt, $kea:tt::Emit] reference $message:expr) => {{
        let probe = $crate::__private::Probe::<_, $crate::__private::unsaid>::new(
            $crate::__site! $logger,
            false,
        );
        if probe.is_enabled() {
            $crate::Emit::emit($message, &probe);
        }
    }};
    ([$logger:tt, $said:tt, $($emit:tt)+] value($is_plain:expr) $message:expr) => {{
        let probe = $crate::__private::said! {
            ($crate) $said probe ($crate::__site! $logger, $is_plain)
        };
        if probe.is_enabled() {
            $($emit)+::emit_value($message, &probe);
        }
    }};
    ([$logger:tt, $said:tt, $($emit:tt)+] reference $message:expr) => {{
        let probe = $crate::__private::said! {
            ($crate) $said probe ($crate::__site! $logger, false)
        };
        if probe.is_enabled() {
            $($emit)+::emit($message, &probe);
        }
    }};
}

/// Returns whether a message would be logged here. Use it if the arguments are
/// expensive to compute.
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
/// If the definition leaves the severity open, write the severity first: `enabled!(warn, ID)`. A
/// logger comes before the severity, as in [`emit!`](crate::emit).
#[macro_export]
macro_rules! enabled {
    () => {
        ::core::compile_error! { "`enabled!` takes only the ID of a message: `enabled!(ID)`" }
    };
    (logger: self.$($rest:tt)+) => {
        $crate::__private::misuse! { enabled [] logger: self.$($rest)+ }
    };
    (logger: format!$($rest:tt)+) => {
        $crate::__private::misuse! { enabled [] logger: format!$($rest)+ }
    };
    (logger: &format!$($rest:tt)+) => {
        $crate::__private::misuse! { enabled [] logger: &format!$($rest)+ }
    };
    (logger: &self.$($rest:tt)+) => {
        $crate::__private::misuse! { enabled [] logger: &self.$($rest)+ }
    };
    (logger: &$name:ident, $($rest:tt)+) => {
        $crate::__private::logger! { ($crate) enabled &$name, $($rest)+ }
    };
    (logger: $logger:expr, $($rest:tt)+) => {
        $crate::__enabled! { [($logger)] $($rest)+ }
    };
    ($($rest:tt)*) => {
        $crate::__enabled! { [()] $($rest)* }
    };
}

/// `enabled!` with the logger that it names.
#[doc(hidden)]
#[macro_export]
macro_rules! __enabled {
    // A message in place of an ID, which rustc would also take for a type.
    ([$logger:tt] $said:ident, $($id:ident)::+ ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::__private::misuse! { enabled [] $($id)::+ ($($arguments)*) $($rest)* }
    };
    ([$logger:tt] $said:ident $level:tt, $($id:ident)::+ ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::__private::misuse! { enabled [] $($id)::+ ($($arguments)*) $($rest)* }
    };
    ([$logger:tt] debug($level:literal), $message:ty $(,)?) => {
        $crate::__is_enabled! {
            $logger, (debug $level), $message
        }
    };
    ([$logger:tt] $($id:ident)::+ ($($arguments:tt)*) $($rest:tt)*) => {
        $crate::__private::misuse! { enabled [] $($id)::+ ($($arguments)*) $($rest)* }
    };
    ([$logger:tt] $severity:ident, $message:ty $(,)?) => {
        $crate::__enabled_as! { $logger $severity $severity, $message }
    };
    ([$logger:tt] $message:ty $(,)?) => {
        $crate::__is_enabled! {
            $logger, ($message), $message
        }
    };
    ([$logger:tt] $($wrong:tt)*) => {
        $crate::__private::misuse! { enabled [] $($wrong)* }
    };
}

/// `enabled!` with a word before the ID, which is passed twice, as in `__severity!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __enabled_as {
    ($logger:tt fatal $said:tt, $message:ty) => {
        $crate::__is_enabled! { $logger, ($said), $message }
    };
    ($logger:tt error $said:tt, $message:ty) => {
        $crate::__is_enabled! { $logger, ($said), $message }
    };
    ($logger:tt warn $said:tt, $message:ty) => {
        $crate::__is_enabled! { $logger, ($said), $message }
    };
    ($logger:tt info $said:tt, $message:ty) => {
        $crate::__is_enabled! { $logger, ($said), $message }
    };
    ($logger:tt $word:ident $said:tt, $message:ty) => {
        $crate::__private::misuse! { enabled [] $said, $message }
    };
}

/// Returns whether a message of the type `$message` is enabled, if `$said` is the severity that the
/// `enabled!` states.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_enabled {
    ($logger:tt, $said:tt, $message:ty) => {
        $crate::severity::is_enabled({
            // The struct of a message can have a lifetime that the user did not write.
            #[allow(elided_lifetimes_in_paths)]
            let is_enabled =
                <$crate::__private::id! { $message } as $crate::__private::Enabled<_>>::is_enabled(
                    $crate::__site! $logger,
                    $crate::__private::said! { ($crate) $said said () },
                );
            is_enabled
        })
    };
}

/// Creates the site of the caller, with the logger that it names. A block keeps its names separate
/// from those of the caller.
///
/// In a static, rustc would show a line of this file for a logger that is a variable. A constant
/// block has no name, so rustc reports that the variable has to be a constant. Because of the
/// braces around the logger, the error for a logger of another type does not mention `Some`.
#[doc(hidden)]
#[macro_export]
macro_rules! __site {
    () => {{
        static SITE: $crate::__private::Site = $crate::__private::Site::new(
            ::core::option::Option::None,
            ::core::module_path!(),
            ::core::file!(),
            ::core::line!(),
        );
        &SITE
    }};
    ($logger:expr) => {
        (const {
            static SITE: $crate::__private::Site = $crate::__private::Site::new(
                ::core::option::Option::Some({ $logger }),
                ::core::module_path!(),
                ::core::file!(),
                ::core::line!(),
            );
            const fn site() -> &'static $crate::__private::Site {
                &SITE
            }
            site
        })()
    };
}
