import { formatAmount } from '../../../bot-api/methods/invoices.ts';
import type { GatewayMethodType } from '../../../gateway-api.ts';
import { CARD_WITH_3DS } from '../cards.ts';
import type { PaymentRecord, SavedMethodRecord } from '../model.ts';
import { METHOD_TYPES } from '../model.ts';
import { type Html, html } from './html.ts';
import { BANK_REASONS, type Language, METHOD_NAMES, REASON_NAMES, TEXTS } from './texts.ts';

/** What a page needs besides its subject. */
export interface PageContext {
  language: Language;
  /** Said above the form: why the last try was refused. */
  problem: string | null;
  /** Where the shop wants the person back; null = nowhere. */
  returnUrl: string | null;
}

function frame({ language }: PageContext, title: string, body: Html): string {
  const t = TEXTS[language];
  const other = language === 'ru' ? 'en' : 'ru';
  return `<!doctype html>${
    html`<html lang="${t.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/yookassa/style.css"></head>
<body><main><p class="notice">${t.notice} · <a href="?lang=${other}" lang="${other}">${t.other}</a></p>${body}</main></body></html>`
      .text
  }`;
}

function head(payment: PaymentRecord, { language }: PageContext): Html {
  const t = TEXTS[language];
  return html`<section class="sheet"><h1>${t.amount}</h1><p class="sum">${formatAmount(payment.amount, 'RUB')}</p><p class="what">${payment.description ?? ''}</p></section>`;
}

function problemLine({ problem }: PageContext): Html | null {
  return problem === null ? null : html`<p class="bad" role="alert">${problem}</p>`;
}

/** The page of a payment, whatever has become of it. */
export function paymentPage(payment: PaymentRecord, context: PageContext): string {
  const t = TEXTS[context.language];
  const body =
    payment.status !== 'pending'
      ? ended(payment, context)
      : payment.attempt !== null
        ? threeDSecure(payment, context)
        : form(payment, context);
  return frame(context, t.title, html`${head(payment, context)}${body}`);
}

function form(payment: PaymentRecord, context: PageContext): Html {
  const t = TEXTS[context.language];
  const types: readonly GatewayMethodType[] =
    payment.wanted !== null ? [payment.wanted] : payment.capture ? METHOD_TYPES : withoutSbp();
  const [first] = types;
  return html`<section class="sheet"><form method="post">${problemLine(context)}
<fieldset><legend>${t.how}</legend>${types.map((type) => choice(type, type === first, context.language))}</fieldset>
<div class="card">${cardFields(context.language)}</div>
<div class="banks"><p class="hint">${t.sbpNote}</p></div>
${payment.saveMethod ? saveChoice(context.language) : null}
<label class="field"><span>${t.bankAnswer}</span><select name="answer"><option value="">${t.bankYes}</option>${BANK_REASONS.map(
    (reason) => html`<option value="${reason}">${REASON_NAMES[context.language][reason]}</option>`,
  )}</select></label>
<button name="action" value="pay">${t.pay} ${formatAmount(payment.amount, 'RUB')}</button>
${abandon(context)}
${until(payment, context.language)}</form></section>`;
}

function withoutSbp(): readonly GatewayMethodType[] {
  return METHOD_TYPES.filter((type) => type !== 'sbp');
}

function choice(type: GatewayMethodType, isChosen: boolean, language: Language): Html {
  const input = isChosen
    ? html`<input type="radio" name="method" value="${type}" checked>`
    : html`<input type="radio" name="method" value="${type}">`;
  return html`<label class="choice">${input}<span>${METHOD_NAMES[language][type]}</span></label>`;
}

function cardFields(language: Language): Html {
  const t = TEXTS[language];
  const number = CARD_WITH_3DS.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
  return html`<label class="field"><span>${t.card}</span><input type="text" name="card" value="${number}" inputmode="numeric" autocomplete="off"><span class="hint">${t.cardHint}</span></label>
<div class="pair"><label class="field"><span>${t.expiry}</span><input type="text" name="expiry" value="12/30" autocomplete="off"></label><label class="field"><span>${t.code}</span><input type="text" name="csc" value="123" inputmode="numeric" autocomplete="off"></label></div>`;
}

function saveChoice(language: Language): Html {
  const t = TEXTS[language];
  return html`<label class="choice save"><input type="checkbox" name="save" value="1" checked><span>${t.save}<span class="hint"> ${t.saveNote}</span></span></label>`;
}

function until({ expiresAt }: PaymentRecord, language: Language): Html | null {
  if (expiresAt === null) return null;
  const time = new Date(expiresAt).toLocaleTimeString('ru-RU', {
    timeZone: 'Europe/Moscow',
    hour: '2-digit',
    minute: '2-digit',
  });
  return html`<p class="hint">${TEXTS[language].until} ${time} ${TEXTS[language].zone}</p>`;
}

function abandon({ returnUrl, language }: PageContext): Html | null {
  if (returnUrl === null) return null;
  return html`<a class="button plain" href="${returnUrl}">${TEXTS[language].abandon}</a>`;
}

function threeDSecure(_payment: PaymentRecord, context: PageContext): Html {
  const t = TEXTS[context.language];
  return html`<section class="sheet"><form method="post"><h1>${t.secureTitle}</h1><p class="what">${t.secureNote}</p>${problemLine(context)}
<label class="field"><span>${t.secureCode}</span><input type="text" name="code" value="1234" inputmode="numeric" autocomplete="off"></label>
<button name="action" value="pass">${t.securePass}</button>
<button class="plain" name="action" value="fail">${t.secureFail}</button></form></section>`;
}

function ended(payment: PaymentRecord, context: PageContext): Html {
  const t = TEXTS[context.language];
  if (payment.status === 'canceled') {
    const reason = payment.cancellation?.reason;
    const words = reason === undefined ? '' : REASON_NAMES[context.language][reason];
    return endSheet(
      context,
      '✕',
      t.canceled,
      html`<p class="bad">${words}</p><p class="what">${t.canceledNote}</p>`,
    );
  }
  const isHeld = payment.status === 'waiting_for_capture';
  const note = html`<p class="what">${payment.method?.title ?? ''}</p><p class="what">${isHeld ? t.heldNote : ''}</p>`;
  return endSheet(context, '✓', isHeld ? t.held : t.succeeded, note);
}

function endSheet({ language, returnUrl }: PageContext, mark: string, title: string, note: Html): Html {
  const t = TEXTS[language];
  const back =
    returnUrl === null
      ? html`<p class="hint">${t.close}</p>`
      : html`<p class="hint">${t.close}</p><a class="button" href="${returnUrl}">${t.back}</a>`;
  return html`<section class="sheet end"><p class="mark" aria-hidden="true">${mark}</p><h1>${title}</h1>${note}${back}</section>`;
}

/** The page where a card is bound without a payment. */
export function bindPage(method: SavedMethodRecord, context: PageContext): string {
  const t = TEXTS[context.language];
  const body =
    method.status === 'pending'
      ? html`<section class="sheet"><form method="post" class="only-card"><h1>${t.bindTitle}</h1><p class="what">${t.bindNote}</p>${problemLine(context)}<div class="card">${cardFields(context.language)}</div><button name="action" value="bind">${t.bind}</button>${abandon(context)}</form></section>`
      : endSheet(context, '✓', t.bound, html`<p class="what">${method.by.title}</p>`);
  return frame(context, t.bindTitle, body);
}

export function missingPage(context: PageContext): string {
  const t = TEXTS[context.language];
  return frame(context, t.title, html`<section class="sheet end"><h1>${t.missing}</h1></section>`);
}
