//! Record files as the input of commands.

use flate2::read::MultiGzDecoder;
use kea_messages_catalog::{Argument, Message};
use kea_messages_records::Reader;
use kea_messages_records::format::definition::{ArgumentDefinition, MessageDefinition};
use kea_messages_records::format::frame::MAGIC;
use kea_messages_records::format::value::ValueKind;
use std::collections::HashSet;
use std::fs::File;
use std::io::{
    self, BufRead, BufReader, Cursor, ErrorKind, IsTerminal as _, Read, Seek, SeekFrom, Write as _,
};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The extension of record files.
const EXTENSION: &str = "kmr";

/// A record file that can be read more than once.
pub(crate) struct RecordFile {
    pub(crate) file: File,
    /// Whether this is the file itself, and not a copy.
    pub(crate) is_itself: bool,
    /// The error with which the copy ended, if it is not complete.
    pub(crate) error: Option<io::Error>,
}

impl RecordFile {
    /// Opens a log if it is a record file. Otherwise, nothing is read from it.
    ///
    /// A compressed file and standard input are copied to a temporary file, because the
    /// definitions of the messages are needed before the records.
    pub(crate) fn open(path: &Path) -> io::Result<Option<Self>> {
        if path == Path::new("-") {
            // The terminal has no records, and would be waited for.
            if io::stdin().is_terminal() {
                return Ok(None);
            }
            let is_recorded = begins_with_frame(&peek_stdin()?);
            return is_recorded
                .then(|| Self::copy(BufReader::new(stdin())))
                .transpose();
        }
        if !path.is_file() {
            return Ok(None);
        }
        let mut file = File::open(path)?;
        let mut beginning = Vec::new();
        (&file).take(PEEKED as u64).read_to_end(&mut beginning)?;
        let is_empty = beginning.is_empty() && path.extension().is_some_and(|it| it == EXTENSION);
        if !is_empty && !begins_with_frame(&beginning) {
            return Ok(None);
        }
        file.seek(SeekFrom::Start(0))?;
        if is_empty || beginning.starts_with(&MAGIC) {
            return Ok(Some(Self {
                file,
                is_itself: true,
                error: None,
            }));
        }
        Self::copy(BufReader::new(file)).map(Some)
    }

    fn copy(mut read: impl BufRead) -> io::Result<Self> {
        let beginning = read.fill_buf()?.to_vec();
        let mut read: Box<dyn Read + '_> = match *beginning {
            [0x1f, 0x8b, ..] => Box::new(MultiGzDecoder::new(read)),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(zstd::Decoder::with_buffer(read)?),
            _ => Box::new(read),
        };
        let mut file = tempfile::tempfile()?;
        let mut part = vec![0; 1 << 16];
        let error = loop {
            match read.read(&mut part) {
                Ok(0) => break None,
                Ok(count) => file.write_all(&part[..count])?,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                // What was read so far is shown.
                Err(error) => break Some(error),
            }
        };
        file.seek(SeekFrom::Start(0))?;
        Ok(Self {
            file,
            is_itself: false,
            error,
        })
    }

    /// Returns the definitions of the messages.
    pub(crate) fn definitions(&self) -> io::Result<Vec<MessageDefinition<'static>>> {
        let mut reader = Reader::new(&self.file);
        let definitions = reader.messages();
        (&self.file).seek(SeekFrom::Start(0))?;
        definitions
    }
}

/// The bytes of standard input that were read to determine what it is.
static STDIN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The number of bytes of a log that are read to determine what it is. The first byte that zstd
/// decompresses can depend on 128 KiB and a few bytes.
const PEEKED: usize = 256 << 10;

/// Returns the beginning of standard input, which is read again afterwards.
fn peek_stdin() -> io::Result<Vec<u8>> {
    let mut beginning = io::stdin().lock().fill_buf()?.to_vec();
    if beginning.starts_with(&ZSTD) {
        beginning.clear();
        io::stdin()
            .take(PEEKED as u64)
            .read_to_end(&mut beginning)?;
        let mut kept = STDIN.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone_from(&beginning);
    }
    Ok(beginning)
}

/// Returns standard input from its beginning on.
pub(crate) fn stdin() -> impl Read {
    let mut kept = STDIN.lock().unwrap_or_else(PoisonError::into_inner);
    Cursor::new(std::mem::take(&mut *kept)).chain(io::stdin())
}

/// The bytes that a file begins with that was compressed with zstd.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Whether a log begins with a frame of a record file, perhaps after it was decompressed.
fn begins_with_frame(beginning: &[u8]) -> bool {
    let mut bytes = [0; MAGIC.len()];
    let read = match beginning {
        [0x1f, 0x8b, ..] => MultiGzDecoder::new(beginning).read_exact(&mut bytes),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            zstd::Decoder::with_buffer(beginning).and_then(|mut it| it.read_exact(&mut bytes))
        }
        mut beginning => beginning.read_exact(&mut bytes),
    };
    read.is_ok() && bytes == MAGIC
}

/// Whether a path is that of a record file.
pub(crate) fn is_recorded(path: &Path) -> bool {
    let is_stdin = path == Path::new("-");
    !is_stdin && RecordFile::open(path).is_ok_and(|file| file.is_some())
}

/// Returns the messages of a record file, each once.
///
/// # Errors
///
/// Returns an error if the file cannot be read.
pub(crate) fn messages_of(path: &Path) -> io::Result<Vec<Message>> {
    let Some(file) = RecordFile::open(path)? else {
        return Ok(Vec::new());
    };
    let mut seen = HashSet::new();
    let definitions = file.definitions()?;
    let first = definitions
        .iter()
        .filter(|definition| seen.insert(&*definition.id));
    Ok(first.map(message).collect())
}

/// Converts the definition of a message in a record file.
pub(crate) fn message(definition: &MessageDefinition<'_>) -> Message {
    let mut message = Message::new(&*definition.id, &*definition.text);
    message.severity = Some(definition.severity);
    message.arguments = Some(definition.arguments.iter().map(argument).collect());
    message.description = definition.description.to_string();
    message.action = Some(definition.action.to_string()).filter(|action| !action.is_empty());
    message
}

fn argument(definition: &ArgumentDefinition<'_>) -> Argument {
    let mut argument = Argument::named(&definition.name);
    if !definition.rust_type.is_empty() {
        argument = argument.with_type(&*definition.rust_type);
    }
    argument.secret = definition.kind == ValueKind::Secret;
    argument.field = definition.is_field;
    argument
}
