use kea_messages::{emit, kea_messages};

kea_messages! {
    file = "messages.toml"
}

fn main() {
    emit!(ALLOC_FAIL("a1", 3));
    emit!(LEASE_RECLAIMED([192, 0, 2, 17].into()));
    emit!(LOGIN_FAIL("admin", "hunter2"));
}
