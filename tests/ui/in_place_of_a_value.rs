//! Calls in place of a value, a type or a part of an item, where messages cannot be defined.

fn main() {
    let messages = kea_messages::kea_messages! {
        /// The server is up.
        info STARTED() = "server started";
    };
    drop(messages);
}

fn messages() -> &'static str {
    kea_messages::kea_messages!(info STOPPED() = "server stopped";)
}
