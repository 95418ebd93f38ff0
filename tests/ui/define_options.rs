//! Options of a call with definitions: the logger, and options that only files or derives have.

mod colon {
    kea_messages::kea_messages! {
        logger: "x";
        info COLON_UP() = "up";
    }
}

mod word {
    kea_messages::kea_messages! {
        logger = x;
        info WORD_UP() = "up";
    }
}

mod no_equals {
    kea_messages::kea_messages! {
        logger "x";
        info NO_EQUALS_UP() = "up";
    }
}

mod path {
    kea_messages::kea_messages! {
        logger = LOGGER;
        info PATH_UP() = "up";
    }
}

mod prefix {
    kea_messages::kea_messages! {
        prefix = "A_";
        pub info UP() = "up";
    }
}

mod a_lock {
    kea_messages::kea_messages! {
        lock = "messages.lock";
        pub info LOCK_UP() = "up";
        pub info LOCK_DOWN() = "down";
    }
}

mod a_lock_behind {
    kea_messages::kea_messages! {
        pub info LOCK_BEHIND_UP() = "up";
        lock = "messages.lock"
    }
}

mod a_file_behind {
    kea_messages::kea_messages! {
        pub info FILE_BEHIND_UP() = "up";
        file = "messages.toml"
    }
}

mod a_file_before {
    kea_messages::kea_messages! {
        file = "messages.toml";
        pub info FILE_BEFORE_UP() = "up";
    }
}

fn main() {
    kea_messages::emit!(a_lock::LOCK_UP());
    kea_messages::emit!(a_lock::LOCK_DOWN());
    kea_messages::emit!(a_lock_behind::LOCK_BEHIND_UP());
    kea_messages::emit!(a_file_behind::FILE_BEHIND_UP());
    kea_messages::emit!(a_file_before::FILE_BEFORE_UP());
}
