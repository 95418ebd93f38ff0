//! Finds names in a configuration that no message has or uses.

use crate::config::{Config, ConfigWarning};
use crate::messages::MESSAGES;
use crate::names::{below, covering, crate_of, relative};
use crate::nearest::nearest;
use kea_messages::limit::Limit;
use kea_messages::{Catalogue, Definition};

/// Checks names.
impl Config {
    /// Returns the loggers in the configuration and its [filter](Self::filter) that no message of
    /// these catalogues uses, each with the name that was probably meant. `root` is the root
    /// logger, as in [`Loggers::new`](crate::Loggers::new).
    /// [`Loggers::check_names`](crate::Loggers::check_names) also logs them.
    ///
    /// For messages without a logger, every module of their crate counts as a logger. Other
    /// uses of a logger are not known here: an `emit!` that names a logger itself, and the
    /// events of other crates.
    ///
    /// ```
    /// use kea_messages::kea_messages;
    /// use kea_messages_subscriber::Config;
    ///
    /// kea_messages! {
    ///     pub static CATALOGUE;
    ///     logger = "kea-dhcp4.alloc-engine";
    ///     /// No address.
    ///     pub info ALLOC_FAIL() = "no address";
    /// }
    ///
    /// let config = Config::from_filter("kea-dhcp4=warn,kea-dhcp4.aloc-engine=debug(40)")?;
    /// let unknown = config.unknown_loggers("kea-dhcp4", &[&CATALOGUE]);
    /// assert_eq!(
    ///     unknown[0].to_string(),
    ///     "no message uses the logger `kea-dhcp4.aloc-engine`: did you mean `kea-dhcp4.alloc-engine`?",
    /// );
    /// assert_eq!(unknown.len(), 1);
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub fn unknown_loggers(&self, root: &str, catalogues: &[&Catalogue]) -> Vec<ConfigWarning> {
        let loggers = catalogues.iter().copied().chain([&MESSAGES]);
        let known: Vec<&str> = loggers.flat_map(Catalogue::loggers).collect();
        let directives = self.filter().directives().iter();
        let directives = directives.map(|it| (String::new(), it.name.as_str()));
        let loggers = self.loggers().iter();
        let loggers = loggers.map(|it| (format!("{}.name", it.field), it.name.as_str()));
        let mut unknown = Vec::new();
        for (field, name) in directives.chain(loggers) {
            if !is_known(name, root, &known) {
                let problem = format!("no message uses the logger `{name}`");
                let problem = suggest(problem, meant(name, root, &known));
                unknown.push(ConfigWarning::new(field, problem));
            }
        }
        unknown
    }

    /// Returns the [limits](Self#limits) of the configuration with an unknown name, each with the
    /// name that was probably meant: a message that is not in these catalogues, or an argument that
    /// the message does not have. [`Loggers::check_names`](crate::Loggers::check_names) also logs
    /// them.
    ///
    /// ```
    /// use kea_messages::kea_messages;
    /// use kea_messages_subscriber::Config;
    ///
    /// kea_messages! {
    ///     pub static CATALOGUE;
    ///     /// No address.
    ///     pub info ALLOC_FAIL(client) = "%1: no address";
    /// }
    ///
    /// let config = Config::from_json(r#"{ "loggers": [{
    ///     "name": "kea-dhcp4", "limits": { "ALLOC_FAIL": "10/min per clint" }
    /// }] }"#)?;
    /// let unknown = config.unknown_limits(&[&CATALOGUE]);
    /// assert_eq!(
    ///     unknown[0].to_string(),
    ///     "loggers[0].limits.ALLOC_FAIL: the message has no argument `clint`: did you mean `client`?",
    /// );
    /// # Ok::<(), kea_messages_subscriber::ConfigError>(())
    /// ```
    #[must_use]
    pub fn unknown_limits(&self, catalogues: &[&Catalogue]) -> Vec<ConfigWarning> {
        let known = || catalogues.iter().copied().chain([&MESSAGES]);
        let ids = || known().flat_map(Catalogue::iter).map(|it| it.id());
        let mut unknown = Vec::new();
        for logger in self.loggers() {
            for (id, limit) in &logger.limits {
                let problem = match known().find_map(|catalogue| catalogue.get(id)) {
                    Some(message) => Limit::parse(&limit.0)
                        .ok()
                        .and_then(|limit| unknown_argument(message, limit.argument?)),
                    None => Some(suggest(
                        format!("no message has the ID `{id}`"),
                        nearest(id, ids()),
                    )),
                };
                let warning =
                    |problem| ConfigWarning::new(format!("{}.limits.{id}", logger.field), problem);
                unknown.extend(problem.map(warning));
            }
        }
        unknown
    }
}

/// Returns the problem if a message has no argument with this name.
fn unknown_argument(message: Definition, name: &str) -> Option<String> {
    let names: Vec<&str> = message
        .arguments()
        .map(|argument| argument.name())
        .collect();
    let problem = format!("the message has no argument `{name}`");
    match nearest(name, names.iter().copied()) {
        _ if names.contains(&name) => None,
        None if !names.is_empty() => Some(format!("{problem}: it has `{}`", names.join("`, `"))),
        meant => Some(suggest(problem, meant)),
    }
}

fn suggest(problem: String, meant: Option<&str>) -> String {
    match meant {
        Some(name) => format!("{problem}: did you mean `{name}`?"),
        None => problem,
    }
}

fn is_known(name: &str, root: &str, known: &[&str]) -> bool {
    let of_crate = crate_of(name);
    let name = relative(name, root);
    name.is_empty()
        || known.iter().any(|logger| {
            below(relative(logger, root), name).is_some()
                || of_crate.is_some() && of_crate == crate_of(logger)
        })
}

/// Returns the most similar name of a known logger, or of a logger above it, with or without the
/// root.
fn meant<'a>(name: &str, root: &'a str, known: &[&'a str]) -> Option<&'a str> {
    let whole = known.iter().copied();
    let forms = whole.flat_map(|logger| [logger, relative(logger, root)]);
    nearest(name, forms.flat_map(covering).chain([root]))
}
