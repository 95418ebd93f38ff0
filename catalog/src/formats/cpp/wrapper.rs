//! Macros of the source that contain a log statement.

use super::ids::Ids;
use std::collections::{HashMap, HashSet};

/// A macro with a log statement whose ID is a parameter, or which can get more arguments where it
/// is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrapper {
    /// The number of parameters.
    pub(super) parameters: usize,
    /// Whether the macro is called like a function.
    pub(super) is_called: bool,
    pub(super) is_variadic: bool,
    pub(super) ids: Ids,
    /// The number of arguments in the macro.
    pub(super) arguments: Option<usize>,
    /// Whether more arguments can follow the macro.
    pub(super) is_open: bool,
    pub(super) severity: Option<&'static str>,
}

/// The macros of a folder that contain log statements, and its classes that are used like such
/// macros.
#[derive(Debug, Default)]
pub(super) struct Wrappers {
    pub(super) macros: HashMap<String, Wrapper>,
    /// The names of the classes.
    pub(super) classes: HashSet<String>,
}

impl Wrapper {
    /// Returns whether the macro can be called with this number of arguments.
    pub(super) const fn takes(&self, arguments: usize) -> bool {
        arguments == self.parameters || self.is_variadic && arguments > self.parameters
    }
}

impl Wrappers {
    pub(super) fn get(&self, name: &str) -> Option<&Wrapper> {
        self.macros.get(name)
    }

    /// Returns whether a class with this name is known, so that it is not a macro, which could add
    /// arguments.
    pub(super) fn is_class(&self, name: &str) -> bool {
        // These are Kea's own.
        name.starts_with("DB_LOG_") || self.classes.contains(name)
    }
}
