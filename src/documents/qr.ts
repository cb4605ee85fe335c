import QRCode from 'qrcode';

/** Modules around the code, by its standard. */
const QUIET = 4;

/**
 * A QR code as SVG: level M, one segment of bytes (what bank apps read best), quiet zone included, black on white.
 * `size` is its side in the units of the SVG.
 * @throws Error when the text is longer than a code holds (2331 bytes)
 */
export function qrSvg(text: string, size = 300): string {
  const { modules } = QRCode.create([{ data: Buffer.from(text, 'utf8'), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
  });
  const side = modules.size + QUIET * 2;
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.data[row * modules.size + column] !== 1) continue;
      let length = 1;
      while (column + length < modules.size && modules.data[row * modules.size + column + length] === 1)
        length += 1;
      runs.push(`M${column + QUIET} ${row + QUIET}h${length}v1h-${length}z`);
      column += length;
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}">` +
    `<rect width="${side}" height="${side}" fill="#ffffff"/><path d="${runs.join('')}" fill="#000000"/></svg>`
  );
}
