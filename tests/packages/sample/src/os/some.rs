kea::kea_messages! {
    pub static CATALOGUE;
    /// In the file of one system.
    pub info OS_NAME(name) = "some %1";
}
