//! The conditions of the preprocessor under which a token is compiled.

use std::collections::HashMap;

/// The conditions of a file. Each condition is a node, whose parents are the conditions around it.
#[derive(Debug)]
pub(super) struct Conditions {
    nodes: Vec<Node>,
    /// The number of each expression, such as `defined X`.
    keys: HashMap<String, usize>,
    /// The open `#if`s, from the outermost one.
    open: Vec<Open>,
}

/// The node of tokens that are always compiled.
pub(super) const ROOT: usize = 0;

#[derive(Debug)]
struct Node {
    parent: usize,
    literal: Literal,
}

/// An expression, and whether it is true.
type Literal = (usize, bool);

#[derive(Debug)]
struct Open {
    outer: usize,
    is_outer_dead: bool,
    /// The conditions of the branches so far, which are false in the next branch.
    before: Vec<Literal>,
    /// Whether a branch was always compiled, so that the next branches never are.
    is_taken: bool,
    node: usize,
    is_dead: bool,
}

/// The condition of a branch.
#[derive(Clone, Copy)]
enum Condition {
    Always,
    Never,
    If(Literal),
}

/// Which expressions are true in a variant of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice(Vec<Literal>);

/// The expression that decides whether a token is compiled, if a [`Choice`] does not decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Undecided(usize);

impl Default for Conditions {
    fn default() -> Self {
        let root = Node {
            parent: ROOT,
            literal: (usize::MAX, true),
        };
        Self {
            nodes: vec![root],
            keys: HashMap::new(),
            open: Vec::new(),
        }
    }
}

impl Conditions {
    /// Returns the node of the tokens that follow, or `None` if they are never compiled.
    pub(super) fn current(&self) -> Option<usize> {
        match self.open.last() {
            None => Some(ROOT),
            Some(open) if open.is_dead => None,
            Some(open) => Some(open.node),
        }
    }

    /// Reads a directive, as its name and the tokens after it. Returns whether it is a condition.
    pub(super) fn read(&mut self, name: &str, words: &[&str]) -> bool {
        match name {
            "if" => {
                let condition = self.condition(words);
                self.begin(condition);
            }
            "ifdef" | "ifndef" => {
                let word = words.first().copied().unwrap_or_default();
                let key = self.key(format!("defined {word}"));
                self.begin(Condition::If((key, name == "ifdef")));
            }
            "elif" => {
                let condition = self.condition(words);
                self.go_on(condition);
            }
            "elifdef" | "elifndef" => {
                let word = words.first().copied().unwrap_or_default();
                let key = self.key(format!("defined {word}"));
                self.go_on(Condition::If((key, name == "elifdef")));
            }
            "else" => self.go_on(Condition::Always),
            "endif" => _ = self.open.pop(),
            _ => return false,
        }
        true
    }

    fn key(&mut self, expression: String) -> usize {
        let next = self.keys.len();
        *self.keys.entry(expression).or_insert(next)
    }

    /// Parses an expression, of which only the simplest forms are understood.
    fn condition(&mut self, words: &[&str]) -> Condition {
        match words {
            ["0" | "false"] => return Condition::Never,
            ["1" | "true"] => return Condition::Always,
            _ => {}
        }
        let (words, is_true) = match words {
            ["!", words @ ..] => (words, false),
            words => (words, true),
        };
        let (expression, is_true) = match words {
            ["defined", "(", name, ")"] | ["defined", name] => (format!("defined {name}"), is_true),
            [name] => ((*name).to_owned(), is_true),
            _ if is_true => (words.join(" "), true),
            _ => (format!("! {}", words.join(" ")), true),
        };
        Condition::If((self.key(expression), is_true))
    }

    fn begin(&mut self, condition: Condition) {
        let current = self.current();
        self.open.push(Open {
            outer: current.unwrap_or(ROOT),
            is_outer_dead: current.is_none(),
            before: Vec::new(),
            is_taken: false,
            node: ROOT,
            is_dead: false,
        });
        self.go_on(condition);
    }

    /// Begins a branch of the innermost `#if`.
    fn go_on(&mut self, condition: Condition) {
        let Some(mut open) = self.open.pop() else {
            return;
        };
        open.is_dead = open.is_outer_dead || open.is_taken || matches!(condition, Condition::Never);
        open.node = open.outer;
        for (key, value) in &open.before {
            open.node = self.under(open.node, (*key, !value));
        }
        match condition {
            Condition::Never => {}
            Condition::Always => open.is_taken = true,
            Condition::If(literal) => {
                open.node = self.under(open.node, literal);
                open.before.push(literal);
            }
        }
        self.open.push(open);
    }

    fn under(&mut self, parent: usize, literal: Literal) -> usize {
        self.nodes.push(Node { parent, literal });
        self.nodes.len() - 1
    }

    /// Returns the literals of a node.
    fn literals(&self, mut node: usize) -> impl Iterator<Item = Literal> {
        std::iter::from_fn(move || {
            let Node { parent, literal } = self.nodes.get(node).filter(|_| node != ROOT)?;
            node = *parent;
            Some(*literal)
        })
    }

    /// Returns the choice under which the tokens of a node are compiled.
    pub(super) fn choice(&self, node: usize) -> Choice {
        Choice(self.literals(node).collect())
    }

    /// Returns whether the tokens of a node are compiled.
    pub(super) fn is_compiled(&self, node: usize, choice: &Choice) -> Result<bool, Undecided> {
        let mut undecided = None;
        for (key, value) in self.literals(node) {
            match choice.get(key) {
                Some(chosen) if chosen != value => return Ok(false),
                Some(_) => {}
                None => undecided = Some(Undecided(key)),
            }
        }
        undecided.map_or(Ok(true), Err)
    }
}

impl Choice {
    fn get(&self, key: usize) -> Option<bool> {
        let found = self.0.iter().find(|(known, _)| *known == key);
        found.map(|(_, value)| *value)
    }

    /// Returns this choice with an expression that is true, and with the same one that is false.
    pub(super) fn split(self, Undecided(key): Undecided) -> [Self; 2] {
        [false, true].map(|value| {
            let mut choice = self.clone();
            choice.0.push((key, value));
            choice
        })
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}
