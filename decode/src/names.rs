//! The names of the arguments of a message.

use std::ops::Deref;
use std::sync::Arc;

/// The names of the arguments of a message. Many messages share the same names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Names(Arc<Lists>);

#[derive(Debug, PartialEq, Eq, Hash)]
struct Lists {
    names: Box<[Box<str>]>,
    /// Each name as a key of JSON, with a comma before it and a colon after it.
    keys: Box<[Box<str>]>,
}

impl Names {
    /// Returns each name as a key of JSON, with a comma before it and a colon after it.
    pub(crate) fn keys(&self) -> &[Box<str>] {
        &self.0.keys
    }

    #[cfg(test)]
    pub(crate) fn ptr_eq(one: &Self, other: &Self) -> bool {
        Arc::ptr_eq(&one.0, &other.0)
    }
}

impl Deref for Names {
    type Target = [Box<str>];

    fn deref(&self) -> &[Box<str>] {
        &self.0.names
    }
}

impl FromIterator<Box<str>> for Names {
    fn from_iter<I: IntoIterator<Item = Box<str>>>(names: I) -> Self {
        let names: Box<[Box<str>]> = names.into_iter().collect();
        let keys = names.iter().map(|name| key(name)).collect();
        Self(Arc::new(Lists { names, keys }))
    }
}

fn key(name: &str) -> Box<str> {
    // Writing a `Value` takes longer, and there can be several names for each of many messages.
    if name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        [",\"", name, "\":"].concat().into()
    } else {
        format!(",{}:", serde_json::Value::from(name)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn keys() {
        let names: Names = ["client".into(), "a\"b\n".into()].into_iter().collect();
        assert_eq!(&*names, ["client".into(), "a\"b\n".into()]);
        let expected = [r#","client":"#.into(), r#","a\"b\n":"#.into()];
        assert_eq!(names.keys(), expected);
    }
}
