//! Messages under conditions. The feature `tls` is on, `never` is off.

use kea::{KeaMessages, kea_messages};

kea_messages! {
    pub static CATALOGUE;
    /// Under a condition that holds.
    #[cfg(feature = "tls")]
    pub info CONDITION_HOLDS(client) = "%1: holds";
    /// Under one that does not.
    #[cfg(feature = "never")]
    pub info CONDITION_FAILS(client) = "%1: fails";
    /// In one way.
    #[cfg(all(feature = "tls", not(feature = "never")))]
    pub info CONDITION_EITHER(client) = "%1: one way";
    /// In another.
    #[cfg(feature = "never")]
    pub info CONDITION_EITHER(client, more) = "%1: another way, %2";
}

#[cfg(feature = "never")]
kea_messages! {
    /// A call under a condition.
    pub info CONDITION_CALL() = "call";
}

#[cfg(feature = "never")]
fn generic<A, B>(_: A, _: B) -> Result<A, B> {
    kea_messages! {
        /// A function under a condition.
        pub info CONDITION_FUNCTION() = "function";
    }
    unreachable!()
}

#[derive(Debug, KeaMessages)]
#[kea(crate = "kea", prefix = "CONDITION_")]
pub enum Several {
    /// A variant under no condition.
    #[message(info, "always")]
    Always,
    /// A variant under a condition that holds.
    #[cfg(feature = "tls")]
    #[message(info, "%1: sometimes")]
    Sometimes(u8),
    /// A variant under one that does not.
    #[cfg(feature = "never")]
    #[message(info, "%1: never")]
    Never(u8),
    /// A field under a condition.
    #[message(info, "%1: field")]
    Field {
        #[cfg(feature = "never")]
        more: u8,
        client: String,
    },
}

/// A type that derives under a condition.
#[cfg_attr(feature = "tls", derive(Debug, KeaMessages), kea(crate = "kea"))]
#[cfg_attr(feature = "tls", message(info, id = "CONDITION_DERIVE", "%1: derived"))]
pub struct OnCondition(pub u8);

macro_rules! cfg_if {
    (if #[cfg($condition:meta)] { $($then:tt)* } else { $($else:tt)* }) => {
        #[cfg($condition)]
        pub mod chosen { $($then)* }
        #[cfg(not($condition))]
        pub mod chosen { $($else)* }
    };
}

cfg_if! {
    if #[cfg(feature = "never")] {
        kea::kea_messages! {
            pub static CATALOGUE;
            /// Not chosen.
            pub info CONDITION_CHOSEN(client, more) = "%1: not chosen, %2";
        }
    } else {
        kea::kea_messages! {
            pub static CATALOGUE;
            /// Chosen.
            pub info CONDITION_CHOSEN(client) = "%1: chosen";
        }
    }
}

macro_rules! cfg_select {
    ($condition:meta => { $($then:tt)* } _ => { $($else:tt)* }) => {
        #[cfg($condition)]
        pub mod selected { $($then)* }
        #[cfg(not($condition))]
        pub mod selected { $($else)* }
    };
}

cfg_select! {
    feature = "tls" => {
        kea::kea_messages! {
            pub static CATALOGUE;
            /// Selected.
            pub info CONDITION_SELECTED(client) = "%1: selected";
        }
    }
    _ => {
        kea::kea_messages! {
            pub static CATALOGUE;
            /// Not selected.
            pub info CONDITION_SELECTED(client, more) = "%1: not selected, %2";
        }
    }
}
