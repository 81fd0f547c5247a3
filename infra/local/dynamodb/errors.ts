export type DynamoDbFailure =
  | 'port-in-use'
  | 'directory-locked'
  | 'directory-not-writable'
  | 'disk-full'
  | 'damaged'
  | 'crashed';

/** The local DynamoDB could not start, or ended unasked. The message says where and what to do. */
export class LocalDynamoDbError extends Error {
  override readonly name = 'LocalDynamoDbError';
  readonly failure: DynamoDbFailure;

  constructor(failure: DynamoDbFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}

/** One link of an error's chain of causes, as it crosses from the child process. */
export interface ErrorLink {
  readonly code?: string | undefined;
  readonly message: string;
}

/** An error and its causes, outermost first. */
export function errorLinks(error: unknown): readonly ErrorLink[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [{ message: String(error) }];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return [{ code, message: error.message }, ...errorLinks(error.cause)];
}

/** Names what went wrong from what LevelDB and the operating system reported. */
export function explainFailure(
  links: readonly ErrorLink[],
  where: { readonly directory?: string | undefined; readonly port: number },
): LocalDynamoDbError {
  const reported = links.map((link) => `${link.code ?? ''} ${link.message}`).join('; ');
  const directory = where.directory ?? '(in memory)';
  const failed = (failure: DynamoDbFailure, message: string) =>
    new LocalDynamoDbError(failure, message, { cause: new Error(reported.trim()) });

  if (/EADDRINUSE/.test(reported)) {
    return failed(
      'port-in-use',
      `The local DynamoDB cannot listen on port ${where.port}: another program does. ` +
        'Stop that program, or choose another port with --port.',
    );
  }
  if (/LEVEL_LOCKED/.test(reported)) {
    return failed(
      'directory-locked',
      `The local DynamoDB cannot open ${directory}: another process has it open. ` +
        'Stop the other local stack, or give this one its own directory.',
    );
  }
  if (/ENOSPC|No space left on device/i.test(reported)) {
    return failed(
      'disk-full',
      `The local DynamoDB stopped: the disk that holds ${directory} is full. Free some space and start again.`,
    );
  }
  if (
    /ENOENT|EACCES|EPERM|EROFS|ENOTDIR|EEXIST|Permission denied|Read-only file system|Not a directory|File exists/i.test(
      reported,
    )
  ) {
    return failed(
      'directory-not-writable',
      `The local DynamoDB cannot write to ${directory}. ` +
        'It must be a directory that this user may create files in; correct its permissions or give another.',
    );
  }
  if (/LEVEL_CORRUPTION|Corruption/.test(reported)) {
    return failed(
      'damaged',
      `The database in ${directory} is damaged. Delete that directory and load the data again.`,
    );
  }
  return failed(
    'crashed',
    `The local DynamoDB (${directory}) ended unexpectedly: ${reported.trim() || 'no reason given'}.`,
  );
}
