import { formatPhone } from '../../../domain/phone.ts';
import type { AccountList } from '../../../services/accounts/list-accounts.ts';
import { ACCOUNTS_PER_PAGE } from '../../../services/accounts/list-accounts.ts';
import { PROFILE_DETAILS, type ProfileDetail } from '../../../services/residents/change-details.ts';
import type { Profile } from '../../../services/residents/show-profile.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';

/** What is known of the person, each thing one press from being changed. */
export function profileScreen(
  profile: Profile,
  at: { readonly zone: string; readonly canMail: boolean },
  tr: Translator,
): Screen {
  const { firstName, lastName, patronymic, phone, email, codeWordSet, registeredAt } = profile;
  const proved = (value: string | null, confirmed: boolean): string =>
    value === null ? 'none' : confirmed ? 'yes' : 'no';
  return {
    html: tr.html('residents-profile', {
      name: [lastName, firstName, patronymic].filter((part) => part !== null).join(' '),
      phone: phone === null ? '' : formatPhone(phone),
      phoneState: proved(phone, profile.phoneConfirmed),
      email: email ?? '',
      emailState: proved(email, profile.emailConfirmed),
      codeWord: codeWordSet ? 'set' : 'none',
      account: profile.defaultAccount ?? 'none',
      since: tr.date(registeredAt, at.zone),
    }),
    buttons: [
      [
        button(tr.plain('residents-button-edit-name'), residentRoutes.editName.data()),
        button(tr.plain('residents-button-edit-phone'), routes.editPhone.data()),
      ],
      [
        ...(at.canMail ? [button(tr.plain('residents-button-edit-email'), routes.editEmail.data())] : []),
        button(tr.plain('residents-button-edit-code-word'), residentRoutes.editCodeWord.data()),
      ],
      [
        button(tr.plain('residents-button-default-account'), residentRoutes.defaultAccount.data({ page: 0 })),
        button(tr.plain('residents-button-language'), routes.language.data()),
      ],
      [button(tr.plain('residents-button-details'), residentRoutes.details.data())],
      [button(tr.plain('residents-button-export'), residentRoutes.exportData.data())],
      [button(tr.plain('residents-button-delete'), residentRoutes.deleteMe.data())],
      [
        button(tr.plain('button-back'), routes.settings.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** The address that letters go to: change or remove. */
export function emailScreen(email: string, tr: Translator): Screen {
  return {
    html: tr.html('residents-email', { email }),
    buttons: [
      [button(tr.plain('residents-edit-email'), residentRoutes.newEmail.data())],
      [button(tr.plain('residents-button-email-remove'), residentRoutes.removeEmail.data(), 'danger')],
      [button(tr.plain('button-back'), routes.profile.data())],
    ],
  };
}

const LABELS = {
  home_phone: 'residents-detail-home-phone',
  living_address: 'residents-detail-living-address',
  postal_address: 'residents-detail-postal-address',
  birth_date: 'residents-detail-birth-date',
  sex: 'residents-detail-sex',
} as const satisfies Record<ProfileDetail, string>;

/** What nobody has to tell. */
export function detailsScreen(profile: Profile, tr: Translator): Screen {
  const lines = PROFILE_DETAILS.map((detail) =>
    tr.html('residents-detail', {
      label: tr.plain(LABELS[detail]),
      value: detailText(detail, profile.details[detail], tr),
    }),
  );
  return {
    html: joinHtml([tr.html('residents-details'), joinHtml(lines)], '\n\n'),
    buttons: [
      ...PROFILE_DETAILS.map((detail) => [
        button(tr.plain(LABELS[detail]), residentRoutes.editDetail.data({ field: detail })),
      ]),
      [button(tr.plain('button-back'), routes.profile.data())],
    ],
  };
}

function detailText(detail: ProfileDetail, value: string | null, tr: Translator): string {
  if (value === null) return tr.plain('residents-detail-empty');
  if (detail === 'home_phone') return formatPhone(value);
  if (detail === 'sex') return tr.plain(value === 'male' ? 'residents-sex-male' : 'residents-sex-female');
  if (detail !== 'birth_date') return value;
  return tr.date(new Date(`${value}T00:00:00Z`), 'UTC');
}

/** Which account screens and payments begin with. */
export function defaultAccountScreen(list: AccountList, tr: Translator): Screen {
  const pages = Math.max(1, Math.ceil(list.total / ACCOUNTS_PER_PAGE));
  return {
    html: tr.html(list.rows.length === 0 ? 'residents-default-none' : 'residents-default-account'),
    buttons: [
      ...list.rows.map(({ linkId, name, providerName, number, isDefault }) => [
        button(
          `${isDefault ? '⭐ ' : ''}${name ?? providerName} · ${number}`,
          residentRoutes.setDefaultAccount.data({ link: linkId, page: list.page }),
        ),
      ]),
      pagerRow({ page: list.page, pages }, tr, (page) => residentRoutes.defaultAccount.data({ page })),
      list.rows.length === 0
        ? [button(tr.plain('residents-button-link'), routes.linkAccount.data(), 'primary')]
        : [],
      [button(tr.plain('button-back'), routes.profile.data())],
    ],
  };
}
