//! Measures the cost of writing a line to a file: the subscriber, compared with
//! `tracing_subscriber::fmt`, for the same `emit!`.

#![forbid(unsafe_code)]

use kea_messages::{emit, kea_messages};
use kea_messages_benches::race::Contestant;
use kea_messages_benches::table::Table;
use kea_messages_subscriber::{Config, Loggers};
use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::path::Path;
use tracing::{Dispatch, dispatcher};
use tracing_subscriber::prelude::*;

const ROUNDS: usize = 1_000;
const ITERATIONS: u32 = 200;

kea_messages! {
    logger = "kea-dhcp4.alloc-engine";
    /// No address.
    info ALLOC_FAIL(client: &str, attempts: u32)
        = "%1: failed to allocate an IPv4 address after %2 attempt(s)";
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let file = |name| File::create(folder.path().join(name));
    let fmt = || tracing_subscriber::fmt::layer().with_ansi(false);

    let lines = tracing_subscriber::registry().with(fmt().with_writer(file("fmt")?));
    let mut contestants = [
        contestant("fmt, text", lines.into()),
        contestant("Kea's layout", ours(&folder.path().join("kea"), "")?),
        contestant(
            "a pattern of the same",
            ours(
                &folder.path().join("pattern"),
                r#""pattern": "%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i] %m\n""#,
            )?,
        ),
        contestant(
            "Kea's layout, \"flush\": false",
            ours(&folder.path().join("waiting"), r#""flush": false"#)?,
        ),
    ];
    let json = tracing_subscriber::registry().with(fmt().json().with_writer(file("fmt.json")?));
    let title = "A message that is written into a file, as text";
    println!(
        "{}",
        Table::of_race(title, &mut contestants, ROUNDS, ITERATIONS)
    );
    let path = |name| folder.path().join(name);
    let mut contestants = [
        contestant("fmt, JSON", json.into()),
        contestant("json", ours(&path("json"), r#""layout": "json""#)?),
        contestant(
            "json-flat",
            ours(&path("flat"), r#""layout": "json-flat""#)?,
        ),
        contestant("ecs", ours(&path("ecs"), r#""layout": "ecs""#)?),
        contestant(
            "opentelemetry",
            ours(&path("otel"), r#""layout": "opentelemetry""#)?,
        ),
    ];
    let title = "A message that is written into a file, as JSON";
    println!(
        "{}",
        Table::of_race(title, &mut contestants, ROUNDS, ITERATIONS)
    );
    Ok(())
}

/// Creates a contestant that logs to this subscriber.
fn contestant(name: &str, subscriber: Dispatch) -> Contestant<'_> {
    let surround = move |work: &mut dyn FnMut()| dispatcher::with_default(&subscriber, work);
    Contestant::inside(name, surround, || {
        let (client, attempts) = (black_box("hwaddr=08:00:2b:02:3f:4e"), black_box(3_u32));
        emit!(ALLOC_FAIL(client, attempts));
    })
}

/// Returns a subscriber with one file and these options.
fn ours(path: &Path, options: &str) -> Result<Dispatch, Box<dyn Error>> {
    let options = if options.is_empty() {
        String::new()
    } else {
        format!(", {options}")
    };
    let json = format!(
        r#"{{ "loggers": [{{ "name": "kea-dhcp4", "output-options": [
            {{ "output": "{}", "maxsize": 0{options} }}
        ] }}] }}"#,
        path.display(),
    );
    let loggers = Loggers::new("kea-dhcp4", &Config::from_json(&json)?)?;
    Ok(tracing_subscriber::registry().with(loggers.layer()).into())
}
