import { qrSvg } from '../qr.ts';

/** Words on the drawn bill. */
export interface SampleBill {
  readonly title: string;
  readonly numberLabel: string;
  readonly example: string;
  readonly payee: string;
  readonly payer: string;
  readonly flat: string;
  readonly here: string;
  readonly qr: string;
}

/** A paper bill as they look everywhere, with the number circled; an SVG of 900 × 560. */
export function sampleBillSvg(bill: SampleBill): string {
  const line = (y: number, width: number): string =>
    `<rect x="60" y="${y}" width="${width}" height="12" rx="6" fill="#dfe4ea"/>`;
  const qr = qrSvg(
    'ST00012|Name=…|PersonalAcc=40702810000000000000|BankName=…|BIC=044525000|CorrespAcc=0',
    150,
  );
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="560" viewBox="0 0 900 560" font-family="Roboto">' +
    '<rect width="900" height="560" fill="#eef1f5"/>' +
    '<rect x="30" y="24" width="840" height="512" rx="14" fill="#ffffff" stroke="#c9d1da" stroke-width="2"/>' +
    text(60, 76, 28, bill.title, '#1b2430', 'bold') +
    text(60, 116, 22, bill.payee, '#1b2430') +
    text(60, 158, 22, bill.payer, '#5b6675') +
    text(60, 192, 22, bill.flat, '#5b6675') +
    `<rect x="48" y="216" width="560" height="74" rx="14" fill="#fff3c4" stroke="#e0892b" stroke-width="5"/>` +
    text(66, 246, 20, bill.numberLabel, '#5b6675') +
    text(66, 278, 30, bill.example, '#1b2430', 'bold') +
    // The font has no arrow.
    '<path d="M60 330l12-22 12 22z" fill="#b4640f"/>' +
    text(94, 330, 24, bill.here, '#b4640f', 'bold') +
    [370, 400, 430, 460].map((y, index) => line(y, 520 - index * 40)).join('') +
    `<g transform="translate(680 300)">${qr}</g>` +
    text(755, 478, 18, bill.qr, '#5b6675', 'normal', 'middle') +
    '</svg>'
  );
}

function text(
  x: number,
  y: number,
  size: number,
  value: string,
  fill: string,
  weight: 'normal' | 'bold' = 'normal',
  anchor: 'start' | 'middle' = 'start',
): string {
  const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped}</text>`;
}
