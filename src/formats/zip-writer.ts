import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of the archive: bytes that are packed already (PDF), or text that comes piece by piece. */
export type ZipEntry =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly text: AsyncIterable<string> };

/**
 * Pack entries one after the other: in memory are the archive so far and one piece of one entry. Names may be in any
 * script. The same entries at the same moment give the same bytes.
 */
export async function writeZip(entries: AsyncIterable<ZipEntry>, at: Date): Promise<Buffer> {
  const zip = new ZipFile();
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    zip.on('error', reject);
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('error', reject);
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
  });
  const packing = (async () => {
    for await (const entry of entries) {
      if ('bytes' in entry) {
        zip.addBuffer(Buffer.from(entry.bytes), entry.name, { mtime: at, compress: false });
        continue;
      }
      const text = Readable.from(entry.text);
      const read = once(text, 'end');
      zip.addReadStream(text, entry.name, { mtime: at });
      await read;
    }
    zip.end();
  })();
  // Whichever fails first is the reason; the other must not be an unhandled one.
  const [archive] = await Promise.all([whole, packing]);
  return archive;
}
