//! The types of arguments: which texts are the values of each.
//!
//! [`ValueType`] is a type, and [`Expression`] a regular expression that a whole value matches.
//! `texts` and `addresses` say which texts are values, and nothing else does.
//! `runtime/guide/value_types.md` has them in words.

mod addresses;
mod expression;
mod of_argument;
mod texts;
mod value_type;

pub use self::expression::{Expression, InvalidExpression};
pub use self::value_type::ValueType;
