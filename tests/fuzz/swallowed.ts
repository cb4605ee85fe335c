/** Refusals that two presses at once, a deleted message or a press delivered hours later bring: the bot expects them. */
export const SWALLOWED = [
  'query is too old',
  'message is not modified',
  'there is no text in the message to edit',
  'message to edit not found',
  "message can't be edited",
  'message to delete not found',
  "message can't be deleted",
  // A restart ends the long poll of the process before it.
  'getUpdates: 409',
];
