//! The loggers of a program: what passes, and where it goes.

mod check;

use crate::config::{Config, ConfigError, ConfigWarning, OutputConfig, Threshold};
use crate::directives::Directive;
use crate::layout::{Draft, Layout};
use crate::messages::{
    LOG_CONFIGURATION_LOADED, LOG_CONFIGURATION_REFUSED, LOG_CONFIGURATION_UNSUPPORTED,
};
use crate::names::{below, relative};
use crate::output::Output;
use crate::record::Record;
use crate::thread_end::{self, Flush};
use arc_swap::ArcSwap;
use kea_messages::{Catalogue, Severity, emit};
use std::cmp::Reverse;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// The loggers of a program: a handle, of which clones are the same loggers.
///
/// They are made from a [`Config`], which can be replaced while the program runs, and
/// give a subscriber its [layer](Self::layer) and [filter](Self::levels).
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
    /// The logger that is above all.
    root: String,
    /// The configuration in force.
    state: ArcSwap<State>,
    /// The outputs that are open; held while the configuration is replaced.
    outputs: Mutex<Outputs>,
    /// Those of the first configuration, until they are logged.
    warnings: Mutex<Vec<ConfigWarning>>,
    /// Those that the names of each configuration are held against.
    catalogues: Mutex<Vec<&'static Catalogue>>,
}

/// A configuration, with its outputs open.
#[derive(Debug)]
struct State {
    config: Config,
    /// Those with the longest name first, and of one name that of the filter.
    loggers: Vec<Logger>,
    /// Where lines go if no logger names an output.
    console: Vec<Target>,
    shows_spans: bool,
}

#[derive(Debug)]
struct Logger {
    /// Relative to the root, which is empty.
    name: String,
    threshold: Option<Threshold>,
    targets: Option<Vec<Target>>,
}

/// An output, and what the lines for it look like.
#[derive(Debug)]
struct Target {
    output: Arc<Output>,
    layout: Layout,
}

/// Kea's default, where no logger has a severity.
const DEFAULT_THRESHOLD: Threshold = Threshold::From(Severity::Info);

impl Loggers {
    /// Creates the loggers of a configuration, and opens their outputs.
    ///
    /// `root` is the name of the program, and of the logger above all others. As in
    /// Kea, its name can be left out: where the root is `kea-dhcp4`, `alloc-engine`
    /// is `kea-dhcp4.alloc-engine`. A target that is the path of a module is thus
    /// below the root, too.
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
    /// Returns an error if an output cannot be opened. Its
    /// [field](ConfigError::field) is that of the output.
    pub fn new(root: impl Into<String>, config: &Config) -> Result<Self, ConfigError> {
        let root = root.into();
        let mut outputs = Outputs::default();
        let state = State::new(&root, config, &mut outputs)?;
        let shared = Arc::new(Shared {
            root,
            state: ArcSwap::from_pointee(state),
            outputs: Mutex::new(outputs),
            warnings: Mutex::new(config.warnings().to_vec()),
            catalogues: Mutex::default(),
        });
        // Most often this is the main thread.
        thread_end::flush(&shared);
        Ok(Self(shared))
    }

    /// Replaces the configuration while the program logs.
    ///
    /// No line is lost: one that is being written goes where the previous
    /// configuration sends it. A file that both configurations name stays open, unless it
    /// was moved or deleted: then the one that has its name now is opened. The method logs
    /// [`LOG_CONFIGURATION_LOADED`] or [`LOG_CONFIGURATION_REFUSED`], and
    /// [`LOG_CONFIGURATION_UNSUPPORTED`] for each of the
    /// [warnings](Config::warnings).
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
    /// then stays in force.
    ///
    /// [`LOG_CONFIGURATION_LOADED`]: fn@crate::messages::LOG_CONFIGURATION_LOADED
    /// [`LOG_CONFIGURATION_REFUSED`]: fn@crate::messages::LOG_CONFIGURATION_REFUSED
    /// [`LOG_CONFIGURATION_UNSUPPORTED`]: fn@crate::messages::LOG_CONFIGURATION_UNSUPPORTED
    pub fn reload(&self, config: &Config) -> Result<(), ConfigError> {
        let outputs = &self.0.outputs;
        let mut outputs = outputs.lock().unwrap_or_else(PoisonError::into_inner);
        let state = State::new(&self.0.root, config, &mut outputs);
        let state = state.inspect_err(|error| emit!(LOG_CONFIGURATION_REFUSED(error)))?;
        let state = Arc::new(state);
        self.0.state.store(Arc::clone(&state));
        outputs.retire_all_but(&state);
        drop(outputs);
        // The cached answers of filters are those of the previous one.
        tracing::callsite::rebuild_interest_cache();
        emit!(LOG_CONFIGURATION_LOADED(config.loggers().len()));
        for warning in config.warnings() {
            emit!(LOG_CONFIGURATION_UNSUPPORTED(warning));
        }
        self.log_unknown();
        Ok(())
    }

    /// Replaces the configuration, as [`reload`](Self::reload), by one in JSON.
    ///
    /// The [filter](Config::filter) of the previous one, as from the environment, stays in
    /// force. A mistake in the JSON is logged, too.
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
    /// The previous configuration then stays in force.
    pub fn reload_json(&self, json: &str) -> Result<(), ConfigError> {
        let config = Config::from_json(json).inspect_err(|error| {
            emit!(LOG_CONFIGURATION_REFUSED(error));
        })?;
        let filter = self.0.state.load().config.filter().clone();
        self.reload(&config.with_filter(filter))
    }

    /// Writes out the lines that outputs with `"flush": false` still hold, and opens files
    /// again that were moved or deleted.
    ///
    /// Those of severity `FATAL` and `ERROR` are always written out at once, with all
    /// before them, and an output is flushed when it is closed, and when a thread ends that
    /// has logged to it or made the loggers. On most systems the end of `main` is such an
    /// end, and [`std::process::exit`] is one of the thread that calls it. The standard
    /// library does not promise that for the main thread:
    /// [`flush_guard`](Self::flush_guard) does not depend on it. Nothing is flushed if the
    /// program is killed or aborts.
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
        state.outputs().for_each(|output| output.flush());
    }

    /// A guard that [flushes](Self::flush) when it is dropped, for the end of `main`, also
    /// by a panic.
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

    /// Whether the logger `target` lets this severity pass.
    pub(crate) fn is_enabled(&self, target: &str, severity: Severity) -> bool {
        let state = self.0.state.load();
        let name = relative(target, &self.0.root);
        state.threshold(name).passes(severity)
    }

    /// The least severe threshold of all.
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
        let Draft { line, clock } = draft;
        let mut written = None;
        let mut is_waiting = false;
        for Target { output, layout } in state.targets_of(relative(record.logger, &self.0.root)) {
            if written != Some(layout) {
                line.clear();
                layout.write(record, clock, line);
                written = Some(layout);
            }
            is_waiting |= output.write(line, record.severity);
        }
        if is_waiting {
            thread_end::flush(&self.0);
        }
    }

    /// Whether an output shows the spans that a record is in.
    pub(crate) fn show_spans(&self) -> bool {
        self.0.state.load().shows_spans
    }
}

impl Flush for Shared {
    fn flush(&self) {
        let state = self.state.load();
        state.outputs().for_each(|output| output.flush_at_end());
    }
}

/// Writes out the lines that outputs still hold, when it is dropped:
/// [`Loggers::flush_guard`].
#[must_use = "it flushes when it is dropped"]
#[derive(Debug)]
pub struct FlushGuard(Loggers);

impl Drop for FlushGuard {
    fn drop(&mut self) {
        self.0.flush();
    }
}

impl State {
    fn new(root: &str, config: &Config, outputs: &mut Outputs) -> Result<Self, ConfigError> {
        let mut used = Vec::new();
        let mut target = |config: &OutputConfig, field: &dyn Fn() -> String| {
            let output = outputs.open(config).map_err(|error| {
                let problem = format!("cannot open {}: {error}", config.destination);
                ConfigError::new(field() + ".output", problem)
            })?;
            let same = used
                .iter()
                .find(|(other, _): &&(_, OutputConfig)| Arc::ptr_eq(other, &output));
            if let Some((_, other)) = same.filter(|(_, other)| !other.agrees_with(config)) {
                let problem = format!(
                    "`{}` is the same file as `{}`, which has different options",
                    config.destination, other.destination
                );
                return Err(ConfigError::new(field() + ".output", problem));
            }
            used.push((Arc::clone(&output), config.clone()));
            let layout = config.layout.clone();
            Ok(Target { output, layout })
        };
        let console = vec![target(&OutputConfig::CONSOLE, &String::new)?];
        let directives = config.filter().directives().iter();
        let directive = |Directive { name, threshold }: &Directive| Logger {
            name: relative(name, root).to_owned(),
            threshold: Some(*threshold),
            targets: None,
        };
        let mut loggers: Vec<Logger> = directives.map(directive).collect();
        for logger in config.loggers() {
            let targets = logger.outputs.as_ref().map(|outputs| {
                let outputs = outputs.iter().enumerate();
                let field = &logger.field;
                let open =
                    |(at, config)| target(config, &|| format!("{field}.output-options[{at}]"));
                outputs.map(open).collect::<Result<Vec<_>, _>>()
            });
            loggers.push(Logger {
                name: relative(&logger.name, root).to_owned(),
                threshold: logger.threshold,
                targets: targets.transpose()?,
            });
        }
        loggers.sort_by_key(|logger| Reverse(logger.name.len()));
        // From here on nothing can fail.
        for (output, config) in used {
            output.reconfigure(&config);
        }
        let mut state = Self {
            config: config.clone(),
            loggers,
            console,
            shows_spans: false,
        };
        let shows_spans = state.targets().any(|target| target.layout.shows_spans());
        state.shows_spans = shows_spans;
        Ok(state)
    }

    /// The loggers that apply to a name, the most specific one first.
    fn covering(&self, name: &str) -> impl Iterator<Item = &Logger> {
        let loggers = self.loggers.iter();
        loggers.filter(move |logger| below(name, &logger.name).is_some())
    }

    fn threshold(&self, name: &str) -> Threshold {
        self.covering(name)
            .find_map(|logger| logger.threshold)
            .unwrap_or(DEFAULT_THRESHOLD)
    }

    fn targets_of(&self, name: &str) -> &[Target] {
        self.covering(name)
            .find_map(|logger| logger.targets.as_ref())
            .unwrap_or(&self.console)
    }

    fn targets(&self) -> impl Iterator<Item = &Target> {
        let loggers = self.loggers.iter();
        let own = loggers.filter_map(|logger| logger.targets.as_ref());
        own.flatten().chain(&self.console)
    }

    fn outputs(&self) -> impl Iterator<Item = &Arc<Output>> {
        self.targets().map(|target| &target.output)
    }
}

/// The outputs that are open.
///
/// There is one for each destination: two that write to one file would rotate it
/// twice. An output that a configuration no longer names stays open until the last
/// line on its way to it is written.
#[derive(Debug, Default)]
struct Outputs(Vec<Weak<Output>>);

impl Outputs {
    fn open(&mut self, config: &OutputConfig) -> io::Result<Arc<Output>> {
        self.0.retain(|output| output.strong_count() > 0);
        let mut open = self.0.iter().filter_map(Weak::upgrade);
        if let Some(output) = open.find(|output| output.is_of(&config.destination)) {
            return Ok(output);
        }
        let output = Arc::new(Output::open(config)?);
        self.0.push(Arc::downgrade(&output));
        Ok(output)
    }

    /// Threads that have just read the previous configuration still write to its outputs.
    fn retire_all_but(&self, state: &State) {
        let open = self.0.iter().filter_map(Weak::upgrade);
        open.filter(|output| !state.outputs().any(|other| Arc::ptr_eq(other, output)))
            .for_each(|output| output.retire());
    }
}

#[cfg(test)]
mod tests;
