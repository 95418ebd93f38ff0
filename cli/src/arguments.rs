//! The arguments of the command line.

use crate::code::Codes;
use crate::published::Published;
use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use kea_messages_catalog::Code;
use kea_messages_manual::Format;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::SystemTime;

/// Read, check, convert and document catalogues of log messages
#[derive(Debug, Parser)]
#[command(
    name = "kea-messages",
    version,
    after_help = "Exit codes: 0 success, 1 problems were found (see standard error), 2 wrong \
                  usage, or a file cannot be read or written."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Parses a number of threads.
fn jobs(number: &str) -> Result<NonZero<usize>, &'static str> {
    let number = number.parse();
    number.map_err(|_| "expected a whole number from 1")
}

/// Parses a time. Without an offset from UTC, it is a local time.
fn moment(text: &str) -> Result<SystemTime, String> {
    let time = text.parse::<Timestamp>().or_else(|_| {
        let local = text.parse::<DateTime>();
        local.and_then(|local| TimeZone::system().to_timestamp(local))
    });
    time.and_then(SystemTime::try_from).map_err(|_| {
        "expected a time like `2026-01-01 12:00`, or `2026-01-01T12:00Z` in UTC".to_owned()
    })
}

/// Parses the value of an option that names a file or a folder.
fn file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| match path.to_str() {
        Some("-") => Err("standard input is only read as the catalogue or the log: name a file"),
        _ => Ok(path),
    })
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the manual of a catalogue
    Manual(Manual),
    /// Explain messages, given their IDs or log lines
    Explain(Explain),
    /// Convert a catalogue, or a translation of one, to another format
    Convert(Convert),
    /// Decode log lines into messages and argument values
    Decode(Decode),
    /// Record the promises of the messages in a lock file
    Lock(Lock),
    /// Check a catalogue for errors and likely mistakes
    Check(Check),
    /// Print the JSON Schema of `manual --format json`
    Schema(Output),
    /// Print completions for a shell
    Completions {
        /// The shell to generate completions for
        shell: clap_complete::Shell,
        #[command(flatten)]
        output: Output,
    },
    /// Print the man page of this program or of one of its commands
    ManPage(ManPage),
}

/// The catalogue to read.
#[derive(Args, Debug)]
pub(crate) struct Input {
    /// Catalogue files (TOML, `.mes`, JSON, PO), Rust files, or folders; `-` is standard input
    /// [default: the package in the current folder, or else `messages.toml`]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Same as the operand FILE; can be repeated
    #[arg(short = 'c', long = "catalogue", value_name = "FILE")]
    #[arg(conflicts_with_all = ["manifest_path", "packages"])]
    pub(crate) more_files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// The catalogue to read, for commands with other operands.
#[derive(Args, Debug)]
pub(crate) struct CatalogueOptions {
    /// Catalogue file (TOML, `.mes`, JSON), Rust file, record file, or folder; `-` is standard
    /// input; can be repeated [default: the package in the current folder, or else `messages.toml`]
    #[arg(short = 'c', long = "catalogue", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How a catalogue is read.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    /// Format of the catalogue on standard input, `-`
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) from: Option<StdinFormat>,
    /// Side file with names and types of arguments, such as `types.toml`; can be
    /// repeated
    #[arg(long, value_parser = file(), value_name = "FILE")]
    pub(crate) types: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
}

/// The format of the catalogue on standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StdinFormat {
    /// TOML
    Toml,
    /// Kea message file, `.mes`
    Mes,
    /// JSON, as printed by `manual --format json`
    Json,
    /// Translation for gettext
    Po,
}

/// The packages to read a catalogue from.
#[derive(Args, Debug)]
pub(crate) struct PackageOptions {
    /// Read the messages of the package or workspace with this manifest
    #[arg(long, value_name = "CARGO_TOML", conflicts_with = "files")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Only read this workspace member; can be repeated
    #[arg(short, long = "package", value_name = "NAME", conflicts_with = "files")]
    pub(crate) packages: Vec<String>,
    /// Include the messages of examples, tests and benchmarks
    #[arg(long)]
    pub(crate) all_targets: bool,
}

/// The destination of a result.
#[derive(Args, Debug, Default)]
pub(crate) struct Output {
    /// Write to this file instead of standard output; `-` is standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct ManPage {
    /// Print the page of this command, such as `decode`
    #[arg(conflicts_with = "all")]
    pub(crate) command: Option<String>,
    /// Write the pages of the program and of all its commands into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "file")]
    pub(crate) all: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
pub(crate) struct Manual {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Output format [default: the one for the extension of `--output`, `.html`, `.md`, `.json`,
    /// `.txt` or `.man`, otherwise text]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<BookFormat>,
    /// Override the title of the catalogue
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Override the version of the product
    #[arg(long, value_name = "VERSION")]
    pub(crate) product_version: Option<String>,
    /// For each message, list the places in the Rust and C++ files of this folder that log it
    #[arg(long, value_parser = file(), value_name = "FOLDER")]
    pub(crate) sources: Option<PathBuf>,
    /// In HTML, mark the messages that are new, changed or removed since this version of the
    /// catalogue, or since this lock file (`.lock`)
    #[arg(long, value_parser = file(), value_name = "OLD")]
    pub(crate) since: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) published: Published,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BookFormat {
    /// One page with search, filters and a link to each message
    Html,
    /// A folder, given by `--output`, with one page per message, such as `ALLOC_FAIL.html`
    HtmlDir,
    /// Markdown
    Markdown,
    /// Text, in the format of the Kea Messages Manual
    Text,
    /// A man page
    Man,
    /// JSON; `kea-messages schema` prints its schema
    Json,
}

impl BookFormat {
    /// Returns the format if the manual is a single file.
    pub(crate) const fn of_file(self) -> Option<Format> {
        match self {
            Self::Html => Some(Format::Html),
            Self::HtmlDir => None,
            Self::Markdown => Some(Format::Markdown),
            Self::Text => Some(Format::Text),
            Self::Man => Some(Format::Man),
            Self::Json => Some(Format::Json),
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// Message IDs or patterns such as `ALLOC_*`, in upper or lower case and with `-` or `_`, or a
    /// log line in quotes. With `-`, read log lines from standard input and explain each ID once
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueOptions,
    #[command(flatten)]
    pub(crate) published: Published,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Args, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option that can stand without a value"
)]
pub(crate) struct Decode {
    /// Log files or record files, optionally compressed with gzip or zstd. Without a file, or with
    /// `-`, read standard input
    #[arg(value_name = "LOG")]
    pub(crate) logs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueOptions,
    #[command(flatten)]
    pub(crate) published: Published,
    /// Print each line followed by its description, instead of JSON
    #[arg(long, conflicts_with_all = ["stats", "format"])]
    pub(crate) explain: bool,
    /// Print the number of lines per ID, layout and module instead of the lines
    #[arg(long)]
    pub(crate) stats: bool,
    /// Output format [default: the one for the extension of `--output`, `.arrow` or `.parquet`,
    /// otherwise JSON, lines of text for record files, or a table with `--stats`]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<DecodeFormat>,
    /// Print types of arguments that match the values in the lines, as a file for `--types`.
    /// Review it before you use it
    #[arg(long, conflicts_with_all = ["explain", "format", "stats", "follow", "fail_on"])]
    pub(crate) learn_types: bool,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Write the rows of each message to a file in this new folder, with a column for each
    /// argument
    #[cfg(feature = "columns")]
    #[arg(long, value_name = "FOLDER", conflicts_with = "file")]
    pub(crate) by_id: Option<PathBuf>,
    /// Layout of the lines, such as `{time:23} {severity} [{logger}/{pid}] {id} {text}`;
    /// can be repeated, and the first one that matches is used [default: detected]
    #[arg(long, value_name = "LAYOUT")]
    pub(crate) layout: Vec<String>,
    /// How to read backslashes
    #[arg(long, value_enum, default_value_t = Backslash::Unknown)]
    pub(crate) escapes: Backslash,
    /// How to read lines that continue another line, if it is uncertain whether they are part of
    /// its last value
    #[arg(long, value_enum, default_value_t = ContinuedLines::Auto)]
    pub(crate) continued: ContinuedLines,
    /// Exit with code 1 if a shown line has this status
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATUS")]
    pub(crate) fail_on: Vec<Status>,
    /// Only show lines that match this condition, such as `severity>=warn`, `logger=kea-dhcp4*`
    /// or, for an argument, `attempts>3`; can be repeated, and all conditions have to match. The
    /// fields are `time`, `severity`, `logger`, `pid`, `id`, `status`, `text` and the arguments
    #[arg(long = "where", value_name = "CONDITION")]
    pub(crate) conditions: Vec<String>,
    /// Only show lines whose ID matches this pattern, such as `ALLOC_*`; can be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(crate) id: Vec<String>,
    /// Only show records of this time or later, such as `2026-01-01 12:00` or, in UTC,
    /// `2026-01-01T12:00Z`. This is for record files: earlier records are not read
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) since: Option<SystemTime>,
    /// Only show records from before this time. This is for record files
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) until: Option<SystemTime>,
    /// Number of threads to decode a long log with [default: one per core]
    #[arg(short, long, value_name = "NUMBER", value_parser = jobs, allow_negative_numbers = true)]
    pub(crate) jobs: Option<NonZero<usize>>,
    /// Keep reading as the log grows
    // The omitted options report at the end of a log, which is never reached.
    #[arg(short = 'F', long, conflicts_with_all = ["stats", "fail_on"])]
    pub(crate) follow: bool,
}

impl Decode {
    /// Returns the given format of the lines, or the one for the extension of the output file.
    pub(crate) fn format(&self) -> Option<DecodeFormat> {
        #[cfg(feature = "columns")]
        if !(self.explain || self.stats || self.learn_types) {
            return self
                .format
                .or_else(|| match self.output.ending()?.as_str() {
                    "arrow" | "feather" => Some(DecodeFormat::Arrow),
                    "parquet" => Some(DecodeFormat::Parquet),
                    _ => None,
                });
        }
        self.format
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecodeFormat {
    /// One JSON object per line
    Json,
    /// Arrow IPC file, also known as Feather
    #[cfg(feature = "columns")]
    Arrow,
    /// Parquet
    #[cfg(feature = "columns")]
    Parquet,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Backslash {
    /// Unknown: lines that can be read both ways are ambiguous
    Unknown,
    /// Escapes, as kea-messages-subscriber writes them
    Escape,
    /// Literal backslashes, as in Kea's own logs
    Itself,
}

/// The outcome of decoding a line, with the names of the JSON output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Lines that can be read in more than one way
    Ambiguous,
    /// Lines with an ID whose text is not in the catalogue
    OtherText,
    /// Lines in which Kea complains about too many or too few arguments
    WrongArguments,
    /// Lines with an ID and its text, but with a value that does not match its type
    OtherType,
    /// Lines with an ID that is not in the catalogue
    #[value(alias = "unknown")]
    UnknownId,
    /// Lines that are not valid UTF-8
    #[value(name = "not_utf8")]
    NotUtf8,
    /// Lines that are cut off
    CutOff,
    /// Lines without an ID
    NoId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ContinuedLines {
    /// As part of the value if all lines of the log with this ID are continued in the same way,
    /// otherwise as ambiguous. This needs a complete file: on standard input and with
    /// `--follow`, it is the same as `unknown`
    Auto,
    /// As ambiguous
    Unknown,
    /// As part of the value
    Value,
    /// As something else, such as a stack trace
    Trace,
}

#[derive(Args, Debug)]
pub(crate) struct Lock {
    #[command(flatten)]
    pub(crate) input: Input,
    /// File to write, or `-` for standard output [default: `messages.lock`, next to the manifest
    /// of `--manifest-path`; standard output with `--release-notes`]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write the lock file even if a promise is broken
    #[arg(long)]
    pub(crate) force: bool,
    /// Print the changes between two catalogues, in Markdown. Lock files cannot be
    /// used, because they have no texts
    #[arg(long, value_parser = file(), num_args = 2, value_names = ["OLD", "NEW"])]
    #[arg(conflicts_with_all = [
        "files", "more_files", "from", "types", "manifest_path", "packages", "all_targets", "force"
    ])]
    pub(crate) release_notes: Option<Vec<PathBuf>>,
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Compare the messages with a lock file [default: `messages.lock`, next to the manifest
    /// of `--manifest-path`]
    // Without the equals sign, `--locked messages.toml` would use the catalogue as the lock file.
    #[arg(long, value_parser = file(), value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[expect(
        clippy::option_option,
        reason = "the option can stand without its value"
    )]
    pub(crate) locked: Option<Option<PathBuf>>,
    /// Report messages that no Rust or C++ file in this folder uses, and log statements in C++ with
    /// a wrong number of arguments
    #[arg(long, value_parser = file(), value_name = "FOLDER")]
    pub(crate) sources: Option<PathBuf>,
    /// Report warnings and errors that no test has emitted, according to this file, which test
    /// programs write with `KEA_MESSAGES_COVERAGE`
    #[arg(long, value_parser = file(), value_name = "FILE")]
    pub(crate) coverage: Vec<PathBuf>,
    /// Report rules in this Prometheus file whose messages were removed or do not exist
    #[arg(long, value_parser = file(), value_name = "FILE")]
    pub(crate) rules: Vec<PathBuf>,
    /// Report local texts in this file (`.mes`, TOML, PO) or folder that do not fit their messages
    /// or are not translated; can be repeated
    #[arg(long, value_parser = file(), value_name = "FILE")]
    pub(crate) local: Vec<PathBuf>,
    /// Suppress findings with this code
    #[arg(long, value_name = "CODE", value_parser = Codes::OF_WARNINGS)]
    pub(crate) allow: Vec<Code>,
    /// Enable this code, which is off by default
    #[arg(long, value_name = "CODE", value_parser = Codes::OPT_IN)]
    pub(crate) warn: Vec<Code>,
    /// Output format [default: the one for the extension of `--output`, `.json` or `.sarif`,
    /// otherwise text]
    #[arg(short, long, value_enum)]
    pub(crate) format: Option<FindingFormat>,
    #[command(flatten)]
    pub(crate) published: Published,
    /// Write the findings to this file; `-` is standard output [default: standard error for
    /// text, standard output for other formats]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Explain this code, with an example and how to fix it, and exit
    #[arg(long, value_name = "CODE", exclusive = true, value_parser = Codes::ALL)]
    pub(crate) explain: Option<Code>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// Like the diagnostics of rustc, on standard error
    Text,
    /// One JSON object per line
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// GitHub workflow commands
    Github,
}

impl FindingFormat {
    /// Whether a finding can link to the manual.
    pub(crate) const fn has_links(self) -> bool {
        matches!(self, Self::Json | Self::Sarif)
    }
}

#[derive(Args, Debug)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The format to convert to [default: the one for the extension of `--output`, `.toml`, `.mes`,
    /// `.po`, `.json`, `.catalog` for the journal, `.yml` for Prometheus, `.rulebase` or `.vrl`]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) to: Option<CatalogueFormat>,
    #[command(flatten)]
    pub(crate) published: Published,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CatalogueFormat {
    /// A catalogue in TOML
    Toml,
    /// Kea message file, `.mes`
    Mes,
    /// Gettext template. To convert a translated `.po` file to local texts, use `--to
    /// toml` or `--to mes`
    Po,
    /// Catalogue for the systemd journal
    Journal,
    /// JSON, as printed by `manual --format json`
    Json,
    /// Alerting rules for Prometheus, for the messages that have an `alert`
    PrometheusRules,
    /// Log format for lnav, for lines in Kea's layout. This parser and those below find the same
    /// values as `decode` or none, and begin with a comment that lists their limits
    Lnav,
    /// Pattern database of syslog-ng
    SyslogNg,
    /// Rulebase of liblognorm
    Lognorm,
    /// Grok patterns, for Logstash, Elasticsearch and others
    Grok,
    /// Program in the Vector Remap Language
    Vrl,
}
