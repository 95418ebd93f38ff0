//! What the command line says.

use clap::{Args, Parser, Subcommand, ValueEnum};
use kea_messages_catalog::Code;
use kea_messages_manual::Format;
use std::path::PathBuf;

/// Works with catalogues of log messages: TOML, and Kea's `.mes`.
#[derive(Debug, Parser)]
#[command(
    name = "kea-messages",
    version,
    after_help = "Exit codes: 0 all is well, 1 there are problems, which are told on standard \
                  error, 2 wrong usage or a file that cannot be read or written."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print a catalogue as a book
    Manual(Manual),
    /// Say what messages mean, by their IDs or by lines of a log
    Explain(Explain),
    /// Convert a catalogue, or a translation of one, to another format
    Convert(Convert),
    /// Read logs back into messages and the values of their arguments
    Decode(Decode),
    /// Write down what the messages promise, to be held to it
    Lock(Lock),
    /// Look for what is wrong in a catalogue, or looks so
    Check(Check),
    /// Print the JSON Schema of `manual --format json`
    Schema(Output),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page of this program
    ManPage(Output),
}

/// Where a catalogue is.
#[derive(Args, Debug)]
pub(crate) struct Input {
    /// Catalogue files (TOML, `.mes`), Rust files, or folders of them; without any,
    /// `messages.toml` or else the package of the current folder
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
}

/// Where a catalogue is, for commands whose operands are something else.
#[derive(Args, Debug)]
pub(crate) struct CatalogueOptions {
    /// A catalogue file (TOML, `.mes`), a Rust file, or a folder of them; without any,
    /// `messages.toml` or else the package of the current folder
    #[arg(short = 'c', long = "catalogue", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) packages: PackageOptions,
}

/// Which packages a catalogue is read from.
#[derive(Args, Debug)]
pub(crate) struct PackageOptions {
    /// Read the messages of this package, or of all members of this workspace, from their
    /// Rust source and the files that it names
    #[arg(long, value_name = "CARGO_TOML", conflicts_with = "files")]
    pub(crate) manifest_path: Option<PathBuf>,
    /// Read this member of the workspace only
    #[arg(short, long = "package", value_name = "NAME", conflicts_with = "files")]
    pub(crate) packages: Vec<String>,
    /// Include the messages of examples, tests and benchmarks
    #[arg(long)]
    pub(crate) all_targets: bool,
}

/// Where a result goes.
#[derive(Args, Debug, Default)]
pub(crate) struct Output {
    /// Write to this file, whole or not at all, and not to standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Manual {
    #[command(flatten)]
    pub(crate) input: Input,
    /// What the book is printed as
    #[arg(short, long, value_enum, default_value_t = BookFormat::Text)]
    pub(crate) format: BookFormat,
    /// The book's title, in place of the catalogue's own
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The version of the product, in place of the catalogue's own
    #[arg(long, value_name = "VERSION")]
    pub(crate) product_version: Option<String>,
    /// Say of each message where the Rust files of this folder log it
    #[arg(long, value_name = "FOLDER")]
    pub(crate) sources: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum BookFormat {
    /// One page with search, filters and a link to each message
    Html,
    /// Markdown
    Markdown,
    /// Text, in the form of the Kea Messages Manual
    Text,
    /// A man page
    Man,
    /// JSON; `kea-messages schema` prints its schema
    Json,
}

impl From<BookFormat> for Format {
    fn from(format: BookFormat) -> Self {
        match format {
            BookFormat::Html => Self::Html,
            BookFormat::Markdown => Self::Markdown,
            BookFormat::Text => Self::Text,
            BookFormat::Man => Self::Man,
            BookFormat::Json => Self::Json,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// IDs, in any case, with dashes or underscores; `-` reads lines of a log from
    /// standard input, and explains each ID in them once
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueOptions,
}

#[derive(Args, Debug)]
pub(crate) struct Decode {
    /// Logs, which can be compressed by gzip or zstd; standard input if there are none,
    /// and for `-`
    #[arg(value_name = "LOG")]
    pub(crate) logs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) catalogue: CatalogueOptions,
    /// Print the lines themselves, each with its description under it, and not JSON
    #[arg(long, conflicts_with = "stats")]
    pub(crate) explain: bool,
    /// Print how many lines each ID has, and what else there is, and not the lines
    #[arg(long)]
    pub(crate) stats: bool,
    /// What lines look like, such as
    /// `{time:23} {severity} [{logger}/{pid}] {id} {text}`; otherwise it is recognised
    #[arg(long, value_name = "LAYOUT")]
    pub(crate) layout: Option<String>,
    /// What a backslash in a text is
    #[arg(long, value_enum, default_value_t = Backslash::Unknown)]
    pub(crate) escapes: Backslash,
    /// Take lines alone whose severity is so, such as `severity>=warn`
    #[arg(long = "where", value_name = "CONDITION")]
    pub(crate) condition: Option<String>,
    /// Take lines alone whose ID is like this, such as `ALLOC_*`
    #[arg(long, value_name = "PATTERN")]
    pub(crate) id: Option<String>,
    /// Go on at the end of the log, as it grows
    #[arg(short = 'F', long)]
    pub(crate) follow: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Backslash {
    /// It is not known: a line that can be either is ambiguous
    Unknown,
    /// The beginning of an escape, as kea-messages-subscriber writes it
    Escape,
    /// A backslash, as in the logs of Kea itself
    Itself,
}

#[derive(Args, Debug)]
pub(crate) struct Lock {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The lock file
    #[arg(short, long, value_name = "FILE", default_value = "messages.lock")]
    pub(crate) output: PathBuf,
    /// Write it although a promise is broken
    #[arg(long)]
    pub(crate) force: bool,
    /// Print what changed between two catalogues, in Markdown
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], conflicts_with = "files")]
    pub(crate) release_notes: Option<Vec<PathBuf>>,
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Hold the messages against a lock file
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "messages.lock")]
    pub(crate) locked: Option<PathBuf>,
    /// Look for the messages in the Rust files of this folder
    #[arg(long, value_name = "FOLDER")]
    pub(crate) sources: Option<PathBuf>,
    /// Suppress findings with this code
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<Code>,
    /// Report findings with this code, which are not reported otherwise
    #[arg(long, value_name = "CODE")]
    pub(crate) warn: Vec<Code>,
    /// What the findings are printed as
    #[arg(short, long, value_enum, default_value_t = FindingFormat::Text)]
    pub(crate) format: FindingFormat,
    /// Print what a code means
    #[arg(long, value_name = "CODE")]
    pub(crate) explain: Option<Code>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// As rustc prints them, on standard error
    Text,
    /// A JSON object for each, on a line
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub's
    Github,
}

#[derive(Args, Debug)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The format to convert to
    #[arg(short, long, value_enum)]
    pub(crate) to: CatalogueFormat,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CatalogueFormat {
    /// A catalogue in TOML
    Toml,
    /// A message file of Kea's
    Mes,
    /// A gettext template, for translators; a translated one, given as a file that
    /// ends in `.po`, becomes a local text file with `--to toml` or `--to mes`
    Po,
    /// A catalogue of systemd's journal
    Journal,
    /// JSON, as that of `manual`
    Json,
}
