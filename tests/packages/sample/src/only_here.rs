kea::kea_messages! {
    pub static CATALOGUE;
    /// In a module of the program alone.
    pub info ONLY_HERE() = "only here";
}
