//! Writes a file for each message.
//!
//! Rows are kept in memory, and moved to disk when there are too many. So only one file is open at
//! a time, regardless of the number of messages, and each message gets one file.

use super::file::{BatchFile, FileFormat, cannot_make, cannot_write_batch};
use crate::failure::Failure;
use crate::output::{cannot_write, create_folder, without_path};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use kea_messages_catalog::Message;
use kea_messages_columns::{Place, Table};
use kea_messages_core::id::is_id;
use kea_messages_decode::Line;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The approximate maximum number of bytes of rows in memory.
const MAX_KEPT: usize = 1 << 26;

/// The name of the file of lines without a known message. No ID has a hyphen, and
/// programs that read a folder as a table ignore files that begin with an underscore.
const OTHERS: &str = "other-lines";

/// The maximum length of an ID that is used as a file name.
const MAX_NAME: usize = 200;

/// Writes the lines of each message to its own file.
pub(super) struct ById {
    folder: PathBuf,
    format: FileFormat,
    /// The versions of each message, by ID.
    versions: HashMap<String, Vec<Message>>,
    /// The rows in memory, by the name of their file.
    tables: BTreeMap<String, Table>,
    kept: usize,
    max_kept: usize,
    aside: Aside,
    /// Dropped after `aside`, whose folder is inside.
    created: CreatedFolders,
}

impl ById {
    pub(super) fn new(
        folder: &Path,
        format: FileFormat,
        messages: &[Message],
    ) -> Result<Self, Failure> {
        let created = CreatedFolders::create(folder)?;
        let mut found = fs::read_dir(folder).map_err(|error| cannot_write(folder, error))?;
        if found.next().is_some() {
            // Files of another run could be mistaken for files of this one.
            return Err(cannot_write(folder, "the folder is not empty"));
        }
        let mut versions: HashMap<String, Vec<Message>> = HashMap::new();
        for message in messages {
            if is_id(&message.id) && message.id.len() <= MAX_NAME {
                let same = versions.entry(message.id.clone()).or_default();
                same.push(message.clone());
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            format,
            versions,
            tables: BTreeMap::new(),
            kept: 0,
            max_kept: MAX_KEPT,
            aside: Aside::default(),
            created,
        })
    }

    pub(super) fn append(&mut self, line: &Line<'_>, place: Place<'_>) -> Result<(), Failure> {
        let id = line.id.as_deref();
        let id = id.filter(|id| self.versions.contains_key(*id));
        let name = id.unwrap_or(OTHERS);
        if !self.tables.contains_key(name) {
            self.tables.insert(name.to_owned(), self.table(id));
        }
        if let Some(table) = self.tables.get_mut(name) {
            let before = table.bytes();
            table.append(line, place).map_err(cannot_make)?;
            self.kept += table.bytes() - before;
        }
        if self.kept >= self.max_kept {
            self.put_aside()?;
        }
        Ok(())
    }

    /// Creates an empty table for lines with this ID.
    fn table(&self, id: Option<&str>) -> Table {
        match id.and_then(|id| self.versions.get(id)) {
            Some(versions) => Table::of_message(&versions.iter().collect::<Vec<_>>()),
            None => Table::new(),
        }
    }

    fn put_aside(&mut self) -> Result<(), Failure> {
        for (name, mut table) in std::mem::take(&mut self.tables) {
            self.aside.append(&self.folder, &name, &mut table)?;
        }
        self.kept = 0;
        Ok(())
    }

    /// Writes the files.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        let mut tables = std::mem::take(&mut self.tables);
        let mut names = std::mem::take(&mut self.aside.names);
        names.extend(tables.keys().cloned());
        for name in names {
            let id = Some(name.as_str()).filter(|name| *name != OTHERS);
            let mut table = tables.remove(&name).unwrap_or_else(|| self.table(id));
            let path = self.folder.join(&name).with_extension(self.format.ending());
            let mut file = BatchFile::create(&path, self.format, &table.schema())?;
            self.aside.read(&self.folder, &name, &mut file)?;
            file.write(&table.finish().map_err(cannot_make)?)?;
            file.finish()?;
        }
        self.created.keep();
        Ok(())
    }
}

/// The folders that were created for the files, the innermost first. They are removed if no file is
/// written, because no log can be read.
struct CreatedFolders(Vec<PathBuf>);

impl CreatedFolders {
    /// Creates a folder, and those above it.
    fn create(folder: &Path) -> Result<Self, Failure> {
        let missing = folder.ancestors().take_while(|folder| {
            let is_named = !folder.as_os_str().is_empty();
            is_named && !folder.exists()
        });
        let created = Self(missing.map(Path::to_owned).collect());
        create_folder(folder)?;
        Ok(created)
    }

    /// Keeps the folders, also if they are empty.
    fn keep(&mut self) {
        self.0.clear();
    }
}

impl Drop for CreatedFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            // A folder that has something in it stays.
            _ = fs::remove_dir(folder);
        }
    }
}

/// The rows on disk, in a temporary folder.
#[derive(Default)]
struct Aside {
    folder: Option<TempDir>,
    names: BTreeSet<String>,
}

impl Aside {
    /// Appends the rows of a table to its temporary file, as a stream after the earlier streams.
    /// Errors name the folder that the user specified.
    fn append(&mut self, folder: &Path, name: &str, table: &mut Table) -> Result<(), Failure> {
        let aside = if let Some(aside) = &self.folder {
            aside
        } else {
            let aside = TempDir::new_in(folder);
            let aside = aside.map_err(|error| cannot_write(folder, without_path(&error)))?;
            self.folder.insert(aside)
        };
        let path = aside.path().join(name);
        let file = OpenOptions::new().append(true).create(true).open(&path);
        let file = file.map_err(|error| cannot_write(folder, error))?;
        let batch = table.finish().map_err(cannot_make)?;
        StreamWriter::try_new(BufWriter::new(file), &batch.schema())
            .and_then(|mut stream| {
                stream.write(&batch)?;
                stream.finish()
            })
            .map_err(|error| cannot_write_batch(folder, &error))?;
        self.names.insert(name.to_owned());
        Ok(())
    }

    /// Moves the rows on disk, if there are any, to another file.
    fn read(&self, folder: &Path, name: &str, to: &mut BatchFile) -> Result<(), Failure> {
        let Some(aside) = &self.folder else {
            return Ok(());
        };
        let path = aside.path().join(name);
        let cannot_read = |error: &dyn std::fmt::Display| {
            let folder = folder.display();
            Failure::unusable(format!(
                "cannot read the temporary rows in {folder}: {error}"
            ))
        };
        if !path.exists() {
            return Ok(());
        }
        let file = File::open(&path).map_err(|error| cannot_read(&error))?;
        let mut file = BufReader::with_capacity(1 << 16, file);
        while !file
            .fill_buf()
            .map_err(|error| cannot_read(&error))?
            .is_empty()
        {
            let stream = StreamReader::try_new(&mut file, None);
            for batch in stream.map_err(|error| cannot_read(&error))? {
                to.write(&batch.map_err(|error| cannot_read(&error))?)?;
            }
        }
        fs::remove_file(&path).map_err(|error| cannot_read(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::{ById, FileFormat};
    use kea_messages_catalog::Message;
    use kea_messages_columns::Place;
    use kea_messages_decode::Decoder;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use std::fs::{self, File};

    /// Returns the number of rows of a file.
    fn rows(path: &std::path::Path) -> i64 {
        let file = File::open(path).expect("it was written");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
        reader.metadata().file_metadata().num_rows()
    }

    #[test]
    fn rows_are_put_aside() {
        let messages: Vec<Message> = (0..30)
            .map(|number| Message::new(format!("A_{number}"), "on %1"))
            .collect();
        let decoder = Decoder::new(&messages);
        let folder = tempfile::tempdir().expect("it can be made");
        let folder = folder.path().join("out");
        let mut tables = ById::new(&folder, FileFormat::Parquet, &messages).expect("it is new");
        tables.max_kept = 100_000;
        for number in 0..3_000 {
            // The last message has no lines, and one ID is unknown.
            let line = format!("A_{} on {number}", 1 + number % 30);
            let line = decoder.decode(&line);
            tables
                .append(&line, Place::default())
                .expect("it can be written");
            assert!(tables.kept < 100_000);
        }
        assert!(tables.aside.folder.is_some());
        tables.finish().expect("it can be written");
        let files: Vec<_> = fs::read_dir(&folder)
            .expect("it was made")
            .map(|entry| entry.expect("it is there").path())
            .collect();
        // The temporary files are removed.
        assert_eq!(files.len(), 30);
        assert!(files.iter().all(|file| rows(file) == 100), "{files:?}");
        assert!(folder.join("other-lines.parquet").exists());
        assert!(!folder.join("A_0.parquet").exists());
    }
}
