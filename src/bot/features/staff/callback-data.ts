import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const staffRoutes = {
  roles: defineRoute('roles'),
  audit: defineRoute('aud', { group: 'word', days: 'int', page: 'int' }),
  auditFile: defineRoute('audf', { group: 'word', days: 'int', format: 'word' }),
  /** another administrator agrees to a change of the administrator's role */
  confirmRole: defineRoute('rolok', { draft: 'id' }),
} as const;
