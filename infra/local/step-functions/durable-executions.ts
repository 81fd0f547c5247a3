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
import { type HistoryEvent, retainedEventCount } from './history.ts';

/** An execution as stored on disk, without its history. */
export interface ExecutionRecord {
  readonly version: 1;
  readonly stateMachine: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly startedAtMs: number;
  readonly frame: Frame;
  readonly ending: Ending | undefined;
  readonly endedAtMs: number | undefined;
  readonly redriveCount: number;
  readonly redrivenAtMs: number | undefined;
  /** Events with a higher id in the history file were written after this record and do not count. */
  readonly lastEventId: number;
}

/** Stores executions in a directory so that they survive the process. */
export interface DurableExecutions {
  /** Appends the new events to the history and replaces the record. */
  write(execution: Execution): void;
  /** Reads every stored execution. @throws Error if a record has another version. */
  readAll(): { record: ExecutionRecord; events: HistoryEvent[] }[];
  /** Reads the newest stored events of an execution, at most as many as memory always retains. */
  readEvents(stateMachine: string, name: string): HistoryEvent[];
}

/**
 * Stores each execution in two files, so that a write touches neither other executions nor events already written:
 * the record, which is replaced by a rename and so is never half written, and the history, to which lines are appended.
 * Nothing is synced to the device: a crash of the process loses nothing, a power failure may lose the last writes.
 */
export function createDurableExecutions(directory: string): DurableExecutions {
  const lastWrittenIds = new Map<string, number>();
  const createdFolders = new Set<string>();
  const path = (stateMachine: string, name: string, ending: string) => {
    const folder = join(directory, fileName(stateMachine));
    if (!createdFolders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      createdFolders.add(folder);
    }
    return join(folder, `${fileName(name)}.${ending}`);
  };
  const readEvents = (stateMachine: string, name: string) => readLines(path(stateMachine, name, 'history'));

  return {
    write(execution) {
      const machine = execution.stateMachine.name;
      const lastWrittenId = lastWrittenIds.get(execution.arn) ?? 0;
      const lines = execution.history.events
        .filter((event) => event.id > lastWrittenId)
        .map((event) => `${JSON.stringify(event)}\n`);
      // The history is written first: a record must not refer to an event beyond its end.
      if (lines.length > 0) appendFileSync(path(machine, execution.name, 'history'), lines.join(''));
      lastWrittenIds.set(execution.arn, execution.history.lastId);
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
              lastWrittenIds.set(executionArn(record.stateMachine, record.name), record.lastEventId);
              return { record, events };
            }),
        );
    },
    readEvents,
  };
}

/** Names may contain characters that file systems forbid, and may differ only in case. */
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

/** Trusts the file to be a record if it has the right version. @throws Error otherwise */
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
  for (const line of text.split('\n').slice(-retainedEventCount)) {
    try {
      const event = JSON.parse(line) as HistoryEvent;
      // A process that died between the two writes left events that its successor wrote again; the later ones count.
      events.set(event.id, event);
    } catch {
      // The last line is empty, or the process died while writing it.
    }
  }
  return [...events.values()].sort((a, b) => a.id - b.id);
}
