import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type AnswerOperation, answerDirectly } from '../infra/local/dynamodb/answer-directly.ts';
import { startDynamoDbInProcess } from '../infra/local/dynamodb/in-process.ts';
import type { Endpoints } from '../infra/local/environment.ts';
import { createTables, localIdentity } from '../infra/local/tables.ts';
import { NotFoundError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import { createStore, type Store } from '../shared/store/store.ts';
import { tableNamesFrom, tableVariable } from '../shared/store/tables.ts';
import { commandWords } from '../shared/words/commands.ts';

/** Where data is kept when no other folder is named. */
export const defaultDirectory = '.rekindle';

/** A store to work on, locally or in AWS. */
export interface Target {
  readonly store: Store;
  close(): Promise<void>;
}

/** True when the environment names tables in AWS. */
export const isInAws = (): boolean => process.env[tableVariable('customers')] !== undefined;

/**
 * Opens the tables for a command: those in AWS when the environment names them; otherwise those of an embedded stack
 * that is running on the directory; otherwise the directory's own, which are created where there are none.
 */
export async function openTarget(directory: string): Promise<Target> {
  if (isInAws()) return createTarget(new DynamoDBClient({}));
  const running = await findRunningStack(directory);
  if (running !== undefined)
    return createTarget(new DynamoDBClient({ endpoint: running.dynamoDb, ...localIdentity }));
  const database = await startDynamoDbInProcess({ directory: join(directory, 'dynamodb') });
  await createTables(database.url, tableNamesFrom({}));
  const client = new DynamoDBClient({ endpoint: database.url, ...localIdentity });
  const target = createTarget(client, database.answer);
  return {
    ...target,
    async close() {
      await target.close();
      await database.close();
    },
  };
}

/** True when there is data to read: tables in AWS that the environment names, or those of a folder. */
export async function hasData(directory: string): Promise<boolean> {
  if (isInAws()) return true;
  const found = await stat(join(directory, 'dynamodb')).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** @throws NotFoundError for a folder without data, which is most likely a mistyped one */
export async function refuseFolderWithoutData(directory: string, language: Language): Promise<void> {
  if (await hasData(directory)) return;
  throw new NotFoundError(commandWords[language].noDataIn, { where: directory });
}

/**
 * Opens the tables for a command that works on what is there.
 *
 * @throws NotFoundError for a folder without data
 */
export async function openExistingTarget(directory: string, language: Language): Promise<Target> {
  await refuseFolderWithoutData(directory, language);
  return openTarget(directory);
}

function createTarget(client: DynamoDBClient, answer?: AnswerOperation): Target {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  if (answer !== undefined) answerDirectly(documents, answer);
  return { store: createStore(documents, tableNamesFrom(process.env)), close: async () => client.destroy() };
}

const noteSchema = z.object({
  pid: z.int(),
  endpoints: z.object({
    dynamoDb: z.string(),
    stepFunctions: z.string(),
    ses: z.string(),
    api: z.string(),
    lambda: z.string(),
  }),
});

const noteIn = (directory: string): string => join(directory, 'running.json');

/** Writes a note into the directory that a stack runs on it. Returns a function that removes the note. */
export async function announceStack(directory: string, endpoints: Endpoints): Promise<() => Promise<void>> {
  await writeFile(noteIn(directory), JSON.stringify({ pid: process.pid, endpoints }));
  return () => rm(noteIn(directory), { force: true });
}

/** Finds the stack that runs on a directory; undefined when none does. */
export async function findRunningStack(directory: string): Promise<Endpoints | undefined> {
  const text = await readFile(noteIn(directory), 'utf8').catch(() => '');
  if (text === '') return undefined;
  const note = noteSchema.safeParse(JSON.parse(text));
  return note.success && isAlive(note.data.pid) ? note.data.endpoints : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
