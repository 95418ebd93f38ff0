pub mod leaf;

kea::kea_messages! {
    pub static CATALOGUE;
    /// In a `mod.rs`.
    pub info TREE() = "tree";
}
