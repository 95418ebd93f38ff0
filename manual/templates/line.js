// A line of a log: which message it is, and which values it has.

// Which texts can be the values of an argument. What has another kind can be any text.
const KINDS = {
  natural: /^\d+$/,
  integer: /^-?\d+$/,
  ipv4: /^\d{1,3}(\.\d{1,3}){3}$/,
};

// The texts that can be that of the message in this line: what is behind the ID, or of a line
// that is JSON each string in it.
function textsOfLine(line, idEnd) {
  try {
    const strings = [];
    JSON.parse(line, (_, value) => {
      if (typeof value === "string") strings.push(value);
      return value;
    });
    return strings;
  } catch {
    return [line.slice(idEnd).replace(/^["'\])}>]*:?\s*/, "")];
  }
}

// Cuts a text at the literals of a message: the ways to read it, at most two, each with the value
// of each placeholder. `pieces` are strings, and placeholders: { name, kind }.
function readings(pieces, text) {
  const found = [];
  let steps = 20000;
  const read = (index, start, values) => {
    if (found.length > 1 || steps-- <= 0) return;
    const piece = pieces[index];
    if (piece === undefined) {
      if (start === text.length) found.push(new Map(values));
      return;
    }
    if (typeof piece === "string") {
      if (text.startsWith(piece, start)) read(index + 1, start + piece.length, values);
      return;
    }
    const isLast = index + 1 === pieces.length;
    const next = pieces[index + 1];
    for (let end = isLast ? text.length : start; end <= text.length; end += 1) {
      if (typeof next === "string") {
        end = text.indexOf(next, end);
        if (end < 0) return;
      }
      const value = text.slice(start, end);
      // What stands twice in a text has one value.
      const isValue = values.has(piece.name)
        ? values.get(piece.name) === value
        : (KINDS[piece.kind]?.test(value) ?? true);
      if (isValue) read(index + 1, end, new Map(values).set(piece.name, value));
    }
  };
  read(0, 0, new Map());
  // A text that was not searched to its end can be read in other ways.
  return { found, isAmbiguous: found.length > 1 || (found.length === 1 && steps <= 0) };
}
