/** What the forms of tickets collect; plain JSON. Each form uses a part. */
export type TicketValues = {
  /** new tickets: 0 = feedback */
  typeId: number;
  typeRu: string;
  typeEn: string;
  /** feedback: 0 = the bot's support */
  companyId: number;
  places: { linkId: number; name: string }[];
  linkId: number;
  /** questions of the type, and their answers by key */
  asked: { key: string; label: { ru: string; en: string }; example: { ru: string; en: string } }[];
  fields: { [key: string]: string };
  /** ready answers to "how to get the paper": what the person's own data offer */
  ways: { value: string; caption: string; answer: string }[];
  /** forms about a ticket */
  ticketId: number;
  number: string;
  /** staff: only for colleagues */
  internal: boolean;
  /** staff: everybody who reported the outage */
  toAll: boolean;
  stars: number;

  text: string;
  duplicateOf: string | null;
  duplicateSeen: boolean;
  /** files kept so far */
  files: number;
  /** the album whose items are coming */
  album: string | null;
  filesDone: boolean;
  contactWay: string | null;
  contactTime: string | null;
  /** A file that has just come: taken out as soon as it is kept, never part of the draft. */
  arrived: ArrivedValues | null;
};

export type ArrivedValues = {
  kind: string;
  fileId: string;
  uniqueId: string;
  fileName: string | null;
  mimeType: string | null;
  size: number;
};
