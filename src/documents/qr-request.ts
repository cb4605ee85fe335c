/** A photo (PNG, JPEG) or a PDF somebody sent. */
export interface QrRequest {
  readonly bytes: Uint8Array;
}
