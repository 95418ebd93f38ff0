//! Tests writing to a disk that may be full.

use super::*;

/// A disk with its content, and its free space in bytes.
#[derive(Clone, Default)]
struct Disk(Arc<Mutex<(Vec<u8>, usize)>>);

impl Disk {
    fn set_space(&self, bytes: usize) {
        self.0.lock().expect("nothing panics").1 = bytes;
    }

    /// Returns the part of each line after the process ID.
    fn lines(&self) -> Vec<String> {
        let text = self.0.lock().expect("nothing panics").0.clone();
        let text = String::from_utf8(text).expect("it is text");
        assert!(text.is_empty() || text.ends_with('\n'), "{text:?}");
        let line = |line: &str| {
            line.rsplit_once("] ")
                .map_or(line, |(_, line)| line)
                .to_owned()
        };
        text.lines().map(line).collect()
    }
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (written, space) = &mut *self.0.lock().expect("nothing panics");
        let count = bytes.len().min(*space);
        if count == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        written.extend_from_slice(&bytes[..count]);
        *space -= count;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn writer(flush: bool) -> (Disk, Disk, Writer) {
    let (disk, stderr) = (Disk::default(), Disk::default());
    disk.set_space(usize::MAX);
    stderr.set_space(usize::MAX);
    let fallback = Fallback::with_stderr("disk".to_owned(), Box::new(stderr.clone()));
    let sink = Sink::Stream(Lines::new(Box::new(disk.clone())));
    let config = OutputConfig {
        flush,
        ..OutputConfig::CONSOLE
    };
    (disk, stderr, Writer::new(sink, &config, fallback))
}

fn write(writer: &mut Writer, line: &str, severity: Severity) {
    writer.write(line, severity, std::process::id());
}

#[test]
fn an_output_is_told_what_it_has_missed() {
    let (disk, stderr, mut writer) = writer(true);
    let mut write = |line| write(&mut writer, line, Severity::Info);
    write("one\n");
    disk.set_space(2);
    write("two\n");
    write("three\n");
    stderr.set_space(0);
    write("four\n");
    stderr.set_space(usize::MAX);
    disk.set_space(usize::MAX);
    write("five\n");
    write("six\n");
    assert_eq!(
        disk.lines(),
        [
            "one",
            "two",
            "LOG_LINES_MISSING 2 line(s) could not be written to disk: no storage space; they \
             went to standard error, where 1 of them were lost",
            "five",
            "six",
        ],
    );
    assert_eq!(
        stderr.lines(),
        ["cannot write to disk: no storage space: three"]
    );
}

#[test]
fn a_note_that_finds_no_space_is_tried_again() {
    for space in [0, 1, 40] {
        let (disk, stderr, mut writer) = writer(true);
        let mut write = |line| write(&mut writer, line, Severity::Info);
        disk.set_space(0);
        write("one\n");
        disk.set_space(space);
        write("two\n");
        disk.set_space(usize::MAX);
        write("three\n");
        let lines = disk.lines();
        let missing: u32 = lines
            .iter()
            .filter_map(|line| line.strip_prefix("LOG_LINES_MISSING "))
            .map(|text| text[..1].parse::<u32>().expect("a number"))
            .sum();
        assert_eq!(missing, 2, "{lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("three"));
        assert_eq!(stderr.lines().len(), 2);
    }
}

#[test]
fn lines_wait_until_they_are_many_or_one_is_an_error() {
    let (disk, stderr, mut writer) = writer(false);
    write(&mut writer, "one\n", Severity::Info);
    write(&mut writer, "two\n", Severity::Warn);
    assert_eq!(disk.lines(), [""; 0]);
    write(&mut writer, "three\n", Severity::Error);
    assert_eq!(disk.lines(), ["one", "two", "three"]);
    for _ in 0..BUFFER_SIZE / 4 {
        write(&mut writer, "fou\n", Severity::Info);
    }
    assert_eq!(disk.lines().len(), 3 + BUFFER_SIZE / 4);
    write(&mut writer, "five\n", Severity::Info);
    disk.set_space(0);
    drop(writer);
    assert_eq!(
        stderr.lines(),
        ["cannot write to disk: no storage space: five"]
    );
}

#[test]
fn a_line_that_was_cut_is_ended_by_a_flush() {
    let (disk, stderr, mut writer) = writer(true);
    disk.set_space(2);
    write(&mut writer, "one\n", Severity::Info);
    disk.set_space(usize::MAX);
    writer.flush();
    assert_eq!(disk.lines(), ["one"]);
    drop(writer);
    assert_eq!(disk.lines(), ["one"]);
    assert_eq!(stderr.lines(), [""; 0]);
}

#[test]
fn a_line_that_stays_cut_is_missing() {
    let (disk, stderr, mut writer) = writer(true);
    disk.set_space(2);
    write(&mut writer, "one\n", Severity::Info);
    assert_eq!(stderr.lines(), [""; 0], "there can be space later");
    // The end of a thread, and then the end of the output.
    for _ in 0..2 {
        writer.flush();
        writer.take_torn();
        let error = "cannot write to disk: only a part of the line was written: one";
        assert_eq!(stderr.lines(), [error]);
        assert_eq!(writer.counts.missing.get(), 1);
    }
    drop(writer);
    assert_eq!(stderr.lines().len(), 1);
}

#[test]
fn standard_error_too_ends_a_line_before_the_next() {
    let (disk, stderr, mut writer) = writer(true);
    disk.set_space(0);
    stderr.set_space(10);
    write(&mut writer, "one\n", Severity::Info);
    stderr.set_space(usize::MAX);
    write(&mut writer, "two\n", Severity::Info);
    let lines =
        ["one", "two"].map(|line| format!("cannot write to disk: no storage space: {line}"));
    assert_eq!(stderr.lines(), lines);
    assert_eq!(writer.counts.lost.get(), 0);
}

#[test]
fn a_child_leaves_to_its_parent_what_waits() {
    let (disk, _, mut writer) = writer(false);
    let child = std::process::id();
    let parent = child.wrapping_add(1);
    writer.write("parent\n", Severity::Info, parent);
    writer.write("child\n", Severity::Info, child);
    writer.flush();
    assert_eq!(disk.lines(), ["child"]);
    writer.write("parent\n", Severity::Info, parent);
    writer.flush();
    assert_eq!(disk.lines(), ["child"]);
}
