kea::kea_messages! {
    pub static CATALOGUE;
    /// In the file of another system.
    pub info OS_NAME(name, version) = "other %1 %2";
    /// In that file alone.
    pub info OS_OTHER() = "other";
}
