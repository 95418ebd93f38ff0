kea::kea_messages! {
    /// In an example.
    info EXAMPLE() = "example";
}

fn main() {
    kea::emit!(EXAMPLE());
}
