//! Definitions with words in the wrong order, or with words of another language.

use kea_messages::{emit, enabled, kea_messages};

kea_messages! {
    ID_FIRST info = "up";
    ID_FIRST_TOO(client) warn = "%1";
    ID_FIRST_DEBUG debug(40) = "up";
    ID_COLON: info = "up";
    info pub PUB_BEHIND(client) = "%1";
    debug(40) pub(crate) PUB_BEHIND_TOO() = "up";
    info AFTER_ID pub() = "up";
    public info PUBLIC(client) = "%1";
    private info PRIVATE(client) = "%1";
    crate info CRATE(client) = "%1";
    pub const info CONST(client) = "%1";
    pub static warn STATIC(client) = "%1";
    fn info FN(client) = "%1";
    info fn FN_TOO(client) = "%1";
    info warn TWO_SEVERITIES(client) = "%1";
    info A-DASH(client) = "%1";
    info A.DOT.AND(client) = "%1";
    info alloc::A_PATH(client) = "%1";
    info crate::alloc::LONG_PATH(client) = "%1";
    info A_GENERIC<T>(client: T) = "%1";
    info A_LIFETIME<'a>(client: &'a str) = "%1";
    info A_BOUND<T: Into<String>>(pool: T) = "%1";
    info A_MACRO!(client) = "%1";
    info! A_MACRO_TOO(client) = "%1";
    Severity::Info A_SEVERITY_PATH(client) = "%1";
    kea::debug(40) A_SEVERITY_PATH_TOO(client) = "%1";
    "info" A_QUOTED_SEVERITY(client) = "%1";
    info "A_QUOTED_ID"(client) = "%1";
    info: A_COLON(client) = "%1";
    info, A_COMMA(client) = "%1";
    info => AN_ARROW(client) = "%1";
    debug 40 NO_PARENTHESES(client) = "%1";
    debug[40] BRACKETS(client) = "%1";
    debug<40> ANGLES(client) = "%1";
    debug-40 DASH(client) = "%1";
    debug: 40 COLON(client) = "%1";
    info 40 NEEDLESS(client) = "%1";
    info the THING(client) = "%1";
    info #[cfg(test)] AN_ATTRIBUTE(client) = "%1";
}

fn main() {
    emit!(ID_FIRST());
    emit!(ID_FIRST_TOO("a1"));
    emit!(ID_FIRST_DEBUG());
    emit!(ID_COLON());
    emit!(PUB_BEHIND("a1"));
    emit!(PUB_BEHIND_TOO());
    emit!(AFTER_ID());
    emit!(PUBLIC("a1"));
    emit!(CONST("a1"));
    emit!(STATIC("a1"));
    emit!(FN_TOO("a1"));
    emit!(TWO_SEVERITIES("a1"));
    emit!(A_DASH("a1"));
    emit!(A_DOT_AND("a1"));
    emit!(A_PATH("a1"));
    emit!(LONG_PATH("a1"));
    emit!(A_GENERIC("a1"));
    emit!(A_LIFETIME("a1"));
    emit!(A_BOUND("a1"));
    emit!(A_MACRO_TOO("a1"));
    emit!(A_SEVERITY_PATH("a1"));
    emit!(A_QUOTED_SEVERITY("a1"));
    emit!(A_QUOTED_ID("a1"));
    emit!(A_COLON("a1"));
    emit!(AN_ARROW("a1"));
    emit!(info, NO_PARENTHESES("a1"));
    emit!(BRACKETS("a1"));
    emit!(ANGLES("a1"));
    _ = enabled!(ID_FIRST);
    _ = enabled!(A_GENERIC);
}
