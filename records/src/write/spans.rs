//! The spans of `tracing` that records are in.

use super::lock::lock;
use super::state;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use rustc_hash::FxHashMap as HashMap;
use std::sync::{LazyLock, Mutex};
use tracing_core::field::{Field, Visit};
use tracing_core::span::{Attributes, Id, Record};
use tracing_core::{Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::{LookupSpan, SpanRef};

/// A layer of `tracing_subscriber` that records in which span each message is logged.
///
/// A record has the number of its span. The file contains the name, the target, the fields and the
/// parent of a span once, before the first record in the span. The value of a field is truncated to
/// 64 KiB.
///
/// If one of several threads in a span adds a field with `record`, the records of the other threads
/// have the new field after these threads have entered the span again.
///
/// ```
/// use kea_messages::records::{Records, Spans};
/// use kea_messages::{emit, kea_messages};
/// use tracing_subscriber::prelude::*;
///
/// kea_messages! {
///     /// A client connected.
///     pub info CLIENT(name: &str, port: u16) = "client %1, port %2";
/// }
///
/// tracing_subscriber::registry().with(Spans::new()).init();
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("server.kmr");
/// // let path = "server.kmr";
/// let recording = Records::to(&path).start()?;
/// tracing::info_span!("request", number = 7).in_scope(|| {
///     emit!(CLIENT("a1", 67));
/// });
/// recording.stop()?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Spans;

impl Spans {
    /// Creates the layer.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

/// What the file says about a span.
#[derive(Clone, Debug)]
pub(super) struct SpanDetails {
    /// The number of the parent, or 0.
    pub(super) parent: u64,
    pub(super) metadata: &'static Metadata<'static>,
    pub(super) fields: Vec<(&'static str, String)>,
}

/// The spans that exist, or that records can still be in.
static SPANS: LazyLock<Mutex<All>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct All {
    by_number: HashMap<u64, SpanDetails>,
    /// The spans that have been closed since the writer has looked.
    closed: Vec<u64>,
}

/// The number of closed spans that are kept for the writer. It takes them at each turn, but not while
/// the file cannot be written, and never in a child that was forked.
const MAX_CLOSED: usize = 1 << 16;

/// The number of numbers that a span has at most, if it gets more and more fields.
const MAX_NUMBERS: usize = 64;

/// The number of the last span.
static LAST: AtomicU64 = AtomicU64::new(0);

/// The numbers of a span, in its extensions. It gets another one when it gets more fields. The last
/// one is valid.
struct Numbers(Vec<u64>);

thread_local! {
    /// The IDs and the numbers of the spans that the thread is in, the innermost last.
    static ENTERED: RefCell<Vec<(u64, u64)>> = const { RefCell::new(Vec::new()) };
    /// The innermost span, or 0.
    static CURRENT: Cell<u64> = const { Cell::new(0) };
}

/// Returns the number of the span that this thread is in, or 0.
#[inline]
pub(super) fn current() -> u64 {
    CURRENT.with(Cell::get)
}

/// Returns what the file has to say about a span.
pub(super) fn details(number: u64) -> Option<SpanDetails> {
    lock(&SPANS).by_number.get(&number).cloned()
}

/// Returns the spans that have been closed since the last call.
pub(super) fn take_closed() -> Vec<u64> {
    core::mem::take(&mut lock(&SPANS).closed)
}

/// Forgets closed spans.
pub(super) fn forget(numbers: &[u64]) {
    let mut spans = lock(&SPANS);
    for number in numbers {
        spans.by_number.remove(number);
    }
}

fn add(details: SpanDetails) -> u64 {
    let number = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    lock(&SPANS).by_number.insert(number, details);
    number
}

/// Forgets spans, when the records that are in them have been written.
fn close(numbers: &[u64]) {
    let mut spans = lock(&SPANS);
    if state::control().generation() == 0 || spans.closed.len() >= MAX_CLOSED {
        for number in numbers {
            spans.by_number.remove(number);
        }
    } else {
        spans.closed.extend(numbers);
    }
}

fn number<'a, S: LookupSpan<'a>>(span: &SpanRef<'a, S>) -> Option<u64> {
    let extensions = span.extensions();
    let Numbers(all) = extensions.get()?;
    all.last().copied()
}

impl<S> Layer<S> for Spans
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else {
            return;
        };
        let mut fields = Fields(Vec::new());
        // This comes before any lock, because a value can log while it is printed.
        attributes.record(&mut fields);
        let parent = span.parent().and_then(|parent| number(&parent));
        let number = add(SpanDetails {
            parent: parent.unwrap_or(0),
            metadata: attributes.metadata(),
            fields: fields.0,
        });
        span.extensions_mut().replace(Numbers(vec![number]));
    }

    /// A span with more fields is another span for the file, because records and spans that are already
    /// in it refer to the first one.
    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else {
            return;
        };
        let Some(mut details) = number(&span).and_then(details) else {
            return;
        };
        let mut fields = Fields(Vec::new());
        values.record(&mut fields);
        for (name, value) in fields.0 {
            match details.fields.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => details.fields.push((name, value)),
            }
        }
        let new = add(details);
        if let Some(Numbers(all)) = span.extensions_mut().get_mut() {
            all.push(new);
            if all.len() > MAX_NUMBERS {
                close(&[all.remove(0)]);
            }
        }
        let id = id.into_u64();
        _ = ENTERED.try_with(|entered| {
            let mut entered = entered.borrow_mut();
            entered
                .iter_mut()
                .filter(|(entered, _)| *entered == id)
                .for_each(|(_, number)| *number = new);
            set_current(&entered);
        });
    }

    fn on_enter(&self, id: &Id, context: Context<'_, S>) {
        let number = context.span(id).and_then(|span| number(&span));
        _ = ENTERED.try_with(|entered| {
            let mut entered = entered.borrow_mut();
            entered.extend(number.map(|number| (id.into_u64(), number)));
            set_current(&entered);
        });
    }

    fn on_exit(&self, id: &Id, _: Context<'_, S>) {
        let id = id.into_u64();
        _ = ENTERED.try_with(|entered| {
            let mut entered = entered.borrow_mut();
            // Spans are not always left in the order in which they were entered.
            if let Some(place) = entered.iter().rposition(|(entered, _)| *entered == id) {
                entered.remove(place);
            }
            set_current(&entered);
        });
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let span = context.span(&id);
        let numbers = span.and_then(|span| span.extensions_mut().remove::<Numbers>());
        if let Some(Numbers(all)) = numbers {
            close(&all);
        }
    }
}

fn set_current(entered: &[(u64, u64)]) {
    let number = entered.last().map_or(0, |(_, number)| *number);
    CURRENT.with(|current| current.set(number));
}

/// The fields of a span as text.
struct Fields(Vec<(&'static str, String)>);

impl Fields {
    /// Adds a field. Its value is cut if it is so long that its definition would not fit into a frame.
    fn add(&mut self, field: &Field, mut value: String) {
        /// The largest number of bytes of a value.
        const LONGEST: usize = 1 << 16;
        if value.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|&end| value.is_char_boundary(end));
            value.truncate(end.unwrap_or(0));
            value.push('\u{2026}');
        }
        self.0.push((field.name(), value));
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field, value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.add(field, format!("{value:?}"));
    }
}
