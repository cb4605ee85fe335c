import { badRequest } from './refusal.ts';

/** A file that came with a request. */
export interface UploadedFile {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** A JSON object whose fields are looked at one by one. */
export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parameters of a call as the Bot API server understands them: every value may come as JSON or as
 * text, absent and empty are the same.
 */
export class Params {
  readonly values: JsonObject;
  readonly files: Map<string, UploadedFile>;

  constructor(values: JsonObject, files: Map<string, UploadedFile> = new Map()) {
    this.values = values;
    this.files = files;
  }

  get names(): string[] {
    return [...Object.keys(this.values), ...this.files.keys()];
  }

  /** '' when absent. */
  text(name: string): string {
    const value = this.values[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** @throws ApiRefusal `parameter "x" is required`. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === '') throw badRequest(`Parameter "${name}" is required`);
    return value;
  }

  /** As the real server reads integers: leading digits, else the default; then clamped. */
  int(name: string, fallback: number, min = -2_147_483_648, max = 2_147_483_647): number {
    const value = this.text(name).trim();
    const number = value === '' ? fallback : Number.parseInt(value, 10);
    return Math.min(Math.max(Number.isNaN(number) ? 0 : number, min), max);
  }

  bool(name: string): boolean {
    return /^(true|yes|1)$/i.test(this.text(name).trim());
  }

  /**
   * A JSON value, or undefined when absent.
   * @param what how the server calls it in `Can't parse … JSON object`.
   */
  json(name: string, what: string = name): unknown {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`Can't parse ${what} JSON object`);
    }
  }

  /** Parameters without bytes, for the log. */
  loggable(): JsonObject {
    if (this.files.size === 0) return this.values;
    const shown: JsonObject = { ...this.values };
    for (const [name, file] of this.files) shown[name] = { $file: file.name, size: file.bytes.length };
    return shown;
  }
}
