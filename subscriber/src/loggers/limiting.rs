//! The limits of messages in the loggers, and the messages that report that they were
//! exceeded.

use super::state::{State, Target};
use super::{Loggers, Shared};
use crate::layout::Draft;
use crate::limits::{Excess, Rule};
use crate::messages::{LOG_LIMIT_EXCEEDED, LOG_LIMIT_EXCEEDED_BY};
use crate::names::relative;
use crate::record::Record;
use jiff::Timestamp;
use kea_messages::Message;
use std::ptr;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

impl Loggers {
    /// Whether the limit of a message allows it to be logged.
    pub(super) fn is_within_limits(&self, state: &State, record: &Record<'_>) -> bool {
        let limits = &state.limits;
        let now = record.time;
        if limits.next_end().is_some_and(|end| end <= now) {
            self.0.say_ended(state, now);
        }
        let Some(rule) = record.id().and_then(|id| limits.rule(id)) else {
            return true;
        };
        let value = rule.argument.as_deref().map(|name| record.argument(name));
        let value = value.unwrap_or_default();
        let (passes, before) = rule.admit(record.logger, &value, now);
        if let Some(excess) = before {
            self.0.say(state, rule, &excess);
        }
        if !passes {
            limits.expect(rule);
            self.0.expect(rule, state);
            start_saying(&self.0);
        }
        passes
    }
}

impl Shared {
    /// Informs the current configuration that a rule of `state` has suppressed a message. The
    /// current configuration may be newer than `state`, and [`Shared::replace`] may have read the
    /// rule before the message was suppressed. Both lock the rule, so the message is not missed.
    fn expect(&self, rule: &Rule, state: &State) {
        let current = self.state.load();
        if !ptr::eq(Arc::as_ptr(&current), state) {
            current.limits.expect(rule);
        }
    }

    /// Reports the suppressed messages of windows that have ended.
    fn say_ended(&self, state: &State, now: Timestamp) {
        for (rule, excess) in state.limits.take_ended(now) {
            self.say(state, &rule, &excess);
        }
    }

    /// Reports all suppressed messages.
    pub(super) fn say_all(&self, state: &State) {
        for rule in state.limits.rules() {
            for excess in rule.take_all() {
                self.say(state, rule, &excess);
            }
        }
    }

    /// Reports the suppressed messages of limits that are not in the new configuration.
    pub(super) fn say_retired(&self, state: &State) {
        for (rule, excess) in state.limits.take_retired() {
            self.say(state, &rule, &excess);
        }
    }

    /// Reports suppressed messages to the outputs of their logger, whatever its severity.
    fn say(&self, state: &State, rule: &Rule, excess: &Excess) {
        let Excess {
            logger,
            value,
            left_out,
        } = excess;
        let (id, limit) = (&*rule.id, &*rule.limit);
        match &rule.argument {
            None => {
                self.write_own(state, logger, &LOG_LIMIT_EXCEEDED(id, *left_out, limit));
            }
            Some(argument) => {
                let value = value.as_deref().unwrap_or("(others)");
                let message = LOG_LIMIT_EXCEEDED_BY(id, argument, value, *left_out, limit);
                self.write_own(state, logger, &message);
            }
        }
    }

    fn write_own(&self, state: &State, logger: &str, message: &impl Message) {
        let mut draft = Draft::default();
        message.visit(&mut |message| {
            let record = Record::of_own(message).by(logger);
            let Draft { line, clock } = &mut draft;
            for Target { output, layout } in state.targets_of(relative(logger, &self.root)) {
                line.clear();
                layout.write(&record, clock, line);
                output.write(line, record.severity, record.process);
                // Otherwise it might never be flushed.
                output.flush();
            }
        });
    }
}

/// Starts a thread that reports suppressed messages when their window ends, even if nothing else is
/// logged. The thread ends when nothing is left to report.
fn start_saying(shared: &Arc<Shared>) {
    if shared.is_saying.swap(true, Ordering::AcqRel) {
        return;
    }
    let weak = Arc::downgrade(shared);
    let builder = thread::Builder::new().name("kea-messages-limits".to_owned());
    if builder.spawn(move || run(&weak)).is_err() {
        // The next suppressed message tries again.
        shared.is_saying.store(false, Ordering::Release);
    }
}

fn run(shared: &Weak<Shared>) {
    while let Some(shared) = shared.upgrade() {
        let state = shared.state.load_full();
        let now = Timestamp::now();
        if state.limits.next_end().is_some_and(|end| end <= now) {
            shared.say_ended(&state, now);
        }
        if state.limits.next_end().is_none() {
            shared.is_saying.store(false, Ordering::Release);
            // A message may have been suppressed in the meantime, perhaps by a new limit.
            let is_needed = shared.state.load().limits.next_end().is_some();
            if !is_needed || shared.is_saying.swap(true, Ordering::AcqRel) {
                return;
            }
        }
        let wait = state.limits.next_end().map(|end| end.duration_since(now));
        let wait = wait.and_then(|wait| Duration::try_from(wait).ok());
        drop((state, shared));
        // The pause is short, because the configuration can be replaced, and the loggers can be
        // dropped.
        thread::sleep(wait.unwrap_or_default().min(Duration::from_secs(1)));
    }
}
