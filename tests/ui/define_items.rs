//! Items of Rust among the definitions.

kea_messages::kea_messages! {
    use std::net::IpAddr;
    pub use std::net::Ipv4Addr;
    pub enum Reason { Full, Closed }
    #[derive(Debug)]
    struct Client { name: u8 }
    struct Pool(u8);
    mod inner { pub fn f() {} }
    mod alloc;
    fn port() -> u16 { 67 }
    const PORT: u16 = 67;
    type Port = u16;
    impl Reason { fn f() {} }
    impl std::fmt::Display for Reason {}
    trait Named {}
    extern crate std;
    unsafe fn f() {}
    async fn g() {}
    pub(crate) union Either { a: u8 }
    let port = 67;

    /// The server is up.
    info STARTED(port: u16) = "server started on port %1";
}

fn main() {
    kea_messages::emit!(STARTED(67));
}
