//! Tables of definitions.

use crate::Definition;
use crate::definition::Row;
use core::cmp::Ordering;
use core::fmt;

/// A table of message definitions, with look-up by ID.
///
/// `kea_messages!` makes one of all its definitions where its first line asks
/// for it, `#[derive(KeaMessages)]` one of each type
/// ([`Catalogued::CATALOGUE`](crate::Catalogued)).
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
/// assert_eq!(ALL.iter().count(), 2);
/// ```
#[derive(Clone, Copy)]
pub struct Catalogue(Table);

#[derive(Clone, Copy)]
enum Table {
    /// In the order of the IDs.
    Rows(&'static [Row]),
    Catalogues(&'static [&'static Catalogue]),
}

impl Catalogue {
    /// Makes one catalogue of several. Being `const`, it finds a mistake while
    /// the program is compiled, as the example above does.
    ///
    /// # Errors
    ///
    /// An ID that stands in two of the catalogues.
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
        Ok(Self(Table::Catalogues(catalogues)))
    }

    /// The definition of the message with this ID.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Definition> {
        match self.0 {
            Table::Rows(rows) => rows
                .binary_search_by(|&row| Definition::new(row).id().cmp(id))
                .ok()
                .map(|index| Definition::new(rows[index])),
            Table::Catalogues(catalogues) => {
                catalogues.iter().find_map(|catalogue| catalogue.get(id))
            }
        }
    }

    /// How many definitions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.0 {
            Table::Rows(rows) => rows.len(),
            Table::Catalogues(catalogues) => catalogues.iter().map(|part| part.len()).sum(),
        }
    }

    /// Whether there is no definition at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The definitions, those of each combined catalogue together and in the
    /// order of their IDs.
    pub fn iter(&self) -> impl Iterator<Item = Definition> {
        let table = *self;
        (0..table.len()).filter_map(move |index| table.at(index))
    }

    fn at(&self, mut index: usize) -> Option<Definition> {
        match self.0 {
            Table::Rows(rows) => rows.get(index).copied().map(Definition::new),
            Table::Catalogues(catalogues) => catalogues.iter().find_map(|part| {
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

/// What the expansion of the macros builds a table with.
#[doc(hidden)]
impl Catalogue {
    /// The rows stand in the order of their IDs.
    #[must_use]
    pub const fn of_rows(rows: &'static [Row]) -> Self {
        Self(Table::Rows(rows))
    }

    /// An ID can stand in several of the catalogues: two variants of an enum
    /// can hold the same type of message.
    #[must_use]
    pub const fn of_catalogues(catalogues: &'static [&'static Catalogue]) -> Self {
        Self(Table::Catalogues(catalogues))
    }
}

/// An ID that stands in two of the catalogues that are to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuplicateId(Definition);

impl DuplicateId {
    /// The ID.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match core::str::from_utf8(self.0.id_bytes()) {
            Ok(id) => id,
            // The ID is the field of a string.
            Err(_) => "",
        }
    }
}

impl fmt::Display for DuplicateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the ID {} stands in two catalogues", self.id())
    }
}

impl core::error::Error for DuplicateId {}

/// The first definition whose ID stands in both.
const fn shared(a: &Catalogue, b: &Catalogue) -> Option<Definition> {
    match (a.0, b.0) {
        (Table::Rows(a), Table::Rows(b)) => shared_in_order(a, b),
        (Table::Catalogues(parts), _) => shared_with_any(parts, b),
        (_, Table::Catalogues(parts)) => shared_with_any(parts, a),
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

/// Both tables are in order, so that one pass over the two will do.
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

/// `Ord::cmp`, which is not `const`.
const fn compare(a: &[u8], b: &[u8]) -> Ordering {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return if a[at] < b[at] {
                Ordering::Less
            } else {
                Ordering::Greater
            };
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
