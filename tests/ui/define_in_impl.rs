//! Calls where items are not allowed.

struct Server;

impl Server {
    kea_messages::kea_messages! {
        /// The server is up.
        pub info STARTED(port: u16) = "server started on port %1";
        /// A client was served.
        pub info SERVED { client, requests: u32 } = "{client}: served {requests} request(s)";
    }
}

trait Serve {
    kea_messages::kea_messages! {
        pub static CATALOGUE;
        /// The server is down.
        info STOPPED() = "server stopped";
    }
}

fn main() {
    let _ = Server;
}
