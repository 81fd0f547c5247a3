/** Red, green and blue, each from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

const named: Readonly<Record<string, string>> = {
  black: '#000000',
  silver: '#c0c0c0',
  gray: '#808080',
  grey: '#808080',
  white: '#ffffff',
  maroon: '#800000',
  red: '#ff0000',
  purple: '#800080',
  fuchsia: '#ff00ff',
  green: '#008000',
  lime: '#00ff00',
  olive: '#808000',
  yellow: '#ffff00',
  navy: '#000080',
  blue: '#0000ff',
  teal: '#008080',
  aqua: '#00ffff',
  orange: '#ffa500',
  pink: '#ffc0cb',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
};

/** A colour as HTML and CSS write it; undefined for one that is not known here, such as one that is partly transparent. */
export function colourIn(text: string): Colour | undefined {
  const written = text
    .trim()
    .toLowerCase()
    .replace(/\s*!important$/, '');
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(named[written] ?? written)?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? [...hex].map((one) => one + one).join('') : hex;
    return colourFrom([0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)));
  }
  const parts = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(written);
  return parts ? colourFrom(parts.slice(1).map(Number)) : undefined;
}

const colourFrom = ([red = 0, green = 0, blue = 0]: readonly number[]): Colour => [red, green, blue];

/**
 * How well two colours stand apart, from 1 for the same to 21 for black and white, as the Web Content Accessibility
 * Guidelines define it (WCAG 2.2, "contrast ratio").
 */
export function contrastOf(one: Colour, other: Colour): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
