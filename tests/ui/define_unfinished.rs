//! Calls that end in the middle of a definition.

mod no_arguments {
    kea_messages::kea_messages! {
        warn A_FAIL
    }
}

mod no_text {
    kea_messages::kea_messages! {
        pub warn B_FAIL(client)
    }
}

mod nothing_behind_the_equals {
    kea_messages::kea_messages! {
        warn C_FAIL(client) =
    }
}

mod braces {
    kea_messages::kea_messages! {
        warn D_FAIL { client }
    }
}

mod a_variant {
    kea_messages::kea_messages! {
        E_FAIL(client),
    }
}

fn main() {
    kea_messages::emit!(no_text::B_FAIL("a1"));
}
