kea::kea_messages! {
    pub static CATALOGUE;
    /// In a file that is included.
    pub info TREE_LEAF() = "leaf";
}
