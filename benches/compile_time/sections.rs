//! The sections of the benchmark.

use crate::options::Options;
use crate::source::{self, Arguments};
use kea_messages_benches::samples::Samples;
use kea_messages_benches::scratch::{Crate, Dependency, Folder};
use kea_messages_benches::table::{Row, Table, Unit};
use std::error::Error;

/// A section of the benchmark, which can be run separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Checks many messages, without incremental compilation.
    Check,
    /// Checks many messages, with incremental compilation.
    Incremental,
    /// Checks increasing numbers of messages, without incremental compilation.
    Linear,
    /// Checks many statements that log.
    Calls,
    /// Checks a file with as many messages as Kea has.
    Files,
    /// Builds a crate with one message from scratch.
    Cold,
}

impl Section {
    pub(crate) const ALL: [Self; 6] = [
        Self::Check,
        Self::Incremental,
        Self::Linear,
        Self::Calls,
        Self::Files,
        Self::Cold,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Incremental => "incremental",
            Self::Linear => "linear",
            Self::Calls => "calls",
            Self::Files => "files",
            Self::Cold => "cold",
        }
    }

    /// Runs the section, and returns its output.
    pub(crate) fn measure(
        self,
        folder: &Folder,
        options: &Options,
    ) -> Result<String, Box<dyn Error>> {
        match self {
            Self::Check => check(folder, options, false),
            Self::Incremental => check(folder, options, true),
            Self::Linear => linear(folder, options),
            Self::Calls => calls(folder, options),
            Self::Files => files(folder, options),
            Self::Cold => cold(folder, options),
        }
    }
}

fn check(folder: &Folder, options: &Options, incremental: bool) -> Result<String, Box<dyn Error>> {
    let &Options { messages, runs, .. } = options;
    let (state, goal) = if incremental {
        ("with", 1.3)
    } else {
        ("without", 0.5)
    };
    let create = |name: &str, dependency, source: String| {
        let name = format!("{name}-{state}");
        Crate::new(folder, &name, dependency, &source)
            .map(|created| created.with_incremental_state(incremental))
    };
    let crates = [
        create(
            "errors-untyped",
            Dependency::Thiserror,
            source::errors(messages, Arguments::Untyped),
        )?,
        create(
            "messages-untyped",
            Dependency::KeaMessages,
            source::messages(messages, Arguments::Untyped),
        )?,
        create(
            "messages-named",
            Dependency::KeaMessages,
            source::messages(messages, Arguments::Named),
        )?,
        create(
            "errors-typed",
            Dependency::Thiserror,
            source::errors(messages, Arguments::Typed),
        )?,
        create(
            "messages-typed",
            Dependency::KeaMessages,
            source::messages(messages, Arguments::Typed),
        )?,
    ];
    for warm in &crates {
        warm.check()?;
    }
    let [strings, untyped, named, strings_and_numbers, typed] =
        in_turns(&crates, runs, Crate::check)?;
    let title =
        format!("cargo check of {messages} messages, {state} incremental state, source touched");
    let arguments_without_types = Table {
        title: &title,
        unit: Unit::Seconds,
        rows: vec![
            row("thiserror, two strings", strings, None),
            row("kea_messages!, without types", untyped, Some(goal)),
            row("the same, arguments by name", named, None),
        ],
    };
    let arguments_with_types = Table {
        title: &title,
        unit: Unit::Seconds,
        rows: vec![
            row("thiserror, string and number", strings_and_numbers, None),
            row("kea_messages!, &str and u32", typed, None),
        ],
    };
    Ok(format!("{arguments_without_types}\n{arguments_with_types}"))
}

fn linear(folder: &Folder, options: &Options) -> Result<String, Box<dyn Error>> {
    let counts = [5, 10, 20].map(|quarters| options.messages.saturating_mul(quarters) / 4);
    let create = |count: u32| {
        let source = source::messages(count, Arguments::Untyped);
        Crate::new(
            folder,
            &format!("linear-{count}"),
            Dependency::KeaMessages,
            &source,
        )
    };
    let [fewest, middle, most] = counts;
    let crates = [create(fewest)?, create(middle)?, create(most)?];
    for warm in &crates {
        warm.check()?;
    }
    let samples = in_turns(&crates, options.runs, Crate::check)?;
    let names = counts.map(|count| format!("{count} messages"));
    let rows = names.iter().zip(counts).zip(&samples);
    let table = Table {
        title: "cargo check, without incremental state, time per message",
        unit: Unit::Microseconds,
        rows: rows
            .map(|((name, count), samples)| row(name, samples.per(count), None))
            .collect(),
    };
    Ok(table.to_string())
}

fn calls(folder: &Folder, options: &Options) -> Result<String, Box<dyn Error>> {
    let &Options { messages, runs, .. } = options;
    let crates = [
        Crate::new(
            folder,
            "calls-tracing",
            Dependency::Tracing,
            &source::infos(messages),
        )?,
        Crate::new(
            folder,
            "calls-emit",
            Dependency::KeaMessagesWith("tracing"),
            &source::emits(messages),
        )?,
    ];
    for warm in &crates {
        warm.check()?;
    }
    let [infos, emits] = in_turns(&crates, runs, Crate::check)?;
    let title = format!("cargo check of {messages} statements that log, without incremental state");
    let table = Table {
        title: &title,
        unit: Unit::Seconds,
        rows: vec![
            row("tracing::info!, three fields", infos, None),
            row("emit!, feature `tracing`", emits, Some(0.5)),
        ],
    };
    Ok(table.to_string())
}

/// The number of messages in Kea 3.3.1.
const MESSAGES_OF_KEA: u32 = 2_350;

fn files(folder: &Folder, options: &Options) -> Result<String, Box<dyn Error>> {
    let count = MESSAGES_OF_KEA;
    let create = |name: &str, source: &str| {
        Crate::new(folder, name, Dependency::KeaMessagesWith("files"), source)
    };
    let call = |name: &str| format!("kea_messages::kea_messages!(file = \"{name}\");\n");
    let crates = [
        create("files-inline", &source::messages(count, Arguments::Untyped))?,
        create("files-mes", &call("m.mes"))?.with_file("m.mes", &source::mes(count))?,
        create("files-toml", &call("m.toml"))?.with_file("m.toml", &source::toml(count))?,
    ];
    for warm in &crates {
        warm.check()?;
    }
    let [inline, mes, toml] = in_turns(&crates, options.runs, Crate::check)?;
    let title = format!("cargo check of {count} messages, without incremental state");
    let table = Table {
        title: &title,
        unit: Unit::Seconds,
        rows: vec![
            row("inline", inline, None),
            row("in a .mes file", mes, Some(1.5)),
            row("in a TOML file", toml, Some(1.5)),
        ],
    };
    Ok(table.to_string())
}

fn cold(folder: &Folder, options: &Options) -> Result<String, Box<dyn Error>> {
    let crates = [
        Crate::new(
            folder,
            "cold-error",
            Dependency::Thiserror,
            &source::one_error(),
        )?,
        Crate::new(
            folder,
            "cold-message",
            Dependency::KeaMessages,
            &source::one_message(),
        )?,
        Crate::new(
            folder,
            "cold-files",
            Dependency::KeaMessagesWith("files"),
            &source::one_message(),
        )?,
    ];
    let [error, message, files] = in_turns(&crates, options.runs, Crate::build_cold)?;
    let table = Table {
        title: "cargo build where nothing has been built, dependencies included",
        unit: Unit::Seconds,
        rows: vec![
            row("thiserror, one error", error, None),
            row("kea-messages, one message logged", message, Some(1.0)),
            row("the same, with the feature `files`", files, None),
        ],
    };
    Ok(table.to_string())
}

fn row(name: &str, samples: Samples, goal: Option<f64>) -> Row<'_> {
    Row {
        name,
        samples,
        goal,
    }
}

/// Measures the crates in turn, `runs` times each.
fn in_turns<const N: usize>(
    crates: &[Crate; N],
    runs: u32,
    measure: impl Fn(&Crate) -> Result<f64, Box<dyn Error>>,
) -> Result<[Samples; N], Box<dyn Error>> {
    let mut samples = std::array::from_fn(|_| Samples::default());
    for _ in 0..runs {
        for (measured, samples) in crates.iter().zip(&mut samples) {
            samples.push(measure(measured)?);
        }
    }
    Ok(samples)
}
