/** The page that is shown when one is asked for: the list may have shrunk since its button was drawn. From 0. */
export function existingPage(page: number, total: number, size: number): number {
  return Math.max(0, Math.min(page, Math.ceil(total / size) - 1));
}
