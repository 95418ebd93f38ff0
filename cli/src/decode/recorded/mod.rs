//! Prints record files, whose records do not have to be decoded.

mod clock;
mod differences;
mod kea_line;
mod line;

use self::clock::Clock;
use super::followed::identity;
use super::print::{Printer, Stop};
use crate::arguments::Decode;
use crate::counted::counted;
use crate::output::complain;
use crate::recorded::RecordFile;
use jiff::tz::TimeZone;
use kea_messages_catalog::Message;
use kea_messages_records::{Block, Damage, Entry, Item, Lost, Reader, Record};
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

/// The interval at which a followed file is checked.
const LOOK: Duration = Duration::from_millis(200);

/// Reports what differs between the definitions in a record file and the catalogue.
pub(super) fn compare(log: &Path, file: &RecordFile, catalogue: &[Message]) -> io::Result<()> {
    let mut seen = HashSet::new();
    for definition in file.definitions()? {
        for difference in differences::differences(&definition, catalogue) {
            if seen.insert(difference.clone()) {
                complain("warning", &format!("`{}`: {difference}", log.display()));
            }
        }
    }
    Ok(())
}

/// Prints the records of record files.
pub(super) struct RecordPrinter<'a, 'p, W> {
    arguments: &'a Decode,
    printer: &'a mut Printer<'p, W>,
    /// The name of the file.
    log: String,
    clock: Clock,
    /// The names of the arguments of each message, by its section and number.
    names: HashMap<(u32, u64), Box<[Box<str>]>>,
    /// The current record as a line of text.
    text: String,
    /// The last complaint.
    complaint: String,
    is_sound: bool,
}

impl<'a, 'p, W: Write> RecordPrinter<'a, 'p, W> {
    pub(super) fn new(log: &Path, arguments: &'a Decode, printer: &'a mut Printer<'p, W>) -> Self {
        let log = match log.to_str() {
            Some("-") => "standard input".to_owned(),
            _ => format!("`{}`", log.display()),
        };
        Self {
            arguments,
            printer,
            log,
            clock: Clock::new(TimeZone::system()),
            names: HashMap::new(),
            text: String::new(),
            complaint: String::new(),
            is_sound: true,
        }
    }

    /// Prints a file. Returns whether it is not damaged and no records were lost, or the error that
    /// it ends with.
    pub(super) fn print(mut self, log: &Path, file: &File) -> Result<io::Result<bool>, Stop> {
        let printed = if self.arguments.follow {
            self.follow(log, file)
        } else {
            let mut reader = match self.reader(file) {
                Ok(reader) => reader,
                Err(error) => return Ok(Err(error)),
            };
            self.print_rest(&mut reader)
        };
        Ok(printed?.map(|()| self.is_sound))
    }

    fn reader<'f>(&self, file: &'f File) -> io::Result<Reader<&'f File>> {
        let mut reader = Reader::new(file);
        if let Some(until) = self.arguments.until {
            reader = reader.until(until);
        }
        if let Some(since) = self.arguments.since {
            reader = reader.since(since);
            reader.seek_to(since)?;
        }
        Ok(reader)
    }

    /// Prints what a file has now.
    fn print_rest(&mut self, reader: &mut Reader<&File>) -> Result<io::Result<()>, Stop> {
        for item in reader {
            match item {
                Ok(Item::Block(block)) => self.print_block(&block)?,
                Ok(Item::Damage(damage)) => self.report_damage(&damage),
                Ok(_) => {}
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(()))
    }

    /// Prints a file as it grows, and those that replace it.
    fn follow(&mut self, log: &Path, file: &File) -> Result<io::Result<()>, Stop> {
        let mut replacement: File;
        let mut file = file;
        loop {
            let (mut reader, current) = match self.reader(file).and_then(|reader| {
                let current = identity(&file.metadata()?);
                Ok((reader, current))
            }) {
                Ok(opened) => opened,
                Err(error) => return Ok(Err(error)),
            };
            reader.set_growing(true);
            let next = loop {
                if let Err(error) = self.print_rest(&mut reader)? {
                    return Ok(Err(error));
                }
                self.printer.flush()?;
                sleep(LOOK);
                // After a rotation, the new file can be missing for a moment.
                let Ok(metadata) = log.metadata() else {
                    continue;
                };
                let is_other = identity(&metadata) != current;
                if (is_other || metadata.len() < reader.offset())
                    && let Ok(next) = File::open(log)
                {
                    break next;
                }
            };
            // The program may have written more to the old file in the meantime.
            reader.set_growing(false);
            if let Err(error) = self.print_rest(&mut reader)? {
                return Ok(Err(error));
            }
            replacement = next;
            file = &replacement;
        }
    }

    fn print_block(&mut self, block: &Block) -> Result<(), Stop> {
        let mut entries = block.entries();
        while let Some(entry) = entries.next() {
            match entry {
                Entry::Record(record) => self.print_record(&record)?,
                Entry::Lost(lost) => self.report_lost(&lost),
                Entry::Damage(damage) => self.report_damage(&damage),
                _ => {}
            }
        }
        Ok(())
    }

    fn print_record(&mut self, record: &Record<'_>) -> Result<(), Stop> {
        self.text.clear();
        if self.printer.is_text_of_all() {
            kea_line::write(record, &mut self.clock, &mut self.text);
            return self.printer.print_as_text(&self.text);
        }
        let definition = record.definition();
        let key = (record.section().number(), definition.number);
        let names = self.names.entry(key).or_insert_with(|| {
            let names = definition.arguments.iter();
            names.map(|argument| Box::from(&*argument.name)).collect()
        });
        let line = line::line(record, names, &mut self.clock);
        let clock = &mut self.clock;
        self.printer.print_recorded(&line, &mut self.text, |text| {
            kea_line::write(record, clock, text);
        })
    }

    fn report_lost(&mut self, lost: &Lost<'_>) {
        let mut time = String::new();
        self.clock.write_local(lost.unix_time(), &mut time);
        let thread = match lost.thread().name() {
            "" => format!("thread {}", lost.thread().id().unwrap_or_default()),
            name => format!("thread `{}`", name.escape_debug()),
        };
        let was = if lost.count() == 1 { "was" } else { "were" };
        let records = counted(lost.count(), "record");
        self.complain(format!("{time}: {records} of {thread} {was} lost"));
    }

    fn report_damage(&mut self, damage: &Damage) {
        self.complain(damage.to_string());
    }

    /// Reports an error, but not several times in a row.
    fn complain(&mut self, complaint: String) {
        self.is_sound = false;
        if complaint != self.complaint {
            complain("error", &format!("{}: {complaint}", self.log));
            self.complaint = complaint;
        }
    }
}
