//! Renders the templates and the links in them.

use crate::book::Book;
use crate::prose;
use kea_messages_catalog::page_of_message;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

pub(super) const PAGE: &str = "manual.html";
pub(super) const MODULE: &str = "module.html";
pub(super) const PART: &str = "part.html";
pub(super) const ARTICLE: &str = "article.html";
pub(super) const MESSAGE: &str = "message.html";
pub(super) const RENAMED: &str = "renamed.html";

/// The target of a link to a message.
#[derive(Clone, Copy)]
pub(super) enum Links {
    /// The entry of the message on the same page.
    Entries,
    /// The page of the message in the same folder.
    Pages,
}

impl Links {
    pub(super) fn to(self, id: &str) -> String {
        match self {
            Self::Entries => format!("#{id}"),
            Self::Pages => page_of_message(id),
        }
    }

    /// Converts Markdown to HTML, in which `[ID]` is a link to a message of the book.
    pub(super) fn to_html(self, markdown: &str, book: &Book) -> String {
        prose::to_html(markdown, &|id| Some(self.to(&book.get(id)?.id)))
    }
}

/// The parsed templates.
pub(super) struct Templates<'a>(Environment<'a>);

impl Templates<'_> {
    pub(super) fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        let syntax = SyntaxConfig::builder().trim_blocks(true).build();
        environment.set_syntax(syntax.unwrap_or_default());
        for (name, template) in [
            (PAGE, include_str!("../../templates/manual.html")),
            (MODULE, include_str!("../../templates/module.html")),
            (PART, include_str!("../../templates/part.html")),
            (ARTICLE, include_str!("../../templates/article.html")),
            (MESSAGE, include_str!("../../templates/message.html")),
            (RENAMED, include_str!("../../templates/renamed.html")),
        ] {
            if let Err(error) = environment.add_template(name, template) {
                unreachable!("the template is ours, and tested: {error}");
            }
        }
        Self(environment)
    }

    pub(super) fn render(&self, name: &str, page: &impl Serialize) -> String {
        let template = self.0.get_template(name);
        match template.and_then(|template| template.render(Serde(page))) {
            Ok(html) => html,
            Err(error) => unreachable!("the template is ours, and tested: {error}"),
        }
    }
}
