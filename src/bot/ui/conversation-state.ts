import type { ConversationData, VersionedState } from '@grammyjs/conversations';

/** State of all open conversations of a person, as the plugin keeps it. */
export type StoredConversations = VersionedState<ConversationData>;

export function isStoredConversations(state: unknown): state is StoredConversations {
  return typeof state === 'object' && state !== null && 'version' in state && 'state' in state;
}

export function conversationsOf(state: unknown): ConversationData | null {
  return isStoredConversations(state) ? state.state : null;
}
