import * as z from 'zod';
import { callbackRefusals, claimSchema } from '../../../shared/callbacks/callback.ts';
import { outcomeSchema } from '../../../shared/callbacks/outcome.ts';
import { cursorOf, cursorSchema } from '../../../shared/callbacks/place.ts';
import {
  briefedTaskSchema,
  queuedTaskSchema,
  staffTaskSchema,
} from '../../../shared/callbacks/staff-view.ts';
import { languages } from '../../../shared/language.ts';
import { type Contract, problems } from '../../toolkit/contract.ts';

// A misspelt `cursor` that went unnoticed would send a caller round the first page for ever.
const pageSchema = z.strictObject({
  limit: z.coerce
    .number('a page has from 1 to 100 tasks')
    .int('a page has from 1 to 100 tasks')
    .min(1, 'a page has at least 1 task')
    .max(100, 'a page has at most 100 tasks')
    .default(50)
    .describe('How many tasks at most.'),
  cursor: cursorSchema,
});

const openTask = {
  taskId: 'cb-5f1d3c0a9be84427d6c1e0a2',
  customerId: 'c7',
  script: 'win-back',
  askedBy: 'win-back#1#2026-11-26#2',
  value: 4850,
  askedAt: '2026-11-26T05:04:00.000Z',
  attempt: 1,
  attempts: 3,
  queuedAt: '2026-11-26T05:04:00.000Z',
  dueAt: '2026-11-29T05:04:00.000Z',
  calls: [] as const,
};
const claimed = {
  state: 'claimed',
  by: 'Mei',
  at: '2026-11-26T12:00:00.000Z',
  until: '2026-11-26T12:30:00.000Z',
};
const calledCustomer = {
  name: 'Grace Hopper',
  phone: '+44 20 7946 0000',
  locale: 'en-GB',
  orders: { count: 1, spent: 4850, lastDay: '2026-03-14' },
};
const otherTask = { ...openTask, taskId: 'cb-000000000000000000000002', value: 4849 };
const taskPath = { taskId: openTask.taskId };

export const listTasks = {
  summary: 'List the queue',
  description:
    'The callback tasks that wait for staff, open and claimed, most urgent first: the escalated ones, then by what is at stake, then the oldest. ' +
    'The list follows changes within about a second.',
  query: pageSchema,
  answers: {
    200: {
      meaning: 'A page of the queue. Without `next`, it was the last one.',
      body: z.strictObject({
        tasks: z.array(queuedTaskSchema).describe('Most urgent first.'),
        next: z.string().optional().describe('The `cursor` of the next page. It means nothing to a caller.'),
      }),
    },
    400: problems[400],
    500: problems[500],
  },
  example: {
    query: { limit: '1' },
    status: 200,
    answer: {
      tasks: [
        {
          ...openTask,
          progress: { state: 'open' },
          customer: calledCustomer,
        },
      ],
      next: cursorOf(`1#9999999995149#${openTask.askedAt}#${openTask.taskId}`),
    },
  },
} as const satisfies Contract;

export const showTask = {
  summary: 'Show a task',
  description:
    'Before a call: the customer, why to call now, the last orders, what to offer, and the call script with the ' +
    "customer's name.",
  path: { taskId: 'The id of the task.' },
  query: z.strictObject({
    language: z
      .enum(languages)
      .optional()
      .describe('The language to write it in. Without it, the one to speak with the customer.'),
  }),
  answers: {
    200: { meaning: 'The task, with what to know before the call.', body: briefedTaskSchema },
    400: problems[400],
    404: problems[404],
    500: problems[500],
  },
  example: {
    path: taskPath,
    query: { language: 'en' },
    status: 200,
    answer: {
      ...openTask,
      progress: { state: 'open' },
      customer: calledCustomer,
      briefing: {
        language: 'en',
        who: 'Grace Hopper, 1 order since 2026-03-14, €48.50 net',
        whyNow: ['Campaign “Win back”'],
        lastOrders: ['2026-03-14: €48.50 (thing)'],
        offer:
          'Not enough is known: ask what they look for, and who decides. 10% off if they are interested.',
        script: 'Ask Grace first, sell last.',
      },
    },
  },
} as const satisfies Contract;

const changedTask = {
  meaning: 'The task as it is now. A repeat gets the same answer.',
  body: staffTaskSchema,
};
const refusal = {
  meaning: 'The task is not yours to do this with; the answer has it as it is.',
  body: z
    .strictObject({
      error: z.enum(callbackRefusals).describe('Why not.'),
      message: z.string().describe('The same in a sentence, and what to do.'),
      task: staffTaskSchema,
    })
    .meta({ id: 'CallbackRefused', description: 'Why a task cannot be claimed, released or answered.' }),
};

export const claimTask = {
  summary: 'Claim a task',
  description:
    'Before calling, so that no two people call one customer. The claim runs out after the minutes that the setting ' +
    '`callbacks.claimMinutes` says; the same person may claim again, which makes it last longer.',
  path: { taskId: 'The id of the task.' },
  body: claimSchema,
  answers: {
    200: changedTask,
    400: problems[400],
    404: problems[404],
    409: refusal,
    500: problems[500],
    503: problems[503],
  },
  example: {
    path: taskPath,
    body: { staff: 'Mei' },
    status: 200,
    answer: { ...openTask, progress: claimed },
  },
} as const satisfies Contract;

export const releaseTask = {
  summary: 'Release a task',
  description: 'By the person who claimed it and cannot call after all. A repeat changes nothing.',
  path: { taskId: 'The id of the task.' },
  body: claimSchema,
  answers: claimTask.answers,
  example: {
    path: { taskId: otherTask.taskId },
    body: { staff: 'Mei' },
    status: 200,
    answer: { ...otherTask, progress: { state: 'open' } },
  },
} as const satisfies Contract;

export const reportOutcome = {
  summary: 'Report how a call went',
  description:
    'By the person who claimed the task, even late, unless somebody else has claimed it since. The workflow then sends the coupon, or queues the task again at `nextCallAt`. ' +
    'Sending the same outcome again changes nothing, and shows the code of the coupon once there is one.',
  path: { taskId: 'The id of the task.' },
  body: outcomeSchema,
  answers: claimTask.answers,
  example: {
    path: taskPath,
    body: { staff: 'Mei', outcome: 'no-answer', note: 'Try after six.' },
    status: 200,
    answer: {
      ...openTask,
      calls: [{ at: '2026-11-26T12:00:00.000Z', by: 'Mei', outcome: 'no-answer', note: 'Try after six.' }],
      progress: {
        state: 'answered',
        by: 'Mei',
        at: '2026-11-26T12:00:00.000Z',
        outcome: 'no-answer',
        note: 'Try after six.',
        nextCallAt: '2026-11-27T16:13:00.000Z',
      },
    },
  },
} as const satisfies Contract;
