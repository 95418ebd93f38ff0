//! The words of other macros: `log`, `tracing`, `slog`.

use kea_messages::{Severity, emit, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
    /// A client was served.
    pub info SERVED(client, requests: u64, pool) = "%1: %2 of %3";
    /// The server is down.
    pub info STOPPED() = "server stopped";
}

fn main() {
    let port = 67;
    let error = "full";
    // The target, the level and other keys.
    emit!(target: "server", STARTED(67));
    emit!(target: "server", info, STARTED(67));
    emit!(target = "server", STARTED(67));
    emit!(logger = "server", STARTED(67));
    emit!(logger = "server"; STARTED(67));
    emit!(logger: "server" STARTED(67));
    emit!(logger: "server");
    emit!(logger("server"), STARTED(67));
    emit!(logger "server", STARTED(67));
    emit!(logger, STARTED(67));
    emit!("server", STARTED(67));
    emit!(level: info, STARTED(67));
    emit!(level = Severity::Info, STARTED(67));
    emit!(severity: "warn", STARTED(67));
    emit!(parent: &port, STARTED(67));
    emit!(name: "started", STARTED(67));
    emit!(STARTED(67), logger: "server");
    emit!(STARTED(67), logger = "server");
    emit!(STARTED(67), target: "server");
    emit!(logger: "server", STARTED(67), info);
    emit!(info, logger: "server", STARTED(67));
    // Severities.
    emit!(Severity::Info, STARTED(67));
    emit!(kea_messages::Severity::Info, STARTED(67));
    emit!(Severity::Debug(40), STARTED(67));
    emit!(log::Level::Warn, STARTED(67));
    emit!(tracing::Level::INFO, STARTED(67));
    emit!(Level::TRACE, STARTED(67));
    emit!("info", STARTED(67));
    emit!(trace, STARTED(67));
    emit!(TRACE, STARTED(67));
    emit!(INFO, STARTED(67));
    emit!(Info, STARTED(67));
    emit!(information, STARTED(67));
    emit!(debug, STARTED(67));
    emit!(debug = 40, STARTED(67));
    emit!(debug 40, STARTED(67));
    emit!(debug[40], STARTED(67));
    emit!(info: STARTED(67));
    emit!(info; STARTED(67));
    emit!(info => STARTED(67));
    emit!(info STARTED(67));
    emit!(info STARTED);
    emit!(debug(40) STARTED(67));
    emit!(info(STARTED(67)));
    emit!(info(STOPPED));
    emit!(debug(40));
    emit!(info(), STARTED(67));
    emit!(info, info, STARTED(67));
    emit!(info, warn, STARTED(67));
    emit!(STARTED(67), info);
    emit!(STARTED(67), Severity::Info);
    emit!(STARTED(67), debug(40));
    emit!(STARTED(67), level = info);
    // Arguments.
    emit!(port = 67, STARTED);
    emit!(port, STARTED(67));
    emit!(%port, STARTED(67));
    emit!(?port);
    emit!(port = %port, "started");
    emit!(error = ?error, STOPPED());
    emit!(STARTED(port = 67));
    emit!(crate::STARTED(port: port));
    emit!(info, STARTED(port:?));
    emit!(STARTED(%port));
    emit!(STARTED(?port),);
    emit!(SERVED("a1", requests = 3, "lab"));
    emit!(SERVED(port, requests: 3, "lab"));
    emit!(SERVED("a1", 3, pool = "lab"));
    emit!(SERVED("a1", 3, pool: "lab"));
    emit!(STARTED(67), port = 67);
    emit!(STARTED(67), port: 67);
    emit!(STARTED(67), %port);
    emit!(STARTED(67), ?port);
    emit!(STARTED, port = 67);
    emit!(STARTED, %port);
    emit!(STARTED = 67);
    emit!(STARTED: 67);
    emit!(STARTED(67), "started on {}", port);
    emit!(STARTED(67); port);
    emit!(STARTED(67););
    emit!(STARTED(67); STARTED(68));
    emit!(STARTED(67), STOPPED());
    emit!(STARTED(67) STOPPED());
    // Texts.
    emit!("started on {}", port);
    emit!("started on {port}");
    emit!(info, "started on {}", port);
    emit!("started"; "port" => 67);
}
