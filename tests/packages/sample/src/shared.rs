//! A module of the library, and of the program too.

kea::kea_messages! {
    pub static CATALOGUE;
    /// In both.
    pub info SHARED(count: u32) = "%1 times";
}
