//! Creates a decoder for the messages that are compiled into a program.

use crate::Decoder;
use kea_messages_catalog::Message;
use kea_messages_core::Catalogue;

/// Creates a decoder for a program's own messages, so that the program can read its own log:
///
/// ```
/// use kea_messages::kea_messages;
/// use kea_messages_decode::{Decoder, Outcome};
///
/// kea_messages! {
///     pub static CATALOGUE;
///     /// A client was served.
///     pub info CLIENT_SERVED(client: &str, requests: u64) = "%1: served %2 request(s)";
/// }
///
/// let decoder = Decoder::from(&CATALOGUE);
/// let line = decoder.decode("CLIENT_SERVED a1: served 3 request(s)");
/// let Outcome::Decoded(reading) = line.outcome else { panic!() };
/// assert_eq!(reading.to_string(), "client=a1 requests=3");
/// ```
impl From<&Catalogue> for Decoder {
    fn from(catalogue: &Catalogue) -> Self {
        let messages: Vec<Message> = catalogue.iter().map(Message::from).collect();
        Self::new(&messages)
    }
}
