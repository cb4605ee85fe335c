import type { PdfNode } from '../pdf/content.ts';
import { loadPdfMake, type PdfDefinition } from '../pdf/pdfmake.ts';
import type { PdfRequest } from '../pdf/request.ts';

const pdfmake = loadPdfMake();
const MARGIN = 36;
const QUIET_TEXT = { fontSize: 7.5, color: '#5b6675' } as const;

/** An A4 document in Roboto; the same request gives the same bytes. */
export async function renderPdf(request: PdfRequest): Promise<Uint8Array> {
  const { footer } = request;
  const definition: PdfDefinition = {
    pageSize: 'A4',
    pageOrientation: request.orientation ?? 'portrait',
    pageMargins: [MARGIN, MARGIN, MARGIN, 44],
    language: request.language,
    info: {
      title: request.title,
      author: request.author,
      creator: 'Domovoy',
      producer: 'Domovoy',
      creationDate: request.date,
    },
    defaultStyle: { font: 'Roboto', fontSize: 9, color: '#1b2430' },
    content: request.content,
    ...(footer === undefined ? {} : { footer: (page, pages) => footerNode(footer, page, pages) }),
  };
  return Uint8Array.from(await pdfmake.createPdf(definition).getBuffer());
}

function footerNode(footer: NonNullable<PdfRequest['footer']>, page: number, pages: number): PdfNode {
  const counter = footer.page.replace('{page}', String(page)).replace('{pages}', String(pages));
  return {
    margin: [MARGIN, 12, MARGIN, 0],
    columns: [
      { text: footer.left, width: '*', ...QUIET_TEXT },
      { text: counter, width: 'auto', alignment: 'right', ...QUIET_TEXT },
    ],
  };
}
