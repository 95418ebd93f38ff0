//! Builds columns whose values are maps or lists.

use arrow_array::builder::{MapBuilder, MapFieldNames, StringBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields};
use std::sync::Arc;

/// Maps of strings to strings.
pub(crate) type Maps = MapBuilder<StringBuilder, StringBuilder>;

/// Creates a column of strings. It has no capacity at first, because thousands of tables can be
/// open at once, most of them with few rows.
pub(crate) fn texts() -> StringBuilder {
    StringBuilder::with_capacity(0, 0)
}

/// Returns a field that is never null.
pub(crate) fn always(name: &str, data_type: DataType) -> Field {
    Field::new(name, data_type, false)
}

/// Returns the type of a list with items of this type.
pub(crate) fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(always("item", item)))
}

/// Returns the type of a map from strings to strings.
pub(crate) fn map_type() -> DataType {
    let entry = Fields::from(vec![
        always("key", DataType::Utf8),
        always("value", DataType::Utf8),
    ]);
    let entries = always("entries", DataType::Struct(entry));
    DataType::Map(Arc::new(entries), false)
}

pub(crate) fn maps() -> Maps {
    let names = MapFieldNames {
        entry: "entries".into(),
        key: "key".into(),
        value: "value".into(),
    };
    MapBuilder::with_capacity(Some(names), texts(), texts(), 0)
        .with_keys_field(always("key", DataType::Utf8))
        .with_values_field(always("value", DataType::Utf8))
}

/// Appends a map, or null.
pub(crate) fn append_map<'e>(
    maps: &mut Maps,
    entries: Option<impl Iterator<Item = (&'e str, &'e str)>>,
) -> Result<(), ArrowError> {
    let is_there = entries.is_some();
    for (key, value) in entries.into_iter().flatten() {
        maps.keys().append_value(key);
        maps.values().append_value(value);
    }
    maps.append(is_there)
}

/// The offsets and nulls of a column of lists. The items of all lists are in a separate array.
#[derive(Debug)]
pub(crate) struct Lists {
    ends: Vec<i32>,
    nulls: NullBufferBuilder,
}

impl Lists {
    pub(crate) fn new() -> Self {
        Self {
            ends: vec![0],
            nulls: NullBufferBuilder::new(0),
        }
    }

    /// Appends a list whose items end at this index.
    pub(crate) fn append(&mut self, end: usize) -> Result<(), ArrowError> {
        let end = i32::try_from(end).map_err(|_| ArrowError::OffsetOverflowError(end))?;
        self.ends.push(end);
        self.nulls.append_non_null();
        Ok(())
    }

    pub(crate) fn append_null(&mut self) {
        let end = self.ends.last().copied().unwrap_or(0);
        self.ends.push(end);
        self.nulls.append_null();
    }

    /// Builds the column with these items.
    pub(crate) fn finish(&mut self, items: ArrayRef) -> Result<ListArray, ArrowError> {
        let Self { ends, mut nulls } = std::mem::replace(self, Self::new());
        let item: FieldRef = Arc::new(always("item", items.data_type().clone()));
        ListArray::try_new(item, OffsetBuffer::new(ends.into()), items, nulls.finish())
    }
}

/// Builds a column of structs, without nulls.
pub(crate) fn structs(parts: Vec<(&str, ArrayRef)>) -> Result<ArrayRef, ArrowError> {
    let (fields, arrays): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .map(|(name, array)| (always(name, array.data_type().clone()), array))
        .unzip();
    Ok(Arc::new(StructArray::try_new(fields.into(), arrays, None)?))
}
