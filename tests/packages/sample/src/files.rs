//! Messages of files.

kea::kea_messages! {
    pub static CATALOGUE;
    pub file = "messages.toml"
}

pub mod by_module {
    kea::kea_messages! { pub static ALL; files = ["mes/*.mes"], by_module, allow(placeholder_gap) }
}
