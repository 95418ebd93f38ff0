//! A missing comma between arguments is a single error. The statements that log the message do
//! not cause more errors.

use kea_messages::{emit, kea_messages};

kea_messages! {
    info BRACES { client attempts: u32 } = "{client}: {attempts}";
    info BRACES_TYPED { client: u8 attempts: u32 } = "{client}: {attempts}";
    info PARENTHESES(client attempts: u32) = "{client}: {attempts}";
}

fn main() {
    emit!(BRACES { client: 1, attempts: 3 });
    emit!(BRACES_TYPED { client: 1, attempts: 3 });
    emit!(PARENTHESES(1, 3));
}
