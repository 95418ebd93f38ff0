//! A logger that keeps the records of each thread.

use log::kv::{Key, Value, VisitSource};
use std::cell::RefCell;
use std::sync::Once;

/// An owned log record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Captured {
    pub(crate) level: log::Level,
    pub(crate) target: String,
    pub(crate) text: String,
    pub(crate) file: Option<&'static str>,
    pub(crate) line: Option<u32>,
    pub(crate) module_path: Option<&'static str>,
    pub(crate) fields: Vec<(String, Field)>,
    /// The number of key-values that the source reports.
    pub(crate) field_count: usize,
}

/// The value of a key-value, with the type in which the logger receives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Field {
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Big(i128),
    Float(f64),
    Char(char),
    Str(String),
    /// A value that can only be printed.
    Printed(String),
}

thread_local! {
    static RECORDS: RefCell<Vec<Captured>> = const { RefCell::new(Vec::new()) };
    /// The maximum level that is enabled for this thread.
    static LEVEL: RefCell<log::LevelFilter> = const { RefCell::new(log::LevelFilter::Trace) };
}

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        LEVEL.with_borrow(|level| metadata.level() <= *level)
    }

    fn log(&self, record: &log::Record<'_>) {
        let mut fields = Fields(Vec::new());
        record
            .key_values()
            .visit(&mut fields)
            .expect("visiting cannot fail");
        let captured = Captured {
            level: record.level(),
            target: record.target().to_owned(),
            text: record.args().to_string(),
            file: record.file_static(),
            line: record.line(),
            module_path: record.module_path_static(),
            fields: fields.0,
            field_count: record.key_values().count(),
        };
        RECORDS.with_borrow_mut(|records| records.push(captured));
    }

    fn flush(&self) {}
}

struct Fields(Vec<(String, Field)>);

impl<'kvs> VisitSource<'kvs> for Fields {
    fn visit_pair(&mut self, key: Key<'kvs>, value: Value<'kvs>) -> Result<(), log::kv::Error> {
        let mut field = OneField(None);
        value.visit(&mut field)?;
        self.0
            .push((key.to_string(), field.0.expect("a value is visited")));
        Ok(())
    }
}

struct OneField(Option<Field>);

impl log::kv::VisitValue<'_> for OneField {
    fn visit_any(&mut self, value: Value<'_>) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Printed(value.to_string()));
        Ok(())
    }

    fn visit_u64(&mut self, value: u64) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Unsigned(value));
        Ok(())
    }

    fn visit_i64(&mut self, value: i64) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Signed(value));
        Ok(())
    }

    fn visit_i128(&mut self, value: i128) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Big(value));
        Ok(())
    }

    fn visit_f64(&mut self, value: f64) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Float(value));
        Ok(())
    }

    fn visit_bool(&mut self, value: bool) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Bool(value));
        Ok(())
    }

    fn visit_char(&mut self, value: char) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Char(value));
        Ok(())
    }

    fn visit_str(&mut self, value: &str) -> Result<(), log::kv::Error> {
        self.0 = Some(Field::Str(value.to_owned()));
        Ok(())
    }
}

/// Returns the records that `action` logs on this thread, up to `level`.
pub(crate) fn capture_at(level: log::LevelFilter, action: impl FnOnce()) -> Vec<Captured> {
    static SET: Once = Once::new();
    SET.call_once(|| {
        log::set_logger(&Logger).expect("nobody else sets a logger");
        log::set_max_level(log::LevelFilter::Trace);
    });
    LEVEL.set(level);
    RECORDS.take();
    action();
    RECORDS.take()
}

/// Returns all records that `action` logs on this thread.
pub(crate) fn capture(action: impl FnOnce()) -> Vec<Captured> {
    capture_at(log::LevelFilter::Trace, action)
}

/// Returns the texts that `action` logs on this thread.
pub(crate) fn texts(action: impl FnOnce()) -> Vec<String> {
    capture(action)
        .into_iter()
        .map(|record| record.text)
        .collect()
}
