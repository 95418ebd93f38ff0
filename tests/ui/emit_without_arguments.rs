//! An ID without its arguments, and other names that are logged alone.

use kea_messages::{Emit, KeaMessages, Message, emit, kea_messages};

mod messages {
    kea_messages::kea_messages! {
        /// The server is down.
        pub info STOPPED() = "server stopped";
    }
}

kea_messages! {
    /// The server is up.
    pub info STARTED(port: u16) = "server started on port %1";
    /// A client came.
    pub info CLIENT(name, address: &str, hints: impl std::fmt::Debug) = "%1 from %2: %3";
    /// A client was served.
    pub info SERVED { client: &str } = "{client}: served";
}

#[derive(Debug, KeaMessages)]
enum Refusal {
    /// The client asked too often.
    #[message(warn, "too often")]
    OFTEN,
    /// The client is not known.
    #[message(warn, "{0} is not known")]
    UNKNOWN(String),
}

const NAME: &str = "server";
const LOGGED: Refusal = Refusal::UNKNOWN(String::new());
static STATIC: &Refusal = &Refusal::OFTEN;

trait Refuses {
    type Message: Message;
    const REFUSAL: Self::Message;
    const EMITTED: &'static dyn Message;
}

fn refuse<R: Refuses>()
where
    R::Message: Emit,
{
    emit!(R::REFUSAL);
    emit!(R::EMITTED);
}

fn main() {
    emit!(STARTED);
    emit!(messages::STOPPED);
    emit!(crate::messages::STOPPED,);
    emit!(CLIENT);
    emit!(&CLIENT);
    emit!(&messages::STOPPED);
    emit!(info, STARTED);
    emit!(warn, STARTED);
    emit!(logger: "server", STARTED);
    emit!(Refusal::UNKNOWN);
    emit!(NAME);
    emit!(SERVED);
    emit!(NOWHERE);
    emit!(LOGGED);
    emit!(&LOGGED);
    emit!(STATIC);
    emit!(Refusal::OFTEN);
    emit!(warn, LOGGED);
}
