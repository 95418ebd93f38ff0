kea::kea_messages! {
    pub static CATALOGUE;
    /// In a file of a module in a module.
    pub info NESTED_INNER() = "inner";
}
