//! What the messages of [`kea-messages`](https://docs.rs/kea-messages) are at
//! run time, without its macros. Programs use it through that crate, which
//! documents it.
//!
//! It stands by itself so that cargo compiles it beside syn, and not after the
//! macros: that is a tenth of a cold build. And so that a crate which takes
//! messages, and defines none, can do without the macros.
//!
//! # Features
//!
//! - `log`: messages go to the [`log`](https://docs.rs/log) crate.
//! - `tracing`: messages go to the [`tracing`](https://docs.rs/tracing) crate, once
//!   a subscriber has been set.
//! - `local-texts`: texts can be replaced while the program runs.
//! - `testing`: tests can capture messages.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "local-texts", feature = "testing", feature = "tracing"))]
extern crate std;

mod backend;
mod catalogue;
mod definition;
mod event;
#[allow(missing_docs)]
mod gate;
pub mod id;
#[allow(missing_docs)]
mod kind;
pub mod line;
#[cfg(feature = "local-texts")]
#[allow(missing_docs)]
mod local;
mod message;
pub mod pack;
pub mod packed;
#[allow(missing_docs)]
mod probe;
pub mod record;
pub mod severity;
#[allow(missing_docs)]
mod show;
#[allow(missing_docs)]
mod site;
#[allow(missing_docs)]
mod template;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;
mod value;

#[cfg(feature = "tracing")]
pub use self::backend::severity_of;
pub use self::catalogue::{Catalogue, DuplicateId};
pub use self::definition::{Argument, Definition, Deprecation};
pub use self::event::Event;
pub use self::message::{Catalogued, Emit, Message, MessageId, Occurrence};
pub use self::value::Value;
pub use crate::line::{Escaper, OneLine};
pub use crate::severity::{DebugLevel, Severity};

/// What the macros expand to. Nothing in it is for users, and all of it can
/// change with any version.
#[doc(hidden)]
#[allow(missing_docs)]
pub mod __private {
    pub use crate::gate::{
        debug, debug_level, either, error, fatal, inferred, info, open, unknown, unsaid, warn,
    };
    pub use crate::kind::Kind;
    #[cfg(feature = "local-texts")]
    pub use crate::local::{LocalText, replace};
    pub use crate::message::{HasKind, Id, Table, display};
    pub use crate::packed::{Outline, Segment};
    pub use crate::probe::{Probe, is_enabled};
    pub use crate::show::{
        AllPrinted, Debugged, Printed, TypeOf, Typed, Values, Withheld, discard, withhold,
    };
    pub use crate::site::Site;
    pub use crate::template::Template;
}
