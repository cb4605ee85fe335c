/** How a list calls an account. */
export interface NamedAccount {
  /** the resident's own name */
  readonly name: string | null;
  readonly number: string;
  readonly providerName: string;
}

/**
 * The caption of an account among others: people call a flat's accounts alike («Дом» at two providers), so what tells
 * them apart is added: the provider, or the number where that is the same too. An account without a name of its own is
 * `unnamed`.
 */
export function accountCaption<A extends NamedAccount>(
  account: A,
  all: readonly A[],
  unnamed: (account: A) => string,
): string {
  const { name, providerName, number } = account;
  if (name === null) return unnamed(account);
  const alike = all.filter((other) => other.name?.toLowerCase() === name.toLowerCase());
  if (alike.length < 2) return name;
  const sameProvider = alike.filter((other) => other.providerName === providerName).length > 1;
  return `${name} · ${sameProvider ? number : providerName}`;
}
