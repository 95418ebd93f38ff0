//! Determines the type of an argument's values from its declaration.

use super::value_type::ValueType;
use crate::Argument;

impl Argument {
    /// Returns the type of the values of this argument: the type in a side file, or else the
    /// declared type.
    ///
    /// ```
    /// use kea_messages_catalog::{Argument, ValueType};
    ///
    /// let mut attempts = Argument::named("attempts").with_type("u8");
    /// assert_eq!(attempts.value_type(), ValueType::Unsigned(255));
    /// attempts.values = Some(ValueType::Bool);
    /// assert_eq!(attempts.value_type(), ValueType::Bool);
    /// ```
    #[must_use]
    pub fn value_type(&self) -> ValueType {
        match (&self.values, &self.rust_type) {
            _ if self.secret => ValueType::Secret,
            (Some(values), _) => values.clone(),
            (None, Some(rust_type)) => ValueType::of_rust(rust_type),
            (None, None) => ValueType::Text,
        }
    }

    /// Returns whether a side file declares a type that differs from the declared type.
    #[cfg(feature = "convert")]
    pub(crate) fn has_other_type(&self) -> bool {
        let declared = self.rust_type.as_deref().map(ValueType::of_rust);
        let values = self.values.as_ref().filter(|_| !self.secret);
        values.is_some_and(|values| *values != declared.unwrap_or_default())
    }
}
