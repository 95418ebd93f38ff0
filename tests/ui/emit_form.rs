//! Statements that match no form of `emit!`.

use kea_messages::{emit, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
}

fn main() {
    emit!(STARTED(67), "the text");
    emit!(STARTED(67), port = 67);
    emit!(STARTED, 67);
    emit!(crate::STARTED, 60 + 7, 68);
    emit!(STARTED(67) 68);
    emit!(info STARTED(67));
    emit!(warning, STARTED(67));
    emit!(Warn, STARTED(67));
    emit!(WARN, STARTED(67));
    emit!(STARTED { port: 67 });
    emit!(purple, STARTED(67));
    emit!(debug, STARTED(67));
    emit!(debug(x), STARTED(67));
    emit!(debug(140), STARTED(67));
    emit!(info(3), STARTED(67));
    emit!(debug(-1), STARTED(67));
    emit!(debug(300), STARTED(67));
    emit!(debug("40"), STARTED(67));
    emit!(info, STARTED(67), 68);
    emit!(info,);
    emit!(warn,);
    emit!(STARTED[67]);
    emit!(STARTED[67, 68]);
    emit!(crate::STARTED "67");
    emit!(logger: "server", logger: "another", STARTED(67));
    emit!(STARTED!(67));
    emit!(STARTED.67);
    emit!(STARTED(67).log());
    emit!(logger: port, STARTED(67));
    emit!(undefined);
    emit!(undefined(67));
}
