import { isObject, type JsonObject } from '../bot-api/params.ts';
import { ActionRefusal } from '../people/action-refusal.ts';

/** Reads one field after another and says which one is wrong. */
export class BodyFields {
  readonly #object: JsonObject;

  constructor(object: JsonObject) {
    this.#object = object;
  }

  #fail(name: string, what: string): never {
    throw new ActionRefusal('bad-body', `Field "${name}" must be ${what}`);
  }

  text(name: string): string {
    const value = this.#object[name];
    return typeof value === 'string' ? value : this.#fail(name, 'a text');
  }

  /** A text, or texts by language. */
  textOrTexts(name: string): string | Record<string, string> {
    const value = this.#object[name];
    if (!isObject(value)) return this.text(name);
    const texts: Record<string, string> = {};
    for (const [language, text] of Object.entries(value)) {
      texts[language] = typeof text === 'string' ? text : this.#fail(name, 'a text, or texts by language');
    }
    return texts;
  }

  number(name: string): number {
    const value = this.#object[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#fail(name, 'a number');
  }

  integer(name: string): number {
    const value = this.number(name);
    return Number.isSafeInteger(value) ? value : this.#fail(name, 'a whole number');
  }

  flag(name: string): boolean {
    const value = this.#object[name];
    return typeof value === 'boolean' ? value : this.#fail(name, 'true or false');
  }

  numbers(name: string): number[] {
    const value = this.#object[name];
    if (!Array.isArray(value)) return this.#fail(name, 'a list of numbers');
    return value.map((item: unknown) =>
      typeof item === 'number' ? item : this.#fail(name, 'a list of numbers'),
    );
  }

  object(name: string): BodyFields {
    const value = this.#object[name];
    return isObject(value) ? new BodyFields(value) : this.#fail(name, 'an object');
  }

  has(name: string): boolean {
    const value = this.#object[name];
    return value !== undefined && value !== null;
  }

  /** `{ name: value }` when the field is there, else `{}`. */
  optional<K extends string, V>(name: K, read: (name: K) => V): { [P in K]?: V } {
    const result: { [P in K]?: V } = {};
    if (this.has(name)) result[name] = read(name);
    return result;
  }
}

/** @throws ActionRefusal when the body is not an object. */
export function fieldsOf(body: unknown): BodyFields {
  if (!isObject(body)) throw new ActionRefusal('bad-body', 'A JSON object is expected');
  return new BodyFields(body);
}
