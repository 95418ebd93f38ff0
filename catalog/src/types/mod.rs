//! The types of arguments, which define the texts that are values.
//!
//! [`ValueType`] is a type, and [`Expression`] is a regular expression that matches a whole value.
//! Only `texts` and `addresses` decide which texts are values. `runtime/guide/value_types.md`
//! describes these texts.

mod addresses;
mod expression;
mod of_argument;
mod texts;
mod value_type;

pub use self::expression::{Expression, InvalidExpression};
pub use self::value_type::ValueType;
