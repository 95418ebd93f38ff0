kea::kea_messages! {
    pub static CATALOGUE;
    /// Beside a file that `path` names.
    pub info ODD_BESIDE() = "beside";
}
