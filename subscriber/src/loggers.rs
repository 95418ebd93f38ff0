//! The loggers of a program, with their severities and outputs.

mod check;
mod limiting;
mod state;

use self::state::{DEFAULT_THRESHOLD, Defined, Outputs, State, Target};
use crate::config::{Config, ConfigError, ConfigWarning, Threshold};
use crate::layout::Draft;
use crate::messages::{
    LOG_CONFIGURATION_LOADED, LOG_CONFIGURATION_REFUSED, LOG_CONFIGURATION_UNSUPPORTED,
};
use crate::names::relative;
use crate::output::{Output, OutputStatus};
use crate::record::Record;
use crate::thread_end::{self, Flush};
use arc_swap::ArcSwap;
use kea_messages::{Catalogue, Severity, emit};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A handle to the loggers of a program. Clones refer to the same loggers.
///
/// They are created from a [`Config`], which can be replaced while the program runs,
/// and provide a [layer](Self::layer) and a [filter](Self::levels) for a subscriber.
///
/// ```
/// use kea_messages_subscriber::{Config, Loggers};
/// use tracing_subscriber::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let config = Config::from_json(r#"{ "loggers": [
///     { "name": "my-server", "severity": "DEBUG", "debuglevel": 40 }
/// ] }"#)?;
/// let loggers = Loggers::new("my-server", &config)?;
/// tracing_subscriber::registry().with(loggers.layer()).init();
///
/// // Later, when the configuration has changed:
/// let config = Config::from_json(r#"{ "loggers": [{ "name": "my-server" }] }"#)?;
/// loggers.reload(&config)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Loggers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// The name of the root logger.
    root: String,
    /// The current configuration.
    state: ArcSwap<State>,
    /// The data that a new configuration takes over. The lock is held while the configuration is
    /// replaced.
    kept: Mutex<Kept>,
    /// The warnings of the first configuration, until they are logged.
    warnings: Mutex<Vec<ConfigWarning>>,
    /// The catalogues for [`Loggers::check_names`].
    catalogues: Mutex<Vec<&'static Catalogue>>,
    /// Whether a thread that reports suppressed messages is running.
    is_saying: AtomicBool,
}

/// The data that is kept when the configuration is replaced.
#[derive(Debug, Default)]
struct Kept {
    /// The open outputs.
    outputs: Outputs,
    /// The limits in the definitions of the messages, from [`Loggers::limit_by`].
    defined: Defined,
}

impl Loggers {
    /// Creates the loggers of a configuration, and opens their outputs.
    ///
    /// `root` is the name of the program, and of the root logger. As in Kea, its
    /// name can be omitted: if the root is `kea-dhcp4`, `alloc-engine` is
    /// `kea-dhcp4.alloc-engine`. So a target that is the path of a module is also
    /// below the root.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if an output cannot be opened. The [field](ConfigError::field) of the error
    /// names the output.
    pub fn new(root: impl Into<String>, config: &Config) -> Result<Self, ConfigError> {
        let root = root.into();
        let mut kept = Kept::default();
        let state = State::new(&root, config, &kept.defined, &mut kept.outputs)?;
        let shared = Arc::new(Shared {
            root,
            state: ArcSwap::from_pointee(state),
            kept: Mutex::new(kept),
            warnings: Mutex::new(config.warnings().to_vec()),
            catalogues: Mutex::default(),
            is_saying: AtomicBool::new(false),
        });
        // Usually this is the main thread.
        thread_end::flush_as_maker(&shared);
        Ok(Self(shared))
    }

    /// Replaces the configuration while the program logs.
    ///
    /// No line is lost: a line that is being written goes to the outputs of the previous
    /// configuration. A file that both configurations name stays open. If it was moved or deleted,
    /// the file that now has its name is opened instead. If an output is blocked, such as a pipe
    /// whose reader hangs, this method waits for a second, and then the output keeps its options.
    /// The method logs [`LOG_CONFIGURATION_LOADED`] or [`LOG_CONFIGURATION_REFUSED`], and
    /// [`LOG_CONFIGURATION_UNSUPPORTED`] for each of the [warnings](Config::warnings).
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// let quiet = r#"{ "loggers": [{ "name": "my-server", "severity": "ERROR" }] }"#;
    /// loggers.reload(&Config::from_json(quiet)?)?;
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if an output cannot be opened. The previous configuration
    /// then stays in effect.
    ///
    /// [`LOG_CONFIGURATION_LOADED`]: fn@crate::messages::LOG_CONFIGURATION_LOADED
    /// [`LOG_CONFIGURATION_REFUSED`]: fn@crate::messages::LOG_CONFIGURATION_REFUSED
    /// [`LOG_CONFIGURATION_UNSUPPORTED`]: fn@crate::messages::LOG_CONFIGURATION_UNSUPPORTED
    pub fn reload(&self, config: &Config) -> Result<(), ConfigError> {
        let mut kept = self.0.kept();
        let Kept { outputs, defined } = &mut *kept;
        let mut state = match State::new(&self.0.root, config, defined, outputs) {
            Ok(state) => state,
            Err(error) => {
                // The lock is released first, because another layer can load a configuration when
                // it receives the message.
                drop(kept);
                emit!(LOG_CONFIGURATION_REFUSED(&error));
                return Err(error);
            }
        };
        let previous = self.0.state.load_full();
        state.limits.follow(&previous.limits);
        let state = self.0.replace(state);
        outputs.retire_all_but(&state);
        drop(kept);
        self.0.say_retired(&state);
        // The cached results of filters are for the previous configuration.
        tracing::callsite::rebuild_interest_cache();
        emit!(LOG_CONFIGURATION_LOADED(config.loggers().len()));
        for warning in config.warnings() {
            emit!(LOG_CONFIGURATION_UNSUPPORTED(warning));
        }
        self.log_unknown();
        Ok(())
    }

    /// Replaces the configuration, like [`reload`](Self::reload), with one in JSON.
    ///
    /// The [filter](Config::filter) of the previous one, for example from the environment,
    /// stays in effect. A mistake in the JSON is logged too.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// let error = loggers.reload_json(r#"{ "loggers": [{ "severity": "LOUD" }] }"#);
    /// assert_eq!(error.unwrap_err().field(), "loggers[0].severity");
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Config::from_json`] and of [`reload`](Self::reload).
    /// The previous configuration then stays in effect.
    pub fn reload_json(&self, json: &str) -> Result<(), ConfigError> {
        let config = Config::from_json(json).inspect_err(|error| {
            emit!(LOG_CONFIGURATION_REFUSED(error));
        })?;
        let filter = self.0.state.load().config.filter().clone();
        self.reload(&config.with_filter(filter))
    }

    /// Enforces the limits in the definitions of the messages of a catalogue,
    /// including the catalogues that it combines: `#[limit = "10/min per client"]`.
    ///
    /// The [`limits`](Config#limits) of a configuration override them, even if it is loaded
    /// later: `"none"` removes a limit. It does not matter whether the messages have been
    /// logged before. Several calls are cumulative.
    ///
    /// ```
    /// use kea_messages::{emit, kea_messages};
    /// use kea_messages_subscriber::{Config, Loggers};
    /// use tracing_subscriber::prelude::*;
    ///
    /// kea_messages! {
    ///     pub static CATALOGUE;
    ///
    ///     /// Every address of every pool was tried.
    ///     #[limit = "10/min per client"]
    ///     pub warn ALLOC_FAIL(client) = "%1: no address left";
    /// }
    ///
    /// # fn main() -> Result<(), kea_messages_subscriber::ConfigError> {
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// loggers.limit_by(&CATALOGUE);
    /// tracing_subscriber::registry().with(loggers.layer()).init();
    /// for _ in 0..100 {
    ///     emit!(ALLOC_FAIL("192.0.2.7")); // ten lines, and one with the number of suppressed messages
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn limit_by(&self, catalogue: &Catalogue) {
        let mut kept = self.0.kept();
        let limits = catalogue.iter();
        kept.defined
            .extend(limits.filter_map(|definition| Some((definition.id(), definition.limit()?))));
        let state = self.0.state.load().limited_by(&kept.defined);
        let state = self.0.replace(state);
        drop(kept);
        self.0.say_retired(&state);
    }

    /// Writes the lines that outputs with `"flush": false` still buffer, and reopens files
    /// that were moved or deleted.
    ///
    /// Lines of severity `FATAL` and `ERROR` are always written immediately, with all lines before
    /// them. An output is also flushed when it is closed, and at the end of each thread that has
    /// logged to it or created the loggers. On most systems this includes the end of `main`, and
    /// [`std::process::exit`] for the thread that calls it. The standard library does not guarantee
    /// this for the main thread; [`flush_guard`](Self::flush_guard) does not depend on it. Nothing
    /// is flushed if the program is killed or aborts.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// // The program runs here.
    /// loggers.flush();
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    pub fn flush(&self) {
        let state = self.0.state.load();
        let mut outputs = each_output(&state);
        // An output that is blocked does not delay the others.
        outputs.retain(|output| !output.try_flush());
        for output in outputs {
            output.flush();
        }
    }

    /// Returns a guard that [flushes](Self::flush) when it is dropped, for the end of `main`,
    /// including a panic. If an output is blocked, the guard waits for a few seconds at most.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// # fn main() -> Result<(), kea_messages_subscriber::ConfigError> {
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// let _guard = loggers.flush_guard();
    /// // The program runs here.
    /// # Ok(())
    /// # }
    /// ```
    pub fn flush_guard(&self) -> FlushGuard {
        FlushGuard(self.clone())
    }

    /// Returns statistics for each output of the configuration since it was opened, for a status
    /// page or for metrics. This method does not wait for a blocked output, such as a pipe whose
    /// reader hangs.
    ///
    /// ```
    /// use kea_messages_subscriber::{Config, Loggers};
    ///
    /// let loggers = Loggers::new("my-server", &Config::default())?;
    /// for status in loggers.status() {
    ///     println!("{status}");
    ///     assert_eq!(status.missing, 0);
    /// }
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub fn status(&self) -> Vec<OutputStatus> {
        let state = self.0.state.load();
        let outputs = each_output(&state).into_iter();
        outputs.map(|output| output.status()).collect()
    }

    /// Whether the logger `target` logs this severity.
    pub(crate) fn is_enabled(&self, target: &str, severity: Severity) -> bool {
        let state = self.0.state.load();
        let name = relative(target, &self.0.root);
        state.threshold(name).passes(severity)
    }

    /// Returns the threshold of the logger that logs the most.
    pub(crate) fn loosest(&self) -> Threshold {
        let state = self.0.state.load();
        let own = state.loggers.iter().filter_map(|logger| logger.threshold);
        own.chain([state.threshold("")])
            .reduce(|a, b| match (a, b) {
                (Threshold::Nothing, other) | (other, Threshold::Nothing) => other,
                (Threshold::From(one), Threshold::From(other)) if one.is_at_least(other) => b,
                _ => a,
            })
            .unwrap_or(DEFAULT_THRESHOLD)
    }

    /// Writes a record to the outputs of its logger.
    pub(crate) fn write(&self, record: &Record<'_>, draft: &mut Draft) {
        let state = self.0.state.load();
        if !state.limits.is_empty() && !self.is_within_limits(&state, record) {
            return;
        }
        let Draft { line, clock } = draft;
        let mut written = None;
        let mut is_waiting = false;
        for Target { output, layout } in state.targets_of(relative(record.logger, &self.0.root)) {
            if written != Some(layout) {
                line.clear();
                layout.write(record, clock, line);
                written = Some(layout);
            }
            is_waiting |= output.write(line, record.severity, record.process);
        }
        if is_waiting {
            thread_end::flush(&self.0);
        }
    }

    /// Whether any output shows spans.
    pub(crate) fn show_spans(&self) -> bool {
        self.0.state.load().shows_spans
    }
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces the current state. The messages that were suppressed by limits that no longer
    /// exist have to be reported without holding a lock, because an output can be blocked.
    fn replace(&self, state: State) -> Arc<State> {
        let state = Arc::new(state);
        self.state.store(Arc::clone(&state));
        // Includes messages that other threads have suppressed since `state` was created.
        state.limits.expect_all();
        state
    }
}

impl Flush for Shared {
    fn flush(&self, is_maker: bool) {
        let state = self.state.load();
        let outputs = each_output(&state);
        if is_maker && outputs.iter().all(|output| output.is_free_soon()) {
            self.say_all(&state);
        }
        for output in outputs {
            output.flush_at_end(is_maker);
        }
    }
}

/// Returns all outputs of a configuration, each of them once.
fn each_output(state: &State) -> Vec<&Arc<Output>> {
    let mut outputs: Vec<&Arc<Output>> = Vec::new();
    for output in state.outputs() {
        if !outputs.iter().any(|other| Arc::ptr_eq(other, output)) {
            outputs.push(output);
        }
    }
    outputs
}

/// Writes the lines that outputs still buffer when it is dropped.
/// [`Loggers::flush_guard`] returns it.
#[must_use = "it flushes when it is dropped"]
#[derive(Debug)]
pub struct FlushGuard(Loggers);

impl Drop for FlushGuard {
    fn drop(&mut self) {
        let Loggers(shared) = &self.0;
        shared.flush(true);
    }
}

#[cfg(test)]
mod tests;
