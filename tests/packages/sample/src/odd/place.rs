pub mod beside;

kea::kea_messages! {
    pub static CATALOGUE;
    /// In a file that `path` names.
    pub info ODD_PLACE() = "odd";
}
