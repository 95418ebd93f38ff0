//! A logger that is not known at compile time, or that is not a name.

use kea_messages::{emit, enabled, kea_messages};

kea_messages! {
    /// The server is up.
    pub info STARTED() = "server started";
}

struct Server {
    logger: &'static str,
}

fn serve(server: &Server) {
    emit!(logger: server.logger, STARTED());
}

impl Server {
    fn serve(&self) {
        emit!(logger: self.logger, STARTED());
        emit!(logger: self.logger, info, STARTED());
        _ = enabled!(logger: self.logger, STARTED);
        emit!(logger: &self.logger, STARTED());
        _ = enabled!(logger: &self.logger, STARTED);
    }
}

fn serve_number(number: u32) {
    emit!(logger: format!("kea-{number}"), STARTED());
    emit!(logger: &format!("kea-{number}"), STARTED());
    _ = enabled!(logger: &format!("kea-{number}"), STARTED);
}

fn serve_as(logger: &'static str) {
    emit!(logger: logger, STARTED());
}

fn in_a_variable() {
    let logger = "kea-dhcp4";
    emit!(logger: logger, STARTED());
    emit!(logger: logger, info, STARTED());
    _ = enabled!(logger: logger, STARTED);
}

fn of_a_string() {
    let name = String::from("kea-dhcp4");
    emit!(logger: &name, STARTED());
    emit!(logger: &name, info, STARTED());
    _ = enabled!(logger: &name, STARTED);
}

fn name() -> &'static str {
    "kea-dhcp4"
}

fn of_a_function() {
    emit!(logger: name(), STARTED());
}

fn of_another_type() {
    emit!(logger: 4, STARTED());
    emit!(logger: String::from("kea-dhcp4"), STARTED());
    emit!(logger: Some("kea-dhcp4"), STARTED());
}

mod named {
    pub const LOGGER: &str = "kea-dhcp4";

    pub fn of_this_module() {
        super::emit!(logger: self::LOGGER, super::STARTED());
    }
}

fn main() {
    named::of_this_module();
    const LOGGER: &str = "kea-dhcp4";
    emit!(logger: LOGGER, STARTED());
    emit!(logger: &LOGGER, STARTED());
    emit!(logger: &LOGGER, info, STARTED(),);
    _ = enabled!(logger: &LOGGER, info, STARTED);
    emit!(logger: concat!("kea-", "dhcp4"), info, STARTED());
    _ = enabled!(logger: LOGGER, STARTED);
}
