//! The current configuration: the loggers and their open outputs.

use crate::config::{Config, ConfigError, LimitConfig, OutputConfig, Threshold};
use crate::directives::Directive;
use crate::layout::Layout;
use crate::limits::{Limits, Rule};
use crate::names::{below, relative};
use crate::output::Output;
use kea_messages::Severity;
use kea_messages::limit::Limit;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Weak};

/// A configuration with its open outputs.
#[derive(Debug)]
pub(super) struct State {
    pub(super) config: Config,
    /// The loggers, sorted by the length of their names, longest first. For the same name, the
    /// filter comes first.
    pub(super) loggers: Vec<Logger>,
    /// The output that is used if no logger has one.
    console: Vec<Target>,
    pub(super) shows_spans: bool,
    pub(super) limits: Limits,
}

/// The limits in the definitions of messages, by ID.
pub(super) type Defined = BTreeMap<&'static str, &'static str>;

#[derive(Clone, Debug)]
pub(super) struct Logger {
    /// The name without the root, which is empty for the root logger.
    name: String,
    pub(super) threshold: Option<Threshold>,
    targets: Option<Vec<Target>>,
}

/// An output, and the layout of its lines.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) output: Arc<Output>,
    pub(super) layout: Layout,
}

/// The default severity, as in Kea.
pub(super) const DEFAULT_THRESHOLD: Threshold = Threshold::From(Severity::Info);

impl State {
    pub(super) fn new(
        root: &str,
        config: &Config,
        defined: &Defined,
        outputs: &mut Outputs,
    ) -> Result<Self, ConfigError> {
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
        // Nothing fails after this point.
        for (output, config) in used {
            output.reconfigure(&config);
        }
        let mut state = Self {
            config: config.clone(),
            loggers,
            console,
            shows_spans: false,
            limits: limits_of(config, defined),
        };
        let shows_spans = state.targets().any(|target| target.layout.shows_spans());
        state.shows_spans = shows_spans;
        Ok(state)
    }

    /// Returns the same configuration with these limits of definitions.
    pub(super) fn limited_by(&self, defined: &Defined) -> Self {
        let mut limits = limits_of(&self.config, defined);
        limits.follow(&self.limits);
        Self {
            config: self.config.clone(),
            loggers: self.loggers.clone(),
            console: self.console.clone(),
            shows_spans: self.shows_spans,
            limits,
        }
    }

    /// Returns the loggers that apply to a name, the most specific one first.
    fn covering(&self, name: &str) -> impl Iterator<Item = &Logger> {
        let loggers = self.loggers.iter();
        loggers.filter(move |logger| below(name, &logger.name).is_some())
    }

    pub(super) fn threshold(&self, name: &str) -> Threshold {
        self.covering(name)
            .find_map(|logger| logger.threshold)
            .unwrap_or(DEFAULT_THRESHOLD)
    }

    pub(super) fn targets_of(&self, name: &str) -> &[Target] {
        self.covering(name)
            .find_map(|logger| logger.targets.as_ref())
            .unwrap_or(&self.console)
    }

    pub(super) fn targets(&self) -> impl Iterator<Item = &Target> {
        let loggers = self.loggers.iter();
        let own = loggers.filter_map(|logger| logger.targets.as_ref());
        own.flatten().chain(&self.console)
    }

    pub(super) fn outputs(&self) -> impl Iterator<Item = &Arc<Output>> {
        self.targets().map(|target| &target.output)
    }
}

/// Returns the limits of a configuration, and the limits of definitions that it does not override.
fn limits_of(config: &Config, defined: &Defined) -> Limits {
    let loggers = config.loggers().iter();
    let configured: BTreeMap<&str, &LimitConfig> = loggers
        .flat_map(|logger| &logger.limits)
        .map(|(id, limit)| (&**id, limit))
        .collect();
    let is_configured = |id: &str| configured.contains_key(id);
    let defined = defined.iter().filter(|(id, _)| !is_configured(id));
    let defined =
        defined.filter_map(|(id, text)| Some(Rule::new(id, text, Limit::parse(text).ok()?)));
    let configured = configured.iter().filter_map(|(id, limit)| limit.rule(id));
    Limits::new(defined.chain(configured))
}

/// The open outputs.
///
/// There is one output for each destination, because two outputs would both rotate the same file.
/// An output that is no longer in the configuration is closed after the last line for it is
/// written.
#[derive(Debug, Default)]
pub(super) struct Outputs(Vec<Weak<Output>>);

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

    /// Retires the outputs that a configuration does not have. Threads that have just loaded the
    /// previous configuration can still write to them.
    pub(super) fn retire_all_but(&self, state: &State) {
        let open = self.0.iter().filter_map(Weak::upgrade);
        open.filter(|output| !state.outputs().any(|other| Arc::ptr_eq(other, output)))
            .for_each(|output| output.retire());
    }
}
