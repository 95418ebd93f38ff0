//! Enums and structs that are messages.

use kea::KeaMessages;
use std::error::Error;
use std::fmt::{Debug, Display};

/// An enum with everything that an enum can have.
#[kea::documented]
#[derive(Debug, KeaMessages)]
#[kea(crate = "kea", prefix = "DERIVED_", logger = "sample.derived")]
pub enum Refusal<'a, T: Display, const N: usize = { 1 + 1 }>
where
    T: Debug + 'a,
{
    /// Named fields.
    ///
    /// # Action
    /// Look at [DERIVED_TUPLE].
    ///
    /// # Since
    /// 1.5
    #[message(error, "%1 %2 %1 %3")]
    NamedFields {
        /// The client.
        client: &'a str,
        r#type: T,
        #[message(debug)]
        bytes: &'a [u8],
        #[message(skip)]
        skipped: [u8; N],
    },
    /// A tuple.
    #[message("%1 %2 %3", debug(99))]
    Tuple(
        Box<dyn Error + Send>,
        #[secret] String,
        #[message(debug)] Option<std::collections::BTreeMap<u8, (T, &'static str)>>,
    ),
    /// A function.
    #[message(fatal, "%1")]
    HTTPFunction(#[message(debug)] fn(u8, &[u8]) -> Result<(), ()>),
    #[message(transparent)]
    Wrapped(Wrapped),
    #[message(transparent)]
    Named { inner: Wrapped },
    /// An old one.
    #[deprecated(since = "2.0", note = "use [DERIVED_TUPLE]")]
    #[message(info, "old")]
    Old,
    #[doc = "Documented by an attribute."]
    #[message(info, id = "OWN_ID", r#"a "raw" text, 100%%, $$1"#)]
    r#Raw,
}

impl<T: Display + Debug, const N: usize> Error for Refusal<'_, T, N> {}

#[kea::documented]
#[derive(Clone, Copy, Debug, KeaMessages)]
#[kea(crate = "kea")]
#[message(info, id = "DERIVED_WRAPPED", "wrapped %1")]
/// A struct that is a message.
pub struct Wrapped(pub u8);

#[derive(Debug, KeaMessages)]
#[kea(crate = "kea")]
/** Its ID is made of its name. */
#[message(warn, "%1")]
pub struct ServerUp<const N: usize = { 3 }> {
    pub port: u16,
    #[message(skip)]
    pub rest: [u8; N],
}
