//! Tests the program together with other programs and files that are not part of the project. If
//! they are missing, these tests are ignored.
#![forbid(unsafe_code)]

mod accepted;
#[path = "../../../tests/parsers/check.rs"]
mod check;
mod columns;
mod kea;
mod parsers;
mod prometheus;
mod refused;
#[path = "../program/run.rs"]
mod run;

use kea_messages_tests::{Need, tests};

tests! {
    Need::path(kea::KEA) => [
        kea::nothing_is_lost_on_the_way_to_toml_and_back,
        kea::types_tell_values_apart,
    ],
    Need::path(kea::KEA).and(&Need::path(kea::SEED)) => [kea::the_text_is_that_of_the_manual],
    Need::program("groff") => [accepted::by_groff],
    Need::program("journalctl") => [accepted::by_journalctl],
    Need::program("msgfmt") => [accepted::by_msgfmt],
    Need::program(&parsers::program("lnav")) => [parsers::lnav_finds_what_the_decoder_finds],
    Need::program(&parsers::program("pdbtool")) => [parsers::syslog_ng_finds_what_the_decoder_finds],
    Need::program(&parsers::program("lognormalizer")) => [parsers::liblognorm_finds_what_the_decoder_finds],
    columns::python() => [columns::rows_are_read_by_python],
    Need::command("a user that is not root", "sh", &["-c", "test $(id -u) != 0"].map(str::to_owned)) => [
        refused::errors_name_what_is_refused,
    ],
    Need::program("promtool") => [prometheus::rules_are_accepted, prometheus::rules_alert],
}
