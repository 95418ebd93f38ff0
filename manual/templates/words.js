// Returns a text as it is compared: `-` is the same as `_`, and case does not matter.
const normal = (text) => text.toLowerCase().replaceAll("-", "_");

// The number of IDs that are suggested.
const MAX_SUGGESTED = 5;

// Returns the number of letters that have to be added, removed or replaced to make a word of at
// most 31 letters a part of an ID. `places` contains a bit mask for each letter, with a bit for
// each place of the letter in the word, so that a column of the table of distances takes a few
// operations on integers (Myers, 1999).
function distance(places, length, id) {
  const last = 1 << (length - 1);
  let more = -1; // places where the distance grows by one down the column
  let less = 0; // places where it shrinks by one
  let here = length;
  let least = length;
  for (let index = 0; index < id.length; index += 1) {
    const same = places[id.charCodeAt(index) & 127];
    const diagonal = (((same & more) + more) ^ more) | same | less;
    let up = less | ~(diagonal | more);
    let down = more & diagonal;
    if (up & last) here += 1;
    else if (down & last) here -= 1;
    up <<= 1;
    down <<= 1;
    more = down | ~(diagonal | up);
    less = up & diagonal;
    if (here < least) least = here;
  }
  return least;
}

// Returns the messages whose IDs, or parts of them, are most similar to a word.
function nearest(word, messages) {
  const part = word.slice(0, 31);
  if (part.length < 3) return [];
  const most = Math.min(4, Math.ceil(part.length / 4));
  const places = new Int32Array(128);
  for (let index = 0; index < part.length; index += 1) {
    places[part.charCodeAt(index) & 127] |= 1 << index;
  }
  const near = [];
  for (const message of messages) {
    const far = distance(places, part.length, message.key);
    if (far <= most) near.push({ message, far, length: Math.abs(message.key.length - word.length) });
  }
  near.sort((a, b) => a.far - b.far || a.length - b.length);
  return near.slice(0, MAX_SUGGESTED).map(({ message }) => message);
}
