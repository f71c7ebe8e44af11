// Figures in Markdown.

/** The value under which a share of the values lie. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const number = (value, digits) => value.toLocaleString('en', {
  minimumFractionDigits: digits, maximumFractionDigits: digits,
});

/** Ways to write a figure. */
export const units = {
  kilobytes: (value) => `${number(value / 1000, 1)} KB`,
  megabytes: (value) => `${number(value / 1e6, value < 1e8 ? 1 : 0)} MB`,
  seconds: (value) => `${number(value, value < 10 ? 2 : 0)} s`,
  milliseconds: (value) => `${number(value, value < 10 ? 1 : 0)} ms`,
  count: (value) => number(value, 0),
  rate: (value) => value.toFixed(3),
  share: (value) => `${number(value * 100, 0)} %`,
};

/** Median, p90 and worst of values. */
export function spread(values, unit) {
  return [0.5, 0.9, 1].map((share) => unit(quantile(values, share))).join(' / ');
}

/** A row of two engines: figure, ours, theirs, ratio of the first values, target. */
export function row(what, ours, theirs, write, target = '') {
  if (ours === null) return [what, '–', write(theirs), '', target];
  return [what, write(ours), write(theirs), (ours / theirs).toFixed(2), target];
}

/** The same for lists of values, which are shown by median, p90 and worst. */
export function rowOfMany(what, ours, theirs, write, target = '') {
  const ratio = (quantile(ours, 0.5) / quantile(theirs, 0.5)).toFixed(2);
  return [what, spread(ours, write), spread(theirs, write), ratio, target];
}

/** A table of cells. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i ? '---:' : '---'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
