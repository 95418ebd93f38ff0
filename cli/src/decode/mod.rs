//! `kea-messages decode`: decodes logs into messages.
//!
//! [`lines`] reads the lines of a log, [`records`] joins those that belong together, the
//! library decodes them, [`filter`] filters them, and [`print`] prints them or converts
//! them to rows of [`columns`].

#[cfg(feature = "columns")]
mod columns;
mod condition;
mod continued;
mod fail_on;
mod filter;
mod followed;
mod learn;
mod line_reader;
mod lines;
mod parallel;
mod print;
mod recorded;
mod records;
mod report;
mod stats;
mod suggest;
mod unknown_ids;

use crate::arguments::{Backslash, ContinuedLines, Decode, DecodeFormat};
use crate::extension::check_decode;
use crate::failure::Failure;
use crate::input::{cannot_read, is_stdin, keep_files, keep_sources};
use crate::known::Known;
use crate::output::{NewFile, cannot_write, complain};
use crate::recorded::{RecordFile, message};
use continued::LearnedHabits;
use fail_on::FailOn;
use filter::Filter;
use kea_messages_catalog::{Header, Message};
use kea_messages_decode::{Continued, Decoder, Escapes};
use kea_messages_manual::Book;
use learn::LearnedTypes;
use lines::Lines;
use print::{Descriptions, Format, Printer, Stop};
use recorded::RecordPrinter;
use records::{Record, Records};
use stats::Stats;
use std::collections::HashSet;
use std::io::{self, BufWriter, IntoInnerError, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use lines::each_line;

/// The size from which a log is decoded on several threads.
const LONG_LOG: u64 = 1 << 20;

pub(crate) fn run(arguments: &Decode) -> Result<(), Failure> {
    check(arguments)?;
    let logs = open_recorded(arguments)?;
    let is_all_recorded = logs.iter().all(|(_, recorded)| recorded.is_some());
    let (mut messages, has_problems) = if is_all_recorded && !arguments.catalogue.is_given() {
        (Vec::new(), false)
    } else {
        read_catalogues(arguments)?
    };
    add_recorded(arguments, &logs, &mut messages)?;
    // If the versions differ, the severity and the description of the first one are used.
    let book = Book::new(Header::default(), messages.iter().cloned());
    let known = Known::new(book, &arguments.published);
    messages.extend_from_slice(known.built_in());
    let whole = decoder(arguments, &messages)?;
    let filter = Filter::new(arguments, &known)?;
    let path = printed_file(arguments)?;
    if writes_file(arguments) {
        check_logs(&logs)?;
    }
    // Files and folders are only created now, because nothing has failed so far.
    #[cfg(feature = "columns")]
    let columns = columns::Columns::open(arguments, &messages)?;
    let out = NewFile::create(path.unwrap_or(Path::new("-")));
    let out = out.map_err(|error| cannot_write_result(path, &error))?;
    let printer = Printer {
        filter: &filter,
        fail_on: FailOn::new(&arguments.fail_on),
        format: match (arguments.stats, arguments.explain, arguments.format()) {
            _ if arguments.learn_types => Format::Types(LearnedTypes::new(|message| {
                decoder(arguments, std::slice::from_ref(message)).ok()
            })),
            (true, _, Some(_)) => Format::JsonStats(Stats::default()),
            (true, _, None) => Format::Stats(Stats::default()),
            (_, true, _) => Format::Explained(Descriptions::default()),
            #[cfg(feature = "columns")]
            _ => columns.map_or(Format::Json, Format::Columns),
            #[cfg(not(feature = "columns"))]
            _ => Format::Json,
        },
        file: None,
        line: None,
        decoder: &whole,
        continued: match arguments.continued {
            ContinuedLines::Auto | ContinuedLines::Unknown => Continued::Unknown,
            ContinuedLines::Value => Continued::Value,
            ContinuedLines::Trace => Continued::Trace,
        },
        learned: None,
        known: &known,
        out: BufWriter::with_capacity(1 << 16, out),
        json: Vec::new(),
        is_text: arguments.format().is_none() && !is_json_file(path),
    };
    match print_logs(arguments, &logs, printer) {
        Err(Stop::Failed(failure)) => Err(failure),
        Err(Stop::Unwritable(error)) => Err(cannot_write_result(path, &error)),
        Ok(()) if has_problems => Err(Failure::Problems),
        Ok(()) | Err(Stop::ClosedPipe) => Ok(()),
    }
}

/// A log, and its content if it is a record file.
type Log<'a> = (&'a Path, Option<RecordFile>);

/// Opens those of the logs that are record files.
fn open_recorded(arguments: &Decode) -> Result<Vec<Log<'_>>, Failure> {
    let logs: Vec<&Path> = match arguments.logs.as_slice() {
        [] => vec![Path::new("-")],
        logs => logs.iter().map(PathBuf::as_path).collect(),
    };
    // An error is reported when the log is opened again.
    let logs: Vec<_> = logs
        .into_iter()
        .map(|log| (log, RecordFile::open(log).ok().flatten()))
        .collect();
    let other = logs.iter().find(|(_, recorded)| recorded.is_none());
    if let Some((log, _)) = other
        && (arguments.since.is_some() || arguments.until.is_some())
    {
        return Err(Failure::Unusable(format!(
            "`--since` and `--until` require record files, and `{}` is not one: use \
             `--where 'time>=...'`",
            log.display()
        )));
    }
    let recorded = logs.iter().find(|(_, recorded)| recorded.is_some());
    if let Some((log, Some(file))) = recorded {
        let log = log.display();
        if arguments.learn_types {
            return Err(Failure::Unusable(format!(
                "`--learn-types` is for logs of text: the values in `{log}` have types"
            )));
        }
        if arguments.follow && !file.is_itself {
            return Err(Failure::Unusable(format!(
                "`--follow` cannot be used with `{log}`, because it is compressed"
            )));
        }
    }
    Ok(logs)
}

/// Adds the messages of record files, unless the catalogue has messages with their IDs. If a
/// catalogue was given, reports what differs from it.
fn add_recorded(
    arguments: &Decode,
    logs: &[Log<'_>],
    messages: &mut Vec<Message>,
) -> Result<(), Failure> {
    let unreadable = |log: &Path, error| Failure::Unusable(cannot_read(log, &error));
    let mut seen: HashSet<String> = messages.iter().map(|it| it.id.clone()).collect();
    let catalogue = messages.clone();
    for (log, recorded) in logs {
        let Some(file) = recorded else {
            continue;
        };
        if arguments.catalogue.is_given() {
            let compared = recorded::compare(log, file, &catalogue);
            compared.map_err(|error| unreadable(log, error))?;
        }
        let definitions = file.definitions().map_err(|error| unreadable(log, error))?;
        for definition in definitions {
            if seen.insert(definition.id.to_string()) {
                messages.push(message(&definition));
            }
        }
    }
    Ok(())
}

/// Checks the arguments, as far as this is possible before a catalogue is read.
fn check(arguments: &Decode) -> Result<(), Failure> {
    if arguments.published.url.is_some() && !has_links(arguments) {
        let text = "`--url` requires JSON lines or `--explain`: other formats have no links";
        return Err(Failure::unusable(text));
    }
    if arguments.follow && !matches!(arguments.logs.as_slice(), [log] if !is_stdin(log)) {
        let reason = "`--follow` requires exactly one log, which is not standard input";
        return Err(Failure::unusable(reason));
    }
    check_decode(arguments)?;
    let is_stdin_log = arguments.logs.is_empty() || arguments.logs.iter().any(|log| is_stdin(log));
    arguments.catalogue.check_log(is_stdin_log)?;
    if let Some(log) = arguments.logs.iter().find(|log| is_catalogue(log)) {
        let log = log.display();
        let reason = format!("`{log}` is a catalogue, not a log: use `-c {log}`");
        return Err(Failure::Unusable(reason));
    }
    let logs = arguments.logs.iter().map(PathBuf::as_path);
    keep_files(arguments.output.path(), logs)
}

/// Whether the extension of the output file is that of JSON.
fn is_json_file(path: Option<&Path>) -> bool {
    let extension = path.and_then(Path::extension).unwrap_or_default();
    let mut known = ["json", "jsonl", "ndjson"].into_iter();
    known.any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether the output can link to the manual.
fn has_links(arguments: &Decode) -> bool {
    #[cfg(feature = "columns")]
    if arguments.by_id.is_some() {
        return false;
    }
    let is_json = matches!(arguments.format(), None | Some(DecodeFormat::Json));
    is_json && !arguments.stats && !arguments.learn_types
}

fn cannot_write_result(path: Option<&Path>, error: &io::Error) -> Failure {
    match path {
        Some(path) => cannot_write(path, error),
        None => Failure::unusable(format!("cannot write: {error}")),
    }
}

/// Returns the file that lines are printed to, or `None` for standard output and for files of rows.
fn printed_file(arguments: &Decode) -> Result<Option<&Path>, Failure> {
    let path = match arguments.format() {
        None | Some(DecodeFormat::Json) => arguments.output.path(),
        #[cfg(feature = "columns")]
        Some(DecodeFormat::Arrow | DecodeFormat::Parquet) => None,
    };
    if path.is_some() && arguments.follow {
        // The file is renamed at the end of the log, which `--follow` never reaches.
        let reason = "`--output` cannot be used with `--follow`: redirect standard output instead, \
                      with `> FILE`";
        return Err(Failure::unusable(reason));
    }
    Ok(path)
}

/// Whether the result is a file or a folder and not standard output. Such a result has the lines of
/// all logs, or is not changed.
fn writes_file(arguments: &Decode) -> bool {
    #[cfg(feature = "columns")]
    if arguments.by_id.is_some() {
        return true;
    }
    arguments.output.path().is_some()
}

/// Checks that each log can be opened, so that a missing log is reported before a result is
/// written, which can take long. A log that is not a file, such as a pipe, is not checked, because
/// it can be read only once.
fn check_logs(logs: &[Log<'_>]) -> Result<(), Failure> {
    let mut is_opened = true;
    for (log, _) in logs.iter().filter(|(_, recorded)| recorded.is_none()) {
        let metadata = log.metadata();
        let is_tried = metadata.map_or(true, |it| it.is_file() || it.is_dir()) && !is_stdin(log);
        if is_tried && let Err(error) = Lines::open(log, false) {
            complain("error", &cannot_read(log, &error));
            is_opened = false;
        }
    }
    if is_opened {
        Ok(())
    } else {
        Err(Failure::Unreadable)
    }
}

/// Reads the versions of a catalogue, and returns whether there were problems.
fn read_catalogues(arguments: &Decode) -> Result<(Vec<Message>, bool), Failure> {
    let mut messages = Vec::new();
    let mut has_problems = false;
    for catalogue in arguments.catalogue.read_versions()? {
        keep_sources(arguments.output.path(), &catalogue.sources)?;
        has_problems |= catalogue.has_errors();
        let entries = catalogue.entries.into_iter();
        messages.extend(entries.map(|entry| entry.message));
    }
    Ok((messages, has_problems))
}

fn decoder(arguments: &Decode, messages: &[Message]) -> Result<Decoder, Failure> {
    let decoder = Decoder::new(messages).with_escapes(match arguments.escapes {
        Backslash::Unknown => Escapes::Unknown,
        Backslash::Escape => Escapes::OneLine,
        Backslash::Itself => Escapes::None,
    });
    let mut layouts = arguments.layout.iter();
    layouts.try_fold(decoder, |decoder, layout| {
        let parsed = layout
            .parse()
            .map_err(|error| Failure::unusable(format!("invalid layout `{layout}`: {error}")))?;
        Ok(decoder.with_layout(parsed))
    })
}

fn print_logs(
    arguments: &Decode,
    logs: &[Log<'_>],
    mut printer: Printer<'_, BufWriter<NewFile>>,
) -> Result<(), Stop> {
    let (mut is_opened, mut is_read, mut is_sound) = (true, true, true);
    for (log, recorded) in logs {
        if let Some(file) = recorded {
            printer.file = (!is_stdin(log)).then(|| log.display().to_string());
            printer.line = None;
            let records = RecordPrinter::new(log, arguments, &mut printer);
            let outcome = records.print(log, &file.file)?;
            let error = file.error.as_ref().or_else(|| outcome.as_ref().err());
            if let Some(error) = error {
                complain("error", &cannot_read(log, error));
                is_read = false;
            }
            is_sound &= outcome.unwrap_or(true);
            continue;
        }
        let lines = match Lines::open(log, arguments.follow) {
            Ok(lines) => lines,
            Err(error) => {
                complain("error", &cannot_read(log, &error));
                is_opened = false;
                continue;
            }
        };
        // The rest of a followed log does not exist yet, and standard input cannot be
        // read twice.
        let is_learned_from =
            arguments.continued == ContinuedLines::Auto && !arguments.follow && log.is_file();
        printer.learned = is_learned_from.then(|| Arc::new(LearnedHabits::of(log.to_path_buf())));
        let records = Records::new(lines, printer.decoder);
        let threads = threads(arguments, log);
        if let Err(error) = print_records(records, log, threads, &mut printer)? {
            complain("error", &cannot_read(log, &error));
            is_read = false;
        }
    }
    if !is_opened && writes_file(arguments) {
        // Files that are not kept are removed.
        return Err(Failure::Unreadable.into());
    }
    let (has_failed, out) = printer.finish()?;
    let out = out.into_inner().map_err(IntoInnerError::into_error)?;
    out.keep()?;
    if !is_opened || !is_read {
        Err(Failure::Unreadable.into())
    } else if has_failed || !is_sound {
        Err(Failure::Problems.into())
    } else {
        Ok(())
    }
}

/// Whether a file has the extension of a catalogue. `.json` is not included, because logs can have
/// it too.
pub(crate) fn is_catalogue(log: &Path) -> bool {
    let ending = log.extension().unwrap_or_default();
    ["toml", "mes", "rs"].iter().any(|known| ending == *known)
}

/// Returns the number of threads that decode a log. It is 1 for a log that is followed or piped,
/// whose lines should be shown immediately, and for a short log, which is decoded before threads
/// have started.
fn threads(arguments: &Decode, log: &Path) -> usize {
    let length = log
        .metadata()
        .map_or(0, |log| if log.is_file() { log.len() } else { 0 });
    if arguments.follow || length < LONG_LOG {
        return 1;
    }
    let all = || std::thread::available_parallelism().map_or(1, NonZero::get);
    arguments.jobs.map_or_else(all, NonZero::get)
}

/// Prints the records of a log, and returns the error that it ends with, if there is one.
fn print_records<W: Write>(
    mut records: Records<'_>,
    log: &Path,
    threads: usize,
    printer: &mut Printer<'_, W>,
) -> Result<io::Result<()>, Stop> {
    let workers: Option<Vec<_>> = (0..threads).map(|_| printer.worker()).collect();
    if let Some(workers) = workers.filter(|workers| workers.len() > 1) {
        return parallel::print(records, workers, printer);
    }
    let is_file = !is_stdin(log);
    printer.file = is_file.then(|| log.display().to_string());
    loop {
        records.take_lines(|line, text| {
            printer.line = Some(line);
            printer.print_text(text, false)
        })?;
        let Some((line, record)) = records.next_numbered() else {
            return Ok(Ok(()));
        };
        printer.line = line;
        match record {
            Ok(Record::Whole(record)) => printer.print_record(record, false)?,
            Ok(Record::CutOff(record)) => printer.print_record(record, true)?,
            Ok(Record::TooLong(part)) => printer.print_undecoded(part)?,
            Ok(Record::NothingYet) => {
                printer.flush()?;
                records.wait();
            }
            Err(error) => return Ok(Err(error)),
        }
    }
}
