/** A file of a message as it is sent again. */
export interface PartFile {
  readonly kind: string;
  readonly fileId: string;
}

/** One call of the Bot API: the text, a file, or an album. The text rides on the first part that can carry it. */
export interface MessagePart {
  readonly text: boolean;
  readonly files: readonly PartFile[];
}

const ALBUM_LIMIT = 10;
/** A caption takes 1024 characters; the heading above the text needs some. */
export const LONGEST_CAPTION = 700;
const ALBUMS: Readonly<Record<string, string>> = { photo: 'view', video: 'view', document: 'papers' };
const WITHOUT_CAPTION = ['video_note', 'location'];

/**
 * Split a message into calls: photos and videos share albums, documents have albums of their own, everything else
 * goes alone. Deterministic: every part is a delivery with the part's number in its subject.
 */
export function messageParts(message: {
  readonly text: string;
  readonly files: readonly PartFile[];
}): MessagePart[] {
  const groups: PartFile[][] = [];
  for (const file of message.files) {
    const last = groups.at(-1);
    const album = ALBUMS[file.kind];
    const joins =
      last !== undefined &&
      album !== undefined &&
      last.length < ALBUM_LIMIT &&
      ALBUMS[last[0]?.kind ?? ''] === album;
    if (joins) last.push(file);
    else groups.push([file]);
  }
  const [first] = groups;
  const carries =
    first !== undefined &&
    message.text.length <= LONGEST_CAPTION &&
    !WITHOUT_CAPTION.includes(first[0]?.kind ?? '');
  const parts = groups.map((files, index) => ({ text: carries && index === 0, files }));
  return carries ? parts : [{ text: true, files: [] }, ...parts];
}
