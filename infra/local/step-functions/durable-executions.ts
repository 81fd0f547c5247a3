import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { executionArn } from './arns.ts';
import type { Ending, Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { type HistoryEvent, keptEvents } from './history.ts';

/** An execution as it lies on disk, without its history. */
export interface ExecutionRecord {
  readonly version: 1;
  readonly stateMachine: string;
  readonly name: string;
  readonly input: string;
  readonly startedAtMs: number;
  readonly frame: Frame;
  readonly ending: Ending | undefined;
  readonly endedAtMs: number | undefined;
  readonly redriveCount: number;
  readonly redrivenAtMs: number | undefined;
  readonly lastEventId: number;
}

/** Keeps executions in a directory, so that they survive the process. */
export interface DurableExecutions {
  write(execution: Execution): void;
  readAll(): { record: ExecutionRecord; events: HistoryEvent[] }[];
  readEvents(stateMachine: string, name: string): HistoryEvent[];
}

/**
 * Two files per execution, so that neither other executions nor events that were written before are written again:
 * the record, replaced by a rename and so never seen half written, and the history, to which lines are appended.
 * Nothing is synced to the device: a crash of the process loses nothing, a power failure may lose the last writes.
 */
export function createDurableExecutions(directory: string): DurableExecutions {
  const writtenEvents = new Map<string, number>();
  const made = new Set<string>();
  const path = (stateMachine: string, name: string, ending: string) => {
    const folder = join(directory, fileName(stateMachine));
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      made.add(folder);
    }
    return join(folder, `${fileName(name)}.${ending}`);
  };
  const readEvents = (stateMachine: string, name: string) => readLines(path(stateMachine, name, 'history'));

  return {
    write(execution) {
      const machine = execution.stateMachine.name;
      const written = writtenEvents.get(execution.arn) ?? 0;
      const lines = execution.history.events
        .filter((event) => event.id > written)
        .map((event) => `${JSON.stringify(event)}\n`);
      // The history goes first: a record may not point behind its end.
      if (lines.length > 0) appendFileSync(path(machine, execution.name, 'history'), lines.join(''));
      writtenEvents.set(execution.arn, execution.history.lastId);
      const file = path(machine, execution.name, 'json');
      writeFileSync(`${file}.new`, JSON.stringify(recordOf(execution)));
      renameSync(`${file}.new`, file);
    },
    readAll() {
      mkdirSync(directory, { recursive: true });
      return readdirSync(directory, { withFileTypes: true })
        .filter((folder) => folder.isDirectory())
        .flatMap((folder) =>
          readdirSync(join(directory, folder.name))
            .filter((file) => {
              if (file.endsWith('.new')) rmSync(join(directory, folder.name, file));
              return file.endsWith('.json');
            })
            .map((file) => {
              const record = readRecord(join(directory, folder.name, file));
              const events = readEvents(record.stateMachine, record.name).filter(
                (event) => event.id <= record.lastEventId,
              );
              writtenEvents.set(executionArn(record.stateMachine, record.name), record.lastEventId);
              return { record, events };
            }),
        );
    },
    readEvents,
  };
}

/** Names may hold characters, and differ in ways, that file systems do not know. */
function fileName(name: string): string {
  return /^[a-z0-9_.-]{1,80}$/.test(name) ? name : `x${createHash('sha256').update(name).digest('hex')}`;
}

function recordOf(execution: Execution): ExecutionRecord {
  return {
    version: 1,
    stateMachine: execution.stateMachine.name,
    name: execution.name,
    input: execution.inputText,
    startedAtMs: execution.startedAtMs,
    frame: execution.frame,
    ending: execution.ending,
    endedAtMs: execution.endedAtMs,
    redriveCount: execution.redriveCount,
    redrivenAtMs: execution.redrivenAtMs,
    lastEventId: execution.history.lastId,
  };
}

/** The checked boundary to what an earlier process wrote. */
function readRecord(file: string): ExecutionRecord {
  const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof record !== 'object' || record === null || !('version' in record) || record.version !== 1)
    throw new Error(`${file} was not written by this version; delete the directory to start afresh`);
  return record as ExecutionRecord;
}

function readLines(file: string): HistoryEvent[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  const events = new Map<number, HistoryEvent>();
  for (const line of text.split('\n').slice(-keptEvents)) {
    try {
      const event = JSON.parse(line) as HistoryEvent;
      // A process that died before it wrote the record left events that the next one wrote differently.
      events.set(event.id, event);
    } catch {
      // The last line is empty, or the process died while it wrote it.
    }
  }
  return [...events.values()].sort((a, b) => a.id - b.id);
}
