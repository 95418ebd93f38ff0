//! The program beside other programs and files, which are not part of the project. Where
//! they are absent, these tests are ignored.
#![forbid(unsafe_code)]

mod accepted;
mod columns;
mod kea;
mod prometheus;
#[path = "../program/run.rs"]
mod run;

use kea_messages_tests::{Need, tests};

tests! {
    Need::path(kea::KEA) => [kea::nothing_is_lost_on_the_way_to_toml_and_back],
    Need::path(kea::KEA).and(&Need::path(kea::SEED)) => [kea::the_text_is_that_of_the_manual],
    Need::program("groff") => [accepted::by_groff],
    Need::program("journalctl") => [accepted::by_journalctl],
    Need::program("msgfmt") => [accepted::by_msgfmt],
    columns::python() => [columns::rows_are_read_by_python],
    Need::program("promtool") => [prometheus::rules_are_accepted, prometheus::rules_alert],
}
