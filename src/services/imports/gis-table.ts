import type { DbOrTx } from '../../database/client.ts';
import { readGisDocuments } from '../../formats/accruals/gis.ts';
import type { OpenedRegister } from '../../formats/open-register.ts';

/**
 * Payment documents of ГИС ЖКХ as a table of accruals: they name accounts by ids of ЖКУ, which an imported map tells.
 * null when the file is something else.
 */
export async function gisTable(
  db: DbOrTx,
  opened: OpenedRegister,
  companies: 'all' | readonly number[],
): Promise<Uint8Array | null> {
  const gis = opened.workbook === null ? null : readGisDocuments(opened.workbook);
  if (gis === null) return null;
  const accounts = await db.account.findMany({
    where: {
      jkuId: { in: [...gis.jkuIds] },
      publishedAt: { not: null },
      ...(companies === 'all' ? {} : { provider: { companyId: { in: [...companies] } } }),
    },
    select: { jkuId: true, number: true },
  });
  const numbers = new Map(accounts.map(({ jkuId, number }) => [jkuId, number]));
  return gis.asTable((jkuId) => numbers.get(jkuId) ?? null);
}
