//! Determines which keys of a TOML file are duplicates, and which top-level key each place belongs
//! to.
//!
//! `toml` reports a duplicate key, but not its first place, and reports each key of a
//! duplicate table again. This module handles both with the events of `toml_parser`, on
//! which `toml` is based.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, Raw, Source, Span};

/// The maximum nesting of values, which is that of `toml`.
const MAX_DEPTH: u32 = 80;

/// The duplicate and top-level keys of a file.
#[derive(Debug, Default)]
pub(super) struct Keys<'t> {
    /// The duplicate keys, by their places.
    again: HashMap<Range<usize>, Again>,
    /// The top-level keys with their start, in the order of the file.
    top_level: Vec<(usize, Cow<'t, str>)>,
}

/// The kind of a duplicate key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// The key was already defined at this place.
    Key(Range<usize>),
    /// The key is in a duplicate table, so only the table is reported.
    Consequence,
}

impl<'t> Keys<'t> {
    /// Reads the keys of a file, which can have any mistakes.
    pub(super) fn of(text: &'t str) -> Self {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut reader = Reader {
            source,
            nodes: vec![Node::default()],
            table: ROOT,
            inline: Vec::new(),
            path: Vec::new(),
            keys: Self::default(),
        };
        let mut guard = RecursionGuard::new(&mut reader, MAX_DEPTH);
        parse_document(&tokens, &mut guard, &mut ());
        reader.keys
    }

    /// Returns why the key at this place is a duplicate, if it is.
    pub(super) fn again(&self, place: &Range<usize>) -> Option<&Again> {
        self.again.get(place)
    }

    /// Returns whether the key at this place is a top-level key.
    pub(super) fn is_top_level(&self, place: &Range<usize>) -> bool {
        let mut starts = self.top_level.iter().map(|(start, _)| *start);
        starts.any(|start| start == place.start)
    }

    /// Returns the top-level key whose value contains this place.
    pub(super) fn top_level(&self, place: usize) -> Option<&str> {
        let after = self.top_level.partition_point(|(start, _)| *start <= place);
        let (_, key) = self.top_level[..after].last()?;
        Some(key)
    }
}

/// The index of a node.
type Index = usize;

const ROOT: Index = 0;

/// A key of a table, or a table.
#[derive(Debug, Default)]
struct Node<'t> {
    /// The place of the key that defines it; `None` for a table that is only implied by its keys.
    defined: Option<Range<usize>>,
    /// Whether it is a table with two headers.
    is_repeated: bool,
    children: HashMap<Cow<'t, str>, Index>,
}

struct Reader<'t> {
    source: Source<'t>,
    nodes: Vec<Node<'t>>,
    /// The table of the last header.
    table: Index,
    /// The inline tables around the current place, from the outermost to the innermost.
    inline: Vec<Index>,
    /// The dotted key that is being read.
    path: Vec<(Cow<'t, str>, Range<usize>)>,
    keys: Keys<'t>,
}

impl<'t> Reader<'t> {
    fn add_node(&mut self) -> Index {
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    fn child(&mut self, parent: Index, key: Cow<'t, str>) -> Index {
        if let Some(&child) = self.nodes[parent].children.get(&key) {
            return child;
        }
        let child = self.add_node();
        self.nodes[parent].children.insert(key, child);
        child
    }

    /// Defines the key that was read, and returns its node. In a duplicate table, duplicate keys
    /// are not reported.
    fn define(&mut self, parent: Index) -> Option<Index> {
        let path = std::mem::take(&mut self.path);
        if parent == ROOT {
            let (key, range) = path.first()?;
            self.keys.top_level.push((range.start, key.clone()));
        }
        let mut node = parent;
        let mut is_consequence = false;
        let mut place = None;
        for (key, range) in path {
            is_consequence |= self.nodes[node].is_repeated;
            node = self.child(node, key);
            place = Some(range);
        }
        let place = place?;
        match &self.nodes[node].defined {
            None => self.nodes[node].defined = Some(place),
            Some(first) => {
                let again = if is_consequence {
                    Again::Consequence
                } else {
                    Again::Key(first.clone())
                };
                self.keys.again.insert(place, again);
            }
        }
        Some(node)
    }

    /// Begins a header. If it has a mistake, the table that it opens is unknown.
    fn open_table(&mut self) {
        self.table = self.add_node();
        self.inline.clear();
        self.path.clear();
    }
}

impl EventReceiver for Reader<'_> {
    fn std_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.open_table();
    }

    fn std_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        let defined = self.keys.again.len();
        if let Some(table) = self.define(ROOT) {
            self.nodes[table].is_repeated |= self.keys.again.len() > defined;
            self.table = table;
        }
    }

    fn array_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.open_table();
    }

    fn array_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        // Each table of an array has its own keys.
        if let Some(array) = self.define(ROOT) {
            self.nodes[array].children.clear();
            self.table = array;
        }
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        let table = self.add_node();
        self.inline.push(table);
        true
    }

    fn inline_table_close(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.inline.pop();
        self.path.clear();
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let mut key = Cow::Borrowed("");
        let range = span.start()..span.end();
        let written = &self.source.input()[range.clone()];
        Raw::new_unchecked(written, encoding, span).decode_key(&mut key, errors);
        self.path.push((key, range));
    }

    fn key_val_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        let table = self.inline.last().copied().unwrap_or(self.table);
        self.define(table);
    }

    fn newline(&mut self, _: Span, _: &mut dyn ErrorSink) {
        // This discards a key without a value.
        self.path.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_define_something_again() {
        // The text, and the places of duplicate keys with the place of the first key, or `None` if
        // it is a consequence of another duplicate.
        let cases: [(&str, &[(usize, Option<Range<usize>>)]); 16] = [
            ("", &[]),
            ("a = 1\nb = 2\n[c]\na = 1\n[d]\na = 1", &[]),
            ("a = 1\na = 2", &[(6, Some(0..1))]),
            (
                "a = 1\n'a' = 2\n\"\\u0061\" = 3",
                &[(6, Some(0..1)), (14, Some(0..1))],
            ),
            ("[a]\n[b]\n[a]", &[(9, Some(1..2))]),
            (
                "[a]\nx = 1\n[a]\nx = 1\ny = 1\n[c]\ny = 1\ny = 1",
                &[(11, Some(1..2)), (14, None), (36, Some(30..31))],
            ),
            ("[a]\n[a.b]\n[a]\n[a.b]", &[(11, Some(1..2)), (17, None)]),
            ("[a]\n[a]\n[a]", &[(5, Some(1..2)), (9, Some(1..2))]),
            // A table that was only implied can be defined.
            ("[a.b]\n[a]\nx = 1", &[]),
            ("a.b = 1\na.c = 1\na.b = 2", &[(18, Some(2..3))]),
            // Each inline table has its own keys.
            ("a = { x = 1, x = 2 }\nx = 1", &[(13, Some(6..7))]),
            (
                "a = [{ x = 1 }, { x = 2 }]\nx = 1\nx = 1",
                &[(33, Some(27..28))],
            ),
            // The tables of an array also have their own keys, which `toml` does not check.
            ("[[a]]\nx = 1\n[[a]]\nx = 2", &[(14, Some(2..3))]),
            // After a mistake, keys are still found. An inline table without an end continues.
            ("a\na = 1\n[b\na = 1\na = 1", &[(17, Some(11..12))]),
            (
                "a = { x = 1\n[b]\nx = 1\nx = 1",
                &[(16, Some(6..7)), (22, Some(6..7))],
            ),
            ("a = { x = 1, y }\nx = 1", &[]),
        ];
        for (text, expected) in cases {
            let keys = Keys::of(text);
            let mut found: Vec<_> = keys
                .again
                .iter()
                .map(|(place, again)| match again {
                    Again::Key(first) => (place.start, Some(first.clone())),
                    Again::Consequence => (place.start, None),
                })
                .collect();
            found.sort_by_key(|(start, _)| *start);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn places_belong_to_top_level_keys() {
        let text = "\nx.y = 1\n\n[A]\nb = { c = 1 }\n['B'.c]\nd = 1";
        let keys = Keys::of(text);
        let cases = [
            ("\n", None),
            ("y", Some("x")),
            ("A", Some("A")),
            ("c =", Some("A")),
            ("d =", Some("B")),
        ];
        for (part, expected) in cases {
            let place = text.find(part).unwrap();
            assert_eq!(keys.top_level(place), expected, "{part}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let text = format!("a = {}", "[{a=".repeat(100_000));
        assert_eq!(Keys::of(&text).again.len(), 0);
    }
}
