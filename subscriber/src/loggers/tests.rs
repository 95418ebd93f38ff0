//! An output that a thread still uses when the configuration no longer names it.

use super::*;
use std::fs;
use std::path::Path;

fn config(path: &Path) -> Config {
    let json = format!(
        r#"{{ "loggers": [{{ "name": "root",
            "output-options": [{{ "output": {path:?}, "flush": false }}] }}] }}"#
    );
    Config::from_json(&json).expect("it is well formed")
}

#[test]
fn no_line_waits_in_an_output_that_is_no_longer_named() {
    let folder = tempfile::tempdir().expect("there are temporary folders");
    let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
    let text = |path| fs::read_to_string(path).expect("it is open");
    let loggers = Loggers::new("root", &config(&one)).expect("the folder is there");
    // As of a thread that is about to write.
    let previous = loggers.0.state.load_full();
    let write = |state: &State, line| state.targets_of("")[0].output.write(line, Severity::Info);
    assert!(write(&previous, "first\n"));
    assert_eq!(text(&one), "");

    loggers.reload(&config(&two)).expect("the folder is there");
    assert_eq!(text(&one), "first\n");
    assert!(!write(&previous, "second\n"));
    assert_eq!(text(&one), "first\nsecond\n");

    // The same output again, with the option of the new configuration.
    loggers.reload(&config(&one)).expect("the folder is there");
    let current = loggers.0.state.load_full();
    assert!(Arc::ptr_eq(
        &previous.targets_of("")[0].output,
        &current.targets_of("")[0].output
    ));
    assert!(write(&previous, "third\n"));
}
