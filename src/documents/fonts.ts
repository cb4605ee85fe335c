import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Roboto as pdfmake ships it: Latin and Cyrillic, the same letters on every machine. No system font is used. */
const FOLDER = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts/Roboto');

export const ROBOTO = {
  normal: join(FOLDER, 'Roboto-Regular.ttf'),
  bold: join(FOLDER, 'Roboto-Medium.ttf'),
  italics: join(FOLDER, 'Roboto-Italic.ttf'),
  bolditalics: join(FOLDER, 'Roboto-MediumItalic.ttf'),
} as const;
