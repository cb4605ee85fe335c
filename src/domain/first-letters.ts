/** The beginning of a text, at most so many characters; one of two code units (an emoji) is never cut in half: half of it is no JSON. */
export function firstLetters(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('');
}
