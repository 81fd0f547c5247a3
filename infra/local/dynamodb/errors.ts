/** Why the local DynamoDB could not start or stopped. */
export type DynamoDbFailure =
  | 'port-in-use'
  | 'directory-locked'
  | 'directory-not-writable'
  | 'disk-full'
  | 'damaged'
  | 'crashed';

/** The local DynamoDB could not start or stopped unexpectedly. The message says where, and what to do. */
export class LocalDynamoDbError extends Error {
  override readonly name = 'LocalDynamoDbError';
  readonly failure: DynamoDbFailure;

  constructor(failure: DynamoDbFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** One link of an error's chain of causes, as the child process sends it. */
export interface ErrorLink {
  readonly code?: string | undefined;
  readonly message: string;
}

/** Returns an error and its causes, outermost first. */
export function errorLinks(error: unknown): readonly ErrorLink[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [{ message: String(error) }];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return [{ code, message: error.message }, ...errorLinks(error.cause)];
}

/** Classifies a failure by the messages of LevelDB and the operating system, and says what to do about it. */
export function explainFailure(
  links: readonly ErrorLink[],
  where: { readonly directory?: string | undefined; readonly port: number },
): LocalDynamoDbError {
  const reported = links.map((link) => `${link.code ?? ''} ${link.message}`).join('; ');
  const directory = where.directory ?? '(in memory)';
  const createError = (failure: DynamoDbFailure, message: string) =>
    new LocalDynamoDbError(failure, message, { cause: new Error(reported.trim()) });

  if (/EADDRINUSE/.test(reported)) {
    return createError(
      'port-in-use',
      `The local DynamoDB cannot listen on port ${where.port}: another program uses it. ` +
        'Stop that program, or choose another port with --port.',
    );
  }
  if (/LEVEL_LOCKED/.test(reported)) {
    return createError(
      'directory-locked',
      `The local DynamoDB cannot open ${directory}: another process has it open. ` +
        'Stop the other local stack, or give this one a directory of its own.',
    );
  }
  if (/ENOSPC|No space left on device/i.test(reported)) {
    return createError(
      'disk-full',
      `The local DynamoDB stopped: the disk that holds ${directory} is full. Free some space and start again.`,
    );
  }
  if (
    /ENOENT|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only file system|Not a directory|File exists/i.test(
      reported,
    )
  ) {
    return createError(
      'directory-not-writable',
      `The local DynamoDB cannot write to ${directory}. ` +
        'It must be a directory that this user may create files in; correct its permissions or choose another.',
    );
  }
  if (/LEVEL_CORRUPTION|Corruption/.test(reported)) {
    return createError(
      'damaged',
      `The database in ${directory} is damaged. Delete that directory and load the data again.`,
    );
  }
  return createError(
    'crashed',
    `The local DynamoDB (${directory}) stopped unexpectedly: ${reported.trim() || 'no reason given'}.`,
  );
}
