//! A type that is nested so deep that reading it would overflow the stack.

use kea_messages::KeaMessages;

#[derive(KeaMessages)]
enum Deep {
    /// No list of lists is that deep.
    #[message(info, "%1")]
    Deep(#[message(debug)] Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<u8>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>),
}

#[derive(KeaMessages)]
struct DeepField {
    #[message(skip)]
    inner: &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static &'static u8,
}

#[derive(KeaMessages)]
enum NotDeep {
    /// At the limit.
    #[message(info, "%1")]
    NotDeep(#[message(debug)] Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<u8>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>),
}

fn main() {}
