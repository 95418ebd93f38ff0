//! The address of the published manual, to which outputs link.

use clap::Args;
use kea_messages_catalog::{Catalogue, Finding, ManualUrl};
use kea_messages_manual::Book;

/// The address of the published manual.
#[derive(Args, Debug)]
pub(crate) struct Published {
    /// Link each message to the manual at this address. An address that ends with `/` is the folder
    /// of `manual --format html-dir`, and any other address is the page of `manual --format html`
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<ManualUrl>,
}

impl Published {
    /// Returns the book with the address of the manual.
    pub(crate) fn link(&self, book: Book) -> Book {
        match &self.url {
            Some(url) => book.with_url(url.clone()),
            None => book,
        }
    }

    /// Returns the address of the message that a finding is about, if the manual contains it.
    pub(crate) fn of_finding(&self, finding: &Finding, catalogue: &Catalogue) -> Option<String> {
        let entry = catalogue.get(finding.id.as_deref()?)?;
        Some(self.url.as_ref()?.of_message(&entry.message.id))
    }
}
