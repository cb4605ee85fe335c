import { renderAsync } from '@resvg/resvg-js';
import { ROBOTO } from '../fonts.ts';
import type { PictureRequest } from '../picture.ts';

/** SVG to PNG, with our own font only: the same bytes on every machine. */
export async function renderPicture({ svg, width }: PictureRequest): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(ROBOTO),
      defaultFontFamily: 'Roboto',
      sansSerifFamily: 'Roboto',
    },
    fitTo: { mode: 'width', value: width },
  });
  // A copy of its own: the library's memory does not travel between threads.
  return Uint8Array.from(image.asPng());
}
