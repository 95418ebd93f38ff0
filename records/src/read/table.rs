//! Definitions by their numbers.

use std::collections::HashMap;
use std::sync::Arc;

/// The number of definitions in a part of the table: the lowest byte of a number is the place there.
const PART: usize = 256;

/// How many numbers in a row can be left out. A damaged or forged file can have any numbers, and
/// must not cause a large table.
const MAX_GAP: u64 = 16;

/// Definitions by their numbers. A copy of a table is made without copying the definitions.
#[derive(Debug)]
pub(super) struct Table<T> {
    /// Parts of the table, so that adding a definition to a table of which there is a copy
    /// only copies one part.
    parts: Vec<Arc<Vec<Option<Arc<T>>>>>,
    /// Definitions whose numbers were too high for the parts.
    others: Arc<HashMap<u64, Arc<T>>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            others: Arc::default(),
        }
    }
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        Self {
            parts: self.parts.clone(),
            others: Arc::clone(&self.others),
        }
    }
}

impl<T> Table<T> {
    /// Returns the definition with this number.
    #[inline]
    pub(super) fn get(&self, number: u64) -> Option<&Arc<T>> {
        let (part, place) = split(number);
        match self.parts.get(part).and_then(|part| part.get(place)) {
            Some(Some(definition)) => Some(definition),
            _ if self.others.is_empty() => None,
            _ => self.others.get(&number),
        }
    }

    /// Adds the definition with this number, unless there is one.
    pub(super) fn add(&mut self, number: u64, definition: T) {
        if self.get(number).is_some() {
            return;
        }
        let definition = Arc::new(definition);
        if number > self.end() + MAX_GAP {
            Arc::make_mut(&mut self.others).insert(number, definition);
            return;
        }
        let (part, place) = split(number);
        while self.parts.len() <= part {
            if let Some(last) = self.parts.last_mut() {
                Arc::make_mut(last).resize(PART, None);
            }
            self.parts.push(Arc::default());
        }
        let part = Arc::make_mut(&mut self.parts[part]);
        if part.len() <= place {
            part.resize(place + 1, None);
        }
        part[place] = Some(definition);
    }

    /// Returns the number after the highest one in the parts.
    fn end(&self) -> u64 {
        let Some(last) = self.parts.last() else {
            return 0;
        };
        ((self.parts.len() - 1) * PART + last.len()) as u64
    }
}

/// Returns the part for a number, and its place there.
#[inline]
fn split(number: u64) -> (usize, usize) {
    let part = usize::try_from(number / PART as u64).unwrap_or(usize::MAX);
    let [place, ..] = number.to_le_bytes();
    (part, place.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_found_in_any_order_of_numbers() {
        let numbers = [
            7,
            u64::MAX,
            1_000,
            22,
            (1 << 40) + 1,
            23,
            1,
            8,
            u64::MAX - 1,
            999,
        ];
        let mut table = Table::default();
        for (count, &number) in numbers.iter().enumerate() {
            assert!(table.get(number).is_none(), "{number}");
            let before = table.clone();
            table.add(number, number);
            table.add(number, 0);
            for (place, number) in numbers.iter().enumerate() {
                let found = |table: &Table<u64>| table.get(*number).map(|found| **found);
                assert_eq!(found(&table), (place <= count).then_some(*number));
                assert_eq!(found(&before), (place < count).then_some(*number));
            }
        }
        assert_eq!(table.end(), 24);
        for number in 24..=1_024 {
            table.add(number, number);
        }
        assert_eq!(table.parts.len(), 5);
        assert!((22..=1_024).all(|number| table.get(number).is_some_and(|it| **it == number)));
    }
}
