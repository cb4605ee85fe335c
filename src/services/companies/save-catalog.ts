import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { isAccountPattern } from '../../domain/account-number.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';

const localizedText = z.object({ ru: z.string().min(1), en: z.string().min(1).optional() });
const isoDate = z.iso.date();
const phone = z.string().regex(/^\+?[\d ()-]{5,20}$|^\d{2,4}$/);

/** Shown with the field's path, to whoever writes a catalogue. */
const NOT_A_PATTERN = 'is no regular expression that may run on what people type';

const proofs = z.enum(['surname_flat', 'pin', 'phone', 'bill_qr']);
const methods = z.enum(['telegram', 'yookassa', 'sbp', 'saved_card', 'bank_qr']);

export const companySchema = z.object({
  slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string().min(2),
  shortName: z.string().min(2),
  slogan: localizedText.optional(),
  inn: z
    .string()
    .regex(/^\d{10}(\d{2})?$/)
    .optional(),
  contactPhone: phone.optional(),
  emergencyPhones: z.array(z.object({ name: localizedText, phone })).default([]),
  contactEmail: z.email().optional(),
  website: z.url().optional(),
  officeAddress: z.string().optional(),
  contactHours: z
    .array(
      z.object({
        days: z.array(z.number().int().min(1).max(7)),
        from: z.string().regex(/^\d{2}:\d{2}$/),
        to: z.string().regex(/^\d{2}:\d{2}$/),
      }),
    )
    .default([]),
  timezone: z.string().optional(),
});

export const categorySchema = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: localizedText,
  position: z.number().int(),
});

export const providerSchema = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,40}$/),
  company: z.string().optional(),
  category: z.string(),
  name: z.string().min(2),
  shortName: z.string().min(2),
  aliases: z.array(z.string()).default([]),
  inn: z.string().optional(),
  serviceCode: z.string().optional(),
  numberLabel: z.enum(['account', 'payment_code', 'contract', 'uin', 'phone']).default('account'),
  numberPattern: z.string().startsWith('^').endsWith('$').refine(isAccountPattern, NOT_A_PATTERN),
  numberExample: z.string(),
  issuesBills: z.boolean().default(true),
  basicLevel: z.boolean().default(true),
  proofs: z.array(proofs).default(['surname_flat']),
  usesExports: z.boolean().default(false),
  requisites: z.record(z.string(), z.string()).default({}),
  notice: localizedText.optional(),
  noticeSince: isoDate.optional(),
  position: z.number().int().default(0),
  commissions: z
    .array(
      z.object({
        method: methods,
        /** 1 = 0.01 % */
        basisPoints: z.number().int().min(0).max(10_000),
        minimum: z.number().int().min(0).default(0),
        maximum: z.number().int().min(0).optional(),
        bearer: z.enum(['payer', 'company']).default('payer'),
        effectiveFrom: isoDate,
      }),
    )
    .default([]),
});

export const agentSchema = z.object({
  role: z.enum(['payment_agent', 'money_transfer_operator']),
  name: z.string(),
  inn: z.string(),
  licence: z.string().optional(),
  address: z.string(),
  phones: z.array(z.string()).default([]),
  validFrom: isoDate,
});

export const catalogSchema = z.object({
  companies: z.array(companySchema).default([]),
  categories: z.array(categorySchema).default([]),
  providers: z.array(providerSchema).default([]),
  agents: z.array(agentSchema).default([]),
});

/** What an installation serves: companies, sections, providers, who takes the money. */
export type Catalog = z.input<typeof catalogSchema>;

/**
 * Write the catalogue: rows are found by slug or code and brought to what is given; nothing is removed.
 * Saving the same twice changes nothing.
 * @throws ZodError naming every wrong field, DomainError CATALOG_NO_COMPANY, CATALOG_NO_CATEGORY
 */
export async function saveCatalog(
  deps: Pick<ServiceDeps, 'db'>,
  options: { catalog: Catalog },
): Promise<void> {
  const catalog = catalogSchema.parse(options.catalog);
  await inTransaction(deps.db, async (tx) => {
    for (const company of catalog.companies) await saveCompany(tx, company);
    for (const category of catalog.categories) {
      await tx.category.upsert({ where: { code: category.code }, create: category, update: category });
    }
    for (const provider of catalog.providers) await saveProvider(tx, provider);
    for (const agent of catalog.agents) await saveAgent(tx, agent);
  });
}

async function saveCompany(tx: Tx, company: z.infer<typeof companySchema>): Promise<void> {
  const data = {
    name: company.name,
    shortName: company.shortName,
    slogan: company.slogan ?? {},
    inn: company.inn ?? null,
    contactPhone: company.contactPhone ?? null,
    emergencyPhones: company.emergencyPhones,
    contactEmail: company.contactEmail ?? null,
    website: company.website ?? null,
    officeAddress: company.officeAddress ?? null,
    contactHours: company.contactHours,
    timezone: company.timezone ?? null,
  } satisfies Prisma.CompanyUpdateInput;
  await tx.company.upsert({
    where: { slug: company.slug },
    create: { slug: company.slug, ...data },
    update: data,
  });
}

async function saveProvider(tx: Tx, provider: z.infer<typeof providerSchema>): Promise<void> {
  const { company, category, commissions, code, notice, noticeSince, inn, serviceCode, ...rest } = provider;
  const owner = company === undefined ? null : await tx.company.findUnique({ where: { slug: company } });
  if (company !== undefined && owner === null) throw new DomainError('CATALOG_NO_COMPANY', { code, company });
  const section = await tx.category.findUnique({ where: { code: category } });
  if (section === null) throw new DomainError('CATALOG_NO_CATEGORY', { code, category });
  const data = {
    ...rest,
    inn: inn ?? null,
    serviceCode: serviceCode ?? null,
    notice: notice ?? {},
    noticeSince: noticeSince === undefined ? null : new Date(noticeSince),
    companyId: owner?.id ?? null,
    categoryId: section.id,
  };
  const saved = await tx.provider.upsert({ where: { code }, create: { code, ...data }, update: data });
  for (const { effectiveFrom, maximum, ...rule } of commissions) {
    const key = { providerId: saved.id, method: rule.method, effectiveFrom: new Date(effectiveFrom) };
    const values = { ...rule, maximum: maximum ?? null };
    await tx.commissionRule.upsert({
      where: { providerId_method_effectiveFrom: key },
      create: { ...key, ...values },
      update: values,
    });
  }
}

async function saveAgent(tx: Tx, agent: z.infer<typeof agentSchema>): Promise<void> {
  const { validFrom, licence, ...rest } = agent;
  const key = { companyId: null, role: agent.role, validFrom: new Date(validFrom) };
  const known = await tx.paymentAgent.findFirst({ where: key });
  const data = { ...rest, licence: licence ?? null };
  if (known === null) await tx.paymentAgent.create({ data: { ...key, ...data } });
  else await tx.paymentAgent.update({ where: { id: known.id }, data });
}
