//! Mistakes in the definition of the catalogue, and unknown options.

use kea_messages::kea_messages;

mod late {
    kea_messages::kea_messages! {
        /// Up.
        pub info LATE_UP() = "up";
        pub static CATALOGUE;
    }
}

mod twice {
    kea_messages::kea_messages! {
        pub static CATALOGUE;
        pub static MESSAGES;
        /// Up.
        pub info TWICE_UP() = "up";
    }
}

mod typed {
    kea_messages::kea_messages! {
        pub static CATALOGUE: Catalogue;
        /// Up.
        pub info TYPED_UP() = "up";
    }
}

mod mutable {
    kea_messages::kea_messages! {
        pub static mut CATALOGUE;
        /// Up.
        pub info MUTABLE_UP() = "up";
    }
}

kea_messages!(flie = "messages.toml");

kea_messages! {
    title = "My server";
    info TITLED() = "up";
}

fn main() {}
