import { describe, expect, test } from 'vitest';
import {
  createPendingOutcomes,
  type ReportedOutcome,
  type SendOutcome,
} from '../../../console/calls/pending-outcomes.ts';
import { taskIdSchema } from '../../../shared/ids.ts';

const outcomeOf = (digit: string, outcome: ReportedOutcome['outcome'] = 'no-answer'): ReportedOutcome => ({
  taskId: taskIdSchema.parse(`cb-${digit.repeat(24)}`),
  name: `Ann ${digit}`,
  outcome,
  body: { staff: 'me', outcome },
});

/** Outcomes with a clock that a test moves. */
function openDesk(send: SendOutcome = async () => undefined) {
  const sent: ReportedOutcome[] = [];
  const waiting: (() => void)[] = [];
  const desk = createPendingOutcomes(
    async (one) => {
      sent.push(one);
      return send(one);
    },
    (then) => waiting.push(then),
  );
  return {
    desk,
    sent,
    /** Lets the time to undo pass for all, and what follows happen. */
    async passTime() {
      for (const then of waiting.splice(0)) then();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
  };
}

describe('an outcome that was just reported', () => {
  test('is sent after the time to undo, once', async () => {
    const { desk, sent, passTime } = openDesk();
    desk.report(outcomeOf('1'));
    expect(sent).toEqual([]);
    await passTime();
    await passTime();
    expect(sent).toEqual([outcomeOf('1')]);
    expect(desk.all()).toEqual([]);
    expect(desk.sent()).toBe(1);
  });

  test('is never sent when it was taken back, while that of another customer is', async () => {
    const { desk, sent, passTime } = openDesk();
    desk.report(outcomeOf('1'));
    desk.report(outcomeOf('2'));
    desk.undo(outcomeOf('1').taskId);
    await passTime();
    expect(sent).toEqual([outcomeOf('2')]);
  });

  test('that was taken back and reported anew is sent as it was reported last', async () => {
    const { desk, sent, passTime } = openDesk();
    desk.report(outcomeOf('1', 'do-not-call'));
    desk.undo(outcomeOf('1').taskId);
    desk.report(outcomeOf('1', 'reached-interested'));
    await passTime();
    expect(sent.map(({ outcome }) => outcome)).toEqual(['reached-interested']);
  });

  test('is sent at once when the page is about to be closed, and not again later', async () => {
    const { desk, sent, passTime } = openDesk();
    desk.report(outcomeOf('1'));
    void desk.flush();
    await passTime();
    expect(sent).toEqual([outcomeOf('1')]);
  });

  test('is waited for by whoever leaves, also when it is under way already', async () => {
    const answers: (() => void)[] = [];
    const { desk, passTime } = openDesk(
      () => new Promise((resolve) => answers.push(() => resolve(undefined))),
    );
    desk.report(outcomeOf('1'));
    await passTime();
    desk.report(outcomeOf('2'));
    let isLeaving = false;
    const left = desk.flush().then(() => {
      isLeaving = true;
    });
    answers[1]?.();
    await passTime();
    expect(isLeaving).toBe(false);
    answers[0]?.();
    await left;
    expect(desk.all()).toEqual([]);
  });

  test('that the server refuses or does not get stays with the reason, until it is put away', async () => {
    const { desk, passTime } = openDesk(async ({ name }) =>
      name === 'Ann 1' ? 'Bob has claimed it.' : Promise.reject(new Error('offline')),
    );
    desk.report(outcomeOf('1'));
    desk.report(outcomeOf('2'));
    await passTime();
    expect(desk.all().map(({ state, problem }) => [state, problem])).toEqual([
      ['failed', 'Bob has claimed it.'],
      ['failed', 'offline'],
    ]);
    desk.undo(outcomeOf('1').taskId);
    expect(desk.all().map(({ name }) => name)).toEqual(['Ann 2']);
  });
});
