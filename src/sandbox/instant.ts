/** ISO 8601 instant in UTC, for example `2026-11-16T09:30:00.000Z`. */
export type Instant = string;
