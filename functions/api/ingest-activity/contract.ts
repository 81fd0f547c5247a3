import { interactionSchema } from '../../../shared/interactions/interaction.ts';
import type { Contract } from '../../toolkit/contract.ts';
import { factAnswers, factsSchema, interactionResultSchema } from '../facts.ts';

export const sendActivity = {
  summary: 'Send what customers do besides ordering',
  description:
    'One fact, a list, or `{ "activity": [ … ] }`. A repeat is harmless. [activity.md](activity.md) says what each type means and how much to send.',
  body: factsSchema(interactionSchema, 'activity'),
  answers: factAnswers(interactionResultSchema),
  example: {
    body: [
      {
        type: 'cart',
        id: '2026-11-26',
        at: '2026-11-26T09:24:00Z',
        customer: { id: 'c42', consents: { email: true } },
        value: 4850,
        lines: [
          { sku: 'tea-assam', name: 'Assam', quantity: 2, unitPrice: 1425 },
          { sku: 'cup-blue', name: 'Blue cup', quantity: 1, unitPrice: 2000 },
        ],
      },
      { type: 'feedback', id: 'survey-7', at: '2026-11-26T09:30:00Z', customer: { id: 'c42' }, nps: 9 },
    ],
    status: 200,
    answer: {
      results: [
        { type: 'cart', id: '2026-11-26', result: 'created' },
        { type: 'feedback', id: 'survey-7', result: 'created' },
      ],
    },
  },
} as const satisfies Contract;
