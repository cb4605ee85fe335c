import { isObject, type JsonObject } from '../../bot-api/params.ts';
import { invalid } from './problem.ts';

/** Reads a body field by field; every refusal names the field by its path. */
export class Fields {
  readonly #object: JsonObject;
  readonly #path: string;

  constructor(object: JsonObject, path = '') {
    this.#object = object;
    this.#path = path;
  }

  /** Path of a field for `parameter`. */
  at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  has(name: string): boolean {
    const value = this.#object[name];
    return value !== undefined && value !== null;
  }

  raw(name: string): unknown {
    return this.#object[name];
  }

  names(): string[] {
    return Object.keys(this.#object);
  }

  text(name: string, longest = Number.POSITIVE_INFINITY): string {
    const value = this.#object[name];
    if (typeof value !== 'string' || value === '') throw invalid(this.at(name), 'A string is required');
    if ([...value].length > longest) throw invalid(this.at(name), `Longer than ${longest} characters`);
    return value;
  }

  optionalText(name: string, longest: number): string | null {
    return this.has(name) ? this.text(name, longest) : null;
  }

  /** false when absent. */
  flag(name: string): boolean {
    if (!this.has(name)) return false;
    const value = this.#object[name];
    if (typeof value !== 'boolean') throw invalid(this.at(name), 'A boolean is required');
    return value;
  }

  integer(name: string, least: number, most: number): number {
    const value = this.#object[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw invalid(this.at(name), `A whole number from ${least} to ${most} is required`);
    }
    return value;
  }

  oneOf(name: string, allowed: readonly string[]): string {
    const value = this.text(name);
    if (!allowed.includes(value)) throw invalid(this.at(name), `Unknown value "${value}"`);
    return value;
  }

  object(name: string): Fields {
    const value = this.#object[name];
    if (!isObject(value)) throw invalid(this.at(name), 'An object is required');
    return new Fields(value, this.at(name));
  }

  /** Objects of a list, each with its path `items[0]`. */
  objects(name: string, least: number, most: number): Fields[] {
    const value = this.#object[name];
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      throw invalid(this.at(name), `A list of ${least} to ${most} objects is required`);
    }
    return value.map((item: unknown, index) => {
      const path = `${this.at(name)}[${index}]`;
      if (!isObject(item)) throw invalid(path, 'An object is required');
      return new Fields(item, path);
    });
  }
}
