import * as z from 'zod';
import { oneOrMoreOf } from './conditions/one-or-more.ts';
import { shareSchema } from './share.ts';

const variantName = /^[a-z][a-z0-9-]{0,19}$/;
const namedLike =
  'a variant is named in lowercase letters, digits and hyphens, begins with a letter, and has 20 of them at most';
const variantNameSchema = z
  .string({ error: 'write the name of a variant, such as short' })
  .regex(variantName, namedLike);

const fewest = 2;
const most = 5;
/** Shares such as 33.3% are not exact in binary. */
const tolerance = 1e-9;

const variantsSchema = z
  .record(
    z.string(),
    shareSchema.refine((share) => share > 0, 'leave a variant out that nobody gets'),
    { error: 'write each variant with its share, such as { short: 50%, long: 50% }' },
  )
  .superRefine((variants, context) => {
    const names = Object.keys(variants);
    for (const name of names)
      if (!variantName.test(name)) context.addIssue({ code: 'custom', path: [name], message: namedLike });
    if (names.length < fewest || names.length > most)
      context.addIssue({ code: 'custom', message: 'a campaign has 2 to 5 variants, or none' });
    const sum = Object.values(variants).reduce((total, share) => total + share, 0);
    if (names.length > 0 && Math.abs(sum - 1) > tolerance)
      context.addIssue({
        code: 'custom',
        message: 'the shares of the variants come to 100% together; of three: 33.3%, 33.3% and 33.4%',
      });
  });

/** What a campaign says about its variants. */
export const campaignVariantShape = {
  variants: variantsSchema
    .optional()
    .describe(
      'Two to five variants by their shares, { short: 50%, long: 50% }: each customer gets one of them, always the same. Steps say for which variant they are.',
    ),
  promote: z
    .enum(['auto', 'by-hand'])
    .default('by-hand')
    .describe(
      'auto: once the report finds one variant better than every other, whoever enters from then on gets that one.',
    ),
  promoted: variantNameSchema
    .optional()
    .describe(
      'The variant that everybody who enters gets, now that it is chosen. `rekindle campaigns promote` publishes a version with it.',
    ),
};

/** What a step says about variants. */
export const stepVariantShape = {
  variant: oneOrMoreOf(variantNameSchema)
    .optional()
    .describe('Run the step only for the customers of this variant, or of these. Without it, for all.'),
};

/** What the variants of a campaign are, and which steps are for which of them. */
interface WithVariants {
  readonly variants?: Readonly<Record<string, number>> | undefined;
  readonly promote: 'auto' | 'by-hand';
  readonly promoted?: string | undefined;
  readonly steps: readonly { readonly variant?: readonly string[] | undefined }[];
}

/** Adds what is wrong between the variants of a campaign and its steps. */
export function checkVariants(campaign: WithVariants, context: z.RefinementCtx<unknown>): void {
  const { variants, promote, promoted, steps } = campaign;
  if (variants === undefined) {
    const message = 'the campaign has no variants; give it some, such as variants: { short: 50%, long: 50% }';
    for (const [index, { variant }] of steps.entries())
      if (variant !== undefined)
        context.addIssue({ code: 'custom', path: ['steps', index, 'variant'], message });
    if (promote === 'auto') context.addIssue({ code: 'custom', path: ['promote'], message });
    if (promoted !== undefined) context.addIssue({ code: 'custom', path: ['promoted'], message });
    return;
  }
  const names = Object.keys(variants);
  // That is a mistake already, and would lead to others.
  if (names.length < fewest) return;
  const refuseUnknown = (name: string, path: (string | number)[]) => {
    if (!names.includes(name)) context.addIssue({ code: 'invalid_value', values: names, input: name, path });
  };
  if (promoted !== undefined) refuseUnknown(promoted, ['promoted']);
  for (const [index, { variant = [] }] of steps.entries())
    for (const name of variant) refuseUnknown(name, ['steps', index, 'variant']);
  const isForAll = ({ variant }: WithVariants['steps'][number]) =>
    variant === undefined || names.every((name) => variant.includes(name));
  if (steps.every(isForAll))
    context.addIssue({
      code: 'custom',
      path: ['variants'],
      message: 'every variant has the same steps; say for which a step is, such as variant: short',
    });
}
