//! Messages wherever they can stand. The test beside this package compares what the
//! compiled program has with what is read from its source.
#![forbid(unsafe_code)]
#![allow(dead_code)]

pub mod bodies;
pub mod conditions;
pub mod crlf;
pub mod derived;
pub mod docs;
pub mod facade;
pub mod files;
pub mod nested {
    pub mod inner;
    #[path = "elsewhere.rs"]
    pub mod moved;
    pub mod r#inline {
        kea::kea_messages! {
            pub static CATALOGUE;
            /// In a module in a module.
            pub info NESTED_INLINE(client) = "%1: inline";
        }
    }
}
#[cfg(not(feature = "tls"))]
pub mod no_tls;
#[path = "odd/place.rs"]
pub mod odd;
#[cfg_attr(all(), path = "os/some.rs")]
#[cfg_attr(any(), path = "os/other.rs")]
pub mod os;
pub mod r#raw;
pub mod renamed;
pub mod shared;
#[cfg(feature = "tls")]
pub mod tls;
pub mod tree;
pub mod types;

use kea::{Catalogue, Catalogued as _};

/// All that was compiled.
pub fn catalogues() -> Vec<&'static Catalogue> {
    vec![
        bodies::catalogue(),
        bodies::Deep::catalogue(),
        bodies::in_arguments(),
        &conditions::CATALOGUE,
        &conditions::chosen::CATALOGUE,
        &conditions::selected::CATALOGUE,
        conditions::Several::CATALOGUE,
        conditions::OnCondition::CATALOGUE,
        &crlf::CATALOGUE,
        crlf::Lines::CATALOGUE,
        derived::Refusal::<'static, u8, 1>::CATALOGUE,
        derived::Wrapped::CATALOGUE,
        derived::ServerUp::<3>::CATALOGUE,
        &docs::CATALOGUE,
        &facade::CATALOGUE,
        facade::Through::CATALOGUE,
        &files::CATALOGUE,
        &files::by_module::ALL,
        &nested::inline::CATALOGUE,
        &nested::inner::CATALOGUE,
        &nested::moved::CATALOGUE,
        &odd::CATALOGUE,
        &odd::beside::CATALOGUE,
        &os::CATALOGUE,
        &raw::CATALOGUE,
        &renamed::CATALOGUE,
        renamed::Renamed::CATALOGUE,
        &shared::CATALOGUE,
        &tls::CATALOGUE,
        &tree::CATALOGUE,
        &tree::leaf::CATALOGUE,
        &types::CATALOGUE,
    ]
}

#[cfg(test)]
mod tests {
    kea::kea_messages! {
        /// In a unit test.
        info UNIT_TEST() = "unit test";
    }

    #[test]
    fn in_a_test() -> Result<(), String> {
        kea::kea_messages! {
            /// In the body of a unit test.
            info UNIT_TEST_BODY() = "unit test, body";
        }
        Ok(())
    }
}
