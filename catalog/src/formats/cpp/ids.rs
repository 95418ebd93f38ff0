//! Finds out which IDs an expression can be.

use super::conditions::Undecided;
use super::cursor::Variant;
use super::lex::Kind;
use kea_messages_base::id::is_id;

/// The IDs that a statement can log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ids {
    /// They cannot be seen.
    Unknown,
    /// Each of these is logged, as in `is_v6 ? A : B`.
    Each(Vec<String>),
    /// The value of a variable that has several values, perhaps not all of them here.
    OneOf(Vec<String>),
    /// The parameter of a macro with this index.
    Parameter(usize),
}

/// How deep expressions and variables can be nested.
const MAX_DEPTH: usize = 8;

/// The greatest number of tokens between a variable and its use.
const MAX_DISTANCE: usize = 20_000;

impl Ids {
    fn one(id: &str) -> Self {
        Self::Each(vec![id.to_owned()])
    }

    /// Returns the IDs of an expression. `parameters` are the names of the parameters of the macro
    /// that contains it.
    pub(super) fn of(
        expression: &[usize],
        variant: Variant<'_>,
        parameters: &[&str],
    ) -> Result<Self, Undecided> {
        Reader {
            variant,
            parameters,
        }
        .expression(expression, 0)
    }

    /// Returns the IDs, if they are known.
    pub(crate) fn known(&self) -> &[String] {
        match self {
            Self::Each(ids) | Self::OneOf(ids) => ids,
            Self::Unknown | Self::Parameter(_) => &[],
        }
    }
}

struct Reader<'a> {
    variant: Variant<'a>,
    parameters: &'a [&'a str],
}

impl Reader<'_> {
    fn expression(&self, mut tokens: &[usize], depth: usize) -> Result<Ids, Undecided> {
        if depth > MAX_DEPTH {
            return Ok(Ids::Unknown);
        }
        while let Some(inner) = self.in_parentheses(tokens) {
            tokens = inner;
        }
        if let Some((first, second)) = self.branches(tokens) {
            let first = self.expression(first, depth + 1)?;
            return Ok(match (first, self.expression(second, depth + 1)?) {
                (Ids::Each(first), Ids::Each(second)) => Ids::Each([first, second].concat()),
                (Ids::Each(first) | Ids::OneOf(first), Ids::Each(second) | Ids::OneOf(second)) => {
                    Ids::OneOf([first, second].concat())
                }
                _ => Ids::Unknown,
            });
        }
        if let [only] = tokens {
            let word = self.variant.word(*only);
            match self.variant.token(*only).kind {
                Kind::Text => {
                    let id = word.strip_prefix('"').and_then(|id| id.strip_suffix('"'));
                    let id = id.filter(|id| is_id(id));
                    return Ok(id.map_or(Ids::Unknown, Ids::one));
                }
                Kind::Name => {
                    let parameter = self.parameters.iter().position(|name| *name == word);
                    if let Some(index) = parameter {
                        return Ok(Ids::Parameter(index));
                    }
                    if !is_id(word) {
                        return self.variable(word, *only, depth);
                    }
                }
                _ => {}
            }
        }
        Ok(self.path(tokens).map_or(Ids::Unknown, Ids::one))
    }

    /// Returns what is in the parentheses that enclose an expression.
    fn in_parentheses<'t>(&self, tokens: &'t [usize]) -> Option<&'t [usize]> {
        let [open, inner @ .., close] = tokens else {
            return None;
        };
        let (open, close) = (self.variant.token(*open), self.variant.token(*close));
        if !open.is(b'(') || !close.is(b')') {
            return None;
        }
        let mut depth = 0_usize;
        for index in inner {
            match self.variant.token(*index).kind {
                Kind::Sign(b'(') => depth += 1,
                Kind::Sign(b')') => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        Some(inner)
    }

    /// Returns the two branches of `condition ? first : second`.
    fn branches<'t>(&self, tokens: &'t [usize]) -> Option<(&'t [usize], &'t [usize])> {
        let mut depth = 0_usize;
        let mut question = None;
        let mut inner_questions = 0_usize;
        for (at, index) in tokens.iter().enumerate() {
            match self.variant.token(*index).kind {
                Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
                Kind::Sign(b')' | b']' | b'}') => depth = depth.saturating_sub(1),
                Kind::Sign(b'?') if depth == 0 && question.is_none() => question = Some(at),
                Kind::Sign(b'?') if depth == 0 => inner_questions += 1,
                Kind::Sign(b':') if depth == 0 && inner_questions > 0 => inner_questions -= 1,
                Kind::Sign(b':') if depth == 0 => {
                    return Some((&tokens[question? + 1..at], &tokens[at + 1..]));
                }
                _ => {}
            }
        }
        None
    }

    /// Returns the last name of a path, such as `isc::dhcp::DHCP4_STARTED`, if it is an ID.
    fn path(&self, tokens: &[usize]) -> Option<&str> {
        let mut is_name_next = true;
        for (at, index) in tokens.iter().enumerate() {
            match self.variant.token(*index).kind {
                Kind::Name if is_name_next => is_name_next = false,
                Kind::Scope if !is_name_next || at == 0 => is_name_next = true,
                _ => return None,
            }
        }
        let last = self.variant.word(*tokens.last()?);
        Some(last).filter(|last| !is_name_next && is_id(last))
    }

    /// Returns the values that a variable has in its block.
    fn variable(&self, name: &str, used: usize, depth: usize) -> Result<Ids, Undecided> {
        let Some(declared) = self.declaration(name, used)? else {
            return Ok(Ids::Unknown);
        };
        let mut values: Vec<String> = Vec::new();
        let mut assignments = 0;
        let mut blocks = 0_usize;
        let mut before = None;
        let mut next = Some(declared);
        while let Some(index) = next {
            if index - declared > MAX_DISTANCE {
                return Ok(Ids::Unknown);
            }
            let after = self.variant.from(index + 1)?;
            let token = self.variant.token(index);
            match token.kind {
                Kind::Sign(b'{') => blocks += 1,
                Kind::Sign(b'}') if blocks == 0 => break,
                Kind::Sign(b'}') => blocks -= 1,
                Kind::Name if self.variant.word(index) == name => {
                    // Someone else can change it through its address.
                    if before.is_some_and(|before| self.is_address(before, index == declared)) {
                        return Ok(Ids::Unknown);
                    }
                    if let Some(value) = self.value(after, index == declared)? {
                        match self.expression(&value, depth + 1)? {
                            Ids::Each(ids) => values.extend(ids),
                            _ => return Ok(Ids::Unknown),
                        }
                        assignments += 1;
                    }
                }
                _ => {}
            }
            before = Some(index);
            next = after;
        }
        values.dedup();
        Ok(match (assignments, values.is_empty()) {
            (_, true) => Ids::Unknown,
            (1, false) => Ids::Each(values),
            (_, false) => Ids::OneOf(values),
        })
    }

    /// Returns whether the token before a variable takes its address.
    fn is_address(&self, before: usize, is_declaration: bool) -> bool {
        !is_declaration && self.variant.token(before).is(b'&')
    }

    /// Finds the declaration of a variable in the blocks around its use, and returns the place of
    /// its name. `None` means that there is none, or that the variable is a parameter.
    fn declaration(&self, name: &str, used: usize) -> Result<Option<usize>, Undecided> {
        let mut blocks = 0_usize;
        let mut index = used;
        let mut after = Some(used);
        while let Some(before) = self.variant.before(index)? {
            index = before;
            if used - index > MAX_DISTANCE {
                break;
            }
            match self.variant.token(index).kind {
                Kind::Sign(b'}') => blocks += 1,
                Kind::Sign(b'{') => blocks = blocks.saturating_sub(1),
                Kind::Name
                    if blocks == 0
                        && self.variant.word(index) == name
                        && self.is_behind_type(index)? =>
                {
                    let next = after.map(|after| self.variant.token(after).kind);
                    let is_variable = matches!(next, Some(Kind::Sign(b'=' | b'{' | b'(' | b';')));
                    return Ok(Some(index).filter(|_| is_variable));
                }
                _ => {}
            }
            after = Some(index);
        }
        Ok(None)
    }

    /// Returns whether a name is declared here: after `MessageID`, `MessageID const&`, or `auto`.
    fn is_behind_type(&self, name: usize) -> Result<bool, Undecided> {
        let mut index = name;
        while let Some(before) = self.variant.before(index)? {
            index = before;
            let token = self.variant.token(index);
            if token.is(b'&') || token.is(b'*') || self.variant.is_name(index, "const") {
                continue;
            }
            let types = ["MessageID", "auto", "char"];
            return Ok(types.iter().any(|name| self.variant.is_name(index, name)));
        }
        Ok(false)
    }

    /// Returns the value that a variable gets, if `=`, or in a declaration also `{` or `(`, follows
    /// its name.
    fn value(
        &self,
        after: Option<usize>,
        is_declaration: bool,
    ) -> Result<Option<Vec<usize>>, Undecided> {
        let Some(after) = after else {
            return Ok(None);
        };
        let token = self.variant.token(after);
        let is_braced = is_declaration && (token.is(b'{') || token.is(b'('));
        if !is_braced && !token.is(b'=') {
            return Ok(None);
        }
        let mut value = Vec::new();
        let mut depth = 0_usize;
        let mut index = after;
        while let Some(next) = self.variant.from(index + 1)? {
            index = next;
            match self.variant.token(index).kind {
                // `==`.
                Kind::Sign(b'=') if value.is_empty() => return Ok(None),
                Kind::Sign(b'(' | b'[' | b'{') => depth += 1,
                Kind::Sign(b')' | b']' | b'}' | b';' | b',') if depth == 0 => break,
                Kind::Sign(b')' | b']' | b'}') => depth -= 1,
                _ => {}
            }
            value.push(index);
            if value.len() > 256 {
                break;
            }
        }
        Ok(Some(value))
    }
}
