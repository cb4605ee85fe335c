/** What a gateway says fits into far less; more is not read, whatever it is. */
const MOST_BYTES = 1024 * 1024;

/**
 * The text of an answer that comes from outside: a gateway, or whatever stands where it should.
 * @throws Error when it is too large; the rest is not fetched
 */
export async function readBody(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Error(`an answer of more than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
