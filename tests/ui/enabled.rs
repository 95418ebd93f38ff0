//! Misuse of `enabled!`.

use kea_messages::{KeaMessages, Message, Severity, enabled, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
}

#[derive(KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    TooOften,
}

fn generic<M: Message>() {
    _ = enabled!(M);
}

fn main() {
    let refusal = Refusal::TooOften;
    // A message, a value, another type.
    _ = enabled!(STARTED(67));
    _ = enabled!(crate::STARTED(67));
    _ = enabled!(info, STARTED(67));
    _ = enabled!(STARTD);
    _ = enabled!(String);
    _ = enabled!(dyn Message);
    _ = enabled!(Option<Refusal>);
    _ = enabled!(&STARTED);
    _ = enabled!(Refusal::TooOften);
    _ = enabled!(refusal);
    _ = enabled!(&refusal);
    _ = enabled!(refusal.definition());
    _ = enabled!(STARTED, 67);
    _ = enabled!(STARTED { port: 67 });
    _ = enabled!();
    _ = enabled!("STARTED");
    // Severities.
    _ = enabled!(wran, STARTED);
    _ = enabled!(trace, STARTED);
    _ = enabled!(INFO, STARTED);
    _ = enabled!("info", STARTED);
    _ = enabled!(Severity::Info, STARTED);
    _ = enabled!(info(STARTED));
    _ = enabled!(info(3), STARTED);
    _ = enabled!(debug(140), STARTED);
    _ = enabled!(debug(x), STARTED);
    _ = enabled!(debug, STARTED);
    _ = enabled!(debug(40));
    _ = enabled!(info STARTED);
    _ = enabled!(info: STARTED);
    _ = enabled!(STARTED, info);
    _ = enabled!(info);
    _ = enabled!(trace);
    _ = enabled!(debug);
    _ = enabled!(Severity::Info);
    _ = enabled!(log::Level::Warn);
    _ = enabled!(info, refusal);
    // The logger.
    _ = enabled!(target: "server", STARTED);
    _ = enabled!(logger = "server", STARTED);
    _ = enabled!(STARTED, logger: "server");
    _ = enabled!(logger: "server");
    _ = enabled!(level: info, STARTED);
}
