import {
  BadRequestException,
  DeleteSuppressedDestinationCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';

/**
 * Takes addresses off the suppression list of the account, on which SES puts those that bounce: it would accept an email
 * to one of them and not deliver it. A repeat, or an address that is not on the list, changes nothing.
 */
export async function forgetBounces(ses: SESv2Client, addresses: readonly string[]): Promise<void> {
  for (const EmailAddress of addresses)
    await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress })).catch(unlessAbsent);
}

/** What SES cannot read as an address is not on its list either. */
function unlessAbsent(error: unknown): void {
  if (error instanceof NotFoundException || error instanceof BadRequestException) return;
  throw error;
}
