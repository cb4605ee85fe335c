import { z } from 'zod';
import type { Localized } from '../../domain/locale.ts';

/** A text per language as JSON columns hold it; Russian is always there. */
export const localizedSchema = z
  .object({ ru: z.string().min(1), en: z.string().optional() })
  .transform(({ ru, en }): Localized => (en === undefined ? { ru } : { ru, en }));
