//! Wrong punctuation. Each is a single error.

use kea_messages::{emit, kea_messages};

kea_messages! {
    //! The messages of this program,
    //! in two lines.

    info ARROW(client) => "%1";
    info THIN_ARROW(client) -> "%1";
    info COLON_EQUALS(client) := "%1";
    info EQUALS_TWICE(client) == "%1";
    info COMMA(client), "%1";
    info BRACKETS[client] = "%1";
    info RETURNS(client) -> Event = "%1";
    info WHERE(client) where T: Display = "%1";
    info ADJACENT(client) = "%1:" " failed";
    info ADJACENT_TOO(client) = "%1:"
        " failed"
        " again";
    info ADDED(client) = "%1: " + "failed";
    info METHOD(client) = "%1".to_string();
    info VALUES(client) = "%1", client;
    info CONCAT(client) = concat!("%1", "up");
    info FORMAT(client) = format!("{client}");
    info INCLUDED() = include_str!("text.txt");
    info CHARACTER() = 'x';
    info C_TEXT() = c"x";
    info PARENTHESES() = ("x");
    info TEXT_FORGOTTEN() = ;
    info SEVERITY_LAST() = info "x";
    info TWO_SEMICOLONS() = "x";;
    #![allow(dead_code)]
    info FORGOTTEN() = "x"
    warning MISSPELT() = "x";
    include!("messages.rs");
}

mod commas {
    kea_messages::kea_messages! {
        pub info FIRST() = "first",
        pub info SECOND() = "second",
        pub info THIRD() = "third",
    }
}

fn main() {
    emit!(ARROW("a1"));
    emit!(THIN_ARROW("a1"));
    emit!(COLON_EQUALS("a1"));
    emit!(COMMA("a1"));
    emit!(BRACKETS("a1"));
    emit!(RETURNS("a1"));
    emit!(WHERE("a1"));
    emit!(ADJACENT("a1"));
    emit!(ADJACENT_TOO("a1"));
    emit!(ADDED("a1"));
    emit!(METHOD("a1"));
    emit!(VALUES("a1"));
    emit!(CONCAT("a1"));
    emit!(FORMAT("a1"));
    emit!(CHARACTER());
    emit!(TEXT_FORGOTTEN());
    emit!(SEVERITY_LAST());
    emit!(TWO_SEMICOLONS());
    emit!(FORGOTTEN());
    emit!(MISSPELT());
    emit!(commas::FIRST());
    emit!(commas::SECOND());
    emit!(commas::THIRD());
}
