//! Catalogues in JSON, as printed by `kea-messages manual --format json`.
//!
//! A catalogue lists the messages by module, in the order of their IDs, with all their properties.
//! [`SCHEMA`] describes it. Other programs can read and write catalogues in this format.

mod read;
mod write;

pub(super) use self::read::read;
pub use self::write::{write, write_with};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The JSON Schema of a catalogue in JSON.
pub const SCHEMA: &str = include_str!("schema.json");

/// A catalogue in JSON, with messages of the type `M`. When it is read, the messages are parsed one
/// by one, so that a mistake in one does not hide the others.
#[derive(Deserialize, Serialize)]
#[serde(expecting = "an object with the key `modules`")]
struct Book<'t, M> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    title: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    version: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    logger: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    introduction: Option<Text<'t>>,
    #[serde(borrow, default, skip_serializing_if = "BTreeMap::is_empty")]
    allow: Reasons<'t>,
    modules: Vec<Module<'t, M>>,
    #[serde(borrow, flatten, skip_serializing)]
    others: Others<'t>,
}

/// The messages whose IDs begin with the same word.
#[derive(Deserialize, Serialize)]
#[serde(expecting = "an object with the keys `name` and `messages`")]
struct Module<'t, M> {
    #[serde(borrow)]
    name: Text<'t>,
    messages: Vec<M>,
    #[serde(borrow, flatten, skip_serializing)]
    others: Others<'t>,
}

#[derive(Deserialize, Serialize)]
#[serde(expecting = "a message: an object with the keys `id` and `text`")]
struct Message<'t> {
    #[serde(borrow)]
    id: Text<'t>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    severity: Option<Text<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    debug_level: Option<u8>,
    #[serde(borrow)]
    text: Text<'t>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    named_text: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    named: bool,
    #[serde(borrow, default)]
    arguments: Vec<Argument<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    description: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    action: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    alert: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    limit: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    promise: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    since: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    deprecated: Option<Deprecation<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    removed: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    renamed: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    cfg: Option<Text<'t>>,
    #[serde(borrow, default, skip_serializing_if = "BTreeMap::is_empty")]
    allow: Reasons<'t>,
    /// The places where the message is logged, which are not part of a catalogue.
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<Text<'t>>,
    /// The address of the message in the manual, which is not part of a catalogue.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    url: Option<Text<'t>>,
    #[serde(borrow, flatten, skip_serializing)]
    others: Others<'t>,
}

#[derive(Deserialize, Serialize)]
#[serde(expecting = "an argument: an object with the key `name`")]
struct Argument<'t> {
    #[serde(borrow)]
    name: Text<'t>,
    #[serde(borrow, rename = "type", skip_serializing_if = "Option::is_none")]
    rust_type: Option<Text<'t>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    secret: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    field: bool,
    #[serde(borrow, flatten, skip_serializing)]
    others: Others<'t>,
}

#[derive(Deserialize, Serialize)]
#[serde(expecting = "an object with the keys `since` and `note`")]
struct Deprecation<'t> {
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    since: Option<Text<'t>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    note: Option<Text<'t>>,
    #[serde(borrow, flatten, skip_serializing)]
    others: Others<'t>,
}

/// A string. If it has no escapes, it borrows from the file, and so its place is known.
#[derive(Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(transparent)]
struct Text<'t>(#[serde(borrow)] Cow<'t, str>);

/// Suppressed codes, with the reasons.
type Reasons<'t> = BTreeMap<Text<'t>, Text<'t>>;

/// Unknown keys.
type Others<'t> = BTreeMap<Text<'t>, serde_json::Value>;
