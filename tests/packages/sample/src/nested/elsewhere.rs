kea::kea_messages! {
    pub static CATALOGUE;
    /// In a file that `path` names.
    pub info NESTED_MOVED() = "moved";
}
