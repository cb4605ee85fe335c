import { describe, expect, it } from 'vitest';
import { annRoutes } from '../../../src/bot/features/announcements/callback-data.ts';
import { audienceSchema } from '../../../src/domain/announcements.ts';
import { announcementMark } from '../../../src/services/announcements/announcement-mark.ts';

describe('the mark of an announcement', () => {
  const one = {
    kind: 'common',
    companyId: 1,
    content: { ru: 'Собрание', en: null },
    audience: audienceSchema.parse({ buildingIds: [2, 1] }),
    startsAt: null,
    validUntil: null,
    files: [],
  } as const;

  it('changes with whatever people would get or be, not with the order of houses', () => {
    const changed = [
      { content: { ru: 'Собрание.', en: null } },
      { content: { ru: 'Собрание', en: 'Meeting' } },
      { audience: audienceSchema.parse({ buildingIds: [1] }) },
      { audience: { ...one.audience, debtOver: 0 } },
      { audience: { ...one.audience, locale: 'ru' as const } },
      { files: [{ fileId: 'a' }] },
      { validUntil: new Date(0) },
      { kind: 'emergency' as const },
    ].map((over) => announcementMark({ ...one, ...over }));
    expect(new Set([announcementMark(one), ...changed]).size).toBe(9);
    expect(announcementMark({ ...one, audience: audienceSchema.parse({ buildingIds: [1, 2] }) })).toBe(
      announcementMark(one),
    );
  });

  it('cannot be aimed at: two texts with one 32-bit FNV sum have two marks', () => {
    const [first, second] = ['Собрание 633989', 'Собрание 1348514'].map((ru) =>
      announcementMark({ ...one, content: { ru, en: null } }),
    );
    expect(first).not.toBe(second);
  });

  it('fits the buttons that carry it, whatever the number of the announcement', () => {
    const mark = announcementMark(one);
    expect(mark).toHaveLength(24);
    for (const route of [annRoutes.send, annRoutes.approve]) {
      const data = route.data({ id: 2_147_483_647, mark });
      expect(route.parse(data)).toEqual({ id: 2_147_483_647, mark });
    }
  });
});
