// The known words nearest to one that nobody knows. Loaded when such a one is typed.

const ROWS = ["azertyuiop", "qsdfghjklm", "wxcvbn"];
const KEYS = new Map(ROWS.flatMap((row, y) => [...row].map((letter, x) => [letter, [x, y]])));
const ALIKE = /^(?:sc|cs|sz|zs|ck|kc|kq|qk|cq|qc|gj|jg|iy|yi|ae|ea|vw|wv|mn|nm)$/;

/** What it costs to have typed one letter for another. */
function slip(a, b) {
  if (ALIKE.test(a + b)) return .5;
  const [[x, y], [u, v]] = [KEYS.get(a) ?? [9, 9], KEYS.get(b) ?? [-9, -9]];
  return Math.abs(x - u) < 2 && Math.abs(y - v) < 2 ? .6 : 1;
}

/** About how a word sounds in French. */
const sound = word => word.replace(/e?au/g, "o").replace(/ph/g, "f").replace(/qu?|k|c(?![eiyh])/g, "k")
  .replace(/s?c(?=[eiy])|[sç]|z/g, "s").replace(/g(?=[eiy])e?/g, "j").replace(/y/g, "i").replace(/h/g, "")
  .replace(/[ae][nm](?![aeiounm])/g, "1").replace(/(?:ai|ei|e|i)[nm](?![aeiounm])/g, "2").replace(/[ae]i|e[rz]$/g, "e")
  .replace(/(.)\1+/g, "$1").replace(/[estxd]+$/, "");

/** How far a typed word is from a known one, or from the beginning of it; Infinity beyond a limit. */
function distance(typed, known, open, limit) {
  const n = typed.length, m = known.length;
  if (Math.abs(n - m) > limit && !(open && m > n)) return Infinity;
  let older, last = Float32Array.from({ length: m + 1 }, (_, j) => j);
  for (let i = 1; i <= n; i++) {
    const row = new Float32Array(m + 1);
    let least = row[0] = i;
    for (let j = 1; j <= m; j++) {
      const a = typed[i - 1], b = known[j - 1];
      const more = a === typed[i - 2] ? .4 : 1, less = b === known[j - 2] ? .4 : 1;
      row[j] = Math.min(last[j] + more, row[j - 1] + less, last[j - 1] + (a === b ? 0 : slip(a, b)));
      if (older && a === known[j - 2] && typed[i - 2] === b) row[j] = Math.min(row[j], older[j - 2] + .6);
      least = Math.min(least, row[j]);
    }
    if (least > limit) return Infinity;
    older = last;
    last = row;
  }
  const found = open ? Math.min(...last.subarray(Math.max(n - 1, 1))) : last[m];
  return found + (typed[0] === known[0] ? 0 : .2);
}

/** How far one may be, by length: short words are too much alike. */
const reach = word => word.length < 4 ? 0 : word.length < 6 ? 1.1 : word.length < 9 ? 1.7 : 2.3;

/** The nearest of some words: pairs of distance and word, nearest first. */
export function nearest(typed, known, open) {
  const limit = reach(typed), heard = sound(typed), found = [];
  for (const word of limit ? known : []) {
    let far = distance(typed, word, open, limit);
    if (far > .5 && word.length > 3 && sound(word) === heard) far = .5;
    if (far <= limit) found.push([far, word]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1].length - b[1].length);
}
