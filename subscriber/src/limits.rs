//! Limits how often messages are logged, and counts the suppressed ones exactly.
//!
//! All functions take the time as a parameter. A message without a limit is looked up in a map
//! without locking; each message with a limit has a lock.

use jiff::{SignedDuration, Timestamp};
use kea_messages::limit::Limit;
use std::collections::HashMap;
use std::mem;
use std::ops::Range;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The limits of messages, by ID.
#[derive(Debug)]
pub(crate) struct Limits {
    rules: HashMap<Box<str>, Arc<Rule>>,
    /// The rules of previous configurations. A thread that has just loaded such a configuration
    /// still uses them.
    retired: Vec<Arc<Rule>>,
    /// The time in milliseconds when the first window with suppressed messages ends.
    next_end: AtomicI64,
}

/// The limit of a message, and its current windows.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: Box<str>,
    /// The limit in the syntax of the configuration.
    pub(crate) limit: Box<str>,
    count: u64,
    window: SignedDuration,
    /// The argument whose values have separate windows.
    pub(crate) argument: Option<Box<str>>,
    windows: Mutex<Windows>,
}

/// The windows that have begun.
#[derive(Debug, Default)]
struct Windows {
    by_value: HashMap<Box<str>, Window>,
    /// The window for all values beyond [`MAX_VALUES`].
    others: Option<Window>,
    /// The time when the first window with suppressed messages ends, or an earlier time. It is read
    /// for each suppressed message.
    next_end: Option<Timestamp>,
    /// A period in which no window can be removed, if there are already [`MAX_VALUES`] windows.
    full: Option<Range<Timestamp>>,
}

/// The maximum number of values of an argument that have their own window, which bounds the memory.
const MAX_VALUES: usize = 10_000;

/// The number of bytes by which values are distinguished, which bounds the memory.
const MAX_VALUE_LENGTH: usize = 1_000;

#[derive(Debug)]
struct Window {
    start: Timestamp,
    logged: u64,
    left_out: u64,
    /// The logger of the last suppressed message.
    logger: String,
}

/// The suppressed messages of a window.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excess {
    pub(crate) logger: String,
    /// The value of the argument, or `None` for a window that is shared by several values.
    pub(crate) value: Option<Box<str>>,
    pub(crate) left_out: u64,
}

impl Limits {
    pub(crate) fn new(rules: impl IntoIterator<Item = Rule>) -> Self {
        let rules = rules.into_iter();
        Self {
            rules: rules
                .map(|rule| (rule.id.clone(), Arc::new(rule)))
                .collect(),
            retired: Vec::new(),
            next_end: AtomicI64::new(i64::MAX),
        }
    }

    /// Continues the windows of limits that are unchanged since the previous configuration, and keeps
    /// its other limits as retired.
    pub(crate) fn follow(&mut self, previous: &Self) {
        for rule in previous.rules.values() {
            match self.rules.get_mut(&rule.id) {
                Some(own) if own.limit == rule.limit => *own = Arc::clone(rule),
                _ => self.retired.push(Arc::clone(rule)),
            }
        }
        // Other rules of earlier configurations are no longer used by any thread.
        let is_used = |rule: &&Arc<Rule>| Arc::strong_count(rule) > 1 || rule.next_end().is_some();
        let retired = previous.retired.iter().filter(is_used);
        self.retired.extend(retired.cloned());
        self.expect_all();
    }

    /// Updates the next end of a window from all rules, including those of previous configurations.
    pub(crate) fn expect_all(&self) {
        self.rules().for_each(|rule| self.expect(rule));
    }

    /// Returns and resets the counts of suppressed messages of retired rules.
    pub(crate) fn take_retired(&self) -> Vec<(Arc<Rule>, Excess)> {
        let retired = self.retired.iter();
        retired
            .flat_map(|rule| {
                rule.take_all()
                    .into_iter()
                    .map(|excess| (Arc::clone(rule), excess))
            })
            .collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    pub(crate) fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        self.rules.get(id)
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &Arc<Rule>> {
        self.rules.values().chain(&self.retired)
    }

    /// The next time when a window ends in which messages were suppressed.
    pub(crate) fn next_end(&self) -> Option<Timestamp> {
        let next = self.next_end.load(Ordering::Acquire);
        Timestamp::from_millisecond(next).ok()
    }

    /// Updates the next end of a window after a rule has suppressed a message.
    pub(crate) fn expect(&self, rule: &Rule) {
        if let Some(end) = rule.next_end() {
            let end = end.as_millisecond().saturating_add(1);
            self.next_end.fetch_min(end, Ordering::AcqRel);
        }
    }

    /// Returns the counts of suppressed messages of windows that have ended.
    pub(crate) fn take_ended(&self, now: Timestamp) -> Vec<(Arc<Rule>, Excess)> {
        // This comes first, so that messages that a rule suppresses from now on are not missed.
        self.next_end.store(i64::MAX, Ordering::Release);
        let mut ended = Vec::new();
        for rule in self.rules() {
            let taken = rule.take_ended(now).into_iter();
            ended.extend(taken.map(|excess| (Arc::clone(rule), excess)));
            self.expect(rule);
        }
        ended
    }
}

impl Rule {
    pub(crate) fn new(id: &str, text: &str, limit: Limit<'_>) -> Self {
        Self {
            id: id.into(),
            limit: text.into(),
            count: limit.count,
            // The maximum is a hundred years.
            window: limit.window.try_into().unwrap_or(SignedDuration::MAX),
            argument: limit.argument.map(Into::into),
            windows: Mutex::default(),
        }
    }

    fn windows(&self) -> MutexGuard<'_, Windows> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether a message is logged, and the count of suppressed messages if its previous
    /// window has ended.
    pub(crate) fn admit(
        &self,
        logger: &str,
        value: &str,
        now: Timestamp,
    ) -> (bool, Option<Excess>) {
        let value = beginning(value);
        let mut windows = self.windows();
        if !windows.by_value.contains_key(value) {
            windows.make_space(self.window, now);
        }
        let Windows {
            by_value,
            others,
            next_end,
            ..
        } = &mut *windows;
        let (window, of_value) = if by_value.contains_key(value) || by_value.len() < MAX_VALUES {
            let window = match by_value.get_mut(value) {
                Some(window) => window,
                None => by_value.entry(value.into()).or_insert(Window::new(now)),
            };
            (window, Some(value))
        } else {
            (others.get_or_insert(Window::new(now)), None)
        };
        let mut before = None;
        if window.has_ended(self.window, now) {
            let ended = mem::replace(window, Window::new(now));
            before = ended.excess(of_value);
        }
        let passes = window.logged < self.count;
        if passes {
            window.logged += 1;
        } else {
            window.left_out += 1;
            let end = window.end(self.window);
            *next_end = next_end.take().into_iter().chain(end).min();
            if window.logger != logger {
                logger.clone_into(&mut window.logger);
            }
        }
        (passes, before)
    }

    /// Returns the counts of suppressed messages of windows that have ended, and removes these
    /// windows.
    fn take_ended(&self, now: Timestamp) -> Vec<Excess> {
        let mut windows = self.windows();
        let Windows {
            by_value,
            others,
            next_end,
            ..
        } = &mut *windows;
        let mut taken = Vec::new();
        by_value.retain(|value, window| {
            let has_ended = window.has_ended(self.window, now);
            if has_ended {
                taken.extend(window.excess(Some(value)));
            }
            !has_ended
        });
        if let Some(ended) = others.take_if(|window| window.has_ended(self.window, now)) {
            taken.extend(ended.excess(None));
        }
        let left = by_value.values().chain(&*others);
        let left = left.filter(|window| window.left_out > 0);
        *next_end = left.filter_map(|window| window.end(self.window)).min();
        taken
    }

    /// Returns and resets the counts of suppressed messages of all windows, including those that
    /// have not ended.
    pub(crate) fn take_all(&self) -> Vec<Excess> {
        let mut windows = self.windows();
        let Windows {
            by_value,
            others,
            next_end,
            full,
        } = &mut *windows;
        (*next_end, *full) = (None, None);
        let by_value = by_value.iter_mut();
        let by_value = by_value.map(|(value, window)| (Some(&**value), window));
        let all = by_value.chain(others.iter_mut().map(|window| (None, window)));
        all.filter_map(|(value, window)| {
            let excess = window.excess(value);
            window.left_out = 0;
            excess
        })
        .collect()
    }

    /// Returns the time when the first window with suppressed messages ends, or an earlier time.
    fn next_end(&self) -> Option<Timestamp> {
        self.windows().next_end
    }
}

/// Truncates a value to the bytes by which values are distinguished.
fn beginning(value: &str) -> &str {
    let mut end = value.len().min(MAX_VALUE_LENGTH);
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    &value[..end]
}

impl Windows {
    /// Removes windows that have ended, if there is no space for another one. The period until the
    /// next window ends is kept, so that not every call has to check all windows.
    fn make_space(&mut self, span: SignedDuration, now: Timestamp) {
        let is_full = |full: &Range<Timestamp>| full.contains(&now);
        if self.by_value.len() < MAX_VALUES || self.full.as_ref().is_some_and(is_full) {
            return;
        }
        // A window with suppressed messages is kept until these are reported.
        self.by_value
            .retain(|_, window| window.left_out > 0 || !window.has_ended(span, now));
        let forgettable = self.by_value.values().filter(|window| window.left_out == 0);
        let end = forgettable.filter_map(|window| window.end(span)).min();
        // A window that begins later also ends later.
        let end = end.or_else(|| now.checked_add(span).ok());
        self.full = Some(now..end.unwrap_or(Timestamp::MAX));
    }
}

impl Window {
    const fn new(start: Timestamp) -> Self {
        Self {
            start,
            logged: 0,
            left_out: 0,
            logger: String::new(),
        }
    }

    fn end(&self, span: SignedDuration) -> Option<Timestamp> {
        self.start.checked_add(span).ok()
    }

    /// Whether the window has ended, or the clock was set back to a time before its beginning.
    fn has_ended(&self, span: SignedDuration, now: Timestamp) -> bool {
        let age = now.duration_since(self.start);
        age.is_negative() || age >= span
    }

    fn excess(&self, value: Option<&str>) -> Option<Excess> {
        (self.left_out > 0).then(|| Excess {
            logger: self.logger.clone(),
            value: value.map(Into::into),
            left_out: self.left_out,
        })
    }
}

#[cfg(test)]
mod tests;
