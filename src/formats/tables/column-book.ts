/** Canonical columns of a kind of table and the headers they are known by; the first is the one we write ourselves. */
export type Synonyms<Key extends string> = Readonly<Record<Key, readonly string[]>>;
/** A header as it stands in the file → its column, or null to ignore it; goes before the synonyms. */
export type Mapping<Key extends string> = Readonly<Record<string, Key | null>>;

export interface RecognizedHeader<Key extends string> {
  readonly header: string;
  /** null = not recognised, its cells are ignored */
  readonly key: Key | null;
}

export interface Recognition<Key extends string> {
  readonly columns: readonly RecognizedHeader<Key>[];
  /** key → index of its column */
  readonly at: ReadonlyMap<Key, number>;
  /** a key that the mapping gives to two columns */
  readonly repeated: Key | null;
}

export interface ColumnBook<Key extends string> {
  readonly keys: readonly Key[];
  readonly synonyms: Synonyms<Key>;
  isKey(value: unknown): value is Key;
  /**
   * Which column is what: by the person's mapping, then by synonyms. When two headers of a file fit one key, the
   * earlier synonym wins («Итого к оплате» over «Сумма»).
   */
  recognize(header: readonly string[], mapping?: Mapping<Key>): Recognition<Key>;
  /** How many headers of a line are known: tells the header line and the delimiter from everything else. */
  count(cells: readonly string[], mapping?: Mapping<Key>): number;
}

/**
 * A header reduced to what people mean: letters and digits in lower case, ё as е, without punctuation, line breaks,
 * №, numbers in front («5. Тариф») and a trailing «руб.».
 */
export function normalizeHeader(header: string): string {
  return header
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/^\s*\d+[.)]\s*/, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?:в)?руб(?:лей|лях|ли)?$/, '');
}

export function createColumnBook<Key extends string>(
  keys: readonly Key[],
  synonyms: Synonyms<Key>,
): ColumnBook<Key> {
  const bySynonym: ReadonlyMap<string, { readonly key: Key; readonly rank: number }> = new Map(
    keys.flatMap((key) =>
      synonyms[key].map((synonym, rank) => [normalizeHeader(synonym), { key, rank }] as const),
    ),
  );

  function recognize(header: readonly string[], mapping: Mapping<Key> = {}): Recognition<Key> {
    const mapped = new Map(Object.entries(mapping).map(([text, key]) => [normalizeHeader(text), key]));
    const at = new Map<Key, number>();
    const ranks = new Map<Key, number>();
    const repeated: Key[] = [];
    header.forEach((text, index) => {
      const normal = normalizeHeader(text);
      if (normal === '') return;
      const chosen = mapped.get(normal);
      if (chosen === null) return;
      const known = chosen === undefined ? bySynonym.get(normal) : { key: chosen, rank: -1 };
      if (known === undefined) return;
      const before = ranks.get(known.key);
      if (before === -1 && known.rank === -1) repeated.push(known.key);
      if (before !== undefined && before <= known.rank) return;
      ranks.set(known.key, known.rank);
      at.set(known.key, index);
    });
    const byIndex = new Map([...at].map(([key, index]) => [index, key]));
    const columns = header.map((text, index) => ({
      header: text.replaceAll(/\s+/g, ' ').trim(),
      key: byIndex.get(index) ?? null,
    }));
    return { columns, at, repeated: repeated.at(-1) ?? null };
  }

  return {
    keys,
    synonyms,
    isKey: (value): value is Key => keys.some((key) => key === value),
    recognize,
    count: (cells, mapping) => recognize(cells, mapping).at.size,
  };
}
