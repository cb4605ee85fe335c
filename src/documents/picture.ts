/** A picture to draw: an SVG of its own, whole size, texts in Roboto. */
export interface PictureRequest {
  readonly svg: string;
  /** pixels of the PNG; the height follows. Telegram shows pictures up to 1280 wide. */
  readonly width: number;
}
