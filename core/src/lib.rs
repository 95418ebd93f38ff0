//! The runtime part of [`kea-messages`](https://docs.rs/kea-messages), without
//! its macros. Programs use it through that crate, which documents it.
//!
//! It is a separate crate so that cargo can compile it in parallel with syn instead of
//! after the macros, which saves a tenth of a cold build. A crate that takes messages
//! but defines none does not need the macros.
//!
//! The modules [`id`], [`line`](mod@line), [`record`], [`severity`] and [`text`] are
//! for programs that read definitions or logs.
//!
//! # Features
//!
//! - `alloc`: a message in a `Box`, an `Rc` or an `Arc` is also a message.
//! - `log`: messages go to the [`log`](https://docs.rs/log) crate.
//! - `tracing`: messages go to the [`tracing`](https://docs.rs/tracing) crate, once
//!   a subscriber has been set. If `log` is also enabled, they go to `log` until
//!   then.
//! - `metrics`: messages are counted by the [`metrics`](https://docs.rs/metrics) crate.
//! - `local-texts`: texts can be replaced while the program runs.
//! - `testing`: tests can capture messages.
//! - `records`: messages are recorded by the crate `kea-messages-records`.
//! - `terminal`: a format for `env_logger` that writes lines for a terminal.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(
    feature = "local-texts",
    feature = "metrics",
    feature = "records",
    feature = "terminal",
    feature = "testing",
    feature = "tracing"
))]
extern crate std;

mod backend;
#[cfg(feature = "tracing")]
mod callsite;
mod catalogue;
#[cfg(feature = "metrics")]
mod counters;
mod definition;
#[cfg(feature = "records")]
mod described;
mod determined;
mod emission;
mod emit;
mod event;
mod fits;
mod gate;
mod kind;
#[cfg(feature = "local-texts")]
mod local;
mod location;
#[cfg(feature = "log")]
mod log_level;
mod logging;
mod message;
mod message_id;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(not(feature = "local-texts"))]
mod no_local;
#[cfg(not(feature = "metrics"))]
mod no_metrics;
#[cfg(not(feature = "records"))]
mod no_records;
mod occurrence;
mod pointer;
mod probe;
#[cfg(feature = "records")]
pub mod records;
mod removed;
mod sealed;
mod show;
mod site;
mod sources;
mod table;
mod template;
#[cfg(feature = "terminal")]
pub mod terminal;
#[cfg(test)]
mod test_rows;
#[cfg(feature = "testing")]
pub mod testing;
mod uncalled;
mod value;
mod wrapped;

#[cfg(not(feature = "local-texts"))]
use self::no_local as local;
#[cfg(not(feature = "metrics"))]
use self::no_metrics as metrics;
#[cfg(not(feature = "records"))]
use self::no_records as records;

#[cfg(feature = "tracing")]
pub use self::callsite::severity_of;
pub use self::catalogue::{Catalogue, Catalogued, DuplicateId};
pub use self::definition::{Argument, Definition, Deprecation};
pub use self::emit::Emit;
pub use self::event::Event;
pub use self::message::Message;
pub use self::message_id::MessageId;
pub use self::occurrence::Occurrence;
pub use self::sources::Sources;
pub use self::value::Value;
#[doc(inline)]
pub use kea_messages_base::hexadecimal::HexDigits;
#[doc(inline)]
pub use kea_messages_base::line::{Escaper, OneLine};
#[doc(inline)]
pub use kea_messages_base::severity::{DebugLevel, ParseSeverityError, Severity};
#[doc(inline)]
pub use kea_messages_base::{id, limit, line, record, severity, text};

/// The items that the expansion of the macros and the packing of definitions use. They are not part
/// of the public API, and can change in any version.
#[doc(hidden)]
pub mod __private {
    pub use crate::catalogue::{catalogue_of_catalogues, catalogue_of_rows};
    pub use crate::definition::definition;
    pub use crate::emit::{EmitAs, Emittable, StatedSomewhere};
    pub use crate::event::event;
    pub use crate::fits::Fits;
    pub use crate::gate::{
        Known, debug, either, error, fatal, inferred, info, open, unknown, unsaid, warn,
    };

    /// Types that rustc names in errors.
    pub mod defined {
        pub use crate::removed::StillLogged;
        pub use crate::show::{
            AllPrinted, AnyType, ByDisplay, Debugged, ErrorType, InFormats, PointerType, Primitive,
            PrintableArgument, PrintableField, Printed, Typed, Values, Withheld,
        };
        // The ID of a message that is called with parentheses.
        pub use crate::table::Id as WithParentheses;
        pub use crate::uncalled::{Called, WithoutArguments};
    }

    /// Types and traits that rustc names in errors about severities.
    pub mod severity {
        pub use crate::emit::{EmitAs, StatesSeverity};
        pub use crate::fits::{
            DebugFits, ErrorFits, FatalFits, Fits, InfoFits, OpenFits, SeveralFit, WarnFits,
        };
        pub use crate::gate::{
            debug, either, error, fatal, inferred, info, open, unknown, unsaid, warn,
        };
        pub use crate::kind::{AnyMessage, Kind as HasSeverity};
        pub use crate::probe::{Enabled, is_enabled};
    }
    pub use crate::emission::Outlines;
    pub use crate::kind::{AnyMessage as HasKind, Kind};
    #[cfg(feature = "local-texts")]
    pub use crate::local::{LocalText, replace};
    pub use crate::message::{debug, display};
    pub use crate::message_id::SealedId;
    pub use crate::occurrence::occurrence;
    pub use crate::probe::{Enabled, Probe};
    pub use crate::removed::StillLogged;
    pub use crate::sealed::{Asked, SealedMessage};
    pub use crate::show::{
        AllPrinted, Debugged, InFormats, Primitive, Printed, TypeOf, Typed, Values, Withheld,
        discard, native, withhold,
    };
    pub use crate::site::Site;
    pub use crate::table::{Id, Table};
    pub use crate::template::Template;
    pub use crate::uncalled::{Alone, Uncalled, message};
    pub use crate::value::InFormat;
    pub use crate::wrapped::{Around, NotAMessage, Wrapped, check_apart, several};
    pub use kea_messages_base::__private::{Details, Outline, PackedArgument, Segment};
}
