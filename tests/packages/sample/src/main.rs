//! Prints each message that was compiled, as the model has it.
#![forbid(unsafe_code)]
#![allow(dead_code)]

mod only_here;
mod shared;

use kea_messages_catalog::Message;

fn main() {
    let mut catalogues = sample::catalogues();
    catalogues.extend([&only_here::CATALOGUE, &shared::CATALOGUE]);
    catalogues.extend(neighbour::catalogues());
    for catalogue in catalogues {
        for definition in catalogue.iter() {
            println!("{:?}", Message::from(definition));
        }
    }
}
