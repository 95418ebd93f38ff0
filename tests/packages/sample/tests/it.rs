kea::kea_messages! {
    /// In a test.
    info TEST() = "test";
}

#[test]
fn it() {
    kea::emit!(TEST());
}
