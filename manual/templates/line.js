// Finds the message of a log line, and the values of its arguments.

// The texts that an argument of each kind can have. An argument of any other kind can have any text.
const KINDS = {
  natural: /^\d+$/,
  integer: /^-?\d+$/,
  ipv4: /^\d{1,3}(\.\d{1,3}){3}$/,
};

// Returns the texts of a line that can be the text of the message: the rest after the ID or, if
// the line is JSON, each string in it.
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

// Cuts a text at the literals of a message. Returns at most two readings, each with the value of
// each placeholder. A piece is a string or a placeholder: { name, kind }.
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
      // A placeholder that occurs twice has the same value both times.
      const isValue = values.has(piece.name)
        ? values.get(piece.name) === value
        : (KINDS[piece.kind]?.test(value) ?? true);
      if (isValue) read(index + 1, end, new Map(values).set(piece.name, value));
    }
  };
  read(0, 0, new Map());
  // If the search stopped early, there may be other readings.
  return { found, isAmbiguous: found.length > 1 || (found.length === 1 && steps <= 0) };
}
