/**
 * Look of every chart: its own light ground, so that it reads the same in Telegram's light and dark; 720 units across,
 * which a phone shows at about half size, so no letter is smaller than 22.
 */
export const CHART = {
  width: 720,
  /** pixels of the PNG */
  pixels: 1080,
  margin: 36,
  ground: '#f7f8fa',
  ink: '#1b2430',
  quiet: '#5b6675',
  grid: '#d5dae1',
  /** more, less: each also told by its sign, never by colour alone */
  more: '#c8453b',
  less: '#2b8a5f',
  /** of series, in order; told apart also by people who see few colours */
  series: ['#2f6fde', '#e8933a', '#2f9e8f', '#8a63d2', '#d1567f', '#8d98a7', '#6aa84f', '#3d4a5c'],
} as const;

export interface TextStyle {
  readonly size: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** Collects shapes of one picture; texts are escaped here. */
export interface Canvas {
  text(x: number, y: number, text: string, style: TextStyle): void;
  rect(x: number, y: number, width: number, height: number, color: string, radius?: number): void;
  line(x1: number, y1: number, x2: number, y2: number, color: string, width?: number): void;
  /** The whole picture of the given height. */
  svg(height: number): string;
}

export function createCanvas(): Canvas {
  const shapes: string[] = [];
  return {
    text(x, y, text, { size, color = CHART.ink, bold = false, anchor = 'start' }) {
      shapes.push(
        `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${color}" text-anchor="${anchor}"` +
          `${bold ? ' font-weight="500"' : ''}>${escapeXml(text)}</text>`,
      );
    },
    rect(x, y, width, height, color, radius = 0) {
      shapes.push(
        `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"` +
          `${radius === 0 ? '' : ` rx="${radius}"`} fill="${color}"/>`,
      );
    },
    line(x1, y1, x2, y2, color, width = 1) {
      shapes.push(
        `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${color}" stroke-width="${width}"/>`,
      );
    },
    svg(height) {
      const size = `width="${CHART.width}" height="${round(height)}"`;
      return (
        `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${CHART.width} ${round(height)}" font-family="Roboto">` +
        `<rect ${size} fill="${CHART.ground}"/>${shapes.join('')}</svg>`
      );
    },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/**
 * Names come from registers and people: markup and characters that XML forbids never reach the drawing, and pictographs,
 * which the font does not have, leave no empty boxes.
 */
function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, '')
    .trim()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
