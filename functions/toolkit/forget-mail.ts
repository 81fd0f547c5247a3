/** The environment variable that names what keeps copies of emails; absent in AWS, because SES keeps none. */
export const mailCopiesVariable = 'REKINDLE_MAIL_COPIES_URL';

/**
 * Deletes copies of emails to some addresses where whatever sends them keeps copies, as the mailbox of the embedded stack
 * does. SES keeps none.
 */
export async function forgetMail(addresses: readonly string[]): Promise<void> {
  const url = process.env[mailCopiesVariable];
  if (url === undefined) return;
  const { ok, status } = await fetch(`${url}/forget`, { method: 'POST', body: JSON.stringify(addresses) });
  if (!ok) throw new Error(`the mailbox that keeps copies answered ${status}`);
}
