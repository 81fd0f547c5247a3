import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

const lambda = new LambdaClient({});

/** The environment variable that holds a function's name in this deployment. */
export const functionVariable = (name: string): string =>
  `REKINDLE_${name.replaceAll('-', '_').toUpperCase()}_FUNCTION`;

/**
 * Hands a payload to another function, which runs by itself: Lambda keeps the payload, and tries again when the function
 * fails.
 *
 * @param name of the function, as infra/functions.ts has it
 */
export async function invokeLater(name: string, payload: object): Promise<void> {
  await lambda.send(
    new InvokeCommand({
      FunctionName: process.env[functionVariable(name)] ?? name,
      InvocationType: 'Event',
      Payload: Buffer.from(JSON.stringify(payload)),
    }),
  );
}
