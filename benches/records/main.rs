//! Measures recorded messages: what one costs in the thread that logs it, compared with other ways to
//! log the same text to a file, how large the files are, and how fast they are read.

#![forbid(unsafe_code)]

mod logs;
mod options;
mod size;
mod spdlog;
mod threads;

use kea_messages_benches::exit::exit_code;
use kea_messages_benches::race::Contestant;
use kea_messages_benches::table::Table;
use logs::{Log, Recorded};
use options::{Options, Section};
use spdlog::Spdlog;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use threads::{burst, sustained};

/// The number of messages in a burst, which fit into a ring.
const BURST: u32 = 1_000;

fn main() -> ExitCode {
    exit_code(run())
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(options) = options::parse()? else {
        print!("{}", options::USAGE);
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let spdlog = match Spdlog::compile(folder.path()) {
        Ok(program) => Some(program),
        Err(reason) => {
            println!("SKIPPED: spdlog: {reason}\n");
            None
        }
    };
    for threads in [1, 2, 4] {
        if options.runs(Section::Bursts) {
            bursts(folder.path(), spdlog.as_ref(), threads, options.rounds)?;
        }
    }
    for threads in [1, 2, 4] {
        if options.runs(Section::Sustained) {
            all_sustained(folder.path(), spdlog.as_ref(), threads, &options)?;
        }
    }
    if options.runs(Section::Size) {
        size::measure(folder.path(), options.records)?;
    }
    Ok(())
}

/// Measures bursts: messages that are logged while nothing else waits to be written.
fn bursts(
    folder: &Path,
    spdlog: Option<&Spdlog>,
    threads: u32,
    rounds: usize,
) -> Result<(), Box<dyn Error>> {
    let file = |name: &str| folder.join(name);
    let title = format!("A message in a burst of {BURST}, threads: {threads}");
    // There is one recording at a time, so it is started in each round.
    let record = |name, recorded: Recorded| {
        let path = file("burst.kmr");
        Contestant::timed(name, move |count| {
            let log = recorded.start(&path).expect("the file can be written");
            let time = burst(&log, threads, count);
            log.finish();
            _ = std::fs::remove_file(&path);
            time
        })
    };
    let mut contestants = vec![
        peer(
            "tracing fmt, non-blocking writer",
            threads,
            logs::tracing(&file("tracing"))?,
        ),
        record("emit!, typed", Recorded::Typed),
        record("emit!, typed, without a clock", Recorded::WithoutClock),
        record("emit!, untyped", Recorded::Untyped),
        peer("reading the clock", threads, logs::Clock::new()),
        peer("write! into a String", threads, logs::Text),
        peer(
            "log, env_logger",
            threads,
            logs::env_logger(&file("env_logger"))?,
        ),
        peer(
            "emit.rs, emit_file",
            threads,
            logs::emit_file(&file("emit")),
        ),
    ];
    if let Some(program) = spdlog {
        let mut running = program.start(&file("spdlog"))?;
        let batch = move |count| running.burst(threads, count).expect("spdlog answers");
        contestants.push(Contestant::timed("spdlog, asynchronous", batch));
    }
    let table = Table::of_race(&title, &mut contestants, rounds, BURST);
    println!("{table}");
    Ok(())
}

fn peer<'a>(name: &'a str, threads: u32, log: impl Log + 'a) -> Contestant<'a> {
    Contestant::timed(name, move |count| burst(&log, threads, count))
}

/// Measures messages that are logged as fast as the file is written. None is lost.
fn all_sustained(
    folder: &Path,
    spdlog: Option<&Spdlog>,
    threads: u32,
    options: &Options,
) -> Result<(), Box<dyn Error>> {
    let count = options.records;
    println!("{count} messages without a pause, threads: {threads}");
    println!(
        "  {:<34} {:>12} {:>14} {:>12}",
        "", "ns, logging", "million/s", "bytes each"
    );
    let path = folder.join("sustained");
    let mut rows: Vec<(
        &str,
        Box<dyn Fn() -> Result<threads::Sustained, Box<dyn Error>> + '_>,
    )> = Vec::new();
    for (name, recorded) in [
        ("emit!, typed", Recorded::Typed),
        ("emit!, typed, without a clock", Recorded::WithoutClock),
        ("emit!, typed, LZ4", Recorded::Lz4),
        ("emit!, typed, zstd", Recorded::Zstd),
        ("emit!, untyped", Recorded::Untyped),
    ] {
        let path = &path;
        rows.push((
            name,
            Box::new(move || Ok(sustained(recorded.start(path)?, threads, count))),
        ));
    }
    rows.push((
        "tracing fmt, non-blocking writer",
        Box::new(|| Ok(sustained(logs::tracing(&path)?, threads, count))),
    ));
    rows.push((
        "log, env_logger",
        Box::new(|| Ok(sustained(logs::env_logger(&path)?, threads, count))),
    ));
    if let Some(program) = spdlog {
        rows.push((
            "spdlog, asynchronous",
            Box::new(|| Ok(program.start(&path)?.sustained(threads, count)?)),
        ));
    }
    // Each round measures all of them, so that other programs affect all of them.
    let mut best = vec![threads::Sustained::WORST; rows.len()];
    let mut sizes = vec![0; rows.len()];
    for _ in 0..options.repetitions {
        for (index, (_, row)) in rows.iter().enumerate() {
            best[index] = best[index].min(row()?);
            sizes[index] = path.metadata()?.len();
            std::fs::remove_file(&path)?;
        }
    }
    for (((name, _), best), size) in rows.iter().zip(best).zip(sizes) {
        let count = f64::from(count);
        #[expect(clippy::cast_precision_loss, reason = "it is a figure to look at")]
        let size = size as f64 / count;
        println!(
            "  {name:<34} {:>12.1} {:>14.2} {size:>12.1}",
            best.logged.as_secs_f64() * 1e9 / count,
            count / best.written.as_secs_f64() / 1e6,
        );
    }
    println!();
    Ok(())
}
