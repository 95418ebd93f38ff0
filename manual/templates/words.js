// What is compared of a text: `-` is `_`, and case does not matter.
const normal = (text) => text.toLowerCase().replaceAll("-", "_");

// How many IDs are suggested.
const MAX_SUGGESTED = 5;

// A bit for each letter that stands in a word.
function lettersOf(word) {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function bits(number) {
  let count = 0;
  for (; number !== 0; number &= number - 1) count += 1;
  return count;
}

// How many letters have to be added, removed or replaced to make a word a part of an ID.
function distance(word, id) {
  let above = new Uint8Array(id.length + 1);
  let row = new Uint8Array(id.length + 1);
  for (let down = 1; down <= word.length; down += 1) {
    row[0] = down;
    const letter = word.charCodeAt(down - 1);
    for (let along = 1; along <= id.length; along += 1) {
      const isOther = letter === id.charCodeAt(along - 1) ? 0 : 1;
      row[along] = Math.min(above[along - 1] + isOther, above[along] + 1, row[along - 1] + 1);
    }
    [above, row] = [row, above];
  }
  return above.reduce((least, one) => Math.min(least, one));
}

// The messages whose IDs, or parts of them, are nearest to a word.
function nearest(word, messages) {
  word = word.slice(0, 100);
  const most = Math.min(4, Math.ceil(word.length / 4));
  if (word.length < 3) return [];
  const letters = lettersOf(word);
  const near = [];
  for (const message of messages) {
    message.letters ??= lettersOf(message.key);
    // Each letter that the ID lacks is a difference.
    if (bits(letters & ~message.letters) > most) continue;
    const far = distance(word, message.key);
    if (far <= most) near.push({ message, far, length: Math.abs(message.key.length - word.length) });
  }
  near.sort((a, b) => a.far - b.far || a.length - b.length);
  return near.slice(0, MAX_SUGGESTED).map(({ message }) => message);
}
