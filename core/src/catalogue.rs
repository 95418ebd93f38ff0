//! Catalogues, which are tables of definitions, and the types that have one.

use crate::definition::{Definition, Row};
use crate::kind::AnyMessage;
use core::cmp::Ordering;
use core::fmt;

/// A table of message definitions, with lookup by ID.
///
/// `kea_messages!` creates one of all its definitions if its first line declares
/// one, and `#[derive(KeaMessages)]` creates one for each type
/// ([`Catalogued::CATALOGUE`]).
///
/// ```
/// use kea_messages::{Catalogue, kea_messages};
///
/// kea_messages! {
///     pub static SERVER;
///     /// The server is up.
///     pub info SERVER_STARTED() = "server started";
/// }
/// kea_messages! {
///     pub static STORE;
///     /// The store was opened.
///     pub info STORE_OPENED(path) = "opened %1";
/// }
///
/// static ALL: Catalogue = match Catalogue::combine(&[&SERVER, &STORE]) {
///     Ok(all) => all,
///     Err(duplicate) => panic!("{}", duplicate.id()),
/// };
///
/// assert_eq!(ALL.get("STORE_OPENED").unwrap().text(), "opened %1");
/// assert!(ALL.get("STORE_CLOSED").is_none());
/// assert_eq!(ALL.len(), 2);
/// assert!(!ALL.is_empty());
/// ```
#[derive(Clone, Copy)]
pub struct Catalogue(Content);

#[derive(Clone, Copy)]
enum Content {
    /// The rows are sorted by ID.
    Rows {
        rows: &'static [Row],
        logger: &'static str,
    },
    Catalogues(&'static [&'static Catalogue]),
}

/// Creates a catalogue from definitions that are sorted by ID, and the logger of their
/// `kea_messages!`, or else its module.
#[must_use]
pub const fn catalogue_of_rows(rows: &'static [Row], logger: &'static str) -> Catalogue {
    Catalogue(Content::Rows { rows, logger })
}

/// Creates a catalogue from several catalogues. The same ID can be in more than one of them,
/// because two variants of an enum can hold the same type of message.
#[must_use]
pub const fn catalogue_of_catalogues(catalogues: &'static [&'static Catalogue]) -> Catalogue {
    Catalogue(Content::Catalogues(catalogues))
}

impl Catalogue {
    /// Combines several catalogues into one.
    ///
    /// It is a `const fn`, so that an ID in two of them can be found at compile
    /// time, as in the [example](Catalogue) above.
    ///
    /// # Errors
    ///
    /// Returns an ID that is in two of the catalogues.
    pub const fn combine(
        catalogues: &'static [&'static Catalogue],
    ) -> Result<Catalogue, DuplicateId> {
        let mut later = 1;
        while later < catalogues.len() {
            let mut earlier = 0;
            while earlier < later {
                if let Some(definition) = shared(catalogues[earlier], catalogues[later]) {
                    return Err(DuplicateId(definition));
                }
                earlier += 1;
            }
            later += 1;
        }
        Ok(Self(Content::Catalogues(catalogues)))
    }

    /// Returns whether any ID is in both catalogues.
    pub(crate) const fn shares(&self, other: &Self) -> bool {
        shared(self, other).is_some()
    }

    /// Returns the definition of the message with this ID.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Definition> {
        match self.0 {
            Content::Rows { rows, .. } => rows
                .binary_search_by(|&row| Definition::new(row).id().cmp(id))
                .ok()
                .map(|index| Definition::new(rows[index])),
            Content::Catalogues(catalogues) => {
                catalogues.iter().find_map(|catalogue| catalogue.get(id))
            }
        }
    }

    /// Returns the number of definitions.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.0 {
            Content::Rows { rows, .. } => rows.len(),
            Content::Catalogues(catalogues) => catalogues.iter().map(|part| part.len()).sum(),
        }
    }

    /// Returns whether there are no definitions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the definitions in the order of their IDs. In a combined
    /// catalogue, the definitions of each part are kept together.
    ///
    /// ```
    /// use kea_messages::kea_messages;
    ///
    /// kea_messages! {
    ///     pub static MESSAGES;
    ///     /// The server is up.
    ///     pub info STARTED() = "server started";
    ///     /// The server is about to stop.
    ///     pub info CLOSING() = "closing";
    /// }
    ///
    /// let ids: Vec<_> = MESSAGES.iter().map(|definition| definition.id()).collect();
    /// assert_eq!(ids, ["CLOSING", "STARTED"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = Definition> {
        let table = *self;
        (0..table.len()).filter_map(move |index| table.at(index))
    }

    /// Returns the loggers of the definitions. The logger of a definition is the one
    /// that its `kea_messages!`, its derive or its file sets, or else the module that
    /// contains the definition. A logger can occur more than once.
    ///
    /// An `emit!` can name a different logger, and a message without a logger goes to the
    /// module of its `emit!`.
    ///
    /// ```
    /// use kea_messages::{Catalogue, kea_messages};
    ///
    /// kea_messages! {
    ///     pub static ALLOC;
    ///     logger = "kea-dhcp4.alloc-engine";
    ///     /// No address.
    ///     pub info ALLOC_FAIL() = "no address";
    /// }
    /// kea_messages! {
    ///     pub static STORE;
    ///     /// The store was opened.
    ///     pub info STORE_OPENED(path) = "opened %1";
    /// }
    ///
    /// static ALL: Catalogue = match Catalogue::combine(&[&ALLOC, &STORE]) {
    ///     Ok(all) => all,
    ///     Err(duplicate) => panic!("{}", duplicate.id()),
    /// };
    /// let loggers: Vec<_> = ALL.loggers().collect();
    /// assert_eq!(loggers, ["kea-dhcp4.alloc-engine", module_path!()]);
    /// ```
    pub fn loggers(&self) -> impl Iterator<Item = &'static str> {
        let catalogue = *self;
        (0..)
            .map_while(move |index| catalogue.logger(index).ok())
            .filter(|logger| !logger.is_empty())
    }

    /// Returns the logger with this index, or the number of loggers if the index is too large.
    fn logger(&self, index: usize) -> Result<&'static str, usize> {
        match self.0 {
            Content::Rows { logger, .. } if index == 0 => Ok(logger),
            Content::Rows { .. } => Err(1),
            Content::Catalogues(catalogues) => {
                let mut before = 0;
                for part in catalogues {
                    match part.logger(index - before) {
                        Ok(logger) => return Ok(logger),
                        Err(count) => before += count,
                    }
                }
                Err(before)
            }
        }
    }

    fn at(&self, mut index: usize) -> Option<Definition> {
        match self.0 {
            Content::Rows { rows, .. } => rows.get(index).copied().map(Definition::new),
            Content::Catalogues(catalogues) => catalogues.iter().find_map(|part| {
                let found = part.at(index);
                if found.is_none() {
                    index -= part.len();
                }
                found
            }),
        }
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|definition| definition.id()))
            .finish()
    }
}

/// A type that derives `KeaMessages` and so has a catalogue of its messages.
///
/// Only the derive implements it.
///
/// ```
/// use kea_messages::{Catalogued, KeaMessages};
///
/// #[derive(KeaMessages)]
/// #[kea(prefix = "STORE_")]
/// enum StoreError {
///     /// The disk is full.
///     #[message(error, "no room for %1 bytes")]
///     Full { bytes: u64 },
///     /// The store cannot be written to.
///     #[message(error, "read-only")]
///     ReadOnly,
/// }
///
/// let ids: Vec<_> = StoreError::CATALOGUE.iter().map(|message| message.id()).collect();
/// assert_eq!(ids, ["STORE_FULL", "STORE_READ_ONLY"]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive `KeaMessages`",
    label = "must derive `KeaMessages`",
    note = "`#[message(transparent)]` needs a field whose type derives `KeaMessages`; otherwise, \
        write `#[message(severity, \"text\")]`"
)]
pub trait Catalogued: AnyMessage {
    /// The definitions of all messages that a value of this type can be.
    const CATALOGUE: &'static Catalogue;
}

#[diagnostic::do_not_recommend]
impl<M: Catalogued + ?Sized> Catalogued for &M {
    const CATALOGUE: &'static Catalogue = M::CATALOGUE;
}

/// The error of [`Catalogue::combine`]: an ID is in two of the catalogues.
///
/// ```
/// use kea_messages::{Catalogue, kea_messages};
///
/// kea_messages! {
///     pub static SERVER;
///     /// The server is up.
///     pub info STARTED() = "server started";
/// }
/// static ALL: &[&Catalogue] = &[&SERVER, &SERVER];
///
/// let duplicate = Catalogue::combine(ALL).unwrap_err();
/// assert_eq!(duplicate.id(), "STARTED");
/// assert_eq!(duplicate.to_string(), "two catalogues have the ID STARTED");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicateId(Definition);

impl DuplicateId {
    /// Returns the ID.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match core::str::from_utf8(self.0.id_bytes()) {
            Ok(id) => id,
            // This cannot happen, because the ID is a part of a string.
            Err(_) => "",
        }
    }
}

impl fmt::Display for DuplicateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "two catalogues have the ID {}", self.id())
    }
}

impl core::error::Error for DuplicateId {}

/// Returns the first definition whose ID is in both catalogues.
const fn shared(a: &Catalogue, b: &Catalogue) -> Option<Definition> {
    match (a.0, b.0) {
        (Content::Rows { rows: a, .. }, Content::Rows { rows: b, .. }) => shared_in_order(a, b),
        (Content::Catalogues(parts), _) => shared_with_any(parts, b),
        (_, Content::Catalogues(parts)) => shared_with_any(parts, a),
    }
}

const fn shared_with_any(parts: &[&Catalogue], other: &Catalogue) -> Option<Definition> {
    let mut index = 0;
    while index < parts.len() {
        if let Some(definition) = shared(parts[index], other) {
            return Some(definition);
        }
        index += 1;
    }
    None
}

/// Returns the first definition that is in both tables, in one pass, because both are sorted.
const fn shared_in_order(a: &[Row], b: &[Row]) -> Option<Definition> {
    let (mut in_a, mut in_b) = (0, 0);
    while in_a < a.len() && in_b < b.len() {
        let (one, other) = (Definition::new(a[in_a]), Definition::new(b[in_b]));
        match compare(one.id_bytes(), other.id_bytes()) {
            Ordering::Less => in_a += 1,
            Ordering::Greater => in_b += 1,
            Ordering::Equal => return Some(one),
        }
    }
    None
}

/// Does the same as `Ord::cmp`, which is not `const`.
const fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] < b[at] {
            return Ordering::Less;
        }
        if a[at] > b[at] {
            return Ordering::Greater;
        }
        at += 1;
    }
    if a.len() < b.len() {
        Ordering::Less
    } else if a.len() > b.len() {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;
    use crate::test_rows::row;
    use proptest::prelude::*;
    use std::boxed::Box;
    use std::collections::BTreeSet;
    use std::format;
    use std::string::String;
    use std::vec;
    use std::vec::Vec;

    fn of_ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> &'static Catalogue {
        of_logger("", ids)
    }

    fn of_logger<'a>(
        logger: &'static str,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> &'static Catalogue {
        let rows: Vec<Row> = ids.into_iter().map(|id| row(id, "", &[])).collect();
        Box::leak(Box::new(catalogue_of_rows(rows.leak(), logger)))
    }

    fn combine(parts: &[&'static Catalogue]) -> Result<&'static Catalogue, DuplicateId> {
        let combined = Catalogue::combine(parts.to_vec().leak())?;
        Ok(Box::leak(Box::new(combined)))
    }

    fn ids(catalogue: &Catalogue) -> Vec<&'static str> {
        catalogue.iter().map(|definition| definition.id()).collect()
    }

    #[test]
    fn definitions_in_common() {
        let ab = of_ids(["A", "B"]);
        for (others, expected) in [(&["B", "C"][..], true), (&["C", "D"], false), (&[], false)] {
            let others = of_ids(others.iter().copied());
            assert_eq!((ab.shares(others), others.shares(ab)), (expected, expected));
        }
    }

    #[test]
    fn loggers_of_parts() {
        let (a, none, b) = (of_logger("a", ["A"]), of_ids(["N"]), of_logger("b", ["B"]));
        let both = combine(&[a, none]).expect("the IDs differ");
        let all = combine(&[both, b]).expect("the IDs differ");
        for (catalogue, expected) in [
            (a, &["a"][..]),
            (none, &[]),
            (both, &["a"]),
            (all, &["a", "b"]),
        ] {
            // One more than expected, so that the test ends even if the iterator does not.
            let loggers: Vec<_> = catalogue.loggers().take(5).collect();
            assert_eq!(loggers, expected);
        }
    }

    #[test]
    fn look_up() {
        let table = of_ids(["A", "AB", "ABC", "B", "Z_9"]);
        for id in ["A", "AB", "ABC", "B", "Z_9"] {
            assert_eq!(table.get(id).map(|definition| definition.id()), Some(id));
        }
        for id in ["", "AA", "ABCD", "Y", "ZZ"] {
            assert_eq!(table.get(id), None, "{id:?}");
        }
        assert_eq!(table.len(), 5);
        assert!(!table.is_empty() && of_ids([]).is_empty());
        assert_eq!(format!("{table:?}"), r#"["A", "AB", "ABC", "B", "Z_9"]"#);
    }

    #[test]
    fn parts_stand_together() {
        let empty = of_ids([]);
        let parts = [of_ids(["C", "D"]), empty, of_ids(["B"]), empty];
        let combined = combine(&parts).expect("no ID is in two");
        let nested = combine(&[of_ids(["E"]), combined, of_ids(["A"])]).expect("no ID is in two");
        assert_eq!(ids(combined), ["C", "D", "B"]);
        assert_eq!(ids(nested), ["E", "C", "D", "B", "A"]);
        assert_eq!(nested.len(), 5);
        assert!(!nested.is_empty());
        assert!(
            combine(&[empty, empty])
                .expect("there are no IDs")
                .is_empty()
        );
        // Two variants of an enum can hold the same type of message.
        let twice = catalogue_of_catalogues(vec![parts[0], parts[0]].leak());
        assert_eq!(ids(&twice), ["C", "D", "C", "D"]);
    }

    #[test]
    fn each_part_has_a_logger() {
        let loggers = |catalogue: &Catalogue| catalogue.loggers().collect::<Vec<_>>();
        let empty = combine(&[]).expect("there are no IDs");
        let [a, b, none] = [of_logger("a", ["A"]), of_logger("b", ["B"]), of_ids(["C"])];
        assert_eq!(loggers(a), ["a"]);
        assert_eq!(loggers(empty), [""; 0]);
        let ab = combine(&[empty, a, none, b]).expect("no ID is in two");
        assert_eq!(loggers(ab), ["a", "b"]);
        let parts = [of_logger("d", ["D"]), ab, empty, of_logger("e", ["E"])];
        let nested = combine(&parts).expect("no ID is in two");
        assert_eq!(loggers(nested), ["d", "a", "b", "e"]);
    }

    #[test]
    fn a_duplicate_is_found_in_any_part() {
        let [ab, bc, d] = [of_ids(["A", "B"]), of_ids(["B", "C"]), of_ids(["D"])];
        let abd = combine(&[ab, d]).expect("no ID is in two");
        let cases: [&[&'static Catalogue]; 6] = [
            &[ab, bc],
            &[bc, d, ab],
            &[d, ab, bc],
            &[abd, bc],
            &[bc, abd],
            &[combine(&[bc]).expect("it is one"), abd],
        ];
        for parts in cases {
            let duplicate = combine(parts).expect_err("`B` is in two");
            assert_eq!(duplicate.id(), "B");
            assert_eq!(format!("{duplicate}"), "two catalogues have the ID B");
        }
    }

    proptest! {
        #[test]
        fn compares_as_ord_does(a in "[A-C]{0,4}", b in "[A-C]{0,4}") {
            prop_assert_eq!(compare(a.as_bytes(), b.as_bytes()), a.cmp(&b));
        }

        /// Catalogues behave like sets of IDs.
        #[test]
        fn any_catalogues(parts in prop::collection::vec(
            prop::collection::btree_set("[A-C]{1,2}", 0..4),
            0..4,
        )) {
            let tables: Vec<_> = parts
                .iter()
                .map(|ids| of_ids(ids.iter().map(String::as_str)))
                .collect();
            let all: BTreeSet<&String> = parts.iter().flatten().collect();
            let count = parts.iter().map(BTreeSet::len).sum::<usize>();
            match combine(&tables) {
                Ok(combined) => {
                    prop_assert_eq!(all.len(), count);
                    prop_assert_eq!(combined.len(), count);
                    prop_assert_eq!(ids(combined), ids_of(&parts));
                    for id in all {
                        prop_assert!(combined.get(id).is_some());
                    }
                }
                Err(duplicate) => {
                    let with_it = parts.iter().filter(|ids| ids.contains(duplicate.id()));
                    prop_assert!(with_it.count() > 1);
                }
            }
        }
    }

    fn ids_of(parts: &[BTreeSet<String>]) -> Vec<&str> {
        parts.iter().flatten().map(String::as_str).collect()
    }
}
