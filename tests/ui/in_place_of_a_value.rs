//! Messages are defined by items, where a value, a type or a part of something else is not one.

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
