import type {
  GatewayMethodAction,
  GatewayMethodType,
  GatewayNotificationAction,
  GatewayPaymentAction,
  GatewayReason,
  GatewayRefundAction,
  GatewayRefundReason,
  GatewaySettingsDraft,
} from '../gateway-api.ts';
import { ActionRefusal } from '../people/action-refusal.ts';
import { isMethodType, isReason, isRefundReason } from '../stand-ins/yookassa/model.ts';
import { type BodyFields, fieldsOf } from './body-fields.ts';

function bad(message: string): never {
  throw new ActionRefusal('bad-body', message);
}

function method(f: BodyFields, name: string): GatewayMethodType {
  const value = f.text(name);
  return isMethodType(value) ? value : bad(`There is no method "${value}"`);
}

function reason(f: BodyFields, name: string): GatewayReason {
  const value = f.text(name);
  return isReason(value) ? value : bad(`There is no reason "${value}"`);
}

function refundReason(f: BodyFields, name: string): GatewayRefundReason {
  const value = f.text(name);
  return isRefundReason(value) ? value : bad(`There is no reason "${value}"`);
}

/** @throws ActionRefusal `bad-body`, as all of these. */
export function readPaymentAction(body: unknown): GatewayPaymentAction {
  const f = fieldsOf(body);
  const type = f.text('type');
  const how = {
    ...f.optional('method', (name) => method(f, name)),
    ...f.optional('card', (name) => f.text(name)),
  };
  switch (type) {
    case 'pay':
      return {
        type,
        ...how,
        ...f.optional('save', (name) => f.flag(name)),
        ...f.optional('threeDSecure', (name) => readThreeDSecure(f.text(name))),
      };
    case 'decline':
      return { type, ...how, reason: reason(f, 'reason') };
    case 'pass-3d-secure':
    case 'fail-3d-secure':
    case 'expire':
      return { type };
    default:
      return bad(`There is no action "${type}"`);
  }
}

function readThreeDSecure(value: string): 'passes' | 'fails' | 'stop' {
  if (value === 'passes' || value === 'fails' || value === 'stop') return value;
  return bad(`There is no "${value}" for 3-D Secure`);
}

export function readRefundAction(body: unknown): GatewayRefundAction {
  const f = fieldsOf(body);
  const type = f.text('type');
  if (type === 'succeed') return { type };
  if (type === 'cancel') return { type, reason: refundReason(f, 'reason') };
  return bad(`There is no action "${type}"`);
}

export function readMethodAction(body: unknown): GatewayMethodAction {
  const f = fieldsOf(body);
  const type = f.text('type');
  if (type === 'bind') return { type, ...f.optional('card', (name) => f.text(name)) };
  if (type === 'revoke') return { type };
  if (type === 'plan') return { type, reason: f.has('reason') ? reason(f, 'reason') : null };
  return bad(`There is no action "${type}"`);
}

export function readNotificationAction(body: unknown): GatewayNotificationAction {
  const f = fieldsOf(body);
  const type = f.text('type');
  if (type === 'resend') return { type, id: f.integer('id') };
  if (type !== 'release') return bad(`There is no action "${type}"`);
  const order = f.has('order') ? f.text('order') : 'forward';
  if (order !== 'forward' && order !== 'backward') return bad(`There is no order "${order}"`);
  return { type, order };
}

export function readGatewaySettings(body: unknown): GatewaySettingsDraft {
  const f = fieldsOf(body);
  return {
    ...f.optional('notificationUrl', (name) => readAddress(f.text(name))),
    ...f.optional('hold', (name) => f.flag(name)),
    ...f.optional('duplicates', (name) => readDuplicates(f.integer(name))),
    ...f.optional('refunds', (name) => {
      const value = f.text(name);
      return value === 'succeed' || value === 'pending' ? value : refundReason(f, name);
    }),
    ...f.optional('receipts', (name) => readReceipts(f.text(name))),
  };
}

/**
 * The page may have notifications sent to this machine only: a body with a choice of address would
 * otherwise make the sandbox a way to other machines.
 */
function readAddress(text: string): string {
  if (text === '') return text;
  const isHttp = /^https?:\/\//.test(text) && URL.canParse(text);
  const host = isHttp ? new URL(text).hostname : '';
  const isHere = host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
  return isHere ? text : bad('An http address of this machine is expected');
}

function readReceipts(value: string): 'register' | 'refuse' {
  return value === 'register' || value === 'refuse' ? value : bad(`There is no "${value}" for receipts`);
}

function readDuplicates(count: number): number {
  return count >= 0 && count <= 5 ? count : bad('0 to 5 duplicates');
}
